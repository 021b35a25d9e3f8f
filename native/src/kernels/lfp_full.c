/* lfp_full.c: loops over the nodes and cells of a block (lfp_channels.h). */
#include <stddef.h>

#include "kernels/kernels.h"
#include "lanes.h"

void FIM_KERNEL(lfp_inject)(const lfp_channels_t *channels, int64_t n, double *state, double *current,
                            double *conductance) {
  for (int32_t c = 0; c < channels->count; c++) {
    const double decay = channels->decay[c];
    const double driving_force = channels->driving_force_mV[c];
    double *restrict g = FIM_ASSUME_ALIGNED(state + c * n);
    double *restrict i = FIM_ASSUME_ALIGNED(current);
    double *restrict g_sum = FIM_ASSUME_ALIGNED(conductance);
    if (conductance == NULL) {
#pragma omp simd
      for (int64_t k = 0; k < n; k++) {
        i[k] = c == 0 ? g[k] : i[k] + g[k];
        g[k] *= decay;
      }
    } else {
#pragma omp simd
      for (int64_t k = 0; k < n; k++) {
        i[k] = fim_fma(driving_force, g[k], c == 0 ? 0.0 : i[k]);
        g_sum[k] = c == 0 ? g[k] : g_sum[k] + g[k];
        g[k] *= decay;
      }
    }
  }
}

/* Sites and samples whose sums are in registers together; lanes of a sum. */
enum { SITES = 4, SAMPLES = 2, LANES = 8 };

/* Sums of a number of sites and samples; the lanes of a sum are added last, in one order. */
FIM_INLINE void project(const float *matrix, const double *current, int64_t n, int32_t sites, int32_t samples,
                        int32_t row, double *out) {
  double sum[SAMPLES][SITES][LANES] = {0};
  for (int64_t k = 0; k < n; k += LANES) {
    for (int32_t s = 0; s < sites; s++) {
      for (int32_t m = 0; m < samples; m++) {
#pragma omp simd
        for (int32_t lane = 0; lane < LANES; lane++) {
          sum[m][s][lane] = fim_fma(matrix[s * n + k + lane], current[m * n + k + lane], sum[m][s][lane]);
        }
      }
    }
  }
  for (int32_t m = 0; m < samples; m++) {
    for (int32_t s = 0; s < sites; s++) {
      const double *x = sum[m][s];
      out[m * row + s] += ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));
    }
  }
}

void FIM_KERNEL(lfp_project)(const float *matrix, const double *current, int64_t n, int32_t sites, int32_t samples,
                             double *out) {
  for (int32_t s = 0; s < sites; s += SITES) {
    const float *gains = matrix + s * n;
    int32_t left = sites - s < SITES ? sites - s : SITES;
    for (int32_t m = 0; m < samples; m += SAMPLES) {
      const double *currents = current + m * n;
      double *sums = out + (int64_t)m * sites + s;
      if (left == SITES && samples - m >= SAMPLES) {
        project(gains, currents, n, SITES, SAMPLES, sites, sums);
      } else {
        project(gains, currents, n, left, samples - m < SAMPLES ? samples - m : SAMPLES, sites, sums);
      }
    }
  }
}
