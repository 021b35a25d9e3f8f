/* record_check.h: reading recorded files back with libhdf5, and a folder for them. */
#ifndef FIMBRIA_TEST_RECORD_CHECK_H
#define FIMBRIA_TEST_RECORD_CHECK_H

#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "fimbria/record.h"

/* Path of a file that is not there, below a new folder. */
static inline const char *fresh_path(char *buffer, size_t size) {
  char folder[] = "/tmp/fimbria-record-XXXXXX";
  assert_non_null(mkdtemp(folder));
  snprintf(buffer, size, "%s/file.h5", folder);
  return buffer;
}

static inline void remove_with_folder(const char *path) {
  char folder[256];
  unlink(path);
  snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
  rmdir(folder);
}

/* Number of elements of a dataset. */
static inline int64_t read_elements(const char *path, const char *dataset) {
  hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t data = H5Dopen2(file, dataset, H5P_DEFAULT);
  hid_t space = H5Dget_space(data);
  int64_t elements = H5Sget_simple_extent_npoints(space);
  H5Sclose(space);
  H5Dclose(data);
  H5Fclose(file);
  return elements;
}

/* Reads a whole dataset; returns its first dimension, or -1 where it cannot be read. */
static inline int64_t read_rows(const char *path, const char *dataset, hid_t type, void *values, size_t capacity) {
  hsize_t dims[8] = {0};
  int64_t rows = -1;
  hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t data = H5Dopen2(file, dataset, H5P_DEFAULT);
  hid_t space = H5Dget_space(data);
  if (space >= 0) {
    H5Sget_simple_extent_dims(space, dims, NULL);
    if (H5Sget_simple_extent_npoints(space) * (hssize_t)H5Tget_size(type) <= (hssize_t)capacity &&
        H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0) {
      rows = (int64_t)dims[0];
    }
  }
  H5Sclose(space);
  H5Dclose(data);
  H5Fclose(file);
  return rows;
}

#endif
