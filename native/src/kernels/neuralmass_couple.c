/* neuralmass_couple.c: the coupling of all regions, a gather over the past with the targets as lanes. */
#include "kernels/kernels.h"
#include "lanes.h"

/* c[i] += weights[i] y(now - delays[i]) of one source. column: the source's lane in slot 0 of the ring. */
FIM_INLINE void add_source(const double *column, int32_t now, int32_t slots, int32_t padded, const double *weights,
                           const int32_t *delays, double *c) {
#pragma omp simd
  for (int32_t i = 0; i < padded; i++) {
    const int32_t slot = now - delays[i];
    c[i] += weights[i] * column[(slot < 0 ? slot + slots : slot) * padded];
  }
}

void FIM_KERNEL(fim_couple)(const fim_history_t *h, int32_t now, double *c) {
  for (int32_t i = 0; i < h->padded; i++) {
    c[i] = 0;
  }
  for (int32_t source = 0; source < h->regions; source++) {
    const int64_t at = (int64_t)source * h->padded;
    add_source(h->ring + source, now, h->slots, h->padded, h->weights + at, h->delays + at, c);
  }
}
