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

/* Adds one count to the sums of `blocks` blocks of sites. */
FIM_INLINE void add_count(const double *response, int32_t stride, lfp_count_t count, int64_t last, int32_t blocks,
                          sums_t *sum) {
  const double *row = response + (last - count.step) * stride;
#pragma GCC unroll 4
  for (int32_t b = 0; b < blocks; b++) {
#pragma omp simd
    for (int32_t s = 0; s < FIM_LANES; s++) {
      sum[b].of[s] = fim_fma(row[b * FIM_LANES + s], count.number, sum[b].of[s]);
    }
  }
}

/* Every other count has sums of its own: two are under way at a time. */
FIM_INLINE void fold(const double *response, int32_t stride, const lfp_count_t *count, int64_t counts, int64_t last,
                     int32_t blocks, double *out) {
  sums_t even[4] = {{{0}}};
  sums_t odd[4] = {{{0}}};
  int64_t e = 0;
  for (; e + 1 < counts; e += 2) {
    add_count(response, stride, count[e], last, blocks, even);
    add_count(response, stride, count[e + 1], last, blocks, odd);
  }
  if (e < counts) {
    add_count(response, stride, count[e], last, blocks, even);
  }
  for (int32_t b = 0; b < blocks; b++) {
    for (int32_t s = 0; s < FIM_LANES; s++) {
      out[b * FIM_LANES + s] += even[b].of[s] + odd[b].of[s];
    }
  }
}

void FIM_KERNEL(lfp_fold)(const double *response, int32_t stride, const lfp_count_t *count, int64_t counts,
                          int64_t last, double *out) {
  int32_t site = 0;
  for (; site + 4 * FIM_LANES <= stride; site += 4 * FIM_LANES) {
    fold(response + site, stride, count, counts, last, 4, out + site);
  }
  for (; site < stride; site += FIM_LANES) {
    fold(response + site, stride, count, counts, last, 1, out + site);
  }
}
