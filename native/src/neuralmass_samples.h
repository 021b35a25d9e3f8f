/*
 * neuralmass_samples.h: the queue of sampled states, which wait until the proxies' values are there.
 *
 * Sample k (k = 0, 1, ...) is the state at time (k + 1) * interval steps.
 */
#ifndef FIMBRIA_SRC_NEURALMASS_SAMPLES_H
#define FIMBRIA_SRC_NEURALMASS_SAMPLES_H

#include <stdint.h>

#include "neuralmass_history.h"

typedef struct fim_samples {
  double *rows;               /* [capacity][variables][regions] */
  int64_t taken, fetched;     /* samples so far */
  int64_t capacity, row_size; /* samples, numbers */
  int32_t interval;           /* steps, 0: no samples */
  int32_t coupling_variable, regions;
} fim_samples_t;

/* Room for the samples of four calls of max_steps. */
int32_t fim_samples_create(fim_samples_t *samples, const fim_neuralmass_config_t *config, int32_t variables,
                           int32_t coupling_variable);
void fim_samples_destroy(fim_samples_t *samples);

/* FIM_OK when there is room for the samples of steps [now, now + steps), else FIM_E_CAPACITY. */
int32_t fim_samples_check(const fim_samples_t *samples, int64_t now, int32_t steps);

/* Takes the sample of time m if one is due. y: the variables' arrays. */
void fim_samples_take(fim_samples_t *samples, int64_t m, int32_t variables, double *const *y,
                      const fim_history_t *history);

/* Puts what a proxy delivered for time m into a sample taken before. */
void fim_samples_deliver(fim_samples_t *samples, int64_t m, int32_t region, double value);

/* As fim_neuralmass_samples. */
void fim_samples_fetch(fim_samples_t *samples, const fim_history_t *history, double *out, int64_t capacity_rows,
                       int64_t *first_step, int32_t *rows);

#endif
