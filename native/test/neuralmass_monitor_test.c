/* neuralmass_monitor_test.c: samples and means, by several monitors at once, against plain sums over every state. */
#include <math.h>

#include "brain.h"
#include "check.h"
#include "fimbria/neuralmass.h"

enum { N = 5, V = 5, E = 0, STEPS = 2000, EPOCH = 20, PROXIES = 2, KINDS = 6 };

/* Interval in ms, mean, coupling only: the first one has every state. */
static const fim_monitor_t kinds[KINDS] = {{0.1, 0, 0},       {1.0, 1, 0},  {0.9765625, 1, 1},
                                           {0.9765625, 0, 0}, {50.0, 1, 0}, {0.25, 0, 1}};

/* Five regions, two of them proxies, noise on. */
static setup_t network(void) {
  setup_t s = setup("mean_field_adex_1", N);
  for (int32_t i = 0; i < N; i++) {
    for (int32_t j = 0; j < N; j++) {
      connect(&s, i, j, i == j ? 0 : 0.3 * scattered(N * i + j), 2 * EPOCH + 7 * i + 3 * j);
    }
    s.initial[i] = 0.002 * scattered(i);
  }
  add_proxy(&s, 0);
  add_proxy(&s, 3);
  s.noise[4] = 1;
  s.config.max_steps = EPOCH;
  for (int k = 0; k < KINDS; k++) {
    monitor(&s, kinds[k].interval_ms, kinds[k].mean, kinds[k].coupling_only);
  }
  return s;
}

static double proxy_rate(int32_t region, int64_t step) {
  return 0.005 + 0.004 * sin(0.02 * (double)step * (region + 1));
}

/* All rows of all monitors. */
typedef struct record {
  double rows[KINDS][STEPS * V * N];
  int64_t count[KINDS];
} record_t;

static void deliver(fim_neuralmass_t *brain, const setup_t *s, int64_t *delivered, int64_t until) {
  for (; *delivered < until; ++*delivered) {
    for (int p = 0; p < PROXIES; p++) {
      const double rate = proxy_rate(s->proxy[p], *delivered);
      assert_ok(fim_neuralmass_set_proxy(brain, s->proxy[p], *delivered, 1, &rate));
    }
  }
}

static void fetch(fim_neuralmass_t *brain, record_t *record, int64_t capacity_rows) {
  for (int32_t k = 0; k < KINDS; k++) {
    const int64_t size = (kinds[k].coupling_only ? 1 : V) * N;
    const double steps = kinds[k].interval_ms / 0.1;
    int64_t first_step;
    int32_t rows;
    assert_ok(
        fim_neuralmass_samples(brain, k, record->rows[k] + record->count[k] * size, capacity_rows, &first_step, &rows));
    assert_int_equal(first_step, (int64_t)rint((double)(record->count[k] + 1) * steps) - 1);
    record->count[k] += rows;
  }
}

