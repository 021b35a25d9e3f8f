/* neuralmass_integrator_test.c: steps by hand, noise, and states that overflow. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "brain.h"
#include "check.h"
#include "fimbria/neuralmass.h"
#include "fimbria/random.h"

/* One stochastic Heun step by hand from the right-hand side, the same noise in predictor and corrector. */
static void should_take_the_stochastic_heun_step(void **state) {
  (void)state;
  enum { N = 3, V = 2 };
  setup_t s = setup("wilson_cowan", N);
  connect(&s, 0, 1, 0.7, 0);
  connect(&s, 2, 2, 0.5, 0);
  s.noise[0] = 1e-4;
  s.noise[1] = 0.3; /* large: clipped at 0 and 1 */
  s.config.seed = 99;
  fim_neuralmass_t *brain = build(&s);
  double y[V * N];
  int clipped = 0;
  assert_ok(fim_neuralmass_state(brain, y));
  for (uint32_t step = 0; step < 50; step++) {
    double expected[V * N];
    double predictor[V * N];
    double eta[V * N];
    double f0[V * N];
    double f1[V * N];
    const double c[N] = {0.7 * y[1], 0, 0.5 * y[2]};
    for (uint32_t k = 0; k < V * N; k++) {
      const uint32_t stream = (uint32_t)FIM_STREAM_NOISE << 24 | k / N;
      assert_ok(fim_random_normals(99, stream, k % N, step, 0, 1, &eta[k]));
      eta[k] *= sqrt(2 * s.noise[k / N] * 0.1);
    }
    assert_ok(fim_neuralmass_derivative(s.config.model, s.params, N, y, c, f0));
    for (int k = 0; k < V * N; k++) {
      predictor[k] = fmin(fmax(y[k] + 0.1 * f0[k] + eta[k], 0), 1);
    }
    assert_ok(fim_neuralmass_derivative(s.config.model, s.params, N, predictor, c, f1));
    for (int k = 0; k < V * N; k++) {
      expected[k] = fmin(fmax(y[k] + 0.05 * (f0[k] + f1[k]) + eta[k], 0), 1);
      clipped += expected[k] == 0 || expected[k] == 1;
    }
    assert_ok(fim_neuralmass_advance(brain, 1));
    assert_ok(fim_neuralmass_state(brain, y));
    for (int k = 0; k < V * N; k++) {
      assert_true(fabs(y[k] - expected[k]) <= 4 * DBL_EPSILON);
    }
  }
  assert_true(clipped > 10);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

/* Out of xi = 0 a step of Euler's is the noise alone: the plain generator's numbers, whatever the number of regions. */
static void should_draw_a_normal_number_for_each_region_and_step(void **state) {
  (void)state;
  enum { MOST = 105, V = 5, xi = 4, STREAM = FIM_STREAM_NOISE << 24 | xi };
  static const int32_t counts[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 104, MOST};
  for (size_t k = 0; k < sizeof counts / sizeof counts[0]; k++) {
    const int32_t n = counts[k];
    setup_t s = setup("mean_field_adex_1", n);
    const double amplitude = sqrt(2 * 0.5 * 0.1);
    double y[V * MOST];
    s.noise[xi] = 0.5;
    s.config.seed = 0x123456789abcdef0ULL;
    s.config.integrator = FIM_EULER;
    fim_neuralmass_t *brain = build(&s);
    assert_ok(fim_neuralmass_advance(brain, 1));
    assert_ok(fim_neuralmass_state(brain, y));
    for (int32_t i = 0; i < n; i++) {
      double normal;
      assert_ok(fim_random_normals(s.config.seed, STREAM, (uint32_t)i, 0, 0, 1, &normal));
      assert_true(y[xi * n + i] == amplitude * normal);
    }
    fim_neuralmass_destroy(brain);
    setup_free(&s);
  }
}

/*
 * 104 x 200 values of xi, 5 tau_OU apart (correlation 0.007), so their squares' mean has the relative std
 * (2 / 20800)^1/2 = 1 % and their mean the std (2 / 20800)^1/2; 4 sigma: a false alarm in 1 of 16,000 seeds.
 * The Heun scheme's own stationary variance is 0.06 % below tau_OU at dt / tau_OU = 0.05.
 */
static void should_make_ornstein_uhlenbeck_noise_of_variance_tau_OU(void **state) {
  (void)state;
  enum { N = 104, SAMPLES = 200, V = 5, xi = 4, APART = 100 };
  setup_t s = setup("mean_field_adex_1", N);
  const double tau_OU = 2;
  set_parameter(&s, "tau_OU", tau_OU);
  s.noise[xi] = 1;
  sample_every(&s, APART);
  fim_neuralmass_t *brain = build(&s);
  double *row = malloc(sizeof(double) * V * N);
  double sum = 0;
  double squares = 0;
  double neighbours = 0;
  for (int k = -2; k < SAMPLES; k++) {
    int64_t first_step;
    int32_t rows;
    assert_ok(fim_neuralmass_advance(brain, APART));
    assert_ok(fim_neuralmass_samples(brain, 0, row, 1, &first_step, &rows));
    assert_int_equal(rows, 1);
    for (int i = 0; k >= 0 && i < N; i++) {
      const double x = row[xi * N + i];
      sum += x;
      squares += x * x;
      neighbours += x * row[xi * N + (i + 1) % N];
    }
  }
  const double n = N * SAMPLES;
  assert_true(fabs(squares / n / tau_OU - 1) < 4 * sqrt(2 / n));
  assert_true(fabs(sum / n) < 4 * sqrt(tau_OU / n));
  assert_true(fabs(neighbours / n / tau_OU) < 4 * sqrt(1 / n));
  free(row);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

static void should_name_the_state_that_is_no_number(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 12);
  s.initial[5 * 12 + 10] = 1e308; /* W_e: mu_V^2 overflows */
  fim_neuralmass_t *brain = build(&s);
  assert_int_equal(fim_neuralmass_advance(brain, 10), FIM_E_NUMERIC);
  assert_text_has("mean_field_adex_2: E of region 10 is ");
  assert_text_has("nan kHz after step 0");
  assert_int_equal(fim_neuralmass_advance(brain, 1), FIM_E_STATE);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

/* The irregular-synchronous regime's region with a constant coupling of 6 Hz. */
static setup_t driven(const char *model) {
  setup_t s = setup(model, 1);
  set_parameter(&s, "b_e", 100);
  set_parameter(&s, "Q_i", 5);
  set_parameter(&s, "K_ext_e", 300);
  set_parameter(&s, "external_input_ex_ex", 0.006);
  set_parameter(&s, "external_input_in_ex", 0.006);
  return s;
}

static int32_t run_for(fim_neuralmass_t *brain, int32_t ms) {
  int32_t code = FIM_OK;
  for (int32_t k = 0; k < ms / 100 && code == FIM_OK; k++) {
    code = fim_neuralmass_advance(brain, 1000);
  }
  return code;
}

/* Out of silence the source (F - E)^2 drives the variances so far that the second-order terms dwarf F. */
static void should_end_where_the_moment_expansion_diverges(void **state) {
  (void)state;
  for (int32_t cross_terms = 0; cross_terms < 3; cross_terms++) {
    setup_t s = driven("mean_field_adex_2");
    set_parameter(&s, "derivatives", 1);
    set_parameter(&s, "cross_terms", cross_terms);
    fim_neuralmass_t *brain = build(&s);
    assert_int_equal(run_for(brain, 400), FIM_E_NUMERIC);
    assert_text_has("allowed are magnitudes up to 1");
    fim_neuralmass_destroy(brain);
    setup_free(&s);
  }
}

/* At the working point the expansion holds: the second order is a small correction of the first. */
static void should_stay_near_the_first_order_with_consistent_derivatives(void **state) {
  (void)state;
  setup_t first = driven("mean_field_adex_1");
  setup_t second = driven("mean_field_adex_2");
  double y[5];
  double end[8];
  fim_neuralmass_t *brain = build(&first);
  assert_ok(run_for(brain, 3000));
  assert_ok(fim_neuralmass_state(brain, y));
  fim_neuralmass_destroy(brain);
  const double start[8] = {y[0], y[1], 0, 0, 0, y[2], y[3], y[4]};
  memcpy(second.initial, start, sizeof start);
  set_parameter(&second, "derivatives", 1);
  set_parameter(&second, "cross_terms", 2);
  brain = build(&second);
  assert_ok(run_for(brain, 3000));
  assert_ok(fim_neuralmass_state(brain, end));
  assert_true(end[0] != y[0] && fabs(end[0] / y[0] - 1) < 0.01 && fabs(end[1] / y[1] - 1) < 0.01);
  assert_true(end[2] > 0 && sqrt(end[2]) < 0.2 * y[0]);
  fim_neuralmass_destroy(brain);
  setup_free(&first);
  setup_free(&second);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_take_the_stochastic_heun_step),
      cmocka_unit_test(should_draw_a_normal_number_for_each_region_and_step),
      cmocka_unit_test(should_make_ornstein_uhlenbeck_noise_of_variance_tau_OU),
      cmocka_unit_test(should_name_the_state_that_is_no_number),
      cmocka_unit_test(should_end_where_the_moment_expansion_diverges),
      cmocka_unit_test(should_stay_near_the_first_order_with_consistent_derivatives),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
