/*
 * neuralmass_couple.c: the coupling of all regions, of one step or of several.
 *
 * One step is a gather from each source's past with the targets as lanes. For several the past of every link is a
 * contiguous run: no gather, steps are the lanes. Either way a sum adds its sources in ascending order, one rounding
 * for each product and for each sum: the same bits.
 */
#include "kernels/kernels.h"
#include "lanes.h"

/* Slot of `delay` steps before slot. */
FIM_INLINE int32_t earlier(int32_t slot, int32_t delay, int32_t slots) {
  const int32_t past = slot - delay;
  return past < 0 ? past + slots : past;
}

void FIM_KERNEL(fim_couple)(const fim_history_t *h, int32_t slot, double *c) {
  for (int32_t i = 0; i < h->padded; i++) {
    c[i] = 0;
  }
  for (int32_t source = 0; source < h->regions; source++) {
    const double *row = h->ring + source * h->row;
    const double *weights = h->weights + (int64_t)source * h->padded;
    const int32_t *delays = h->delays + (int64_t)source * h->padded;
    const int32_t slots = h->slots;
#pragma omp simd
    for (int32_t i = 0; i < h->padded; i++) {
      c[i] += weights[i] * row[earlier(slot, delays[i], slots)];
    }
  }
}

/* Adds four sources, the padding's weights being 0, to the sums of targets [from, to). */
FIM_INLINE void add_four(const fim_history_t *h, int32_t slot, int32_t steps, int32_t source, int32_t from, int32_t to,
                         double *restrict c) {
  const int64_t n = h->padded;
  const double *w = h->weights + source * n;
  const int32_t *d = h->delays + source * n;
  const double *row = h->ring + source * h->row;
  for (int32_t i = from; i < to; i++) {
    const double *y0 = row + earlier(slot, d[i], h->slots);
    const double *y1 = row + h->row + earlier(slot, d[n + i], h->slots);
    const double *y2 = row + 2 * h->row + earlier(slot, d[2 * n + i], h->slots);
    const double *y3 = row + 3 * h->row + earlier(slot, d[3 * n + i], h->slots);
    double *sum = FIM_ASSUME_ALIGNED(c + (int64_t)i * FIM_COUPLE_STEPS);
#pragma omp simd
    for (int32_t k = 0; k < steps; k++) {
      sum[k] = (((sum[k] + w[i] * y0[k]) + w[n + i] * y1[k]) + w[2 * n + i] * y2[k]) + w[3 * n + i] * y3[k];
    }
  }
}

FIM_INLINE void couple_ahead(const fim_history_t *h, int32_t slot, int32_t steps, double *c) {
  for (int64_t k = 0; k < (int64_t)h->padded * FIM_COUPLE_STEPS; k++) {
    c[k] = 0;
  }
  for (int32_t from = 0; from < h->regions; from += FIM_COUPLE_TILE) {
    const int32_t to = h->regions - from < FIM_COUPLE_TILE ? h->regions : from + FIM_COUPLE_TILE;
    for (int32_t source = 0; source < h->regions; source += 4) {
      add_four(h, slot, steps, source, from, to, c);
    }
  }
}

void FIM_KERNEL(fim_couple_ahead)(const fim_history_t *h, int32_t slot, int32_t steps, double *c) {
  if (steps == FIM_LANES) {
    couple_ahead(h, slot, FIM_LANES, c);
  } else {
    couple_ahead(h, slot, FIM_COUPLE_STEPS, c);
  }
}
