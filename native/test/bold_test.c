/* bold_test.c: both haemodynamic models against closed forms, plain integration and scipy. */
#include "fimbria/bold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "balloon.h"
#include "bold_scipy.h"
#include "check.h"

#define H 0.004 /* s */

static const double tau_s = 0.8, tau_f = 0.4; /* s */

static double G(double t) {
  const double omega = sqrt(1 / tau_f - 1 / (4 * tau_s * tau_s));
  return exp(-t / (2 * tau_s)) * sin(omega * t) / (3 * omega);
}

static fim_bold_t *make(int32_t model, int32_t regions, int32_t steps_per_sample) {
  fim_bold_t *bold = NULL;
  assert_ok(fim_bold_create(model, regions, 1e3 * H, steps_per_sample, &bold));
  return bold;
}

static void should_answer_an_impulse_with_the_volterra_kernel(void **state) {
  (void)state;
  enum { STEPS = 6000 };
  fim_bold_t *bold = make(FIM_BOLD_VOLTERRA, 1, 1);
  for (int32_t k = 0; k < STEPS; k++) {
    const double x = k == 0 ? 0.25 : 0;
    double y;
    int64_t taken;
    assert_ok(fim_bold_advance(bold, 1, &x, 1, &y, &taken));
    assert_int_equal(taken, 1);
    const double kernel = k < 5000 ? G(k * H) : 0; /* 20 s */
    assert_true(fabs(y - 5.6 * 0.02 * (0.25 * kernel - 1)) < 1e-15);
  }
  fim_bold_destroy(bold);
}

/* The kernel's integral is tau_f / 3; the sum is off by its curvature, h^2 / 12. */
static void should_settle_at_the_integral_of_the_volterra_kernel(void **state) {
  (void)state;
  fim_bold_t *bold = make(FIM_BOLD_VOLTERRA, 1, 5000);
  double *x = malloc(sizeof(double) * 5000);
  for (int32_t k = 0; k < 5000; k++) {
    x[k] = 0.01;
  }
  double y;
  int64_t taken;
  assert_ok(fim_bold_advance(bold, 5000, x, 1, &y, &taken));
  const double settled = 5.6 * 0.02 * (0.01 * tau_f / 3 / H - 1);
  assert_true(taken == 1 && fabs(y - settled) < 1e-5 * fabs(settled));
  free(x);
  fim_bold_destroy(bold);
}

static void should_reach_the_steady_state_of_the_balloon(void **state) {
  (void)state;
  const fim_balloon_t b = fim_balloon_default;
  const double x[] = {0, 0.01, 0.1, 1};
  enum { N = sizeof x / sizeof x[0] };
  double y[FIM_BALLOON_STATES * N] = {0};
  double signal[N];
  for (int32_t k = 0; k < 50000; k++) {
    fim_balloon_step(&b, H, N, x, y);
  }
  fim_balloon_signal(&b, N, y, signal);
  for (int32_t i = 0; i < N; i++) {
    const double f = 1 + x[i] / b.gamma;
    const double v = pow(f, b.alpha);
    const double q = v * (1 - pow(1 - b.E_0, 1 / f)) / b.E_0;
    assert_true(fabs(y[FIM_BALLOON_S * N + i]) < 1e-12);
    assert_true(fabs(exp(y[FIM_BALLOON_F * N + i]) - f) < 1e-12 * f);
    assert_true(fabs(exp(y[FIM_BALLOON_V * N + i]) - v) < 1e-12 * v);
    assert_true(fabs(exp(y[FIM_BALLOON_Q * N + i]) - q) < 1e-12 * q);
    assert_true(fabs(signal[i] - b.V_0 * (b.k_1 * (1 - q) + b.k_2 * (1 - q / v) + b.k_3 * (1 - v))) < 1e-13);
  }
}

/*
 * A small impulse of input: with kappa = 1 / tau_s and gamma = 1 / tau_f the flow is the closed form that three times
 * the Volterra kernel is. Heun's error is (h omega)^2 / 6 per radian, 1e-5; the impulse lasts h, its middle is at h
 * / 2.
 */
