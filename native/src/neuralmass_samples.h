/*
 * neuralmass_samples.h: the samples of one monitor, in a queue where they wait until the proxies' values are there.
 *
 * Sample k (k = 0, 1, ...) is of the states at times (b(k), b(k + 1)], b(k) = rint(k interval / dt), in steps: their
 * mean, or the last of them. A mean is the sum in ascending time, divided once. What the regions integrated here and
 * each of the proxies have reached differs: each has a window of its own, and a sample is complete when all are past
 * it.
 */
#ifndef FIMBRIA_SRC_NEURALMASS_SAMPLES_H
#define FIMBRIA_SRC_NEURALMASS_SAMPLES_H

#include <stdint.h>

#include "neuralmass_history.h"
#include "neuralmass_integrator.h"

/* The sample that is being taken. */
typedef struct fim_window {
  int64_t sample, begin, end; /* times in steps, (begin, end] */
} fim_window_t;

typedef struct fim_samples {
  double *rows;          /* [capacity][variables][regions], modified; nothing of proxies */
  double *sum;           /* [variables][padded] over the window of the regions integrated here, modified */
  double *proxy_rows;    /* [proxy_capacity][proxies] the coupling variable, modified */
  double *proxy_sum;     /* [proxies] over the proxies' windows, modified */
  fim_window_t *proxy;   /* [proxies] modified */
  fim_window_t own;      /* modified */
  fim_accumulate_t *add; /* NULL: the last state instead of the mean */
  int64_t fetched;       /* samples so far */
  int64_t capacity, proxy_capacity, row_size; /* samples, samples, numbers */
  double steps;                               /* interval / dt_ms */
  int32_t first, variables;                   /* sampled, of the model's */
  int32_t coupling;                           /* the coupling variable among those sampled */
  int32_t regions, padded, proxies;
} fim_samples_t;

/* Room for the samples of four calls of max_steps. */
int32_t fim_samples_create(fim_samples_t *samples, const fim_neuralmass_config_t *config, const fim_monitor_t *monitor,
                           const fim_integrator_state_t *state);
void fim_samples_destroy(fim_samples_t *samples);

/* FIM_OK when there is room for the samples of steps [now, now + steps), else FIM_E_CAPACITY. */
int32_t fim_samples_check(const fim_samples_t *samples, int64_t now, int32_t steps);

/* Takes the state of time m; every time once, in order. y: the variables' arrays [padded]. */
void fim_samples_take(fim_samples_t *samples, int64_t m, double *const *y);

/* Takes what a proxy, by its place in config's list, delivered for time m; every time once, in order. */
void fim_samples_deliver(fim_samples_t *samples, int64_t m, int32_t proxy, double value);

/* As fim_neuralmass_samples. */
void fim_samples_fetch(fim_samples_t *samples, const int32_t *proxy, double *out, int64_t capacity_rows,
                       int64_t *first_step, int32_t *rows);

#endif
