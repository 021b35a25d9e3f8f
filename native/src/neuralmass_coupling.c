/* neuralmass_coupling.c: coupling of several steps at once where delays allow; see neuralmass_history.h. */
#include <string.h>

#include "lanes.h"
#include "neuralmass_history.h"

/* Steps whose block costs no more than a gather for each. */
enum { WORTH_A_BLOCK = 2 };

void fim_history_couple(fim_history_t *history, int64_t n, int64_t until, double *c) {
  fim_history_t *h = history;
  if (n < h->ahead_from || n >= h->ahead_to) {
    const int64_t steps = until - n < h->span ? until - n : h->span;
    if (steps < WORTH_A_BLOCK) {
      h->couple(h, fim_history_slot(h, n), c);
      return;
    }
    h->couple_ahead(h, fim_history_slot(h, n), steps <= FIM_LANES ? FIM_LANES : FIM_COUPLE_STEPS, h->ahead);
    h->ahead_from = n;
    h->ahead_to = n + steps;
  }
  const double *column = h->ahead + (n - h->ahead_from);
  for (int32_t i = 0; i < h->padded; i++) {
    c[i] = column[i * FIM_COUPLE_STEPS];
  }
}

void fim_history_couple_one(const fim_history_t *history, int32_t region, int64_t first, int32_t steps, double *out) {
  memset(out, 0, sizeof(double) * (size_t)steps);
  for (int32_t source = 0; source < history->regions; source++) {
    const int64_t at = (int64_t)source * history->padded + region;
    const double weight = history->weights[at];
    const double *row = history->ring + source * history->row;
    int32_t slot = fim_history_slot(history, first - history->delays[at]);
    for (int32_t k = 0; k < steps;) {
      const int32_t run = history->slots - slot < steps - k ? history->slots - slot : steps - k;
      for (int32_t end = k + run; k < end; k++, slot++) {
        out[k] += weight * row[slot];
      }
      slot = 0;
    }
  }
}
