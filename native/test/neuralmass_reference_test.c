/*
 * neuralmass_reference_test.c: whole runs against The Virtual Brain 2.11 (ZerlautAdaptationSecondOrder, Heun, no
 * noise).
 *
 * Tolerances: TVB's trajectories have 12 decimals of a kHz, and both programs round the moments' second differences.
 */
#include <math.h>
#include <stdlib.h>

#include "brain.h"
#include "check.h"
#include "shared_numbers.h"

enum { REGIONS = 104, VARIABLES = 8, E = 0, I = 1, W_e = 5 };

static void set_irregular_synchronous(setup_t *s) {
  set_parameter(s, "b_e", 100);
  set_parameter(s, "Q_i", 5);
  set_parameter(s, "K_ext_e", 300);
  set_parameter(s, "external_input_ex_ex", 0);
}

/* The mouse brain as the reference ran it: columns of the raw matrix divided by their sums, then rows as targets. */
static setup_t mouse(void) {
  numbers_t weights = read_numbers("data/mouse104/weights.txt", REGIONS);
  numbers_t lengths = read_numbers("data/mouse104/tract_lengths.txt", REGIONS);
  setup_t s = setup("mean_field_adex_2", REGIONS);
  const double speed = 3; /* mm/ms */
  for (int column = 0; column < REGIONS; column++) {
    double sum = 0;
    for (int row = 0; row < REGIONS; row++) {
      sum += row == column ? 0 : at(&weights, row, column);
    }
    for (int row = 0; row < REGIONS; row++) {
      if (row != column) {
        connect(&s, row, column, at(&weights, row, column) / sum,
                (int32_t)rint(at(&lengths, row, column) / speed / s.config.dt_ms));
      }
    }
  }
  free(weights.values);
  free(lengths.values);
  sample_every(&s, 10);
  return s;
}

static void start_hetero(setup_t *s) {
  for (int r = 0; r < REGIONS; r++) {
    const double y[VARIABLES] = {(1 + r % 5) * 1e-3,
                                 (2 + r % 3) * 2e-3,
                                 1e-6 * (1 + r % 4),
                                 5e-7 * (r % 3 - 1),
                                 2e-6 * (1 + r % 2),
                                 5 + 0.1 * (r % 11),
                                 0,
                                 0};
    for (int v = 0; v < VARIABLES; v++) {
      s->initial[v * REGIONS + r] = y[v];
    }
  }
}

/* 200 ms sampled every ms. out: [200][VARIABLES][REGIONS] */
static double *run(const setup_t *s) {
  fim_neuralmass_t *brain = build(s);
  double *out = malloc(sizeof(double) * 200 * VARIABLES * REGIONS);
  int64_t first_step;
  int32_t rows;
  assert_ok(fim_neuralmass_advance(brain, 1000));
  assert_ok(fim_neuralmass_advance(brain, 1000));
  assert_ok(fim_neuralmass_samples(brain, 0, out, 200, &first_step, &rows));
  assert_int_equal(rows, 200);
  fim_neuralmass_destroy(brain);
  return out;
}

/* One variable of a run against TVB's table of it (time, regions). */
static void compare(const char *path, const double *samples, int variable, double tolerance) {
  numbers_t table = read_numbers(path, 1 + REGIONS);
  double error = 0;
  for (int32_t k = 1; k < row_count(&table); k++) {
    for (int r = 0; r < REGIONS; r++) {
      error = fmax(error, fabs(samples[((k - 1) * VARIABLES + variable) * REGIONS + r] - at(&table, k, 1 + r)));
    }
  }
  print_message("%s: largest difference %.2g\n", path, error);
  assert_true(error <= tolerance);
  free(table.values);
}

static void should_follow_tvb_in_the_asynchronous_brain(void **state) {
  (void)state;
  setup_t s = mouse();
  start_hetero(&s);
  double *samples = run(&s);
  compare("reference/tvb/ref_A_hetero_E.csv", samples, E, 1e-12);
  compare("reference/tvb/ref_A_hetero_I.csv", samples, I, 1e-12);
  compare("reference/tvb/ref_A_hetero_W_e.csv", samples, W_e, 1e-9);
  free(samples);
  setup_free(&s);
}

static void should_follow_tvb_in_the_silent_brain(void **state) {
  (void)state;
  setup_t s = mouse();
  for (int r = 0; r < REGIONS; r++) {
    s.initial[W_e * REGIONS + r] = 2.5;
  }
  double *samples = run(&s);
  compare("reference/tvb/ref_A_zero_E.csv", samples, E, 1e-55);
  compare("reference/tvb/ref_A_zero_I.csv", samples, I, 0);
  compare("reference/tvb/ref_A_zero_W_e.csv", samples, W_e, 1e-11);
  free(samples);
  setup_free(&s);
}

