/* neuralmass_exchange_test.c: the future is refused, of proxies only what was delivered counts. */
#include <math.h>

#include "brain.h"
#include "check.h"
#include "fimbria/neuralmass.h"

enum { NET = 9, NET_STEPS = 240, NET_VARIABLES = 5 };

/* Nine regions, two of them proxies, delays of 20 steps and more to and from the proxies, noise on. */
static setup_t network(void) {
  setup_t s = setup("mean_field_adex_1", NET);
  for (int32_t i = 0; i < NET; i++) {
    for (int32_t j = 0; j < NET; j++) {
      const int32_t shortest = i == 3 || i == 7 || j == 3 || j == 7 ? 20 : 0;
      connect(&s, i, j, (i + j) % 4 == 0 ? 0 : 0.3 * scattered(9 * i + j), shortest + (5 * i + 11 * j) % 50);
    }
    s.initial[i] = 0.002 * scattered(i);
  }
  add_proxy(&s, 3);
  add_proxy(&s, 7);
  s.noise[4] = 1;
  sample_every(&s, 1);
  s.config.max_steps = 20;
  return s;
}

static double proxy_rate(int32_t region, int64_t step) {
  return 0.005 + 0.004 * sin(0.02 * (double)step * region);
}

/* Runs the network in epochs of `epoch` steps, proxies `late` epochs behind; all samples and couplings are kept. */
static void run_network(int32_t epoch, int32_t late, double *samples, double *c) {
  setup_t s = network();
  fim_neuralmass_t *brain = build(&s);
  int64_t taken = 0;
  for (int64_t now = 0; now < NET_STEPS + late * epoch; now += epoch) {
    int64_t first_step;
    int32_t rows;
    if (now < NET_STEPS) {
      for (int p = 0; p < 2; p++) {
        assert_ok(fim_neuralmass_coupling(brain, s.proxy[p], now, epoch, c + p * NET_STEPS + now));
      }
      assert_ok(fim_neuralmass_advance(brain, epoch));
    }
    for (int p = 0; p < 2; p++) {
      double rate[20];
      const int64_t from = now - late * epoch;
      for (int n = 0; n < epoch; n++) {
        rate[n] = proxy_rate(s.proxy[p], from + n);
      }
      if (from >= 0) {
        assert_ok(fim_neuralmass_set_proxy(brain, s.proxy[p], from, epoch, rate));
      }
    }
    assert_ok(fim_neuralmass_samples(brain, 0, samples + taken * NET_VARIABLES * NET, 100, &first_step, &rows));
    assert_int_equal(first_step, taken);
    taken += rows;
  }
  assert_int_equal(taken, NET_STEPS);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

static void should_give_the_same_bits_however_the_calls_are_split(void **state) {
  (void)state;
  static double samples[2][NET_STEPS * NET_VARIABLES * NET];
  static double c[2][2 * NET_STEPS];
  static const int32_t epochs[6][2] = {{1, 0}, {1, 2}, {4, 1}, {5, 0}, {10, 1}, {20, 0}};
  run_network(20, 0, samples[0], c[0]);
  for (int k = 0; k < 6; k++) {
    run_network(epochs[k][0], epochs[k][1], samples[1], c[1]);
    assert_memory_equal(samples[0], samples[1], sizeof samples[0]);
    assert_memory_equal(c[0], c[1], sizeof c[0]);
  }
}

/* c(n) = sum_j w_ij y_j(n - d_ij) in ascending j, from the samples. */
static void should_sum_the_delayed_coupling_variable_in_ascending_source_order(void **state) {
  (void)state;
  static double samples[NET_STEPS * NET_VARIABLES * NET];
  static double c[2 * NET_STEPS];
  setup_t s = network();
  run_network(20, 0, samples, c);
  for (int p = 0; p < 2; p++) {
    for (int n = 0; n < NET_STEPS; n++) {
      double expected = 0;
      for (int j = 0; j < NET; j++) {
        const int m = n - s.delays[s.proxy[p] * NET + j]; /* time; sample m - 1 holds it */
        expected +=
            s.weights[s.proxy[p] * NET + j] * (m <= 0 ? s.initial[j] : samples[(m - 1) * NET_VARIABLES * NET + j]);
      }
      assert_true(c[p * NET_STEPS + n] == expected);
    }
  }
  setup_free(&s);
}

static void should_refuse_values_of_the_future(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 3);
  connect(&s, 0, 2, 1, 5); /* proxy 2 to 0 */
  connect(&s, 2, 1, 1, 8); /* 1 to proxy 2 */
  connect(&s, 2, 2, 0, 0); /* weight 0: its delay does not count */
  add_proxy(&s, 2);
  s.config.max_steps = 10;
  fim_neuralmass_t *brain = build(&s);
  double value[10] = {0};
  double c[10];
  assert_int_equal(fim_neuralmass_advance(brain, 7), FIM_E_STATE);
  assert_text_has("coupling of region 0 at step 6 needs proxy region 2, 5 steps earlier");
  assert_ok(fim_neuralmass_advance(brain, 6));
  assert_int_equal(fim_neuralmass_advance(brain, 1), FIM_E_STATE);
  assert_ok(fim_neuralmass_coupling(brain, 2, 6, 9, c));
  assert_int_equal(fim_neuralmass_coupling(brain, 2, 6, 10, c), FIM_E_STATE);
  assert_text_has("coupling of region 2 at step 15 needs region 1, 8 steps earlier");
  assert_int_equal(fim_neuralmass_coupling(brain, 0, 6, 1, c), FIM_E_STATE);
  assert_int_equal(fim_neuralmass_set_proxy(brain, 2, 1, 1, value), FIM_E_STATE);
  assert_text_has("delivers from step 1: the next step is 0");
  assert_ok(fim_neuralmass_set_proxy(brain, 2, 0, 1, value));
  assert_ok(fim_neuralmass_advance(brain, 1));
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

static void should_keep_proxies_within_reach(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 2);
  connect(&s, 1, 0, 1, 3);
  add_proxy(&s, 1);
  s.config.max_steps = 10;
  fim_neuralmass_t *brain = build(&s);
  double value[10] = {0};
  double c;
  assert_ok(fim_neuralmass_set_proxy(brain, 1, 0, 10, value));
  assert_ok(fim_neuralmass_set_proxy(brain, 1, 10, 10, value));
  assert_int_equal(fim_neuralmass_set_proxy(brain, 1, 20, 1, value), FIM_E_STATE);
  assert_text_has("allowed are 20 steps ahead of step 0");
  for (int k = 0; k < 4; k++) {
    assert_ok(fim_neuralmass_advance(brain, 10));
  }
  assert_int_equal(fim_neuralmass_advance(brain, 1), FIM_E_STATE);
  assert_text_has("allowed are 20 steps behind");
  assert_ok(fim_neuralmass_coupling(brain, 1, 20, 1, &c));
  assert_int_equal(fim_neuralmass_coupling(brain, 1, 19, 1, &c), FIM_E_STATE);
  assert_text_has("kept are 20 steps before step 40");
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

static void should_show_nothing_of_a_proxys_own_state(void **state) {
  (void)state;
  enum { STEPS = 100 };
  double seen[2][STEPS / 10][2 * 2];
  for (int run = 0; run < 2; run++) {
    setup_t s = setup("wilson_cowan", 2);
    connect(&s, 0, 1, 2, 30);
    add_proxy(&s, 1);
    s.initial[3] = run == 0 ? 0 : 1; /* I of the proxy */
    sample_every(&s, 10);
    fim_neuralmass_t *brain = build(&s);
    double y[4];
    double value[10];
    for (int k = 0; k < STEPS / 10; k++) {
      int64_t first_step;
      int32_t rows;
      for (int n = 0; n < 10; n++) {
        value[n] = 0.01 * (k + 1);
      }
      assert_ok(fim_neuralmass_advance(brain, 10));
      assert_ok(fim_neuralmass_samples(brain, 0, seen[run][k], 1, &first_step, &rows));
      assert_int_equal(rows, 0);
      assert_ok(fim_neuralmass_set_proxy(brain, 1, 10 * k, 10, value));
      assert_ok(fim_neuralmass_samples(brain, 0, seen[run][k], 1, &first_step, &rows));
      assert_int_equal(rows, 1);
      assert_true(first_step == 10 * k + 9);
      assert_true(seen[run][k][1] == value[9] && isnan(seen[run][k][3]));
      assert_ok(fim_neuralmass_state(brain, y));
      assert_true(y[0] == seen[run][k][0] && y[2] == seen[run][k][2] && isnan(y[1]) && isnan(y[3]));
    }
    fim_neuralmass_destroy(brain);
    setup_free(&s);
  }
  assert_memory_equal(seen[0], seen[1], sizeof seen[0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_the_same_bits_however_the_calls_are_split),
      cmocka_unit_test(should_sum_the_delayed_coupling_variable_in_ascending_source_order),
      cmocka_unit_test(should_refuse_values_of_the_future),
      cmocka_unit_test(should_keep_proxies_within_reach),
      cmocka_unit_test(should_show_nothing_of_a_proxys_own_state),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
