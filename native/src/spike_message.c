/* spike_message.c: the code of spikes between ranks. */
#include "spike_message.h"

#include <stdlib.h>
#include <string.h>

#include "fimbria/abi.h"

/* Bytes of the longest number; of a cell's numbers; of an id. */
enum { LONGEST = 10, LONGEST_CELL = 2 * LONGEST, LONGEST_ID = 5, FIRST_CAPACITY = 1024 };

int32_t byte_buffer_reserve(byte_buffer_t *buffer, int64_t more) {
  int64_t needed = buffer->bytes + more;
  if (needed <= buffer->capacity) {
    return FIM_OK;
  }
  int64_t capacity = buffer->capacity == 0 ? FIRST_CAPACITY : 2 * buffer->capacity;
  capacity = capacity < needed ? needed : capacity;
  uint8_t *data = realloc(buffer->data, (size_t)capacity);
  if (data == NULL) {
    return FIM_E_MEMORY;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return FIM_OK;
}

int32_t byte_buffer_append(byte_buffer_t *buffer, const void *data, int64_t bytes) {
  int32_t code = byte_buffer_reserve(buffer, bytes);
  if (code == FIM_OK && bytes > 0) {
    memcpy(buffer->data + buffer->bytes, data, (size_t)bytes);
    buffer->bytes += bytes;
  }
  return code;
}

void byte_buffer_free(byte_buffer_t *buffer) {
  free(buffer->data);
  *buffer = (byte_buffer_t){0};
}

/* Where there is room. */
static void put(byte_buffer_t *out, uint64_t number) {
  uint8_t *next = out->data + out->bytes;
  while (number >= 0x80) {
    *next++ = (uint8_t)(number | 0x80);
    number >>= 7;
  }
  *next++ = (uint8_t)number;
  out->bytes = next - out->data;
}

int32_t spike_writer_begin(spike_writer_t *writer, byte_buffer_t *out, bool failed, int32_t steps) {
  *writer = (spike_writer_t){.out = out};
  int32_t code = byte_buffer_reserve(out, LONGEST_CELL);
  if (code == FIM_OK) {
    put(out, failed ? 1 : 0);
    put(out, (uint64_t)steps);
  }
  return code;
}

int32_t spike_writer_cell(spike_writer_t *writer, int64_t count) {
  if (count == 0) {
    writer->left_out++;
    return FIM_OK;
  }
  int32_t code = byte_buffer_reserve(writer->out, LONGEST_CELL + count * LONGEST_ID);
  if (code == FIM_OK) {
    put(writer->out, (uint64_t)writer->left_out);
    put(writer->out, (uint64_t)count);
    writer->left_out = 0;
    writer->last = 0;
  }
  return code;
}

void spike_writer_ids(spike_writer_t *writer, const uint32_t *id, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    put(writer->out, id[i] - writer->last);
    writer->last = id[i];
  }
}

int32_t spike_writer_end(spike_writer_t *writer) {
  int32_t code = byte_buffer_reserve(writer->out, LONGEST);
  if (code == FIM_OK) {
    put(writer->out, (uint64_t)writer->left_out);
  }
  return code;
}

/* A number of at most 63 bits, or -1. */
static int64_t take(spike_reader_t *reader) {
  const uint8_t *next = reader->next;
  uint64_t number = 0;
  for (int shift = 0; shift < 63 && next < reader->end; shift += 7) {
    uint8_t byte = *next++;
    number |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      reader->next = next;
      return (int64_t)number;
    }
  }
  return -1;
}

/* From behind a cell, or the message's head, to the next cell with spikes. */
static int32_t next_cell(spike_reader_t *reader, int64_t from) {
  int64_t left_out = take(reader);
  if (left_out < 0 || left_out > reader->cells - from) {
    return FIM_E_LINK;
  }
  reader->cell = from + left_out;
  reader->count = 0;
  if (reader->cell == reader->cells) {
    return reader->next == reader->end ? FIM_OK : FIM_E_LINK;
  }
  reader->count = take(reader);
  /* An id has a byte at least, so that no number asks for more memory than its message stands for. */
  return reader->count >= 1 && reader->count <= reader->end - reader->next ? FIM_OK : FIM_E_LINK;
}

int32_t spike_reader_open(spike_reader_t *reader, const void *message, int64_t bytes, int32_t steps, int64_t cells) {
  *reader = (spike_reader_t){.next = message, .cells = cells};
  reader->end = reader->next + bytes;
  int64_t failed = take(reader);
  if ((failed != 0 && failed != 1) || take(reader) != steps) {
    return FIM_E_LINK;
  }
  return next_cell(reader, 0);
}

int32_t spike_reader_ids(spike_reader_t *reader, int64_t limit, uint32_t *id) {
  int64_t last = 0;
  for (int64_t i = 0; i < reader->count; i++) {
    int64_t difference = take(reader);
    if (difference < 0 || difference >= limit - last) {
      return FIM_E_LINK;
    }
    last += difference;
    if (id != NULL) {
      id[i] = (uint32_t)last;
    }
  }
  return next_cell(reader, reader->cell + 1);
}

int32_t spike_reader_seek(spike_reader_t *reader, int64_t cell) {
  int32_t code = FIM_OK;
  while (code == FIM_OK && reader->cell < cell) {
    code = spike_reader_ids(reader, (int64_t)UINT32_MAX + 1, NULL);
  }
  return code;
}
