/* aeif_crossing.h: where within a sub-step of the slow lane a spike is. */
#ifndef FIMBRIA_SRC_KERNELS_AEIF_CROSSING_H
#define FIMBRIA_SRC_KERNELS_AEIF_CROSSING_H

#include <math.h>
#include <stdbool.h>

#include "vector_math.h"

/* y over a sub-step, s in [0, 1]: c[0] + c[1] s + c[2] s^2 + c[3] s^3. */
typedef struct cubic {
  double c[4];
} cubic_t;

/* Values y0, y1 and slopes d0, d1 at its ends. */
static inline cubic_t cubic_through(double y0, double d0, double y1, double d1) {
  double rise = y1 - y0;
  return (cubic_t){{y0, d0, 3.0 * rise - 2.0 * d0 - d1, d0 + d1 - 2.0 * rise}};
}

static inline double cubic_at(const cubic_t *y, double s) {
  return fim_fma(s, fim_fma(s, fim_fma(s, y->c[3], y->c[2]), y->c[1]), y->c[0]);
}

static inline double cubic_slope(const cubic_t *y, double s) {
  return fim_fma(s, fim_fma(s, 3.0 * y->c[3], 2.0 * y->c[2]), y->c[1]);
}

/* Where the cubic, of different signs at its ends, is zero: Newton's method, halves where it leaves the interval. */
static inline double crossing(const cubic_t *y) {
  const int most = 50;
  double before = 0.0;
  double after = 1.0;
  double end = cubic_at(y, 1.0);
  double s = y->c[0] / (y->c[0] - end);
  for (int i = 0; i < most; i++) {
    double value = cubic_at(y, s);
    bool crossed = (value >= 0.0) == (end >= 0.0);
    before = crossed ? before : s;
    after = crossed ? s : after;
    double next = s - value / cubic_slope(y, s);
    next = next > before && next < after ? next : 0.5 * (before + after);
    double change = fabs(next - s);
    s = next;
    if (change < 1e-13) {
      break;
    }
  }
  return s;
}

#endif
