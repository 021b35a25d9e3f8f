/* binomial_test.c: the generator of binomial counts against the exact distribution; |z| < 4, fixed seed. */
#include "binomial.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "statistics.h"

enum { DRAWS = 200000, MOST = 4096 };

static double probability(int64_t n, double p, int64_t k) {
  return exp(lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) + (double)k * log(p) +
             (double)(n - k) * log1p(-p));
}

/* Chi square over counts that are expected at least 20 times, the rest on either side together. */
static double chi_square_of(int64_t n, double p, const int64_t *seen, int *bins) {
  double chi_square = 0;
  double expected = 0;
  double observed = 0;
  *bins = 0;
  double left = DRAWS;
  for (int64_t k = 0; k <= n && k < MOST; k++) {
    expected += DRAWS * probability(n, p, k);
    observed += (double)seen[k];
    left -= DRAWS * probability(n, p, k);
    if (expected >= 20 && (left >= 20 || k == n)) {
      chi_square += (observed - expected) * (observed - expected) / expected;
      expected = observed = 0;
      ++*bins;
    }
  }
  if (expected >= 1) {
    chi_square += (observed - expected) * (observed - expected) / expected;
    ++*bins;
  }
  return chi_square;
}

/* Both methods, either side of their boundary, and more successes than failures. */
static void should_draw_from_the_binomial_distribution(void **state) {
  (void)state;
  static const struct {
    int64_t n;
    double p;
  } cases[] = {{1, 0.5},  {7, 0.3},   {1000, 0.009}, {1000, 0.011}, {20, 0.5},
               {40, 0.5}, {100, 0.8}, {3000, 0.3},   {4000, 0.75},  {1000000, 0.0004}};
  static int64_t seen[MOST];
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    memset(seen, 0, sizeof seen);
    for (uint32_t entity = 0; entity < DRAWS; entity++) {
      fim_draws_t draws = fim_draws(7, 3, entity, (uint32_t)i);
      int64_t k = fim_draw_binomial(&draws, cases[i].n, cases[i].p);
      assert_true(k >= 0 && k <= cases[i].n && k < MOST);
      seen[k]++;
    }
    int bins;
    double chi_square = chi_square_of(cases[i].n, cases[i].p, seen, &bins);
    assert_true(bins >= 2);
    assert_true(fabs(chi_square_z(chi_square, bins - 1)) < 4);
  }
}

static void should_have_mean_and_variance_of_very_many_trials(void **state) {
  (void)state;
  const double n = 5e8;
  const double p = 0.3;
  double sum = 0;
  double squares = 0;
  for (uint32_t entity = 0; entity < DRAWS; entity++) {
    fim_draws_t draws = fim_draws(8, 3, entity, 0);
    double z = ((double)fim_draw_binomial(&draws, (int64_t)n, p) - n * p) / sqrt(n * p * (1 - p));
    sum += z;
    squares += z * z;
  }
  assert_true(fabs(sum / sqrt(DRAWS)) < 4);
  assert_true(fabs((squares - DRAWS) / sqrt(2.0 * DRAWS)) < 4);
}

static void should_be_certain_at_the_ends(void **state) {
  (void)state;
  fim_draws_t draws = fim_draws(9, 3, 0, 0);
  assert_int_equal(fim_draw_binomial(&draws, 0, 0.4), 0);
  assert_int_equal(fim_draw_binomial(&draws, 50, 0), 0);
  assert_int_equal(fim_draw_binomial(&draws, 50, 1), 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_draw_from_the_binomial_distribution),
      cmocka_unit_test(should_have_mean_and_variance_of_very_many_trials),
      cmocka_unit_test(should_be_certain_at_the_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
