# Compiler settings every target of the project shares, as the interface target mssp_compiler.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(mssp_compiler INTERFACE)
target_compile_options(mssp_compiler INTERFACE -Wall -Wextra -Wconversion -Wshadow -Wpedantic)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13
   AND (MSSP_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Debug"))
  # Optimising or instrumenting, it takes a std::variant that was moved from, and std::regex, for uninitialised.
  target_compile_options(mssp_compiler INTERFACE -Wno-maybe-uninitialized)
endif()
if(MSSP_WERROR)
  target_compile_options(mssp_compiler INTERFACE -Werror)
endif()
if(MSSP_SANITIZE)
  target_compile_options(mssp_compiler INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mssp_compiler INTERFACE -fsanitize=address,undefined)
endif()
