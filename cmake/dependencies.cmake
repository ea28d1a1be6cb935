# Debian 12's packages; ARCHITECTURE.md says what each one is for.
find_package(PkgConfig REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(EXPAT 2.5 REQUIRED)  # shared: it reads what strangers wrote, so security updates must reach it
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)  # of the delivery program only
pkg_check_modules(HARFBUZZ_SUBSET REQUIRED IMPORTED_TARGET harfbuzz-subset)

# Linked statically, because start-up is a feature: each shared library costs the prompt a tenth of a millisecond, and
# yaml-cpp alone, with its thousands of C++ symbols to look up, nearly one.
find_library(SQLITECPP_LIBRARY libSQLiteCpp.a REQUIRED)
find_library(SQLITE_LIBRARY libsqlite3.a REQUIRED)
find_library(YAML_LIBRARY libyaml-cpp.a REQUIRED)
find_library(UTF8PROC_LIBRARY libutf8proc.a REQUIRED)
find_library(NETTLE_LIBRARY libnettle.a REQUIRED)
foreach(part time time_zone civil_time strings strings_internal int128 base raw_logging_internal throw_delegate
             spinlock_wait log_severity)  # what absl::time needs, those that are needed last
  # Abseil's static libraries are not position independent enough for a module that shares libstdc++, as the sanitizers'
  # does.
  if(MSSP_SANITIZE)
    find_library(ABSL_${part} absl_${part} REQUIRED)
  else()
    find_library(ABSL_${part} libabsl_${part}.a REQUIRED)
  endif()
  list(APPEND ABSL_TIME_LIBRARIES ${ABSL_${part}})
endforeach()

# libharu installs neither a CMake package nor a pkg-config file.
find_library(HPDF_LIBRARY hpdf REQUIRED)
# Only libpq's header: lib/db/libpq.hpp loads the library itself, when a store of PostgreSQL is opened.
find_path(LIBPQ_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
