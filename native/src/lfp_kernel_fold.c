/* lfp_kernel_fold.c: counts of spikes from packets, kept as long as their response lasts. */
#include "lfp_kernel_fold.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lanes.h"
#include "lfp_check.h"
#include "recipe.h"

bool lfp_same_spikes(const fim_lfp_synapses_t *a, const fim_lfp_synapses_t *b) {
  if (a->source_kind != FIM_LFP_GROUP || b->source_kind != FIM_LFP_GROUP) {
    return lfp_share_train(a, b);
  }
  return a->source == b->source && a->delay_steps == b->delay_steps;
}

int32_t lfp_series_create(lfp_series_t *series, const fim_lfp_config_t *config, int32_t lags) {
  const int32_t stride = fim_padded(config->electrode.sites);
  series->lags = lags + config->interval_steps - 1;
  const size_t most = (size_t)series->lags + (size_t)config->max_steps;
  series->response = calloc((size_t)series->lags * (size_t)stride, sizeof *series->response);
  series->count = malloc(most * sizeof *series->count);
  return series->response != NULL && series->count != NULL
             ? FIM_OK
             : fim_fail(FIM_E_MEMORY, "no memory for a response of %d steps", series->lags);
}

void lfp_series_destroy(lfp_series_t *series) {
  free(series->response);
  free(series->count);
}

/* Replaces values, [lags] with a stride, by their sums up to each lag. */
static void accumulate(double *value, int32_t lags, int32_t stride) {
  for (int64_t lag = 1; lag < lags; lag++) {
    value[lag * stride] += value[(lag - 1) * stride];
  }
}

/* Replaces sums by the means of what they summed over the last `interval` lags. */
static void mean_of_sums(double *sum, int32_t lags, int32_t stride, int32_t interval) {
  for (int64_t lag = lags - 1; lag >= 0; lag--) {
    const double before = lag >= interval ? sum[(lag - interval) * stride] : 0.0;
    sum[lag * stride] = (sum[lag * stride] - before) / interval;
  }
}

void lfp_series_finish(lfp_series_t *series, const fim_lfp_config_t *config) {
  const int32_t stride = fim_padded(config->electrode.sites);
  for (int32_t site = 0; site < stride; site++) {
    double *value = series->response + site;
    accumulate(value, series->lags, stride);
    mean_of_sums(value, series->lags, stride, config->interval_steps);
    if (series->row->source_kind == FIM_LFP_BACKGROUND) {
      const double mean = 1e-3 * series->row->rate_hz * config->dt_ms * (double)series->cells;
      accumulate(value, series->lags, stride);
      for (int64_t lag = 0; lag < series->lags; lag++) {
        value[lag * stride] *= mean;
      }
    }
  }
}

/* Spikes of groups [first, first + groups) of a packet in a step. */
static double spikes_of(const fim_spike_packet_t *packet, int32_t step, int32_t first, int32_t groups) {
  const uint32_t *bound = (const uint32_t *)(packet + 1) + (int64_t)step * packet->groups + first;
  return (double)(bound[groups] - bound[0]);
}

static double number_of(const lfp_series_t *series, const lfp_steps_t *steps, int32_t step) {
  const int32_t source = series->row->source;
  if (series->row->source_kind == FIM_LFP_GROUP) {
    return spikes_of(steps->spikes, step, source, 1);
  }
  const fim_spike_packet_t *input = steps->inputs == NULL ? NULL : steps->inputs[source];
  if (input == NULL || series->row->source_kind == FIM_LFP_BACKGROUND) {
    return 0.0;
  }
  if (input->kind == FIM_PACKET_SPIKES) {
    return spikes_of(input, step, series->first_block, series->blocks);
  }
  const fim_recipe_step_t *recipe = fim_packet_recipe_steps(input) + step;
  return ((double)recipe->events * fim_packet_recipe(input)->probability + recipe->mean) * (double)series->cells;
}

void lfp_series_read(lfp_series_t *series, const lfp_steps_t *steps) {
  for (int32_t step = 0; step < steps->steps; step++) {
    const double number = number_of(series, steps, step);
    if (number > 0.0) {
      series->count[series->counts++] = (lfp_count_t){.step = steps->done + step, .number = number};
    }
  }
}

void lfp_series_fold(lfp_series_t *series, lfp_fold_t *fold, int32_t stride, int64_t last, double *out) {
  if (series->row->source_kind == FIM_LFP_BACKGROUND) {
    const int64_t lag = last < series->lags ? last : series->lags - 1;
    for (int32_t site = 0; site < stride; site++) {
      out[site] += series->response[lag * stride + site];
    }
    return;
  }
  while (series->first < series->counts && series->count[series->first].step <= last - series->lags) {
    series->first++;
  }
  int64_t end = series->counts;
  while (end > series->first && series->count[end - 1].step > last) {
    end--;
  }
  fold(series->response, stride, series->count + series->first, end - series->first, last, out);
}

void lfp_series_forget(lfp_series_t *series, int64_t next) {
  while (series->first < series->counts && series->count[series->first].step <= next - series->lags) {
    series->first++;
  }
  series->counts -= series->first;
  memmove(series->count, series->count + series->first, (size_t)series->counts * sizeof *series->count);
  series->first = 0;
}

int64_t lfp_series_bytes(const lfp_series_t *series, int32_t stride) {
  return (int64_t)series->lags * (stride * (int64_t)sizeof *series->response + (int64_t)sizeof *series->count);
}
