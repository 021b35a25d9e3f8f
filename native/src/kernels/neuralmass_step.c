/* neuralmass_step.c: the integrator's passes over the state. */
#include <math.h>
#include <stddef.h>

#include "kernels/kernels.h"
#include "lanes.h"

FIM_INLINE double clipped(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

void FIM_KERNEL(fim_move)(int32_t n, double h, fim_move_arrays_t arrays, double low, double high) {
  const double *y = FIM_ASSUME_ALIGNED(arrays.y);
  const double *dy = FIM_ASSUME_ALIGNED(arrays.dy);
  double *out = FIM_ASSUME_ALIGNED(arrays.out);
  if (arrays.eta == NULL) {
#pragma omp simd
    for (int32_t i = 0; i < n; i++) {
      out[i] = clipped(y[i] + h * dy[i], low, high);
    }
  } else {
    const double *eta = FIM_ASSUME_ALIGNED(arrays.eta);
#pragma omp simd
    for (int32_t i = 0; i < n; i++) {
      out[i] = clipped(y[i] + h * dy[i] + eta[i], low, high);
    }
  }
}

void FIM_KERNEL(fim_accumulate)(int32_t n, double weight, const double *slope, double *sum) {
#pragma omp simd
  for (int32_t i = 0; i < n; i++) {
    sum[i] += weight * slope[i];
  }
}

int32_t FIM_KERNEL(fim_are_within)(int32_t n, const double *y, double largest) {
  int64_t beyond = 0;
#pragma omp simd reduction(| : beyond)
  for (int32_t i = 0; i < n; i++) {
    beyond |= fabs(y[i]) <= largest ? 0 : 1;
  }
  return beyond == 0;
}
