/* mean_field_adex_test.c: transfer function, derivatives and right-hand side against a plain reference and TVB. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "mean_field_adex_reference.h"
#include "mean_field_adex_slopes.h"
#include "mean_field_adex_symbolic.h"
#include "shared_numbers.h"

enum { POINTS = 61, VARIABLES = 8 };

/* A state of the working range: rates up to 40 Hz, both signs of C_ei and of the noise, inputs up to 10 Hz. */
static double point(int k, double *y) {
  for (int v = 0; v < VARIABLES; v++) {
    static const double low[VARIABLES] = {1e-4, 1e-4, 0, -5e-5, 0, 0, 0, -9};
    static const double high[VARIABLES] = {0.04, 0.04, 1e-4, 5e-5, 1e-4, 100, 20, 9};
    y[v] = low[v] + (high[v] - low[v]) * scattered(9 * k + v + 1);
  }
  return 0.01 * scattered(9 * k + 9);
}

/* F of one region and its derivatives with respect to E and I. */
static derivatives_t derive(const double *params, int inhibitory, input_t in) {
  const population_t p = mean_field_adex_population(params, inhibitory);
  const int one_tau = p.tau_e == p.tau_i;
  const membrane_t m = mean_field_adex_membrane(&p, in, one_tau);
  const fim_erfc_t at_z = fim_erfc(m.z);
  const double F = mean_field_adex_F(&m, at_z);
  const slopes_t d = mean_field_adex_slopes(&p, &m, at_z, F, one_tau);
  return (derivatives_t){F, d.e, d.i, d.ee, d.ei, d.ii};
}

/* Double rounding through the polynomial's and erfc's condition. */
static void should_equal_the_plain_transfer_function(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 1);
  set_parameter(&s, "K_ext_i", 7);
  double in[5][POINTS];
  double out[POINTS];
  for (int inhibitory = 0; inhibitory < 2; inhibitory++) {
    for (int k = 0; k < POINTS; k++) {
      double y[VARIABLES];
      in[2][k] = point(k, y);
      in[0][k] = y[0];
      in[1][k] = y[1];
      in[3][k] = 0.001 * scattered(k);
      in[4][k] = y[5];
    }
    assert_ok(fim_mean_field_adex_transfer(s.params, inhibitory, POINTS, in[0], in[1], in[2], in[3], in[4], out));
    for (int k = 0; k < POINTS; k++) {
      const population_input_t q = population_input(&s, inhibitory, in[2][k], in[3][k], in[4][k]);
      const double expected = (double)reference_F(&q, in[0][k], in[1][k]);
      assert_true(fabs(out[k] - expected) <= 1e-12 * expected);
    }
  }
  setup_free(&s);
}

static void compare(real actual, real expected, real scale, double tolerance) {
  const double error = (double)(fabsl(actual - expected) / (fabsl(expected) + scale));
  if (!(error <= tolerance)) {
    fail_msg("%.17g instead of %.17g: error %g", (double)actual, (double)expected, error);
  }
}

/* One time constant of synapses, and two: the kernels for them differ. */
static const double tau_i[2] = {5, 8};

/* The reference: differences in long double with their h^2 and h^4 errors removed, so exact to about 1e-12 and 1e-9. */
static void should_differentiate_the_transfer_function(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 1);
  for (int kind = 0; kind < 4; kind++) {
    const int inhibitory = kind % 2;
    set_parameter(&s, "tau_i", tau_i[kind / 2]);
    for (int k = 0; k < POINTS; k++) {
      double y[VARIABLES];
      const double x_e = point(k, y);
      const derivatives_t F = derive(s.params, inhibitory, (input_t){y[0], y[1], x_e, 0, y[5]});
      const population_input_t q = population_input(&s, inhibitory, x_e, 0, y[5]);
      const derivatives_t expected = exact_derivatives(&q, y[0], y[1]);
      compare(F.F, expected.F, 1e-200L, 1e-12);
      compare(F.e, expected.e, 1e-3L, 1e-11);
      compare(F.i, expected.i, 1e-3L, 1e-11);
      compare(F.ee, expected.ee, 1, 1e-8);
      compare(F.ei, expected.ei, 1, 1e-8);
      compare(F.ii, expected.ii, 1, 1e-8);
    }
  }
  setup_free(&s);
}

