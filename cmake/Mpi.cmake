# Where the ranks' exchange is built: FIMBRIA_MPI is true when the C compiler finds an MPI (Debian: libopenmpi-dev). Without
# it everything else is built; -DCMAKE_DISABLE_FIND_PACKAGE_MPI=ON does so on purpose.

find_package(MPI QUIET COMPONENTS C)
set(FIMBRIA_MPI ${MPI_C_FOUND})
if(NOT FIMBRIA_MPI)
  message(STATUS "No MPI: without libfimbria_mpi and its tests (Debian: libopenmpi-dev)")
endif()
