/* row.c: rows of blocks. */
#include "row.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"

static int32_t make_room(row_t *row, int64_t bytes) {
  if (bytes <= row->room) {
    return FIM_OK;
  }
  int64_t room = bytes + bytes / 2 + 1024;
  char *blocks = realloc(row->blocks, (size_t)room);
  if (!blocks) {
    return fim_fail(FIM_E_MEMORY, "no memory for %lld bytes to exchange", (long long)room);
  }
  row->blocks = blocks;
  row->room = room;
  return FIM_OK;
}

int32_t row_set(row_t *row, const void *data, int64_t bytes) {
  int32_t code = make_room(row, block_bytes(bytes));
  if (code == FIM_OK) {
    block_write(row->blocks, data, bytes);
    row->bytes = block_bytes(bytes);
  }
  return code;
}

int32_t row_append(row_t *row, links_t *links, const char *blocks, int64_t bytes) {
  int32_t code = row->bytes + bytes > row->room ? links_flush(links) : FIM_OK;
  if (code == FIM_OK) {
    code = make_room(row, row->bytes + bytes);
  }
  if (code == FIM_OK) {
    memcpy(row->blocks + row->bytes, blocks, (size_t)bytes);
    row->bytes += bytes;
  }
  return code;
}

int64_t row_prefix(const row_t *row, int blocks) {
  int64_t bytes = 0;
  for (int i = 0; i < blocks; i++) {
    bytes += block_bytes(block_data(row->blocks + bytes));
  }
  return bytes;
}
