/* wilson_cowan_test.c: the model against a plain reference and its fixed points. */
#include <math.h>

#include "brain.h"
#include "check.h"

static double response(double c_max, double a, double b, double x) {
  return c_max * (1 / (1 + exp(-a * (x - b))) - 1 / (1 + exp(a * b)));
}

/* Defaults of the table, written out. */
static void reference(double E, double I, double c, double *dE, double *dI) {
  const double S_e = response(1, 1.2, 2.8, 12 * E - 4 * I + c);
  const double S_i = response(1, 1, 4, 13 * E - 11 * I);
  *dE = (-E + (1 - E) * S_e) / 10;
  *dI = (-I + (1 - I) * S_i) / 10;
}

static void should_equal_the_plain_equations(void **state) {
  (void)state;
  enum { N = 21 };
  setup_t s = setup("wilson_cowan", 1);
  double y[2 * N];
  double c[N];
  double dy[2 * N];
  for (int k = 0; k < N; k++) {
    y[k] = scattered(k);
    y[N + k] = scattered(100 + k);
    c[k] = 3 * scattered(200 + k);
  }
  assert_ok(fim_neuralmass_derivative(s.config.model, s.params, N, y, c, dy));
  for (int k = 0; k < N; k++) {
    double dE;
    double dI;
    reference(y[k], y[N + k], c[k], &dE, &dI);
    assert_true(fabs(dy[k] - dE) <= 1e-15);
    assert_true(fabs(dy[N + k] - dI) <= 1e-15);
  }
  setup_free(&s);
}

static void should_rest_at_zero_without_input(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 3);
  for (int k = 0; k < 6; k++) {
    s.initial[k] = 0;
  }
  connect(&s, 0, 1, 1, 5);
  fim_neuralmass_t *brain = build(&s);
  double y[6];
  assert_ok(fim_neuralmass_advance(brain, 1000));
  assert_ok(fim_neuralmass_state(brain, y));
  for (int k = 0; k < 6; k++) {
    assert_true(y[k] == 0);
  }
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

/* With a constant input the state settles where both derivatives vanish. */
static void should_settle_at_the_fixed_point_of_its_input(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 1);
  set_parameter(&s, "c_ee", 4);
  set_parameter(&s, "P", 1.5);
  fim_neuralmass_t *brain = build(&s);
  for (int k = 0; k < 20; k++) {
    assert_ok(fim_neuralmass_advance(brain, 1000));
  }
  double y[2];
  assert_ok(fim_neuralmass_state(brain, y));
  fim_neuralmass_destroy(brain);
  const double S_e = response(1, 1.2, 2.8, 4 * y[0] - 4 * y[1] + 1.5);
  const double S_i = response(1, 1, 4, 13 * y[0] - 11 * y[1]);
  assert_true(y[0] > 0.05);
  assert_true(fabs(y[0] - S_e / (1 + S_e)) < 1e-12);
  assert_true(fabs(y[1] - S_i / (1 + S_i)) < 1e-12);
  setup_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_equal_the_plain_equations),
      cmocka_unit_test(should_rest_at_zero_without_input),
      cmocka_unit_test(should_settle_at_the_fixed_point_of_its_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
