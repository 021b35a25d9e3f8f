/* spike_message_test.c: the code of spikes between ranks: what goes in comes out, and nothing wrong comes in. */
#include "spike_message.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { STEPS = 3, CELLS = 12, MOST = 4000, LIMIT = 2000000000 };

/* Cells of very different sizes, ids far apart and repeated. */
static int64_t make_cell(int64_t cell, uint32_t *id) {
  static const int64_t counts[CELLS] = {0, 1, 0, 0, 5, 300, 0, 0, 0, 4000, 2, 0};
  for (int64_t i = 0; i < counts[cell]; i++) {
    id[i] = (uint32_t)(i / 2 * (cell == 4 ? 900000000 : 70 * cell));
  }
  return counts[cell];
}

static void write_all(byte_buffer_t *out) {
  uint32_t id[MOST];
  spike_writer_t writer;
  assert_ok(spike_writer_begin(&writer, out, false, STEPS));
  for (int64_t cell = 0; cell < CELLS; cell++) {
    int64_t count = make_cell(cell, id);
    assert_ok(spike_writer_cell(&writer, count));
    spike_writer_ids(&writer, id, count / 3); /* in two parts, as of two partitions */
    spike_writer_ids(&writer, id + count / 3, count - count / 3);
  }
  assert_ok(spike_writer_end(&writer));
}

static void should_give_back_what_was_written(void **state) {
  (void)state;
  byte_buffer_t message = {0};
  uint32_t expected[MOST];
  uint32_t id[MOST];
  spike_reader_t reader;
  write_all(&message);
  assert_false(spike_message_failed(message.data, message.bytes));
  assert_ok(spike_reader_open(&reader, message.data, message.bytes, STEPS, CELLS));
  for (int64_t cell = 0; cell < CELLS; cell++) {
    int64_t count = make_cell(cell, expected);
    if (count == 0) {
      assert_true(reader.cell > cell);
      continue;
    }
    assert_int_equal(reader.cell, cell);
    assert_int_equal(reader.count, count);
    assert_ok(spike_reader_ids(&reader, LIMIT, id));
    assert_memory_equal(id, expected, (size_t)count * sizeof *id);
  }
  assert_int_equal(reader.cell, CELLS);
  byte_buffer_free(&message);
}

static void should_leave_out_cells_that_nobody_wants(void **state) {
  (void)state;
  byte_buffer_t message = {0};
  uint32_t id[MOST];
  spike_reader_t reader;
  write_all(&message);
  assert_ok(spike_reader_open(&reader, message.data, message.bytes, STEPS, CELLS));
  assert_ok(spike_reader_seek(&reader, 9));
  assert_int_equal(reader.cell, 9);
  assert_ok(spike_reader_ids(&reader, LIMIT, id));
  assert_ok(spike_reader_seek(&reader, CELLS));
  assert_int_equal(reader.cell, CELLS);
  byte_buffer_free(&message);
}

static void should_need_little_more_than_a_byte_for_a_near_neuron(void **state) {
  (void)state;
  enum { SPIKES = 1000 };
  byte_buffer_t message = {0};
  spike_writer_t writer;
  uint32_t id[SPIKES];
  for (uint32_t i = 0; i < SPIKES; i++) {
    id[i] = 1000000 + 100 * i;
  }
  assert_ok(spike_writer_begin(&writer, &message, false, 1));
  for (int64_t cell = 0; cell < 500; cell++) {
    assert_ok(spike_writer_cell(&writer, 0));
  }
  assert_ok(spike_writer_cell(&writer, SPIKES));
  spike_writer_ids(&writer, id, SPIKES);
  assert_ok(spike_writer_end(&writer));
  assert_in_range(message.bytes, SPIKES, SPIKES + 16);
  byte_buffer_free(&message);
}

static void should_tell_that_the_sender_has_failed(void **state) {
  (void)state;
  byte_buffer_t message = {0};
  spike_writer_t writer;
  assert_ok(spike_writer_begin(&writer, &message, true, 1));
  assert_ok(spike_writer_end(&writer));
  assert_true(spike_message_failed(message.data, message.bytes));
  assert_true(spike_message_failed(NULL, 0));
  byte_buffer_free(&message);
}

/* Reads all; returns the first failure. Ids go to memory of just the size that the message claims. */
static int32_t read_all(const uint8_t *data, int64_t bytes, int32_t steps, int64_t limit) {
  spike_reader_t reader;
  int32_t code = spike_reader_open(&reader, data, bytes, steps, CELLS);
  while (code == FIM_OK && reader.cell < CELLS) {
    uint32_t *id = malloc((size_t)reader.count * sizeof *id);
    code = spike_reader_ids(&reader, limit, id);
    free(id);
  }
  return code;
}

/* Every length but the right one; other steps, cells and limits. Memory ends with the message, for the sanitizer. */
static void should_refuse_a_message_that_does_not_fit(void **state) {
  (void)state;
  byte_buffer_t message = {0};
  write_all(&message);
  for (int64_t bytes = 0; bytes <= message.bytes + 1; bytes++) {
    uint8_t *cut = calloc((size_t)bytes + (bytes == 0), 1);
    memcpy(cut, message.data, (size_t)(bytes < message.bytes ? bytes : message.bytes));
    assert_int_equal(read_all(cut, bytes, STEPS, LIMIT), bytes == message.bytes ? FIM_OK : FIM_E_LINK);
    free(cut);
  }
  assert_int_equal(read_all(message.data, message.bytes, STEPS + 1, LIMIT), FIM_E_LINK);
  assert_int_equal(read_all(message.data, message.bytes, STEPS, 1800000000), FIM_E_LINK);
  spike_reader_t reader;
  assert_ok(spike_reader_open(&reader, message.data, message.bytes, STEPS, CELLS - 1));
  assert_int_equal(spike_reader_seek(&reader, CELLS - 1), FIM_E_LINK);
  byte_buffer_free(&message);
}

/* Nothing is read or asked for beyond the message, whatever is in it. */
static void should_survive_any_bytes(void **state) {
  (void)state;
  enum { ROUNDS = 20000, LONGEST = 40 };
  uint64_t random = 88172645463325252ULL;
  int32_t refused = 0;
  for (int round = 0; round < ROUNDS; round++) {
    int64_t bytes = 3 + round % LONGEST;
    uint8_t *data = malloc((size_t)bytes);
    for (int64_t i = 0; i < bytes; i++) {
      random ^= random << 13;
      random ^= random >> 7;
      random ^= random << 17;
      data[i] = (uint8_t)(random >> (random % 3 == 0 ? 32 : 62));
    }
    data[0] = 0;
    data[1] = STEPS;
    int32_t code = read_all(data, bytes, STEPS, LIMIT);
    assert_true(code == FIM_OK || code == FIM_E_LINK);
    refused += code == FIM_E_LINK;
    free(data);
  }
  assert_in_range(refused, ROUNDS / 2, ROUNDS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_back_what_was_written),
      cmocka_unit_test(should_leave_out_cells_that_nobody_wants),
      cmocka_unit_test(should_need_little_more_than_a_byte_for_a_near_neuron),
      cmocka_unit_test(should_tell_that_the_sender_has_failed),
      cmocka_unit_test(should_refuse_a_message_that_does_not_fit),
      cmocka_unit_test(should_survive_any_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