/* Double rounding; erfc multiplies it by the square of its argument, up to 100 in silence. */
static void should_equal_the_symbolic_derivatives(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 1);
  double largest = 0;
  for (size_t k = 0; k < sizeof symbolic / sizeof symbolic[0]; k++) {
    const symbolic_t *row = &symbolic[k];
    const derivatives_t F = derive(s.params, row->inhibitory, (input_t){row->E, row->I, row->x_e, 0, row->W});
    const real actual[6] = {F.F, F.e, F.i, F.ee, F.ei, F.ii};
    for (int d = 0; d < 6; d++) {
      largest = fmax(largest, (double)fabsl(actual[d] / row->F[d] - 1));
    }
  }
  print_message("largest relative difference %.2g\n", largest);
  assert_true(largest <= 2e-13);
  setup_free(&s);
}

/* The plain one takes the published differences, 18 transfer functions; in long double their rounding is no matter. */
static void should_equal_the_plain_right_hand_side_with_every_option(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 1);
  set_parameter(&s, "a_e", 3);
  set_parameter(&s, "a_i", -2);
  set_parameter(&s, "b_i", 5);
  set_parameter(&s, "S_i", 0.7);
  set_parameter(&s, "K_ext_i", 7);
  set_parameter(&s, "external_input_ex_in", 0.001);
  set_parameter(&s, "external_input_in_in", 0.002);
  set_parameter(&s, "external_input_in_ex", 0.0005);
  double y[VARIABLES * POINTS];
  double c[POINTS];
  double dy[VARIABLES * POINTS];
  for (int k = 0; k < POINTS; k++) {
    double one[VARIABLES];
    c[k] = point(k, one);
    for (int v = 0; v < VARIABLES; v++) {
      y[v * POINTS + k] = one[v];
    }
  }
  static const real scale[VARIABLES] = {1e-4L, 1e-4L, 1e-6L, 1e-6L, 1e-6L, 1e-2L, 1e-2L, 1e-2L};
  for (int option = 0; option < 12; option++) {
    set_parameter(&s, "derivatives", option / 3 % 2);
    set_parameter(&s, "cross_terms", option % 3);
    set_parameter(&s, "tau_i", tau_i[option / 6]);
    assert_ok(fim_neuralmass_derivative(s.config.model, s.params, POINTS, y, c, dy));
    for (int k = 0; k < POINTS; k++) {
      double one[VARIABLES];
      real expected[VARIABLES];
      point(k, one);
      reference_derivative(&s, one, c[k], expected);
      for (int v = 0; v < VARIABLES; v++) {
        compare(dy[v * POINTS + k], expected[v], scale[v], 1e-9);
      }
    }
  }
  setup_free(&s);
}

/*
 * At rates of 1e-7 kHz to 0.1 Hz, the step of the published differences and more, their truncation is largest: out of
 * silence under 9 Hz of drive, where F'' changes by 1e-4 of itself.
 */
static void should_equal_the_published_differences_in_silence(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 1);
  set_parameter(&s, "cross_terms", 1);
  for (int k = 0; k < POINTS; k++) {
    const double rate = pow(10, -7 + 3 * scattered(2 * k));
    const double c = pow(10, -6 + 4 * scattered(7 * k + 1000));
    const double y[VARIABLES] = {rate, 0.5 * rate, 1e-6, 2e-7, 3e-6, 10, 0, -4};
    double dy[VARIABLES];
    real expected[VARIABLES];
    assert_ok(fim_neuralmass_derivative(s.config.model, s.params, 1, y, &c, dy));
    reference_derivative(&s, y, c, expected);
    for (int v = 0; v < 5; v++) {
      assert_true(fabsl(dy[v] - expected[v]) <= 5e-13L);
    }
  }
  setup_free(&s);
}

static void should_be_the_second_order_without_variances_in_first_order(void **state) {
  (void)state;
  setup_t second = setup("mean_field_adex_2", 1);
  setup_t first = setup("mean_field_adex_1", 1);
  for (int k = 0; k < POINTS; k++) {
    double y[VARIABLES];
    double dy[VARIABLES];
    double dy_first[5];
    const double c = point(k, y);
    y[2] = y[3] = y[4] = 0;
    const double y_first[5] = {y[0], y[1], y[5], y[6], y[7]};
    assert_ok(fim_neuralmass_derivative(second.config.model, second.params, 1, y, &c, dy));
    assert_ok(fim_neuralmass_derivative(first.config.model, first.params, 1, y_first, &c, dy_first));
    const double expected[5] = {dy[0], dy[1], dy[5], dy[6], dy[7]};
    assert_memory_equal(dy_first, expected, sizeof expected);
  }
  setup_free(&first);
  setup_free(&second);
}

