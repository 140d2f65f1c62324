# Warnings, cache and flags that every target shares.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

# The Python module is a shared object. Hidden symbols keep calls within it as direct as in a program.
# Programs share precompiled headers with libraries, so they are compiled with the same option.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_COMPILE_OPTIONS_PIE ${CMAKE_CXX_COMPILE_OPTIONS_PIC})
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

add_library(pinna_flags INTERFACE)
target_include_directories(pinna_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(
  pinna_flags
  INTERFACE -Wall -Wextra -Werror -Wno-missing-field-initializers
            # GCC's array-bounds family misfires on inlined standard containers at -O3.
            -Wno-array-bounds -Wno-stringop-overflow -Wno-restrict -Wno-psabi
            -fno-math-errno -fno-trapping-math)

# At most two compile jobs with torch headers at a time: each takes over a gigabyte.
set_property(GLOBAL APPEND PROPERTY JOB_POOLS torch_pool=2)
