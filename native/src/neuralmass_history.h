/*
 * neuralmass_history.h: the coupling variable of the past, and the coupling that regions receive from it.
 *
 * The ring holds y_j(m), m: time in steps, for m in (newest allowed - slots, newest allowed]; newest allowed is
 * reach steps ahead of the integration, so that a proxy may run reach steps ahead or behind and a coupling may be asked
 * for reach steps back. Own values are written by the integration, a proxy's by its deliveries. Every slot is finite
 * from the start, and every read is checked beforehand, per call, by the shortest delays.
 */
#ifndef FIMBRIA_SRC_NEURALMASS_HISTORY_H
#define FIMBRIA_SRC_NEURALMASS_HISTORY_H

#include <stdint.h>

#include "fimbria/neuralmass.h"

/* Shortest delay of a connection with non-zero weight, and the region at its other end; region -1: none. */
typedef struct fim_shortest {
  int32_t delay, region;
} fim_shortest_t;

struct fim_kernels;

typedef struct fim_history fim_history_t;

enum {
  FIM_COUPLE_STEPS = 16, /* steps that are coupled at once, at most: two vectors */
  FIM_COUPLE_TILE = 128  /* targets whose sums stay in the first-level cache meanwhile */
};

/* Coupling of one step for all regions. slot: that of the step's start; c: [padded], written. */
typedef void fim_couple_t(const fim_history_t *history, int32_t slot, double *c);

/*
 * Coupling of the steps from slot on. steps: FIM_LANES or FIM_COUPLE_STEPS; what lies beyond the shortest delay is no
 * more than a number. c: [padded][FIM_COUPLE_STEPS], the first `steps` of each row written.
 */
typedef void fim_couple_ahead_t(const fim_history_t *history, int32_t slot, int32_t steps, double *c);

struct fim_history {
  double *ring;            /* [padded][row] y of a region in consecutive slots, modified */
  double *weights;         /* [padded source][padded target] */
  int32_t *delays;         /* [padded source][padded target], steps */
  uint8_t *is_proxy;       /* [padded] */
  int32_t *proxy;          /* [proxies] */
  int64_t *delivered;      /* [proxies] newest m that was delivered, modified */
  fim_shortest_t *leaving; /* [proxies] proxy to the regions integrated here */
  fim_shortest_t *coming;  /* [regions] regions integrated here to any region */
  double *ahead;           /* [padded][FIM_COUPLE_STEPS] coupling of steps [ahead_from, ahead_to), modified */
  int64_t ahead_from, ahead_to;
  int64_t row; /* slots and their first FIM_COUPLE_STEPS once more, so that a run never wraps; an odd number of lines */
  int32_t span; /* steps whose coupling reads nothing of a region integrated here after their first one's start */
  int32_t regions, padded, proxies, slots, reach;
  fim_couple_t *couple;
  fim_couple_ahead_t *couple_ahead;
};

/* Constant history initial[region] of the coupling variable. Arguments were checked before. */
int32_t fim_history_create(fim_history_t *history, const fim_neuralmass_config_t *config, const double *initial,
                           const struct fim_kernels *kernels);
void fim_history_destroy(fim_history_t *history);

/*
 * Coupling of step n for all regions, steps [n, until) being integrated in this call: what they need of proxies is
 * there, so the coupling of several is computed at once. c: [padded], written.
 */
void fim_history_couple(fim_history_t *history, int64_t n, int64_t until, double *c);

/* Coupling of steps [first, first + steps) for one region, with the same bits. out: [steps], written. */
void fim_history_couple_one(const fim_history_t *history, int32_t region, int64_t first, int32_t steps, double *out);

/* Slot of time m, which may be negative. */
static inline int32_t fim_history_slot(const fim_history_t *history, int64_t m) {
  const int64_t slot = m % history->slots;
  return (int32_t)(slot < 0 ? slot + history->slots : slot);
}

/* y of the regions integrated here at time m. y: [padded]. */
void fim_history_write(fim_history_t *history, int64_t m, const double *y);

/* y of a region at time m, which must be in the ring. */
double fim_history_read(const fim_history_t *history, int32_t region, int64_t m);

/* Index of a proxy in config's list, or -1. */
int32_t fim_history_find_proxy(const fim_history_t *history, int32_t region);

/* A proxy's y at times first, first + 1, ...; now: steps integrated. FIM_E_STATE when not in order or too far away. */
int32_t fim_history_deliver(fim_history_t *history, int32_t proxy, int64_t first, int32_t count, const double *value,
                            int64_t now);

/* FIM_OK when steps [now, now + steps) read delivered values only, else FIM_E_STATE naming what is missing. */
int32_t fim_history_check_advance(const fim_history_t *history, int64_t now, int32_t steps);

/* FIM_OK when the coupling of steps [first, first + steps) is known after now steps, else FIM_E_STATE. */
int32_t fim_history_check_coupling(const fim_history_t *history, int32_t region, int64_t first, int32_t steps,
                                   int64_t now);

#endif