static void should_follow_tvb_in_the_irregular_synchronous_brain(void **state) {
  (void)state;
  setup_t s = mouse();
  set_irregular_synchronous(&s);
  start_hetero(&s);
  double *samples = run(&s);
  compare("reference/tvb/ref_IS_hetero_E.csv", samples, E, 1e-12);
  compare("reference/tvb/ref_IS_hetero_W_e.csv", samples, W_e, 5e-9);
  free(samples);
  setup_free(&s);
}

/* Region 0 alone, its constant coupling coming from a proxy. */
static void compare_single(const char *path, int irregular, double c) {
  numbers_t table = read_numbers(path, 1 + VARIABLES);
  setup_t s = setup("mean_field_adex_2", 2);
  if (irregular) {
    set_irregular_synchronous(&s);
  }
  connect(&s, 0, 1, 1, 1000);
  add_proxy(&s, 1);
  s.initial[W_e * 2] = 2.5;
  s.initial[E * 2 + 1] = c;
  fim_neuralmass_t *brain = build(&s);
  double rate[1000];
  for (int k = 0; k < 1000; k++) {
    rate[k] = c;
  }
  double error[VARIABLES] = {0};
  double y[VARIABLES * 2];
  for (int32_t k = 1; k < row_count(&table); k++) {
    assert_ok(fim_neuralmass_set_proxy(brain, 1, (k - 1) * 10, 10, rate));
    assert_ok(fim_neuralmass_advance(brain, 10));
    assert_ok(fim_neuralmass_state(brain, y));
    for (int v = 0; v < VARIABLES; v++) {
      error[v] = fmax(error[v], fabs(y[v * 2] - at(&table, k, 1 + v)));
    }
  }
  print_message("%s: largest differences %.2g of E, %.2g of I, %.2g of C, %.2g of W_e\n", path, error[E], error[I],
                fmax(error[2], fmax(error[3], error[4])), error[W_e]);
  for (int v = 0; v < VARIABLES; v++) {
    assert_true(error[v] <= (v < 2 ? 1e-12 : v < 5 ? 1e-14 : 1e-10));
  }
  fim_neuralmass_destroy(brain);
  free(table.values);
  setup_free(&s);
}

static void should_follow_tvb_in_one_region(void **state) {
  (void)state;
  compare_single("reference/tvb/single_A_c0_0.csv", 0, 0);
  compare_single("reference/tvb/single_A_c0_4Hz.csv", 0, 0.004);
  compare_single("reference/tvb/single_IS_c0_0.csv", 1, 0);
}

/* TVB's step k is step k - 1 here; 20 steps are exchanged at a time, the coupling one epoch ahead. */
static void should_follow_tvb_in_the_coupled_brain(void **state) {
  (void)state;
  enum { EPOCH = 20, EPOCHS = 50 };
  static const int32_t proxies[2] = {26, 78};
  numbers_t rates = read_numbers("reference/tvb/cosim_A_proxy_rate_kHz.csv", 4);
  numbers_t sent = read_numbers("reference/tvb/cosim_A_sent_c0_kHz.csv", 4);
  setup_t s = mouse();
  start_hetero(&s);
  s.config.max_steps = EPOCH;
  double *samples = malloc(sizeof(double) * 100 * VARIABLES * REGIONS);
  add_proxy(&s, proxies[0]);
  add_proxy(&s, proxies[1]);
  fim_neuralmass_t *brain = build(&s);
  double error = 0;
  for (int k = 0; k < EPOCHS; k++) {
    int64_t first_step;
    int32_t rows;
    assert_ok(fim_neuralmass_advance(brain, EPOCH));
    for (int p = 0; p < 2; p++) {
      double rate[EPOCH];
      double c[EPOCH];
      for (int n = 0; n < EPOCH; n++) {
        rate[n] = at(&rates, k * EPOCH + n, 2 + p);
      }
      assert_ok(fim_neuralmass_set_proxy(brain, proxies[p], (int64_t)k * EPOCH, EPOCH, rate));
      assert_ok(fim_neuralmass_coupling(brain, proxies[p], (int64_t)(k + 1) * EPOCH, EPOCH, c));
      for (int n = 0; n < EPOCH; n++) {
        error = fmax(error, fabs(c[n] - at(&sent, (k + 1) * EPOCH + n, 2 + p)));
      }
    }
    assert_ok(fim_neuralmass_samples(brain, 0, samples + (int64_t)k * 2 * VARIABLES * REGIONS, 2, &first_step, &rows));
    assert_int_equal(rows, 2);
  }
  print_message("coupling sent: largest difference %.2g kHz\n", error);
  assert_true(error <= 1e-13);
  compare("reference/tvb/cosim_A_E.csv", samples, E, 1e-12);
  fim_neuralmass_destroy(brain);
  free(samples);
  free(rates.values);
  free(sent.values);
  setup_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_follow_tvb_in_the_asynchronous_brain),
      cmocka_unit_test(should_follow_tvb_in_the_silent_brain),
      cmocka_unit_test(should_follow_tvb_in_the_irregular_synchronous_brain),
      cmocka_unit_test(should_follow_tvb_in_one_region),
      cmocka_unit_test(should_follow_tvb_in_the_coupled_brain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
