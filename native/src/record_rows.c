/*
 * record_rows.c: datasets that grow by chunks.
 *
 * The open chunk is in memory; a flush puts it into the file as it is and later writes replace it there. The metadata
 * on the disk points at that place until the next flush, so it must stay where it is: it gets room for what a full
 * chunk is expected to need (a deflate stream may be followed by anything), and later states go to the same place. A
 * full chunk that does not fit waits in memory for the next flush, which moves it.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "record_file.h"

static size_t chunk_bytes(const fim_rows_t *rows) {
  return rows->chunk_rows * rows->row_bytes;
}

/* What a chunk may take in the file at most. */
static size_t bound(const fim_rows_t *rows) {
  return rows->level == 0 ? chunk_bytes(rows) : fim_record_packed_bound(chunk_bytes(rows));
}

/* Room for a chunk that will go on growing: an eighth more than the largest full one so far. */
static size_t expected_room(const fim_rows_t *rows, size_t packed) {
  if (rows->level == 0 || rows->packed_max == 0) {
    return bound(rows);
  }
  size_t largest = packed > rows->packed_max ? packed : rows->packed_max;
  size_t room = largest + largest / 8;
  return room < bound(rows) ? room : bound(rows);
}

/* Puts a packed chunk that starts at row first into the file, where the dataset then has at least rows until. */
static int32_t put_chunk(fim_rows_t *rows, hsize_t first, hsize_t until, size_t bytes, const uint8_t *packed) {
  hsize_t offset[FIM_RECORD_MAX_RANK] = {first};
  rows->dims[0] = until;
  if (rows->extent < until) {
    if (H5Dset_extent(rows->id, rows->dims) < 0) {
      return fim_record_fail(rows->file, rows->path, "grow");
    }
    rows->extent = until;
  }
  return H5Dwrite_chunk(rows->id, H5P_DEFAULT, 0, offset, bytes, packed) < 0
             ? fim_record_fail(rows->file, rows->path, "write")
             : FIM_OK;
}

/* Packs a chunk into the file's scratch, zero behind it, or gives the chunk itself where nothing is deflated. */
static const uint8_t *pack(const fim_rows_t *rows, const uint8_t *chunk, size_t *size) {
  fim_record_t *file = rows->file;
  *size = chunk_bytes(rows);
  if (rows->level == 0) {
    return chunk;
  }
  *size = fim_record_pack(chunk, *size, rows->element_bytes, rows->level, file->shuffled, file->packed);
  if (*size == 0) {
    fim_fail(FIM_E_MEMORY, "%s, %s: zlib found no memory", file->path, rows->path);
    return NULL;
  }
  memset(file->packed + *size, 0, bound(rows) - *size);
  return file->packed;
}

/* Keeps a full chunk for the next flush. */
static int32_t keep_outgrown(fim_rows_t *rows, hsize_t first, const uint8_t *chunk) {
  rows->outgrown = malloc(chunk_bytes(rows));
  if (rows->outgrown == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for a chunk", rows->file->path, rows->path);
  }
  memcpy(rows->outgrown, chunk, chunk_bytes(rows));
  rows->outgrown_row = first;
  return FIM_OK;
}

/* A full chunk goes to its room (0: to new space), or waits if it does not fit. */
static int32_t write_full(fim_rows_t *rows, hsize_t first, const uint8_t *chunk, size_t room) {
  size_t size = 0;
  const uint8_t *packed = pack(rows, chunk, &size);
  if (packed == NULL) {
    return FIM_E_MEMORY;
  }
  rows->packed_max = size > rows->packed_max ? size : rows->packed_max;
  if (room > 0 && size > room) {
    return keep_outgrown(rows, first, chunk);
  }
  return put_chunk(rows, first, first + rows->chunk_rows, room > 0 ? room : size, packed);
}

static int32_t write_changed(fim_rows_t *rows) {
  size_t size = 0;
  const uint8_t *packed = pack(rows, rows->open, &size);
  if (packed == NULL) {
    return FIM_E_MEMORY;
  }
  size_t room = size <= rows->room ? rows->room : expected_room(rows, size);
  int32_t code = put_chunk(rows, rows->rows - rows->rows % rows->chunk_rows, rows->rows, room, packed);
  if (code == FIM_OK) {
    rows->room = room;
    rows->changed = 0;
  }
  return code;
}

int32_t fim_record_write_open(fim_rows_t *rows) {
  if (rows->outgrown != NULL) {
    int32_t code = write_full(rows, rows->outgrown_row, rows->outgrown, 0);
    if (code != FIM_OK) {
      return code;
    }
    free(rows->outgrown);
    rows->outgrown = NULL;
  }
  return rows->changed ? write_changed(rows) : FIM_OK;
}

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
    code = write_full(rows, first, chunk, taken == 0 ? rows->room : 0);
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
    rows->dims[0] = extent;
    rows->extent = H5Dset_extent(rows->id, rows->dims) < 0 ? rows->extent : extent;
    rows->changed = held > 0;
  }
  return code;
}

static int32_t append(fim_rows_t *rows, hsize_t n, const uint8_t *values) {
  hsize_t held = rows->rows % rows->chunk_rows;
  hsize_t full = (held + n) / rows->chunk_rows;
  hsize_t rest = (held + n) % rows->chunk_rows;
  int needs_space = held == 0 || full > 0 || rows->file->reserved == 0;
  int32_t code = needs_space ? fim_record_reserve(rows->file, full * bound(rows)) : FIM_OK;
  if (code == FIM_OK && full > 0) {
    code = fill_chunks(rows, held, n, values);
  }
  if (code != FIM_OK) {
    return code;
  }
  if (full > 0) {
    memset(rows->open, 0, chunk_bytes(rows));
    memcpy(rows->open, values + (n - rest) * rows->row_bytes, rest * rows->row_bytes);
    rows->room = 0;
  } else {
    memcpy(rows->open + held * rows->row_bytes, values, n * rows->row_bytes);
  }
  rows->rows += n;
  rows->changed = rest > 0;
  return FIM_OK;
}

int32_t fim_record_append(fim_record_t *file, int32_t dataset, int64_t n, const void *values) {
  if (file == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "append: file must be given");
  }
  if (dataset < 0 || dataset >= file->rows_count || n < 0 || (n > 0 && values == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "%s: append needs a dataset in [0, %d) (not %d), rows >= 0 (not %lld) and values",
                    file->path, file->rows_count, dataset, (long long)n);
  }
  if (n == 0) {
    return FIM_OK;
  }
  fim_record_lock();
  int32_t code = append(&file->rows[dataset], (hsize_t)n, values);
  fim_record_unlock();
  return code;
}

void fim_record_free_rows(fim_rows_t *rows) {
  free(rows->path);
  free(rows->open);
  free(rows->outgrown);
}
