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

typedef struct fim_history fim_history_t;

/* Coupling of all regions. now: slot of the step; c: [padded], written. */
typedef void fim_couple_t(const fim_history_t *history, int32_t now, double *c);

struct fim_history {
  double *ring;            /* [slots][padded] y, modified */
  double *weights;         /* [source][padded target] */
  int32_t *delays;         /* [source][padded target], steps */
  uint8_t *is_proxy;       /* [padded] */
  int32_t *proxy;          /* [proxies] */
  int64_t *delivered;      /* [proxies] newest m that was delivered, modified */
  fim_shortest_t *leaving; /* [proxies] proxy to the regions integrated here */
  fim_shortest_t *coming;  /* [regions] regions integrated here to any region */
  int32_t regions, padded, proxies, slots, reach;
  fim_couple_t *couple;
};

/* Constant history initial[region] of the coupling variable. Arguments were checked before. */
int32_t fim_history_create(fim_history_t *history, const fim_neuralmass_config_t *config, const double *initial,
                           fim_couple_t *couple);
void fim_history_destroy(fim_history_t *history);

/* Coupling of step n for all regions. c: [padded], written. */
void fim_history_couple(const fim_history_t *history, int64_t n, double *c);

/* Coupling of step n for one region, with the same bits. */
double fim_history_couple_one(const fim_history_t *history, int32_t region, int64_t n);

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
