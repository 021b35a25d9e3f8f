/*
 * lfp_kernel.c: the method KERNEL: responses of the population to one spike of each source, prepared once, folded with
 * counts of spikes.
 *
 * Everything is linear, and what a cell gets from a source is on average the same for all cells: number / source_size
 * synapses with each source neuron, spread over the layer by area. Exact for the mean over all draws of the synapses;
 * what the drawn ones add to it is missing.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lfp_kernel_fold.h"
#include "lfp_kernel_response.h"
#include "lfp_method.h"
#include "variant.h"

typedef struct lfp_kernel {
  const fim_kernels_t *kernels;
  fim_lfp_synapses_t *row; /* [rows] */
  int32_t *response_of;    /* [rows] */
  double *scale;           /* [rows] of the response, for one spike */
  lfp_response_t *response;
  lfp_series_t *series;
  double *offset; /* [stride] mV */
  double *sample; /* [samples][stride] mV, of one advance */
  int32_t rows, responses, all_series, samples, sites, stride, interval_steps;
} lfp_kernel_t;

static void destroy(void *state) {
  lfp_kernel_t *kernel = state;
  if (kernel == NULL) {
    return;
  }
  for (int32_t i = 0; i < kernel->responses; i++) {
    free(kernel->response[i].phi);
  }
  for (int32_t i = 0; i < kernel->all_series; i++) {
    lfp_series_destroy(&kernel->series[i]);
  }
  free(kernel->row);
  free(kernel->response_of);
  free(kernel->scale);
  free(kernel->response);
  free(kernel->series);
  free(kernel->offset);
  free(kernel->sample);
  free(kernel);
}

static int32_t allocate(lfp_kernel_t *kernel, const fim_lfp_config_t *config) {
  const size_t rows = (size_t)config->rows;
  kernel->rows = config->rows;
  kernel->sites = config->electrode.sites;
  kernel->stride = fim_padded(kernel->sites);
  kernel->interval_steps = config->interval_steps;
  kernel->samples = (config->max_steps - 1) / config->interval_steps + 1;
  kernel->row = malloc(rows * sizeof *kernel->row);
  kernel->response_of = malloc(rows * sizeof *kernel->response_of);
  kernel->scale = malloc(rows * sizeof *kernel->scale);
  kernel->response = calloc(rows, sizeof *kernel->response);
  kernel->series = calloc(2 * rows, sizeof *kernel->series);
  kernel->offset = calloc((size_t)kernel->stride, sizeof *kernel->offset);
  kernel->sample = malloc((size_t)kernel->samples * (size_t)kernel->stride * sizeof *kernel->sample);
  if (kernel->row == NULL || kernel->response_of == NULL || kernel->scale == NULL || kernel->response == NULL ||
      kernel->series == NULL || kernel->offset == NULL || kernel->sample == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d rows of synapses", config->rows);
  }
  memcpy(kernel->row, config->synapses, rows * sizeof *kernel->row);
  return FIM_OK;
}

/* Whether the responses of two rows differ in scale only. */
static bool same_response(const fim_lfp_synapses_t *a, const fim_lfp_synapses_t *b, bool conductance) {
  return a->target == b->target && a->z_low_um == b->z_low_um && a->z_high_um == b->z_high_um &&
         a->tau_ms == b->tau_ms && (!conductance || a->driving_force_mV == b->driving_force_mV);
}

/* What a spike of one source neuron is to the response: nS or pA, on average over the cells. */
static double scale_of(const fim_lfp_config_t *config, const fim_lfp_synapses_t *row) {
  const bool group = row->source_kind == FIM_LFP_GROUP;
  const int64_t sources = group ? row->source_size : config->population[row->target].cells;
  const double force = config->synapses_kind == FIM_LFP_CONDUCTANCE ? 1.0 : row->driving_force_mV;
  return row->weight_nS * force * (row->number / (double)sources);
}

