# Debian 12's packages; ARCHITECTURE.md says what each one is for.
find_package(PkgConfig REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(SQLiteCpp 3.2 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(EXPAT 2.5 REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
pkg_check_modules(SQLITE3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(HARFBUZZ_SUBSET REQUIRED IMPORTED_TARGET harfbuzz-subset)

# cctz and libharu install neither a CMake package nor a pkg-config file.
find_library(CCTZ_LIBRARY cctz REQUIRED)
find_library(HPDF_LIBRARY hpdf REQUIRED)
