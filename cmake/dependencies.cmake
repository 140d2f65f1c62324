# Every library that Pinna links, in one place; docs/dependencies.md gives licence and reason.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(sndfile REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(soxr REQUIRED IMPORTED_TARGET soxr)
pkg_check_modules(soundtouch REQUIRED IMPORTED_TARGET soundtouch)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(libcurl REQUIRED IMPORTED_TARGET libcurl)

if(PINNA_TORCH)
  find_package(Torch REQUIRED)
endif()

# An interpreter with numpy and torch for the comparisons with Python; Debian's own by default.
set(Python_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "Python with numpy, torch and torchvision")