static int32_t respond(lfp_kernel_t *kernel, const fim_lfp_config_t *config) {
  for (int32_t r = 0; r < kernel->rows; r++) {
    const fim_lfp_synapses_t *row = &kernel->row[r];
    int32_t i = 0;
    while (i < kernel->responses &&
           !same_response(&kernel->response[i].row, row, config->synapses_kind == FIM_LFP_CONDUCTANCE)) {
      i++;
    }
    if (i == kernel->responses) {
      kernel->response[kernel->responses++].row = *row;
    }
    kernel->response_of[r] = i;
    kernel->scale[r] = scale_of(config, row);
  }
  int32_t code = FIM_OK;
  for (int32_t p = 0; p < config->populations && code == FIM_OK; p++) {
    code = lfp_compute_responses(config, p, kernel->response, kernel->responses, kernel->offset);
  }
  return code;
}

/* Lags of the potential after a spike, the first of them the spike's own step. */
static int32_t lags_of(const lfp_kernel_t *kernel, int32_t row) {
  return kernel->row[row].delay_steps + 1 + kernel->response[kernel->response_of[row]].lags;
}

/* Adds the potential after `number` spikes at once to [lags_of][stride]. */
static void add_response(const lfp_kernel_t *kernel, int32_t row, double number, double *to) {
  const lfp_response_t *response = &kernel->response[kernel->response_of[row]];
  const double scale = number * kernel->scale[row];
  const int64_t count = (int64_t)response->lags * kernel->stride;
  to += (int64_t)(kernel->row[row].delay_steps + 1) * kernel->stride;
  for (int64_t i = 0; i < count; i++) {
    to[i] += scale * response->phi[i];
  }
}

/* The series that begins with a row. */
static int32_t add_series(lfp_kernel_t *kernel, const fim_lfp_config_t *config, int32_t first,
                          enum lfp_series_kind kind) {
  const fim_lfp_synapses_t *row = &kernel->row[first];
  lfp_series_t *series = &kernel->series[kernel->all_series++];
  series->kind = kind;
  series->row = row;
  series->blocks = (int32_t)fim_blocks(config->population[row->target].cells);
  for (int32_t p = 0; p < row->target; p++) {
    series->first_block += (int32_t)fim_blocks(config->population[p].cells);
  }
  int32_t lags = 0;
  for (int32_t r = first; r < kernel->rows; r++) {
    lags = lfp_series_reaches(series, &kernel->row[r]) && lags_of(kernel, r) > lags ? lags_of(kernel, r) : lags;
  }
  const int32_t code = lfp_series_create(series, config, lags);
  for (int32_t r = first; r < kernel->rows && code == FIM_OK; r++) {
    if (lfp_series_reaches(series, &kernel->row[r])) {
      const int64_t cells = config->population[kernel->row[r].target].cells;
      add_response(kernel, r, kind == LFP_SERIES_RECIPES ? (double)cells : 1.0, series->response);
    }
  }
  if (code == FIM_OK) {
    lfp_series_finish(series, config);
  }
  return code;
}

/* Adds the series of a kind that reaches the row, unless an earlier row has. */
static int32_t ensure_series(lfp_kernel_t *kernel, const fim_lfp_config_t *config, int32_t row,
                             enum lfp_series_kind kind) {
  for (int32_t i = 0; i < kernel->all_series; i++) {
    if (kernel->series[i].kind == kind && lfp_series_reaches(&kernel->series[i], &kernel->row[row])) {
      return FIM_OK;
    }
  }
  return add_series(kernel, config, row, kind);
}

static int32_t add_all_series(lfp_kernel_t *kernel, const fim_lfp_config_t *config) {
  int32_t code = FIM_OK;
  for (int32_t r = 0; r < kernel->rows && code == FIM_OK; r++) {
    const int32_t source = kernel->row[r].source_kind;
    code = ensure_series(kernel, config, r, source == FIM_LFP_BACKGROUND ? LFP_SERIES_CONSTANT : LFP_SERIES_SPIKES);
    if (code == FIM_OK && source == FIM_LFP_INPUT) {
      code = ensure_series(kernel, config, r, LFP_SERIES_RECIPES);
    }
  }
  return code;
}

