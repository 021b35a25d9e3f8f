/*
 * lfp_kernel_fold.h: the potential as the sum of responses to counts of spikes or arrivals. Rows of synapses that see
 * the same spikes share one response. A sample is the mean over its interval; so is the response, beforehand, by the
 * time from a step to the sample's last one.
 */
#ifndef FIMBRIA_SRC_LFP_KERNEL_FOLD_H
#define FIMBRIA_SRC_LFP_KERNEL_FOLD_H

#include "lfp_method.h"

/* Spikes, or expected arrivals, of one step that has any. */
typedef struct lfp_count {
  int64_t step;
  double number;
} lfp_count_t;

/*
 * Kernel: out += sum of number * response[last - step]. response: [..][stride]; out: [stride] modified. The order of
 * the sum follows from the order of the counts.
 */
typedef void lfp_fold_t(const double *response, int32_t stride, const lfp_count_t *count, int64_t counts, int64_t last,
                        double *out);

/* The spikes of one source, and the response of all rows that see them to one of them. */
typedef struct lfp_series {
  const fim_lfp_synapses_t *row; /* one of the rows */
  int64_t cells;                 /* of its target */
  int32_t first_block, blocks;   /* of its target, in packets of inputs */
  double *response;              /* [lags][stride] mV */
  lfp_count_t *count;            /* [counts] that samples to come may need, in the order of their steps */
  int64_t counts, first;         /* first: of those that the next sample needs */
  int32_t lags;
} lfp_series_t;

/* Whether the synapses of two rows see the same spikes. */
bool lfp_same_spikes(const fim_lfp_synapses_t *a, const fim_lfp_synapses_t *b);

/*
 * series: row, cells and blocks are set. Room for a response of `lags` lags to a spike, delay included, all 0: to be
 * filled, then lfp_series_finish. FIM_E_MEMORY.
 */
int32_t lfp_series_create(lfp_series_t *series, const fim_lfp_config_t *config, int32_t lags);

/* Makes of the response to a spike its means over the interval; with BACKGROUND, that of spikes in all steps. */
void lfp_series_finish(lfp_series_t *series, const fim_lfp_config_t *config);

void lfp_series_destroy(lfp_series_t *series);

/* Reads the counts of an advance's steps. */
void lfp_series_read(lfp_series_t *series, const lfp_steps_t *steps);

/* Adds the potential to the sample that ends with step `last`, of all steps so far. out: [stride] mV, modified. */
void lfp_series_fold(lfp_series_t *series, lfp_fold_t *fold, int32_t stride, int64_t last, double *out);

/* Forgets what no sample from step `next` on needs. */
void lfp_series_forget(lfp_series_t *series, int64_t next);

int64_t lfp_series_bytes(const lfp_series_t *series, int32_t stride);

#endif
