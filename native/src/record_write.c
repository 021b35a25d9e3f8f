/* record_write.c: datasets of known size. */
#include <stdint.h>

#include "error.h"
#include "record_file.h"

/* FIM_OK if the dataset in the file has this type and shape. */
static int32_t check_same(fim_record_t *file, const char *path, hid_t type, hid_t space, hid_t dataset) {
  hid_t present_type = H5Dget_type(dataset);
  hid_t present_space = H5Dget_space(dataset);
  int same = H5Tequal(present_type, type) > 0 && H5Sextent_equal(present_space, space) > 0;
  H5Sclose(present_space);
  H5Tclose(present_type);
  return same ? FIM_OK : fim_fail(FIM_E_STATE, "%s, %s: is there already with another type or shape", file->path, path);
}

static int32_t make_dataset(fim_record_t *file, const char *path, hid_t type, hid_t space, size_t bytes,
                            hid_t *dataset) {
  int32_t code = fim_record_reserve(file, bytes);
  if (code != FIM_OK) {
    return code;
  }
  hid_t links = fim_record_links();
  hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_obj_track_times(creation, 0);
  H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
  *dataset = H5Dcreate2(file->id, path, type, space, links, creation, H5P_DEFAULT);
  H5Pclose(creation);
  H5Pclose(links);
  return *dataset < 0 ? fim_record_fail(file, path, "make dataset") : FIM_OK;
}

int32_t fim_record_put_dataset(fim_record_t *file, const char *path, hid_t type, hid_t space, size_t bytes,
                               const void *values) {
  hid_t dataset = H5Dopen2(file->id, path, H5P_DEFAULT);
  int made = dataset < 0;
  H5Eclear2(H5E_DEFAULT);
  int32_t code =
      made ? make_dataset(file, path, type, space, bytes, &dataset) : check_same(file, path, type, space, dataset);
  if (code == FIM_OK && bytes > 0 && H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
    code = fim_record_fail(file, path, "write");
  }
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return code != FIM_OK || !made ? code : fim_record_settle(file);
}

int32_t fim_record_write(fim_record_t *file, const char *path, int32_t type, int32_t rank, const int64_t *dims,
                         const void *values) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  size_t bytes = fim_record_type_bytes(type);
  if (bytes == 0 || rank < 0 || rank > FIM_RECORD_MAX_RANK || (rank > 0 && dims == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: type %d or rank %d (0 to %d) is wrong", file->path, path, type, rank,
                    FIM_RECORD_MAX_RANK);
  }
  hsize_t shape[FIM_RECORD_MAX_RANK] = {0};
  for (int32_t i = 0; i < rank; i++) {
    if (dims[i] < 0 || (dims[i] > 0 && bytes > (size_t)PTRDIFF_MAX / (size_t)dims[i])) {
      return fim_fail(FIM_E_ARGUMENT, "%s, %s: dimension %d is %lld", file->path, path, i, (long long)dims[i]);
    }
    shape[i] = (hsize_t)dims[i];
    bytes *= (size_t)dims[i];
  }
  if (values == NULL && bytes > 0) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: values must be given", file->path, path);
  }
  fim_record_lock();
  hid_t space = rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, shape, NULL);
  code = fim_record_put_dataset(file, path, fim_record_type(type), space, bytes, values);
  H5Sclose(space);
  fim_record_unlock();
  return code;
}
