/* binomial.h: exact binomial counts, in a time that does not grow with their mean. */
#ifndef FIMBRIA_SRC_BINOMIAL_H
#define FIMBRIA_SRC_BINOMIAL_H

#include "draws.h"

/* Below this mean, successes are counted one by one; the other method needs a mean of 10. */
#define FIM_BINOMIAL_RARE 10.0

/* log k! beyond (k + 1/2) log(k + 1) - (k + 1) + log(2 pi) / 2. */
static inline double fim_stirling_rest(double k) {
  static const double first[] = {0x1.4c071bcda0a5bp-4, 0x1.52a9b923ea649p-5, 0x1.c579a268d80b3p-6, 0x1.54a2662fd78a9p-6,
                                 0x1.10b4e513fcbedp-6, 0x1.c6b167bebdf36p-7, 0x1.85d4d612e4a86p-7, 0x1.552805e7b3076p-7,
                                 0x1.2f4871b12ab64p-7, 0x1.10f9d4c0743a7p-7};
  if (k < 10.0) {
    return first[(int)k];
  }
  double x = 1.0 / (k + 1.0);
  return x * (1.0 / 12.0 - x * x * (1.0 / 360.0 - x * x * (1.0 / 1260.0)));
}

/* log of P(k) / P(mode), with the odds p / (1 - p). */
static inline double fim_binomial_log_ratio(double n, double odds, double mode, double k) {
  return (mode + 0.5) * fim_log((mode + 1.0) / (odds * (n - mode + 1.0))) +
         (n + 1.0) * fim_log((n - mode + 1.0) / (n - k + 1.0)) + (k + 0.5) * fim_log(odds * (n - k + 1.0) / (k + 1.0)) +
         fim_stirling_rest(mode) + fim_stirling_rest(n - mode) - fim_stirling_rest(k) - fim_stirling_rest(n - k);
}

/* Transformed rejection with squeeze (BTRS; Hoermann 1993, doi 10.1080/00949659308811496), n p >= 10, p <= 1/2. */
static inline double fim_draw_frequent(fim_draws_t *draws, double n, double p) {
  double spread = sqrt(n * p * (1.0 - p));
  double b = 1.15 + 2.53 * spread;
  double a = -0.0873 + 0.0248 * b + 0.01 * p;
  double alpha = (2.83 + 5.1 / b) * spread;
  double squeeze = 0.92 - 4.2 / b;
  double mode = floor((n + 1.0) * p);
  for (;;) {
    double u = fim_draw_uniform(draws) - 0.5;
    double v = fim_draw_uniform(draws);
    double us = 0.5 - fabs(u);
    double k = floor((2.0 * a / us + b) * u + n * p + 0.5);
    if (us >= 0.07 && v <= squeeze) {
      return k;
    }
    if (k >= 0.0 && k <= n &&
        fim_log(v * alpha / (a / (us * us) + b)) <= fim_binomial_log_ratio(n, p / (1.0 - p), mode, k)) {
      return k;
    }
  }
}

/* Successes of n independent trials of probability p; 0 <= n < 2^53, 0 <= p <= 1. */
static inline int64_t fim_draw_binomial(fim_draws_t *draws, int64_t n, double p) {
  if (p > 0.5) {
    return n - fim_draw_binomial(draws, n, 1.0 - p);
  }
  if (n == 0 || p == 0.0) {
    return 0;
  }
  if ((double)n * p >= FIM_BINOMIAL_RARE) {
    return (int64_t)fim_draw_frequent(draws, (double)n, p);
  }
  double log_complement = fim_log_complement(p);
  int64_t count = 0;
  double trial = fim_draw_skip(draws, log_complement);
  for (; trial < (double)n; trial += 1.0 + fim_draw_skip(draws, log_complement)) {
    count++;
  }
  return count;
}

#endif