static void should_stay_finite_in_a_silent_network(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 1);
  set_parameter(&s, "external_input_ex_ex", 0);
  for (int consistent = 0; consistent < 2; consistent++) {
    set_parameter(&s, "derivatives", consistent);
    const double y[VARIABLES] = {0, 0, 0, 0, 0, 0, 0, -10};
    const double c = 0;
    double dy[VARIABLES];
    assert_ok(fim_neuralmass_derivative(s.config.model, s.params, 1, y, &c, dy));
    for (int v = 0; v < VARIABLES; v++) {
      assert_true(isfinite(dy[v]));
    }
  }
  setup_free(&s);
}

static void set_regime(setup_t *s, const char *regime) {
  if (strcmp(regime, "IS") == 0) {
    set_parameter(s, "b_e", 100);
    set_parameter(s, "Q_i", 5);
    set_parameter(s, "K_ext_e", 300);
    set_parameter(s, "external_input_ex_ex", 0);
    set_parameter(s, "weight_noise", 0.0006);
  }
}

/* TVB's tables have 13 digits; erfc multiplies the relative rounding by the square of its argument, up to 26;
 * below 1e-300 kHz numbers are denormal. */
static void compare_transfer_with_tvb(const char *regime, const char *path) {
  numbers_t table = read_numbers(path, 14);
  setup_t s = setup("mean_field_adex_2", 1);
  set_regime(&s, regime);
  for (int32_t k = 0; k < row_count(&table); k++) {
    const double x_i = 0;
    const double *row = &table.values[k * table.columns];
    for (int inhibitory = 0; inhibitory < 2; inhibitory++) {
      double F;
      assert_ok(fim_mean_field_adex_transfer(s.params, inhibitory, 1, &row[0], &row[1], &row[2], &x_i, &row[3], &F));
      assert_true(fabs(F - row[4 + inhibitory]) <= 1e-11 * row[4 + inhibitory] + 1e-300);
    }
  }
  free(table.values);
  setup_free(&s);
}

static void should_equal_tvbs_transfer_function(void **state) {
  (void)state;
  compare_transfer_with_tvb("A", "reference/tvb/tf_A.csv");
  compare_transfer_with_tvb("IS", "reference/tvb/tf_IS.csv");
}

/*
 * Relative to the largest value of each variable. TVB's differences carry rounding, which shows in E and I, and
 * truncation (see mean_field_adex_slopes.h), which shows in the covariances.
 */
static void compare_derivative_with_tvb(const char *regime, const char *path) {
  numbers_t table = read_numbers(path, 17);
  setup_t s = setup("mean_field_adex_2", 1);
  set_regime(&s, regime);
  double scale[VARIABLES] = {0};
  for (int32_t k = 0; k < row_count(&table); k++) {
    for (int v = 0; v < VARIABLES; v++) {
      scale[v] = fmax(scale[v], fabs(at(&table, k, 9 + v)));
    }
  }
  for (int32_t k = 0; k < row_count(&table); k++) {
    const double *row = &table.values[k * table.columns];
    double dy[VARIABLES];
    assert_ok(fim_neuralmass_derivative(s.config.model, s.params, 1, row, &row[8], dy));
    for (int v = 0; v < VARIABLES; v++) {
      assert_true(fabs(dy[v] - row[9 + v]) <= (v < 2 ? 1e-10 : v < 5 ? 2e-12 : 1e-13) * scale[v]);
    }
  }
  free(table.values);
  setup_free(&s);
}

static void should_equal_tvbs_right_hand_side(void **state) {
  (void)state;
  compare_derivative_with_tvb("A", "reference/tvb/rhs_A.csv");
  compare_derivative_with_tvb("IS", "reference/tvb/rhs_IS.csv");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_equal_the_plain_transfer_function),
      cmocka_unit_test(should_differentiate_the_transfer_function),
      cmocka_unit_test(should_equal_the_symbolic_derivatives),
      cmocka_unit_test(should_equal_the_plain_right_hand_side_with_every_option),
      cmocka_unit_test(should_equal_the_published_differences_in_silence),
      cmocka_unit_test(should_be_the_second_order_without_variances_in_first_order),
      cmocka_unit_test(should_stay_finite_in_a_silent_network),
      cmocka_unit_test(should_equal_tvbs_transfer_function),
      cmocka_unit_test(should_equal_tvbs_right_hand_side),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
