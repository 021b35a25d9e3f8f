/* statistics.h: what statistical tests ask: is a sum of squares, or a mean, where chance puts it. */
#ifndef FIMBRIA_TEST_STATISTICS_H
#define FIMBRIA_TEST_STATISTICS_H

#include <math.h>
#include <stdint.h>

/*
 * Chi-square statistic as a standard normal number (Wilson and Hilferty 1931). Tests take |z| < 4: a correct generator
 * fails one seed in 16,000; seeds are fixed.
 */
static inline double chi_square_z(double chi_square, double freedom) {
  double spread = 2.0 / (9.0 * freedom);
  return (cbrt(chi_square / freedom) - (1.0 - spread)) / sqrt(spread);
}

/* Chi-square of counts against one expected value. */
static inline double uniform_chi_square(const int64_t *count, int64_t n, double expected) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++) {
    sum += ((double)count[i] - expected) * ((double)count[i] - expected) / expected;
  }
  return sum;
}

#endif