static void should_have_the_flow_of_the_volterra_kernel_for_small_input(void **state) {
  (void)state;
  fim_balloon_t b = fim_balloon_default;
  b.kappa = 1 / tau_s;
  b.gamma = 1 / tau_f;
  double y[FIM_BALLOON_STATES] = {0};
  double worst = 0;
  for (int32_t k = 0; k < 2500; k++) {
    const double x = k == 0 ? 1e-4 : 0;
    fim_balloon_step(&b, H, 1, &x, y);
    const double flow = 3 * G((k + 0.5) * H) * 1e-4 * H;
    worst = fmax(worst, fabs(expm1(y[FIM_BALLOON_F]) - flow));
  }
  assert_true(worst < 1e-4 * 3 * 0.2 * 1e-4 * H);
}

/* One step of the balloon linearised about rest, s, f - 1, v - 1, q - 1, by Runge-Kutta 4. */
static void linear_slope(const fim_balloon_t *b, double x, const double *y, double *dy) {
  const double extraction = (b->E_0 + (1 - b->E_0) * log(1 - b->E_0)) / b->E_0; /* d(f E(f) / E_0)/df at f = 1 */
  dy[0] = x - b->kappa * y[0] - b->gamma * y[1];
  dy[1] = y[0];
  dy[2] = (y[1] - y[2] / b->alpha) / b->tau_0;
  dy[3] = (extraction * y[1] - (1 / b->alpha - 1) * y[2] - y[3]) / b->tau_0;
}

static void linear_step(const fim_balloon_t *b, double x, double *y) {
  static const double at[] = {0, 0.5, 0.5, 1}, weight[] = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};
  double dy[4] = {0};
  double sum[4] = {0};
  for (int stage = 0; stage < 4; stage++) {
    double point[4];
    for (int v = 0; v < 4; v++) {
      point[v] = y[v] + at[stage] * H * dy[v];
    }
    linear_slope(b, x, point, dy);
    for (int v = 0; v < 4; v++) {
      sum[v] += weight[stage] * dy[v];
    }
  }
  for (int v = 0; v < 4; v++) {
    y[v] += H * sum[v];
  }
}

static void should_be_linear_for_small_input(void **state) {
  (void)state;
  const fim_balloon_t b = fim_balloon_default;
  double y[FIM_BALLOON_STATES] = {0};
  double linear[4] = {0};
  double worst = 0;
  double largest = 0;
  for (int32_t k = 0; k < 5000; k++) {
    const double x = k < 250 ? 1e-5 : 0;
    double signal;
    fim_balloon_step(&b, H, 1, &x, y);
    fim_balloon_signal(&b, 1, y, &signal);
    linear_step(&b, x, linear);
    const double expected = b.V_0 * (-b.k_1 * linear[3] - b.k_2 * (linear[3] - linear[2]) - b.k_3 * linear[2]);
    worst = fmax(worst, fabs(signal - expected));
    largest = fmax(largest, fabs(expected));
  }
  assert_true(largest > 0 && worst < 1e-4 * largest);
}

static void should_stay_bounded_whatever_the_input(void **state) {
  (void)state;
  fim_bold_t *bold = make(FIM_BOLD_BALLOON, 3, 1);
  for (int32_t k = 0; k < 20000; k++) {
    const double x[] = {k % 1000 < 500 ? 50.0 : 0.0, 1e3, k == 0 ? 1e6 : 0.0};
    double y[3];
    int64_t taken;
    assert_ok(fim_bold_advance(bold, 1, x, 1, y, &taken));
    assert_true(isfinite(y[0]) && isfinite(y[1]) && isfinite(y[2]));
  }
  fim_bold_destroy(bold);
}

/* All rates of the reference, [step][region]. */
static double *scipy_rates(void) {
  double *x = calloc((size_t)SCIPY_SAMPLES * SCIPY_PER_SAMPLE * SCIPY_REGIONS, sizeof(double));
  for (size_t p = 0; p < sizeof pulses / sizeof pulses[0]; p++) {
    for (int32_t k = pulses[p].begin; k < pulses[p].end; k++) {
      x[k * SCIPY_REGIONS + pulses[p].region] += pulses[p].rate;
    }
  }
  return x;
}

