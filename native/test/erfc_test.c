/* erfc_test.c: our erfc and exp(-x^2) against the C library's in long double. */
#include "erfc.h"

#include <math.h>

#include "check.h"

/* Error in units of the exact value's last place. */
static double ulps(double value, long double exact) {
  const double rounded = (double)exact;
  const double unit = nextafter(fabs(rounded), HUGE_VAL) - fabs(rounded);
  return (double)(fabsl((long double)value - exact) / unit);
}

/* Where both are normal numbers: up to x = 26.5, erfc(26.5) = 2e-307. */
static void should_be_within_a_few_ulp_from_end_to_end(void **state) {
  (void)state;
  enum { POINTS = 1000000 };
  double worst = 0;
  double worst_gauss = 0;
  for (int k = 0; k < POINTS; k++) {
    const double x = -7 + 33.5 * k / POINTS;
    const fim_erfc_t y = fim_erfc(x);
    worst = fmax(worst, ulps(y.value, erfcl(x)));
    worst_gauss = fmax(worst_gauss, ulps(y.gauss, expl(-(long double)x * x)));
  }
  print_message("largest errors: erfc %.2f ulp, exp(-x^2) %.2f ulp\n", worst, worst_gauss);
  assert_true(worst < 7);
  assert_true(worst_gauss < 2);
}

static void should_be_within_a_few_ulp_around_0(void **state) {
  (void)state;
  for (double x = 1e-300; x < 1; x *= 1.7) {
    assert_true(ulps(fim_erfc(x).value, erfcl(x)) < 7);
    assert_true(ulps(fim_erfc(-x).value, erfcl(-x)) < 7);
  }
  assert_true(fabs(fim_erfc(0).value - 1) <= 1e-15 && fim_erfc(0).gauss == 1);
}

static void should_underflow_to_0_and_keep_what_is_no_number(void **state) {
  (void)state;
  static const double far[4] = {26.7, 100, 1e300, HUGE_VAL};
  for (int k = 0; k < 4; k++) {
    assert_true(fim_erfc(far[k]).value == 0 && fim_erfc(far[k]).gauss == 0);
    assert_true(fim_erfc(-far[k]).value == 2 && fim_erfc(-far[k]).gauss == 0);
  }
  assert_true(fim_erfc(26.6).value > 0 && fim_erfc(26.6).value < 1e-300);
  assert_true(isnan(fim_erfc(NAN).value) && isnan(fim_erfc(NAN).gauss));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_be_within_a_few_ulp_from_end_to_end),
      cmocka_unit_test(should_be_within_a_few_ulp_around_0),
      cmocka_unit_test(should_underflow_to_0_and_keep_what_is_no_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
