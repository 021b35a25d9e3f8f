/* record_rows.c: appending rows: full chunks go to the file, the rest stays in the open chunk. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "record_file.h"

/* Writes the full chunks; the open chunk's rows stay as they are, so that a failure can be taken back. */
static int32_t write_full_chunks(fim_rows_t *rows, hsize_t n, const uint8_t *values) {
  hsize_t held = rows->rows % rows->chunk_rows;
  hsize_t first = rows->rows - held;
  hsize_t taken = 0;
  int32_t code = FIM_OK;
  for (hsize_t left = held + n; left >= rows->chunk_rows && code == FIM_OK; left -= rows->chunk_rows) {
    const uint8_t *chunk = values + taken * rows->row_bytes;
    hsize_t own = taken == 0 ? held : 0;
    if (own > 0) {
      memcpy(rows->open + own * rows->row_bytes, values, (rows->chunk_rows - own) * rows->row_bytes);
      chunk = rows->open;
    }
    code = fim_record_write_full(rows, first, chunk, taken == 0 ? rows->room : 0);
    first += rows->chunk_rows;
    taken += rows->chunk_rows - own;
  }
  return code;
}

/* Writes the chunks that n more rows fill; when that fails the dataset is as before. */
static int32_t fill_chunks(fim_rows_t *rows, hsize_t held, hsize_t n, const uint8_t *values) {
  hsize_t extent = rows->extent;
  uint8_t *outgrown = rows->outgrown;
  int32_t code = write_full_chunks(rows, n, values);
  if (code != FIM_OK) {
    memset(rows->open + held * rows->row_bytes, 0, (rows->chunk_rows - held) * rows->row_bytes);
    if (rows->outgrown != outgrown) {
      free(rows->outgrown);
      rows->outgrown = outgrown;
    }
    rows->dims[rows->growing] = extent;
    rows->extent = H5Dset_extent(rows->id, rows->dims) < 0 ? rows->extent : extent;
    rows->changed = held > 0;
  }
  return code;
}

/* Space is reserved already. */
static int32_t append(fim_rows_t *rows, hsize_t n, const uint8_t *values) {
  hsize_t held = rows->rows % rows->chunk_rows;
  hsize_t rest = (held + n) % rows->chunk_rows;
  if (held + n >= rows->chunk_rows) {
    int32_t code = fill_chunks(rows, held, n, values);
    if (code != FIM_OK) {
      return code;
    }
    memset(rows->open, 0, fim_record_chunk_bytes(rows));
    memcpy(rows->open, values + (n - rest) * rows->row_bytes, rest * rows->row_bytes);
    rows->room = 0;
  } else {
    memcpy(rows->open + held * rows->row_bytes, values, n * rows->row_bytes);
  }
  rows->rows += n;
  rows->changed = rest > 0;
  return FIM_OK;
}

/* Reserves what all columns need before the first one grows. */
static int32_t append_columns(fim_record_t *file, int32_t columns, const int32_t *datasets, hsize_t n,
                              const void *const *values) {
  size_t bytes = 0;
  int needed = file->reserved == 0;
  for (int32_t i = 0; i < columns; i++) {
    const fim_rows_t *rows = &file->rows[datasets[i]];
    hsize_t held = rows->rows % rows->chunk_rows;
    bytes += (held + n) / rows->chunk_rows * fim_record_chunk_bound(rows);
    needed |= held == 0;
  }
  int32_t code = needed || bytes > 0 ? fim_record_reserve(file, bytes) : FIM_OK;
  for (int32_t i = 0; i < columns && code == FIM_OK; i++) {
    code = append(&file->rows[datasets[i]], n, values[i]);
  }
  return code;
}

int32_t fim_record_append_columns(fim_record_t *file, int32_t columns, const int32_t *datasets, int64_t n,
                                  const void *const *values) {
  if (file == NULL || columns < 1 || datasets == NULL || values == NULL || n < 0) {
    return fim_fail(FIM_E_ARGUMENT, "append: file, datasets and values must be given, columns >= 1, rows >= 0");
  }
  for (int32_t i = 0; i < columns; i++) {
    if (datasets[i] < 0 || datasets[i] >= file->rows_count || (n > 0 && values[i] == NULL)) {
      return fim_fail(FIM_E_ARGUMENT, "%s: append to dataset %d needs values and an index below %d", file->path,
                      datasets[i], file->rows_count);
    }
  }
  if (n == 0) {
    return FIM_OK;
  }
  fim_record_lock();
  int32_t code = append_columns(file, columns, datasets, (hsize_t)n, values);
  fim_record_unlock();
  return code;
}

int32_t fim_record_append(fim_record_t *file, int32_t dataset, int64_t n, const void *values) {
  return fim_record_append_columns(file, 1, &dataset, n, &values);
}

void fim_record_free_rows(fim_rows_t *rows) {
  free(rows->path);
  free(rows->open);
  free(rows->outgrown);
}
