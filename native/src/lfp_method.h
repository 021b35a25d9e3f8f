/*
 * lfp_method.h: what a method of computing the local field potential is to the engine (lfp.c), and the queue that its
 * samples go to.
 *
 * The engine has checked all that a method sees: configuration (lfp_check.h) and packets (lfp_packets.h).
 */
#ifndef FIMBRIA_SRC_LFP_METHOD_H
#define FIMBRIA_SRC_LFP_METHOD_H

#include <stdbool.h>

#include "fimbria/lfp.h"
#include "fimbria/spikes.h"

/* Samples that wait to be fetched: a ring of rows. */
typedef struct lfp_queue {
  double *rows;             /* [capacity][sites] mV */
  int64_t capacity;         /* rows */
  int64_t written, fetched; /* rows so far */
  int32_t sites;
} lfp_queue_t;

/* The next row, all 0, to be filled. The engine has made sure that there is room. */
double *lfp_queue_next(lfp_queue_t *queue);

/* The packets of one advance. */
typedef struct lfp_steps {
  const fim_spike_packet_t *spikes;
  const fim_spike_packet_t *const *inputs; /* [inputs], or NULL; an entry that is NULL has no arrivals */
  int64_t first_step;                      /* of the packets */
  int64_t done; /* steps of earlier advances: sample k is of steps [k, k + 1) interval_steps */
  int32_t steps;
} lfp_steps_t;

typedef struct lfp_method {
  const char *name;
  /* Copies what it needs of config. */
  int32_t (*create)(const fim_lfp_config_t *config, void **state);
  /* Runs the steps and writes every sample that they complete. */
  int32_t (*advance)(void *state, const lfp_steps_t *steps, lfp_queue_t *queue);
  /* fim_lfp_kernel; NULL: the method has none. */
  int32_t (*kernel)(const void *state, int32_t row, double *out, int64_t capacity_lags, int64_t *lags);
  int64_t (*bytes)(const void *state);
  void (*destroy)(void *state); /* accepts NULL */
} lfp_method_t;

/* The methods: lfp_full.c, lfp_kernel.c. */
extern const lfp_method_t lfp_full_method, lfp_kernel_method;

#endif