static void compare_with_scipy(int32_t model, const double (*expected)[SCIPY_REGIONS], double tolerance) {
  double y[SCIPY_SAMPLES * SCIPY_REGIONS];
  double *x = scipy_rates();
  fim_bold_t *bold = make(model, SCIPY_REGIONS, SCIPY_PER_SAMPLE);
  int64_t taken;
  assert_ok(fim_bold_advance(bold, (int64_t)SCIPY_SAMPLES * SCIPY_PER_SAMPLE, x, SCIPY_SAMPLES, y, &taken));
  assert_int_equal(taken, SCIPY_SAMPLES);
  for (int32_t k = 0; k < SCIPY_SAMPLES; k++) {
    for (int32_t i = 0; i < SCIPY_REGIONS; i++) {
      assert_true(fabs(y[k * SCIPY_REGIONS + i] - expected[k][i]) <= tolerance);
    }
  }
  free(x);
  fim_bold_destroy(bold);
}

/* A sum of 5000 terms of at most 0.06, times 0.1: rounding of 1e-14. */
static void should_equal_scipys_convolution(void **state) {
  (void)state;
  compare_with_scipy(FIM_BOLD_VOLTERRA, scipy_volterra, 1e-13);
}

/* Heun at 4 ms against an adaptive method of 8th order; the signal reaches 0.02. */
static void should_follow_scipys_integration_of_the_balloon(void **state) {
  (void)state;
  compare_with_scipy(FIM_BOLD_BALLOON, scipy_balloon, 2e-6 * 0.02);
}

static void should_give_the_same_bits_however_the_rows_are_cut(void **state) {
  (void)state;
  enum { ROWS = SCIPY_SAMPLES * SCIPY_PER_SAMPLE, PER = 40 };
  double *x = scipy_rates();
  double *whole = malloc(sizeof(double) * ROWS / PER * SCIPY_REGIONS);
  double *cut = malloc(sizeof(double) * ROWS / PER * SCIPY_REGIONS);
  for (int32_t model = 0; model < 2; model++) {
    fim_bold_t *one = make(model, SCIPY_REGIONS, PER);
    fim_bold_t *other = make(model, SCIPY_REGIONS, PER);
    int64_t taken;
    assert_ok(fim_bold_advance(one, ROWS, x, ROWS / PER, whole, &taken));
    int64_t at = 0;
    for (int32_t k = 0; k < ROWS; k += 77) {
      const int32_t rows = k + 77 < ROWS ? 77 : ROWS - k;
      assert_ok(fim_bold_advance(other, rows, x + k * SCIPY_REGIONS, 2, cut + at * SCIPY_REGIONS, &taken));
      at += taken;
    }
    assert_int_equal(at, ROWS / PER);
    assert_memory_equal(whole, cut, sizeof(double) * at * SCIPY_REGIONS);
    fim_bold_destroy(one);
    fim_bold_destroy(other);
  }
  free(x);
  free(whole);
  free(cut);
}

static void should_name_what_is_wrong(void **state) {
  (void)state;
  fim_bold_t *bold = NULL;
  assert_int_equal(fim_bold_create(2, 1, 4, 1, &bold), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "model = 2"));
  assert_int_equal(fim_bold_create(0, 0, 4, 1, &bold), FIM_E_ARGUMENT);
  assert_int_equal(fim_bold_create(0, 1, NAN, 1, &bold), FIM_E_ARGUMENT);
  assert_int_equal(fim_bold_create(0, 1, 4, 0, &bold), FIM_E_ARGUMENT);
  assert_null(bold);
  bold = make(FIM_BOLD_BALLOON, 1, 2);
  const double x[] = {0, 0, 0, 0};
  double y;
  int64_t taken;
  assert_int_equal(fim_bold_advance(bold, 4, x, 1, &y, &taken), FIM_E_CAPACITY);
  assert_non_null(strstr(fim_error_text(), "2 values of the signal: there is room for 1"));
  fim_bold_destroy(bold);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_answer_an_impulse_with_the_volterra_kernel),
      cmocka_unit_test(should_settle_at_the_integral_of_the_volterra_kernel),
      cmocka_unit_test(should_reach_the_steady_state_of_the_balloon),
      cmocka_unit_test(should_have_the_flow_of_the_volterra_kernel_for_small_input),
      cmocka_unit_test(should_be_linear_for_small_input),
      cmocka_unit_test(should_stay_bounded_whatever_the_input),
      cmocka_unit_test(should_equal_scipys_convolution),
      cmocka_unit_test(should_follow_scipys_integration_of_the_balloon),
      cmocka_unit_test(should_give_the_same_bits_however_the_rows_are_cut),
      cmocka_unit_test(should_name_what_is_wrong),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