static int32_t create(const fim_lfp_config_t *config, void **state) {
  lfp_kernel_t *kernel = calloc(1, sizeof *kernel);
  if (kernel == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory");
  }
  kernel->kernels = fim_kernels_chosen();
  int32_t code = kernel->kernels == NULL ? FIM_E_ARGUMENT : allocate(kernel, config);
  code = code == FIM_OK ? respond(kernel, config) : code;
  code = code == FIM_OK ? add_all_series(kernel, config) : code;
  if (code != FIM_OK) {
    destroy(kernel);
    return code;
  }
  *state = kernel;
  return FIM_OK;
}

static int32_t advance(void *state, const lfp_steps_t *steps, lfp_queue_t *queue) {
  lfp_kernel_t *kernel = state;
  const int64_t interval = kernel->interval_steps;
  const int64_t complete = (steps->done + steps->steps) / interval - steps->done / interval;
  const lfp_samples_t samples = {.out = kernel->sample,
                                 .last = (steps->done / interval + 1) * interval - 1,
                                 .count = (int32_t)complete,
                                 .stride = kernel->stride,
                                 .interval = kernel->interval_steps};
  for (int32_t k = 0; k < samples.count; k++) {
    memcpy(samples.out + (int64_t)k * kernel->stride, kernel->offset, (size_t)kernel->stride * sizeof *samples.out);
  }
  for (int32_t i = 0; i < kernel->all_series; i++) {
    lfp_series_advance(&kernel->series[i], steps, &samples, kernel->kernels->lfp_fold);
  }
  for (int32_t k = 0; k < samples.count; k++) {
    const double *sample = samples.out + (int64_t)k * kernel->stride;
    memcpy(lfp_queue_next(queue), sample, (size_t)kernel->sites * sizeof *sample);
  }
  return FIM_OK;
}

static int32_t response_to_spike(const void *state, int32_t row, double *out, int64_t capacity_lags, int64_t *lags) {
  const lfp_kernel_t *kernel = state;
  if (row < 0 || row >= kernel->rows) {
    return fim_fail(FIM_E_ARGUMENT, "row = %d, allowed 0 to %d", row, kernel->rows - 1);
  }
  *lags = lags_of(kernel, row);
  if (capacity_lags < *lags) {
    return fim_fail(FIM_E_CAPACITY, "capacity_lags = %lld, needed %lld", (long long)capacity_lags, (long long)*lags);
  }
  double *padded = calloc((size_t)(*lags * kernel->stride), sizeof *padded);
  if (padded == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %lld lags", (long long)*lags);
  }
  add_response(kernel, row, 1.0, padded);
  for (int64_t lag = 0; lag < *lags; lag++) {
    memcpy(out + lag * kernel->sites, padded + lag * kernel->stride, (size_t)kernel->sites * sizeof *out);
  }
  free(padded);
  return FIM_OK;
}

static int64_t bytes(const void *state) {
  const lfp_kernel_t *kernel = state;
  int64_t sum = (int64_t)sizeof *kernel + (int64_t)kernel->rows * (int64_t)sizeof *kernel->row;
  sum += (int64_t)kernel->samples * kernel->stride * (int64_t)sizeof *kernel->sample;
  for (int32_t i = 0; i < kernel->responses; i++) {
    sum += (int64_t)kernel->response[i].lags * kernel->stride * (int64_t)sizeof(double);
  }
  for (int32_t i = 0; i < kernel->all_series; i++) {
    sum += lfp_series_bytes(&kernel->series[i], kernel->stride);
  }
  return sum;
}

const lfp_method_t lfp_kernel_method = {.name = "kernel",
                                        .create = create,
                                        .advance = advance,
                                        .kernel = response_to_spike,
                                        .bytes = bytes,
                                        .destroy = destroy};
