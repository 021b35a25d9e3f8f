/* vector_math_test.c: our exp, log, cos and sin against the C library's in long double. */
#include "vector_math.h"

#include <math.h>

#include "check.h"
#include "fimbria/random.h"

enum { POINTS = 400000 };

static double uniforms[POINTS];

static int fill_uniforms(void **state) {
  (void)state;
  return fim_random_uniforms(1, 0, 0, 0, 0, POINTS, uniforms);
}

/* Error in units of the exact value's last place. */
static double ulps(double value, long double exact) {
  double rounded = (double)exact;
  double unit = nextafter(fabs(rounded), HUGE_VAL) - fabs(rounded);
  return (double)(fabsl((long double)value - exact) / unit);
}

static void should_compute_exp_within_2_ulp(void **state) {
  (void)state;
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    double scale = i % 2 == 0 ? 707.0 : 2.0;
    double x = scale * (2 * uniforms[i] - 1);
    worst = fmax(worst, ulps(fim_exp(x), expl((long double)x)));
  }
  assert_true(worst < 2.0);
}

static void should_clamp_exp_where_it_leaves_the_normal_numbers(void **state) {
  (void)state;
  assert_true(fim_exp(0.0) == 1.0);
  assert_true(fim_exp(-1e300) == fim_exp(-708.0) && fim_exp(-708.0) > 0.0);
  assert_true(fim_exp(1e300) == fim_exp(709.0) && isfinite(fim_exp(709.0)));
  assert_true(isnan(fim_exp(NAN)));
}

static void should_compute_the_coarse_power_of_2_within_5e_11(void **state) {
  (void)state;
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    double scale = i % 2 == 0 ? 1019.0 : 2.0;
    double x = scale * (2 * uniforms[i] - 1);
    worst = fmax(worst, (double)fabsl(fim_exp2_coarse(x) / exp2l((long double)x) - 1));
  }
  assert_true(worst > 1e-11 && worst < 5e-11);
  assert_true(fim_exp2_coarse(-HUGE_VAL) == fim_exp2_coarse(-1020.0) &&
              fim_exp2_coarse(NAN) == fim_exp2_coarse(-1020.0));
  assert_true(fim_exp2_coarse(-1020.0) > 0.0);
}

static void should_compute_log_within_2_ulp(void **state) {
  (void)state;
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    double x = i % 3 == 0 ? uniforms[i] : i % 3 == 1 ? 1.0 + 0.5 * (uniforms[i] - 0.5) : exp(1400 * uniforms[i] - 700);
    worst = fmax(worst, ulps(fim_log(x), logl((long double)x)));
  }
  assert_true(worst < 2.0);
  assert_true(fim_log(1.0) == 0.0);
}

static void should_compute_the_coarse_log_within_1e_13(void **state) {
  (void)state;
  double absolute = 0;
  double relative = 0;
  for (int i = 0; i < POINTS; i++) {
    double x = i % 2 == 0 ? 1.0 + 0.9 * (uniforms[i] - 0.5) : exp(1400 * uniforms[i] - 700);
    long double exact = logl((long double)x);
    double error = (double)fabsl(fim_log_coarse(x) - exact);
    absolute = fmax(absolute, fabsl(exact) < 20 ? error : 0);
    relative = fmax(relative, error / (double)fabsl(exact));
  }
  assert_true(absolute < 1e-13 && relative < 2e-13);
  assert_true(fim_log_coarse(1.0) == 0.0);
}

static void should_keep_small_probabilities_in_the_log_of_their_complement(void **state) {
  (void)state;
  for (double p = 1e-20; p < 1.0; p *= 3.7) {
    assert_true(fabs(fim_log_complement(p) / (double)log1pl(-(long double)p) - 1.0) < 1e-14);
  }
  assert_true(fim_log_complement(1.0) == -HUGE_VAL);
}

/* Relative to cos and sin themselves, also where they are small. */
static void should_compute_cos_and_sin_of_a_turn_within_3_ulp(void **state) {
  (void)state;
  const long double two_pi = 6.283185307179586476925286766559L;
  double worst = 0;
  for (int i = 0; i < POINTS; i++) {
    const double u = i % 2 == 0 ? uniforms[i] : 0.25 * (i % 8) / 2 + 1e-9 * uniforms[i];
    double cosine;
    double sine;
    fim_turn(u, &cosine, &sine);
    /* Exact quarter turns off, so that the long double's own 2 pi does not matter. */
    const double quarters = rint(4 * u);
    const long double r = two_pi * ((long double)u - quarters / 4);
    const long double c = cosl(r);
    const long double s = sinl(r);
    const int q = (int)quarters % 4;
    worst = fmax(worst, ulps(cosine, q == 0 ? c : q == 1 ? -s : q == 2 ? -c : s));
    worst = fmax(worst, ulps(sine, q == 0 ? s : q == 1 ? c : q == 2 ? -s : -c));
  }
  assert_true(worst < 3.0);
}

static void should_be_exact_at_quarter_turns(void **state) {
  (void)state;
  static const double expected[5][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
  for (int q = 0; q <= 4; q++) {
    double cosine;
    double sine;
    fim_turn(0.25 * q, &cosine, &sine);
    assert_true(cosine == expected[q][0] && sine == expected[q][1]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_compute_exp_within_2_ulp),
      cmocka_unit_test(should_clamp_exp_where_it_leaves_the_normal_numbers),
      cmocka_unit_test(should_compute_the_coarse_power_of_2_within_5e_11),
      cmocka_unit_test(should_compute_log_within_2_ulp),
      cmocka_unit_test(should_compute_cos_and_sin_of_a_turn_within_3_ulp),
      cmocka_unit_test(should_be_exact_at_quarter_turns),
      cmocka_unit_test(should_compute_the_coarse_log_within_1e_13),
      cmocka_unit_test(should_keep_small_probabilities_in_the_log_of_their_complement),
  };
  return cmocka_run_group_tests(tests, fill_uniforms, NULL);
}
