# The compiler's options, as the interface library fimbria_options.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release or Debug" FORCE)
endif()
# Assertions stay on: a broken invariant must never become a wrong number.
set(CMAKE_C_FLAGS_RELEASE "-O3 -g")

if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND CMAKE_C_COMPILER_VERSION VERSION_LESS 12)
  message(FATAL_ERROR "gcc ${CMAKE_C_COMPILER_VERSION} is too old: Fimbria needs gcc >= 12 (or set CC to a newer one)")
endif()

add_library(fimbria_options INTERFACE)
# No contraction: the same bits from every instruction set. -fno-math-errno lets loops over libm vectorise,
# -fno-trapping-math those with conditions; neither changes a value.
target_compile_options(fimbria_options INTERFACE -Wall -Wextra -Werror -ffp-contract=off -fno-math-errno
                       -fno-trapping-math)
