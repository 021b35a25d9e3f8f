/* sensors_test.c: gains times rates, and noise that belongs to a sample and a sensor. */
#include "fimbria/sensors.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "fimbria/random.h"

enum { MOST = 19, REGIONS = 104, ROWS = 50 };

static double scattered(int32_t k) {
  return (double)((uint32_t)k * 2654435761u) / 4294967296.0;
}

static void fill(double *values, int32_t count, int32_t from) {
  for (int32_t k = 0; k < count; k++) {
    values[k] = scattered(from + k);
  }
}

static void should_sum_gain_times_rate_in_ascending_regions(void **state) {
  (void)state;
  static double gain[REGIONS * MOST];
  static double rates[ROWS * REGIONS];
  static double signal[ROWS * MOST];
  fill(gain, REGIONS * MOST, 1);
  fill(rates, ROWS * REGIONS, 100000);
  for (int32_t n = 1; n <= MOST; n++) {
    const fim_sensors_t sensors = {.gain = gain, .sensors = n, .regions = REGIONS};
    assert_ok(fim_sensors_signal(&sensors, 0, ROWS, rates, signal));
    for (int32_t k = 0; k < ROWS; k++) {
      for (int32_t s = 0; s < n; s++) {
        double sum = 0;
        for (int32_t r = 0; r < REGIONS; r++) {
          sum += gain[r * n + s] * rates[k * REGIONS + r];
        }
        assert_true(signal[k * n + s] == sum);
      }
    }
  }
}

static void should_add_the_same_noise_however_samples_are_cut(void **state) {
  (void)state;
  enum { N = 3 };
  static double gain[REGIONS * N];
  static double rates[ROWS * REGIONS];
  double whole[ROWS * N];
  double cut[ROWS * N];
  const fim_sensors_t sensors = {.gain = gain, .noise = 2, .seed = 7, .sensors = N, .regions = REGIONS};
  assert_ok(fim_sensors_signal(&sensors, 0, ROWS, rates, whole));
  for (int32_t first = 0; first < ROWS; first += 7) {
    const int32_t rows = first + 7 < ROWS ? 7 : ROWS - first;
    assert_ok(fim_sensors_signal(&sensors, first, rows, rates, cut + first * N));
  }
  assert_memory_equal(whole, cut, sizeof whole);
  for (int32_t k = 0; k < ROWS; k++) {
    for (int32_t s = 0; s < N; s++) {
      double normal;
      assert_ok(fim_random_normals(7, (uint32_t)FIM_STREAM_SENSORS << 24, (uint32_t)s, (uint32_t)k, 0, 1, &normal));
      assert_true(whole[k * N + s] == 2 * normal);
    }
  }
}

/* 16,000 numbers: the standard error of their mean is std / 126, of their variance 1.1 %; 4 of them. */
static void should_have_noise_of_the_given_standard_deviation_and_none_in_common(void **state) {
  (void)state;
  enum { N = 16, SAMPLES = 1000 };
  static double gain[N];
  static double rates[SAMPLES];
  static double signal[SAMPLES * N];
  const fim_sensors_t sensors = {.gain = gain, .noise = 0.3, .seed = 46, .sensors = N, .regions = 1};
  assert_ok(fim_sensors_signal(&sensors, 0, SAMPLES, rates, signal));
  double sum = 0;
  double squares = 0;
  double neighbours = 0;
  for (int32_t k = 0; k < SAMPLES * N; k++) {
    sum += signal[k] / 0.3;
    squares += signal[k] * signal[k] / 0.09;
    neighbours += signal[k] * signal[(k + 1) % (SAMPLES * N)] / 0.09;
  }
  assert_true(fabs(sum / (SAMPLES * N)) < 4 / 126.5);
  assert_true(fabs(squares / (SAMPLES * N) - 1) < 4 * 0.0112);
  assert_true(fabs(neighbours / (SAMPLES * N)) < 4 / 126.5);
}

static void should_name_what_is_wrong(void **state) {
  (void)state;
  const double gain[] = {1};
  double value[] = {1};
  fim_sensors_t sensors = {.gain = gain, .sensors = 1, .regions = 1};
  assert_int_equal(fim_sensors_signal(&sensors, -1, 1, value, value), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "samples from -1 on"));
  assert_int_equal(fim_sensors_signal(&sensors, UINT32_MAX, 1, value, value), FIM_E_ARGUMENT);
  sensors.noise = NAN;
  assert_int_equal(fim_sensors_signal(&sensors, 0, 1, value, value), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "noise = nan"));
  sensors = (fim_sensors_t){.gain = gain, .regions = 1};
  assert_int_equal(fim_sensors_signal(&sensors, 0, 1, value, value), FIM_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_sum_gain_times_rate_in_ascending_regions),
      cmocka_unit_test(should_add_the_same_noise_however_samples_are_cut),
      cmocka_unit_test(should_have_noise_of_the_given_standard_deviation_and_none_in_common),
      cmocka_unit_test(should_name_what_is_wrong),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
