/* variant_mass_test.c: neural masses and their coupling give the same numbers in every variant. */
#include "brain.h"
#include "variant_check.h"

enum { MOST_REGIONS = 131, VARIABLES = 8, STEPS = 60, DELAYS = 40 };

/* Around the widths of vectors (2, 4, 8 lanes) and blocks (64 regions), below and above. */
static const int32_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 104, 127, 129, MOST_REGIONS};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

/* A plausible value of a variable: of E, I and moments small numbers, of W_e and W_i up to 50 pA. */
static double value_of(const char *model, int32_t variable, int32_t k) {
  static const double order_2[] = {0.02, 0.04, 1e-6, 1e-6, 1e-6, 50, 5, 1};
  static const double order_1[] = {0.02, 0.04, 50, 5, 1};
  const double largest = strcmp(model, "mean_field_adex_2") == 0   ? order_2[variable]
                         : strcmp(model, "mean_field_adex_1") == 0 ? order_1[variable]
                                                                   : 1;
  return largest * scattered(1000 * variable + k);
}

typedef struct points {
  const char *model, *option;
  double value;
  int32_t n;
} points_t;

/* Right-hand side at n points. out: [variables][n]. */
static void compute_derivatives(const void *arguments, double *out) {
  const points_t *points = arguments;
  setup_t s = setup(points->model, 1);
  if (points->option != NULL) {
    set_parameter(&s, points->option, points->value);
  }
  double y[VARIABLES * MOST_REGIONS];
  double c[MOST_REGIONS];
  for (int32_t k = 0; k < points->n; k++) {
    c[k] = 0.01 * scattered(5000 + k);
    for (int32_t v = 0; v < s.variables; v++) {
      y[v * points->n + k] = value_of(points->model, v, k);
    }
  }
  assert_ok(fim_neuralmass_derivative(s.config.model, s.params, points->n, y, c, out));
  setup_free(&s);
}

/* tolerance: of variants without fused multiply-add, relative to the value and to scale, in the slopes' units. */
static void assert_slopes_agree(const char *model, const char *option, double value, double tolerance, double scale) {
  for (int k = 0; k < SIZES; k++) {
    const points_t points = {model, option, value, sizes[k]};
    const int32_t variables = fim_neuralmass_variable_count(fim_neuralmass_find_model(model));
    assert_variants_agree(compute_derivatives, &points, (int64_t)variables * sizes[k], tolerance, scale);
  }
}

/* Last bits of F, 1e-18 kHz, divided by steps of (1e-4)^2: the slopes of the rates differ in their ninth digit. */
static void should_agree_on_the_second_order_with_published_derivatives(void **state) {
  (void)state;
  assert_slopes_agree("mean_field_adex_2", "derivatives", 0, 1e-11, 1e-6);
}

static void should_agree_on_the_second_order_with_consistent_derivatives(void **state) {
  (void)state;
  assert_slopes_agree("mean_field_adex_2", "derivatives", 1, 1e-11, 1e-6);
}

static void should_agree_on_the_first_order(void **state) {
  (void)state;
  assert_slopes_agree("mean_field_adex_1", NULL, 0, 1e-12, 1e-6);
}

static void should_agree_on_wilson_cowan(void **state) {
  (void)state;
  assert_slopes_agree("wilson_cowan", NULL, 0, 1e-13, 1e-3);
}

/* Transfer function of both populations at n points. out: [2][n]. */
static void compute_transfer(const void *arguments, double *out) {
  const int32_t n = *(const int32_t *)arguments;
  setup_t s = setup("mean_field_adex_2", 1);
  double in[5][MOST_REGIONS];
  for (int32_t k = 0; k < n; k++) {
    for (int v = 0; v < 5; v++) {
      in[v][k] = (v == 4 ? 50 : 0.02) * scattered(1000 * v + k);
    }
  }
  for (int inhibitory = 0; inhibitory < 2; inhibitory++) {
    assert_ok(fim_mean_field_adex_transfer(s.params, inhibitory, n, in[0], in[1], in[2], in[3], in[4],
                                           out + (int64_t)inhibitory * n));
  }
  setup_free(&s);
}

static void should_agree_on_the_transfer_function(void **state) {
  (void)state;
  for (int k = 0; k < SIZES; k++) {
    assert_variants_agree(compute_transfer, &sizes[k], 2 * (int64_t)sizes[k], 1e-12, 1e-6);
  }
}

/* Regions, each with links from a third of the others, some steps with noise. out: [variables + 1][n] state, coupling.
 */
static void compute_brain(const void *arguments, double *out) {
  const points_t *points = arguments;
  const int32_t n = points->n;
  setup_t s = setup(points->model, n);
  s.config.max_steps = STEPS;
  for (int32_t target = 0; target < n; target++) {
    for (int32_t source = 0; source < n; source++) {
      const int32_t link = target * n + source;
      if (link % 3 == 0) {
        connect(&s, target, source, scattered(link) / n, 1 + (int32_t)(DELAYS * scattered(7 * link)));
      }
    }
    for (int32_t v = 0; v < s.variables; v++) {
      s.initial[v * n + target] = value_of(points->model, v, target);
    }
  }
  s.noise[s.variables - 1] = 1e-4;
  fim_neuralmass_t *brain = build(&s);
  assert_ok(fim_neuralmass_advance(brain, STEPS));
  assert_ok(fim_neuralmass_state(brain, out));
  for (int32_t i = 0; i < n; i++) {
    assert_ok(fim_neuralmass_coupling(brain, i, STEPS - 1, 1, &out[s.variables * n + i]));
  }
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

static void should_agree_on_coupled_regions(void **state) {
  (void)state;
  static const char *const models[] = {"mean_field_adex_2", "mean_field_adex_1", "wilson_cowan"};
  for (int m = 0; m < 3; m++) {
    for (int k = 0; k < SIZES; k++) {
      const points_t points = {models[m], NULL, 0, sizes[k]};
      const int32_t variables = fim_neuralmass_variable_count(fim_neuralmass_find_model(models[m]));
      assert_variants_agree(compute_brain, &points, (int64_t)(variables + 1) * sizes[k], 1e-10, 1e-6);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_agree_on_the_second_order_with_published_derivatives),
      cmocka_unit_test(should_agree_on_the_second_order_with_consistent_derivatives),
      cmocka_unit_test(should_agree_on_the_first_order),
      cmocka_unit_test(should_agree_on_wilson_cowan),
      cmocka_unit_test(should_agree_on_the_transfer_function),
      cmocka_unit_test(should_agree_on_coupled_regions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
