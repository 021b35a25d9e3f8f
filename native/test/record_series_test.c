/* record_series_test.c: time series lie channel by channel, whatever the chunks and calls. */
#include <string.h>

#include "fimbria/record.h"
#include "record_check.h"

enum { CHANNELS = 5, SAMPLES = 700 };

static char path[256];

static int set_up(void **state) {
  (void)state;
  fresh_path(path, sizeof path);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  remove_with_folder(path);
  return 0;
}

static double value(int sample, int channel) {
  return sample % 7 == 0 ? 0.1 * sample : channel;
}

/* Appends samples in pieces of growing size; flushes after every flush_every-th. */
static void append_in_pieces(fim_record_t *file, int32_t dataset, int flush_every) {
  static double samples[SAMPLES][CHANNELS];
  int done = 0;
  for (int i = 0; i < SAMPLES * CHANNELS; i++) {
    samples[i / CHANNELS][i % CHANNELS] = value(i / CHANNELS, i % CHANNELS);
  }
  for (int piece = 1; done < SAMPLES; piece++) {
    int rows = piece < SAMPLES - done ? piece : SAMPLES - done;
    assert_ok(fim_record_append(file, dataset, rows, samples[done]));
    done += rows;
    if (flush_every > 0 && piece % flush_every == 0) {
      assert_ok(fim_record_flush(file));
    }
  }
}

static void check_round_trip(int64_t chunk_rows, int32_t level, int flush_every) {
  static double back[CHANNELS][SAMPLES];
  int32_t dataset = -1;
  fim_record_t *file = NULL;
  assert_ok(fim_record_create(path, &file));
  assert_ok(fim_record_open_series(file, "/lfp/data", FIM_F64, CHANNELS, chunk_rows, level, &dataset));
  append_in_pieces(file, dataset, flush_every);
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/lfp/data", H5T_NATIVE_DOUBLE, back, sizeof back), CHANNELS);
  assert_int_equal(read_elements(path, "/lfp/data"), CHANNELS * SAMPLES);
  for (int channel = 0; channel < CHANNELS; channel++) {
    for (int sample = 0; sample < SAMPLES; sample++) {
      assert_true(back[channel][sample] == value(sample, channel));
    }
  }
  unlink(path);
}

static void should_give_back_each_channel_for_every_chunk_and_level(void **state) {
  (void)state;
  const int64_t chunks[] = {1, 7, 64, SAMPLES, 3 * SAMPLES};
  const int32_t levels[] = {0, 1, 9};
  for (size_t c = 0; c < sizeof chunks / sizeof chunks[0]; c++) {
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
      check_round_trip(chunks[c], levels[l], 0);
      check_round_trip(chunks[c], levels[l], 1);
      check_round_trip(chunks[c], levels[l], 5);
    }
  }
}

static void should_grow_beside_datasets_of_rows(void **state) {
  (void)state;
  const double samples[2][2] = {{1, 2}, {3, 4}};
  double back[4] = {0};
  int32_t datasets[2] = {0};
  fim_record_t *file = NULL;
  assert_ok(fim_record_create(path, &file));
  assert_ok(fim_record_open_rows(file, "/rows", FIM_F64, 1, (int64_t[]){2}, 8, 1, &datasets[0]));
  assert_ok(fim_record_open_series(file, "/series", FIM_F64, 2, 8, 1, &datasets[1]));
  assert_ok(fim_record_append_columns(file, 2, datasets, 2, (const void *[]){samples, samples}));
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/rows", H5T_NATIVE_DOUBLE, back, sizeof back), 2);
  assert_memory_equal(back, ((const double[]){1, 2, 3, 4}), sizeof back);
  assert_int_equal(read_rows(path, "/series", H5T_NATIVE_DOUBLE, back, sizeof back), 2);
  assert_memory_equal(back, ((const double[]){1, 3, 2, 4}), sizeof back);
}

static void should_refuse_series_without_channels_or_chunks(void **state) {
  (void)state;
  int32_t dataset = -1;
  fim_record_t *file = NULL;
  assert_ok(fim_record_create(path, &file));
  assert_int_equal(fim_record_open_series(file, "/x", FIM_F64, 0, 8, 1, &dataset), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "/x: dimension 0 is 0"));
  assert_int_equal(fim_record_open_series(file, "/x", FIM_F64, -1, 8, 1, &dataset), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_open_series(file, "/x", FIM_F64, 4, 0, 1, &dataset), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_open_series(file, "/x", 6, 4, 8, 1, &dataset), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_open_series(file, "x", FIM_F64, 4, 8, 1, &dataset), FIM_E_ARGUMENT);
  assert_ok(fim_record_close(file));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(should_give_back_each_channel_for_every_chunk_and_level, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_grow_beside_datasets_of_rows, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_refuse_series_without_channels_or_chunks, set_up, tear_down),
  };
  fim_record_hdf5_version(); /* first, as in a JVM: libhdf5 then leaves no exit handler */
  return cmocka_run_group_tests(tests, NULL, NULL);
}
