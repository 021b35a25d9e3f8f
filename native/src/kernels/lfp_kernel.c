/* lfp_kernel.c: currents of classes of cells brought to the sites, and responses folded with counts; sites as lanes. */
#include "kernels/kernels.h"
#include "lanes.h"
#include "vector_math.h"

typedef struct sums {
  double of[FIM_LANES];
} sums_t;

void FIM_KERNEL(lfp_respond)(const lfp_weights_t *p, const double *const *current, double *const *out) {
  const double *weight = p->weight;
  for (int32_t block = 0; block < p->blocks; block++) {
    sums_t sum[LFP_COLUMNS] = {{{0}}};
    for (int32_t node = 0; node < p->nodes; node++) {
      const int64_t row = node * p->lanes;
      for (int64_t i = row; i < row + p->classes; i++) {
#pragma GCC unroll 8
        for (int32_t k = 0; k < LFP_COLUMNS; k++) {
          const double pA = current[k][i];
#pragma omp simd
          for (int32_t s = 0; s < FIM_LANES; s++) {
            sum[k].of[s] = fim_fma(weight[s], pA, sum[k].of[s]);
          }
        }
        weight += FIM_LANES;
      }
    }
    for (int32_t k = 0; k < LFP_COLUMNS; k++) {
      for (int32_t s = 0; s < FIM_LANES; s++) {
        out[k][block * FIM_LANES + s] = sum[k].of[s];
      }
    }
  }
}

/* Blocks of sites whose sums, of two samples, fit into the registers. */
#ifdef __AVX512F__
enum { BLOCKS = 4 };
#else
enum { BLOCKS = 2 };
#endif

/* Folds `blocks` blocks of sites with `samples` samples, 1 or 2, both constants: a row is loaded once for all. */
FIM_INLINE void fold(const lfp_folded_t *p, int32_t site, int32_t blocks, int32_t sample, int32_t samples,
                     double *out) {
  const double *number = p->number + (int64_t)sample * p->interval;
  sums_t sum[2 * BLOCKS] = {{{0}}};
  for (int64_t lag = 0; lag < p->lags; lag++) {
    const double *row = p->response + lag * p->stride + site;
#pragma GCC unroll 4
    for (int32_t b = 0; b < blocks; b++) {
#pragma GCC unroll 2
      for (int32_t k = 0; k < samples; k++) {
        const double n = number[k * p->interval - lag];
#pragma omp simd
        for (int32_t s = 0; s < FIM_LANES; s++) {
          sum[k * BLOCKS + b].of[s] = fim_fma(row[b * FIM_LANES + s], n, sum[k * BLOCKS + b].of[s]);
        }
      }
    }
  }
  for (int32_t k = 0; k < samples; k++) {
    for (int32_t b = 0; b < blocks; b++) {
      double *to = out + (int64_t)(sample + k) * p->stride + site + b * FIM_LANES;
      for (int32_t s = 0; s < FIM_LANES; s++) {
        to[s] += sum[k * BLOCKS + b].of[s];
      }
    }
  }
}

FIM_INLINE void fold_sites(const lfp_folded_t *p, int32_t sample, int32_t samples, double *out) {
  int32_t site = 0;
  for (; site + BLOCKS * FIM_LANES <= p->stride; site += BLOCKS * FIM_LANES) {
    fold(p, site, BLOCKS, sample, samples, out);
  }
  for (; site < p->stride; site += FIM_LANES) {
    fold(p, site, 1, sample, samples, out);
  }
}

void FIM_KERNEL(lfp_fold)(const lfp_folded_t *p, int32_t samples, double *out) {
  int32_t sample = 0;
  for (; sample + 2 <= samples; sample += 2) {
    fold_sites(p, sample, 2, out);
  }
  if (sample < samples) {
    fold_sites(p, sample, 1, out);
  }
}
