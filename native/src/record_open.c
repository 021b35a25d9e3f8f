/* record_open.c: makes datasets that grow. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "record_file.h"

enum { MAX_CHUNK_BYTES = 1 << 30 };

/* Checks the shape, whose growing dimension is 0, and fills in its bytes; FIM_E_ARGUMENT names what is out of range. */
static int32_t take_shape(const fim_record_t *file, fim_rows_t *rows, int64_t chunk_rows) {
  size_t bytes = rows->element_bytes;
  for (int i = 0; i < rows->rank; i++) {
    if (i == rows->growing) {
      continue;
    }
    int64_t n = (int64_t)rows->dims[i];
    if (n < 1 || (size_t)n > MAX_CHUNK_BYTES / bytes) {
      return fim_fail(FIM_E_ARGUMENT, "%s, %s: dimension %d is %lld", file->path, rows->path, i, (long long)n);
    }
    bytes *= (size_t)n;
  }
  if (chunk_rows < 1 || (size_t)chunk_rows > MAX_CHUNK_BYTES / bytes) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: a chunk of %lld rows of %zu bytes; allowed: 1 row to 1 GiB", file->path,
                    rows->path, (long long)chunk_rows, bytes);
  }
  rows->row_bytes = bytes;
  rows->chunk_rows = (hsize_t)chunk_rows;
  return FIM_OK;
}

/* Room for one more dataset and for the scratch of its chunks. */
static int32_t grow_file(fim_record_t *file, const fim_rows_t *rows) {
  size_t bytes = rows->chunk_rows * rows->row_bytes;
  fim_rows_t *all = realloc(file->rows, (size_t)(file->rows_count + 1) * sizeof *all);
  file->rows = all != NULL ? all : file->rows;
  uint8_t *shuffled = NULL;
  uint8_t *packed = NULL;
  if (all == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for a dataset", file->path, rows->path);
  }
  if (bytes > file->scratch_bytes) {
    shuffled = realloc(file->shuffled, bytes);
    file->shuffled = shuffled != NULL ? shuffled : file->shuffled;
    packed = realloc(file->packed, fim_record_packed_bound(bytes));
    file->packed = packed != NULL ? packed : file->packed;
    if (shuffled == NULL || packed == NULL) {
      return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for chunks of %zu bytes", file->path, rows->path, bytes);
    }
    file->scratch_bytes = bytes;
  }
  if (rows->level > 0 && file->packer == NULL && fim_record_packer(&file->packer) != FIM_OK) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: zlib found no memory", file->path, rows->path);
  }
  return FIM_OK;
}

static hid_t create_dataset(fim_record_t *file, fim_rows_t *rows, int32_t type) {
  hsize_t chunk[FIM_RECORD_MAX_RANK];
  hsize_t most[FIM_RECORD_MAX_RANK];
  memcpy(chunk, rows->dims, sizeof chunk);
  memcpy(most, rows->dims, sizeof most);
  chunk[rows->growing] = rows->chunk_rows;
  most[rows->growing] = H5S_UNLIMITED;
  hid_t space = H5Screate_simple(rows->rank, rows->dims, most);
  hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
  hid_t links = fim_record_links();
  H5Pset_obj_track_times(creation, 0);
  H5Pset_chunk(creation, rows->rank, chunk);
  H5Pset_fill_time(creation, H5D_FILL_TIME_NEVER);
  if (rows->level > 0) {
    H5Pset_shuffle(creation);
    H5Pset_deflate(creation, (unsigned)rows->level);
  }
  hid_t id = H5Dcreate2(file->id, rows->path, fim_record_type(type), space, links, creation, H5P_DEFAULT);
  H5Pclose(links);
  H5Pclose(creation);
  H5Sclose(space);
  return id;
}

static int32_t open_rows(fim_record_t *file, fim_rows_t *rows, int32_t type) {
  size_t bytes = fim_record_packed_bound(rows->chunk_rows * rows->row_bytes);
  int32_t code = grow_file(file, rows);
  code = code != FIM_OK ? code : fim_record_reserve(file, 2 * bytes);
  if (code != FIM_OK) {
    return code;
  }
  rows->open = calloc(rows->chunk_rows, rows->row_bytes);
  if (rows->open == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for a chunk", file->path, rows->path);
  }
  rows->id = create_dataset(file, rows, type);
  if (rows->id < 0) {
    return fim_record_fail(file, rows->path, "make dataset");
  }
  file->open_bytes += 2 * bytes;
  file->rows[file->rows_count] = *rows;
  file->rows_count++;
  return fim_record_settle(file);
}

/* Makes a dataset of the type, rank, dims and growing axis of rows. */
static int32_t open_growing(fim_record_t *file, fim_rows_t *rows, int32_t type, int64_t chunk_rows, int32_t level,
                            int32_t *dataset) {
  rows->file = file;
  rows->level = level;
  rows->element_bytes = fim_record_type_bytes(type);
  if (rows->element_bytes == 0 || level < 0 || level > 9 || dataset == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: type %d or level %d (0 to 9) is wrong, or dataset not given", file->path,
                    rows->path, type, level);
  }
  rows->path = strdup(rows->path);
  if (rows->path == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s: no memory", file->path);
  }
  int32_t code = take_shape(file, rows, chunk_rows);
  int32_t index = file->rows_count;
  if (code == FIM_OK) {
    fim_record_lock();
    code = open_rows(file, rows, type);
    fim_record_unlock();
  }
  if (file->rows_count == index) {
    fim_record_free_rows(rows);
  } else {
    *dataset = index;
  }
  return code;
}

int32_t fim_record_open_rows(fim_record_t *file, const char *path, int32_t type, int32_t row_rank,
                             const int64_t *row_dims, int64_t chunk_rows, int32_t level, int32_t *dataset) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  if (row_rank < 0 || row_rank >= FIM_RECORD_MAX_RANK || (row_rank > 0 && row_dims == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: rank %d of a row (0 to %d) is wrong", file->path, path, row_rank,
                    FIM_RECORD_MAX_RANK - 1);
  }
  fim_rows_t rows = {.path = (char *)path, .rank = row_rank + 1};
  for (int32_t i = 0; i < row_rank; i++) {
    rows.dims[i + 1] = (hsize_t)row_dims[i];
  }
  return open_growing(file, &rows, type, chunk_rows, level, dataset);
}

int32_t fim_record_open_series(fim_record_t *file, const char *path, int32_t type, int64_t channels, int64_t chunk_rows,
                               int32_t level, int32_t *dataset) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  fim_rows_t rows = {.path = (char *)path, .rank = 2, .dims = {(hsize_t)channels, 0}, .growing = 1};
  return open_growing(file, &rows, type, chunk_rows, level, dataset);
}
