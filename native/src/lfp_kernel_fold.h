/*
 * lfp_kernel_fold.h: the potential as the sum of responses to counts of spikes or arrivals. Rows of synapses that see
 * the same spikes share one response. A sample is the mean over its interval; so is the response, beforehand, by the
 * time from a step to the sample's last one.
 */
#ifndef FIMBRIA_SRC_LFP_KERNEL_FOLD_H
#define FIMBRIA_SRC_LFP_KERNEL_FOLD_H

#include "lfp_method.h"

/* What a kernel folds. */
typedef struct lfp_folded {
  const double *response; /* [lags][stride] mV */
  const double *number;   /* of the first sample's last step; lags - 1 before it and those of further samples behind */
  int32_t stride, lags;
  int32_t interval; /* steps from one sample to the next */
} lfp_folded_t;

/*
 * Kernel: out[k] += sum over lags of response[lag] * number[k * interval - lag]. out: [samples][stride] mV, modified. A
 * sample's sum runs through the lags in order and does not depend on the other samples.
 */
typedef void lfp_fold_t(const lfp_folded_t *folded, int32_t samples, double *out);

/* Where the numbers of a series come from. */
enum lfp_series_kind {
  LFP_SERIES_SPIKES,  /* spikes of a group, or those for one population in packets of an input */
  LFP_SERIES_RECIPES, /* expected arrivals of each train in recipes of an input: the same for all populations */
  LFP_SERIES_CONSTANT /* the background */
};

/* The spikes of one source, and the response of all rows that see them to one of them. */
typedef struct lfp_series {
  enum lfp_series_kind kind;
  const fim_lfp_synapses_t *row; /* one of the rows */
  int32_t first_block, blocks;   /* of its target, in packets of inputs */
  double *response;              /* [lags][stride] mV */
  double *number;                /* [lags + max_steps] of the steps before an advance, and its own */
  int64_t quiet;                 /* steps since the last advance with any: from lags on, all kept are 0 */
  int32_t lags;
} lfp_series_t;

/* Whether a row's synapses see the spikes of a series that has its kind and row. */
bool lfp_series_reaches(const lfp_series_t *series, const fim_lfp_synapses_t *row);

/*
 * series: kind, row and blocks are set. Room for a response of `lags` lags to a spike, delay included, all 0: to be
 * filled, then lfp_series_finish. FIM_E_MEMORY.
 */
int32_t lfp_series_create(lfp_series_t *series, const fim_lfp_config_t *config, int32_t lags);

/* Makes of the response to a spike its means over the interval; with CONSTANT, that of spikes in all steps. */
void lfp_series_finish(lfp_series_t *series, const fim_lfp_config_t *config);

void lfp_series_destroy(lfp_series_t *series);

/* Samples that an advance completes: the first ends with step `last`. */
typedef struct lfp_samples {
  double *out; /* [count][stride] mV */
  int64_t last;
  int32_t count, stride, interval;
} lfp_samples_t;

/* Adds to the samples of an advance the potential of all steps so far. */
void lfp_series_advance(lfp_series_t *series, const lfp_steps_t *steps, const lfp_samples_t *samples, lfp_fold_t *fold);

int64_t lfp_series_bytes(const lfp_series_t *series, int32_t stride);

#endif