/* Epochs of so many steps; proxies are delivered up to `ahead` steps past the brain, at most a fetch's rows taken. */
static void run(record_t *record, int32_t epoch, int32_t ahead, int64_t capacity_rows) {
  setup_t s = network();
  fim_neuralmass_t *brain = build(&s);
  int64_t delivered = 0;
  memset(record->count, 0, sizeof record->count);
  for (int64_t now = 0; now < STEPS; now += epoch) {
    assert_ok(fim_neuralmass_advance(brain, epoch));
    deliver(brain, &s, &delivered, now + epoch + ahead < STEPS ? now + epoch + ahead : STEPS);
    fetch(brain, record, capacity_rows);
  }
  deliver(brain, &s, &delivered, STEPS);
  fetch(brain, record, STEPS);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

/* Value of a variable and region that a sample of the steps [begin, end) has. */
static double expected(const record_t *all, const fim_monitor_t *kind, int64_t begin, int64_t end, int at) {
  double sum = 0;
  for (int64_t n = begin; n < end; n++) {
    sum += all->rows[0][n * V * N + at];
  }
  return kind->mean ? sum / (double)(end - begin) : all->rows[0][(end - 1) * V * N + at];
}

static void should_sample_and_average_as_a_plain_sum_over_all_states_does(void **state) {
  (void)state;
  record_t *r = malloc(sizeof *r);
  run(r, EPOCH, 0, STEPS);
  assert_int_equal(r->count[0], STEPS);
  for (int k = 0; k < KINDS; k++) {
    const double steps = kinds[k].interval_ms / 0.1;
    const int size = (kinds[k].coupling_only ? 1 : V) * N;
    const int from = kinds[k].coupling_only ? E * N : 0;
    for (int64_t sample = 0; sample < r->count[k]; sample++) {
      const int64_t begin = (int64_t)rint((double)sample * steps);
      const int64_t end = (int64_t)rint((double)(sample + 1) * steps);
      for (int at = 0; at < size; at++) {
        const double is = r->rows[k][sample * size + at];
        const double should_be = expected(r, &kinds[k], begin, end, from + at);
        assert_true(is == should_be || (isnan(is) && isnan(should_be)));
      }
    }
  }
  free(r);
}

static void should_show_of_proxies_what_was_delivered_and_nothing_else(void **state) {
  (void)state;
  record_t *r = malloc(sizeof *r);
  run(r, EPOCH, 0, STEPS);
  for (int64_t n = 0; n < STEPS; n++) {
    const double *y = r->rows[0] + n * V * N;
    assert_true(y[0] == proxy_rate(0, n) && y[3] == proxy_rate(3, n));
    for (int v = 1; v < V; v++) {
      assert_true(isnan(y[v * N]) && isnan(y[v * N + 3]) && !isnan(y[v * N + 1]));
    }
  }
  free(r);
}

static void should_take_1024_samples_of_9_or_10_steps_in_a_second(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 1);
  monitor(&s, 1000.0 / 1024, 1, 1);
  fim_neuralmass_t *brain = build(&s);
  int64_t samples = 0;
  int64_t last = -1;
  for (int k = 0; k < 100; k++) {
    assert_ok(fim_neuralmass_advance(brain, 100));
    for (int32_t rows = 1; rows == 1;) {
      double mean;
      int64_t last_of_row;
      assert_ok(fim_neuralmass_samples(brain, 0, &mean, 1, &last_of_row, &rows));
      if (rows == 1) {
        assert_true(last_of_row - last == 9 || last_of_row - last == 10);
        last = last_of_row;
        samples++;
      }
    }
  }
  assert_int_equal(samples, 1024);
  assert_int_equal(last, 9999);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

static void should_give_the_same_bits_however_the_calls_are_split_and_the_proxies_run(void **state) {
  (void)state;
  static const int32_t cuts[][3] = {{1, 0, 1}, {8, 0, 3}, {20, -20, 20}, {20, 20, 5}, {5, -3, 1}, {4, 30, STEPS}};
  record_t *first = malloc(sizeof *first);
  record_t *other = malloc(sizeof *other);
  run(first, EPOCH, 0, STEPS);
  for (size_t c = 0; c < sizeof cuts / sizeof cuts[0]; c++) {
    const int32_t epoch = cuts[c][0];
    run(other, epoch, cuts[c][1], cuts[c][2] * 20);
    for (int k = 0; k < KINDS; k++) {
      const int64_t size = (kinds[k].coupling_only ? 1 : V) * N;
      assert_int_equal(first->count[k], other->count[k]);
      assert_memory_equal(first->rows[k], other->rows[k], sizeof(double) * first->count[k] * size);
    }
  }
  free(first);
  free(other);
}

static void should_name_a_monitor_that_is_not_possible(void **state) {
  (void)state;
  fim_neuralmass_t *brain = NULL;
  setup_t s = setup("wilson_cowan", 2);
  monitor(&s, 0.05, 1, 1);
  assert_int_equal(fim_neuralmass_create(&s.config, &brain), FIM_E_ARGUMENT);
  assert_text_has("monitor 0: interval = 0.05 ms: allowed are 0.1 (dt) to 1e9 ms");
  s.monitor[0].interval_ms = NAN;
  assert_int_equal(fim_neuralmass_create(&s.config, &brain), FIM_E_ARGUMENT);
  s.monitor[0].interval_ms = 0.1;
  s.config.monitors = -1;
  assert_int_equal(fim_neuralmass_create(&s.config, &brain), FIM_E_ARGUMENT);
  assert_text_has("monitors = -1");
  s.config.monitors = 1;
  brain = build(&s);
  int64_t first_step;
  int32_t rows;
  assert_int_equal(fim_neuralmass_samples(brain, 1, NULL, 0, &first_step, &rows), FIM_E_ARGUMENT);
  assert_text_has("monitor = 1: the brain has 1 monitors");
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_sample_and_average_as_a_plain_sum_over_all_states_does),
      cmocka_unit_test(should_show_of_proxies_what_was_delivered_and_nothing_else),
      cmocka_unit_test(should_take_1024_samples_of_9_or_10_steps_in_a_second),
      cmocka_unit_test(should_give_the_same_bits_however_the_calls_are_split_and_the_proxies_run),
      cmocka_unit_test(should_name_a_monitor_that_is_not_possible),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
