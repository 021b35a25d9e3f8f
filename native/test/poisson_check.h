/* poisson_check.h: whether counts are those of a Poisson distribution. */
#ifndef FIMBRIA_TEST_POISSON_CHECK_H
#define FIMBRIA_TEST_POISSON_CHECK_H

#include "check.h"
#include "statistics.h"

/* Counts 0, 1, ... against the Poisson distribution, those expected less than 10 times in one class. */
static inline void assert_poisson(const int64_t *count, int32_t n, double mean, double draws) {
  double chi_square = 0;
  double probability = exp(-mean);
  double rest = draws;
  double found_rest = draws;
  int32_t classes = 0;
  for (int32_t k = 0; k < n; k++) {
    double expected = probability * draws;
    if (expected >= 10) {
      chi_square += ((double)count[k] - expected) * ((double)count[k] - expected) / expected;
      rest -= expected;
      found_rest -= (double)count[k];
      classes++;
    }
    probability *= mean / (k + 1);
  }
  if (rest >= 10) {
    chi_square += (found_rest - rest) * (found_rest - rest) / rest;
    classes++;
  }
  assert_true(fabs(chi_square_z(chi_square, classes > 1 ? classes - 1 : 1)) < 4);
}

#endif
