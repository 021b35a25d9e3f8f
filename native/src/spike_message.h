/*
 * spike_message.h: spikes as ranks send them to each other.
 *
 * A message is about steps and populations: its cells, step by step. Numbers are LEB128 (7 bits per byte, lowest
 * first): 1 if the sender has failed, else 0 | steps | for each cell that has spikes: cells left out, spikes, ids |
 * cells left out at the end. Ids ascend in a cell; each is the difference to the one before.
 */
#ifndef FIMBRIA_SRC_SPIKE_MESSAGE_H
#define FIMBRIA_SRC_SPIKE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that grow; what they hold stays. */
typedef struct byte_buffer {
  uint8_t *data;
  int64_t bytes, capacity;
} byte_buffer_t;

/* Room for so many more; FIM_E_MEMORY, without text. */
int32_t byte_buffer_reserve(byte_buffer_t *buffer, int64_t more);
int32_t byte_buffer_append(byte_buffer_t *buffer, const void *data, int64_t bytes);
void byte_buffer_free(byte_buffer_t *buffer);

typedef struct spike_writer {
  byte_buffer_t *out;
  int64_t left_out;
  uint32_t last;
} spike_writer_t;

/* Appends a message to out: begin, every cell in order with its ids, end. FIM_E_MEMORY, without text. */
int32_t spike_writer_begin(spike_writer_t *writer, byte_buffer_t *out, bool failed, int32_t steps);
int32_t spike_writer_cell(spike_writer_t *writer, int64_t count);
void spike_writer_ids(spike_writer_t *writer, const uint32_t *id, int64_t count);
int32_t spike_writer_end(spike_writer_t *writer);

/* A message and how far it has been read. */
typedef struct spike_reader {
  const uint8_t *next, *end;
  int64_t cell, cells; /* the next cell with spikes; behind the last one: cells */
  int64_t count;       /* its spikes */
} spike_reader_t;

/* Whether its sender has failed; also true of an empty message. */
static inline bool spike_message_failed(const void *message, int64_t bytes) {
  return bytes < 1 || *(const uint8_t *)message != 0;
}

/* A message that is not as it should be is FIM_E_LINK, without text. steps, cells: what it should be about. */
int32_t spike_reader_open(spike_reader_t *reader, const void *message, int64_t bytes, int32_t steps, int64_t cells);

/* Reads the ids of the next cell, all below limit, and goes on. id: [count] written, or NULL. */
int32_t spike_reader_ids(spike_reader_t *reader, int64_t limit, uint32_t *id);

/* Leaves out what is before a cell. */
int32_t spike_reader_seek(spike_reader_t *reader, int64_t cell);

#endif
