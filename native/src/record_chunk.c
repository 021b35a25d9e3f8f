/*
 * record_chunk.c: where chunks of a growing dataset go in the file.
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

size_t fim_record_chunk_bytes(const fim_rows_t *rows) {
  return rows->chunk_rows * rows->row_bytes;
}

size_t fim_record_chunk_bound(const fim_rows_t *rows) {
  return rows->level == 0 ? fim_record_chunk_bytes(rows) : fim_record_packed_bound(fim_record_chunk_bytes(rows));
}

/* Room for a chunk that will go on growing: an eighth more than the largest full one so far. */
static size_t expected_room(const fim_rows_t *rows, size_t packed) {
  if (rows->level == 0 || rows->packed_max == 0) {
    return fim_record_chunk_bound(rows);
  }
  size_t largest = packed > rows->packed_max ? packed : rows->packed_max;
  size_t room = largest + largest / 8;
  return room < fim_record_chunk_bound(rows) ? room : fim_record_chunk_bound(rows);
}

/* Puts a packed chunk that starts at row first into the file, where the dataset then has at least rows until. */
static int32_t put_chunk(fim_rows_t *rows, hsize_t first, hsize_t until, size_t bytes, const uint8_t *packed) {
  hsize_t offset[FIM_RECORD_MAX_RANK] = {0};
  offset[rows->growing] = first;
  rows->dims[rows->growing] = until;
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

/* [rows][channels] elements as [channels][rows], as the chunk lies in the file. */
static void transpose(const fim_rows_t *rows, const uint8_t *chunk, uint8_t *out) {
  size_t bytes = rows->element_bytes;
  size_t channels = rows->row_bytes / bytes;
  for (size_t row = 0; row < rows->chunk_rows; row++) {
    for (size_t channel = 0; channel < channels; channel++) {
      memcpy(out + (channel * rows->chunk_rows + row) * bytes, chunk + (row * channels + channel) * bytes, bytes);
    }
  }
}

/* Packs a chunk into the file's scratch, zero behind it, or gives the chunk itself where nothing is to be done. */
static const uint8_t *pack(const fim_rows_t *rows, const uint8_t *chunk, size_t *size) {
  fim_record_t *file = rows->file;
  *size = fim_record_chunk_bytes(rows);
  if (rows->growing > 0) {
    transpose(rows, chunk, file->packed);
    chunk = file->packed; /* which the packer reads to its end before it writes */
  }
  if (rows->level == 0) {
    return chunk;
  }
  *size = fim_record_pack(file->packer, chunk, *size, rows->element_bytes, rows->level, file->shuffled, file->packed);
  if (*size == 0) {
    fim_fail(FIM_E_MEMORY, "%s, %s: zlib found no memory", file->path, rows->path);
    return NULL;
  }
  memset(file->packed + *size, 0, fim_record_chunk_bound(rows) - *size);
  return file->packed;
}

/* Keeps a full chunk for the next flush. */
static int32_t keep_outgrown(fim_rows_t *rows, hsize_t first, const uint8_t *chunk) {
  rows->outgrown = malloc(fim_record_chunk_bytes(rows));
  if (rows->outgrown == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for a chunk", rows->file->path, rows->path);
  }
  memcpy(rows->outgrown, chunk, fim_record_chunk_bytes(rows));
  rows->outgrown_row = first;
  return FIM_OK;
}

int32_t fim_record_write_full(fim_rows_t *rows, hsize_t first, const uint8_t *chunk, size_t room) {
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
    int32_t code = fim_record_write_full(rows, rows->outgrown_row, rows->outgrown, 0);
    if (code != FIM_OK) {
      return code;
    }
    free(rows->outgrown);
    rows->outgrown = NULL;
  }
  return rows->changed ? write_changed(rows) : FIM_OK;
}
