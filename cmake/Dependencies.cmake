# What the library and its tests need from the system; a missing piece is named together with its Debian package.

find_package(Threads REQUIRED)

find_package(OpenMP COMPONENTS C)
if(NOT OpenMP_C_FOUND)
  message(FATAL_ERROR "The C compiler has no OpenMP: install libgomp (Debian: gcc brings it)")
endif()

find_package(HDF5 COMPONENTS C)
if(NOT HDF5_FOUND)
  message(FATAL_ERROR "HDF5 not found: install it (Debian: libhdf5-dev), or set HDF5_ROOT to where it is")
endif()
if(HDF5_IS_PARALLEL)
  message(FATAL_ERROR "This HDF5 is the MPI variant, Fimbria needs the serial one: set HDF5_ROOT to where it is")
endif()

find_package(ZLIB)
if(NOT ZLIB_FOUND)
  message(FATAL_ERROR "zlib not found: install it (Debian: zlib1g-dev)")
endif()

find_path(RANDOM123_INCLUDE_DIR Random123/philox.h)
if(NOT RANDOM123_INCLUDE_DIR)
  message(FATAL_ERROR "Random123 not found: install it (Debian: librandom123-dev), or set RANDOM123_INCLUDE_DIR")
endif()

find_path(CMOCKA_INCLUDE_DIR cmocka.h)
find_library(CMOCKA_LIBRARY cmocka)
if(BUILD_TESTING AND NOT (CMOCKA_INCLUDE_DIR AND CMOCKA_LIBRARY))
  message(FATAL_ERROR "cmocka not found: install it (Debian: libcmocka-dev), or build with -DBUILD_TESTING=OFF")
endif()
