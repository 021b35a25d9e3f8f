/* lfp_kernel_fold.c: numbers of spikes from packets, kept as long as their response lasts. */
#include "lfp_kernel_fold.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lanes.h"
#include "recipe.h"

bool lfp_series_reaches(const lfp_series_t *series, const fim_lfp_synapses_t *row) {
  const fim_lfp_synapses_t *own = series->row;
  if (own->source_kind != row->source_kind || own->source != row->source) {
    return false;
  }
  if (own->source_kind == FIM_LFP_GROUP) {
    return own->delay_steps == row->delay_steps;
  }
  return series->kind == LFP_SERIES_RECIPES || own->target == row->target;
}

int32_t lfp_series_create(lfp_series_t *series, const fim_lfp_config_t *config, int32_t lags) {
  const int32_t stride = fim_padded(config->electrode.sites);
  series->lags = lags + config->interval_steps - 1;
  series->quiet = series->lags;
  const size_t bytes = (size_t)series->lags * (size_t)stride * sizeof *series->response;
  series->response = aligned_alloc(FIM_ALIGNMENT, bytes);
  series->number = calloc((size_t)series->lags + (size_t)config->max_steps, sizeof *series->number);
  if (series->response == NULL || series->number == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for a response of %d steps", series->lags);
  }
  memset(series->response, 0, bytes);
  return FIM_OK;
}

void lfp_series_destroy(lfp_series_t *series) {
  free(series->response);
  free(series->number);
}

/* Replaces values, [lags][stride], by their sums up to each lag. */
static void accumulate(double *value, int64_t lags, int64_t stride) {
  for (int64_t i = stride; i < lags * stride; i++) {
    value[i] += value[i - stride];
  }
}

/* Replaces sums by the means of what they summed over the last `interval` lags. */
static void mean_of_sums(double *sum, int64_t lags, int64_t stride, int32_t interval) {
  for (int64_t i = lags * stride - 1; i >= 0; i--) {
    const double before = i >= interval * stride ? sum[i - interval * stride] : 0.0;
    sum[i] = (sum[i] - before) / interval;
  }
}

void lfp_series_finish(lfp_series_t *series, const fim_lfp_config_t *config) {
  const int32_t stride = fim_padded(config->electrode.sites);
  accumulate(series->response, series->lags, stride);
  mean_of_sums(series->response, series->lags, stride, config->interval_steps);
  if (series->kind == LFP_SERIES_CONSTANT) {
    const int64_t cells = config->population[series->row->target].cells;
    const double mean = 1e-3 * series->row->rate_hz * config->dt_ms * (double)cells;
    accumulate(series->response, series->lags, stride);
    for (int64_t i = 0; i < (int64_t)series->lags * stride; i++) {
      series->response[i] *= mean;
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
  const int32_t kind = series->kind == LFP_SERIES_RECIPES ? FIM_PACKET_RECIPE : FIM_PACKET_SPIKES;
  if (input == NULL || input->kind != kind) {
    return 0.0;
  }
  if (kind == FIM_PACKET_SPIKES) {
    return spikes_of(input, step, series->first_block, series->blocks);
  }
  const fim_recipe_step_t *recipe = fim_packet_recipe_steps(input) + step;
  return (double)recipe->events * fim_packet_recipe(input)->probability + recipe->mean;
}

/* Puts the numbers of an advance's steps behind those before. Whether there is any. */
static bool read_numbers(lfp_series_t *series, const lfp_steps_t *steps) {
  bool any = false;
  for (int32_t step = 0; step < steps->steps; step++) {
    const double number = number_of(series, steps, step);
    series->number[series->lags + step] = number;
    any = any || number > 0.0;
  }
  return any;
}

static void add_constant(const lfp_series_t *series, const lfp_samples_t *samples) {
  for (int32_t k = 0; k < samples->count; k++) {
    const int64_t last = samples->last + (int64_t)k * samples->interval;
    const double *row = series->response + (last < series->lags ? last : series->lags - 1) * samples->stride;
    for (int32_t site = 0; site < samples->stride; site++) {
      samples->out[(int64_t)k * samples->stride + site] += row[site];
    }
  }
}

void lfp_series_advance(lfp_series_t *series, const lfp_steps_t *steps, const lfp_samples_t *samples,
                        lfp_fold_t *fold) {
  if (series->kind == LFP_SERIES_CONSTANT) {
    add_constant(series, samples);
    return;
  }
  const bool any = read_numbers(series, steps);
  if (!any && series->quiet >= series->lags) {
    return;
  }
  if (samples->count > 0) {
    const lfp_folded_t folded = {.response = series->response,
                                 .number = series->number + series->lags + (samples->last - steps->done),
                                 .stride = samples->stride,
                                 .lags = series->lags,
                                 .interval = samples->interval};
    fold(&folded, samples->count, samples->out);
  }
  memmove(series->number, series->number + steps->steps, (size_t)series->lags * sizeof *series->number);
  series->quiet = any ? 0 : series->quiet + steps->steps;
}

int64_t lfp_series_bytes(const lfp_series_t *series, int32_t stride) {
  return (int64_t)series->lags * (stride * (int64_t)sizeof *series->response + (int64_t)sizeof *series->number);
}
