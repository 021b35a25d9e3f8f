/* neuralmass_samples.c: see neuralmass_samples.h. */
#include "neuralmass_samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

static double *row_of(const fim_samples_t *s, int64_t sample) {
  return s->rows + sample % s->capacity * s->row_size;
}

int32_t fim_samples_create(fim_samples_t *samples, const fim_neuralmass_config_t *config, int32_t variables,
                           int32_t coupling_variable) {
  *samples = (fim_samples_t){
      .interval = config->record_interval_steps, .coupling_variable = coupling_variable, .regions = config->regions};
  if (samples->interval == 0) {
    return FIM_OK;
  }
  samples->row_size = (int64_t)variables * config->regions;
  samples->capacity = 4 * (int64_t)config->max_steps / samples->interval + 1;
  samples->rows = calloc(samples->capacity, sizeof(double) * samples->row_size);
  if (samples->rows == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %lld samples of %d regions", (long long)samples->capacity,
                    config->regions);
  }
  return FIM_OK;
}

void fim_samples_destroy(fim_samples_t *samples) {
  free(samples->rows);
  *samples = (fim_samples_t){0};
}

int32_t fim_samples_check(const fim_samples_t *samples, int64_t now, int32_t steps) {
  if (samples->interval == 0) {
    return FIM_OK;
  }
  const int64_t due = (now + steps) / samples->interval - samples->fetched;
  if (due > samples->capacity) {
    return fim_fail(FIM_E_CAPACITY, "%lld samples up to step %lld were not fetched: there is room for %lld",
                    (long long)due, (long long)now + steps, (long long)samples->capacity);
  }
  return FIM_OK;
}

void fim_samples_take(fim_samples_t *samples, int64_t m, int32_t variables, double *const *y,
                      const fim_history_t *history) {
  if (samples->interval == 0 || m % samples->interval != 0) {
    return;
  }
  double *row = row_of(samples, samples->taken++);
  const int64_t n = history->regions;
  for (int32_t v = 0; v < variables; v++) {
    memcpy(row + v * n, y[v], sizeof(double) * n);
    for (int32_t p = 0; p < history->proxies; p++) {
      row[v * n + history->proxy[p]] = NAN;
    }
  }
  for (int32_t p = 0; p < history->proxies; p++) {
    if (history->delivered[p] >= m) {
      const int32_t region = history->proxy[p];
      row[samples->coupling_variable * n + region] = fim_history_read(history, region, m);
    }
  }
}

void fim_samples_deliver(fim_samples_t *samples, int64_t m, int32_t region, double value) {
  if (samples->interval == 0 || m % samples->interval != 0) {
    return;
  }
  const int64_t sample = m / samples->interval - 1;
  if (sample >= samples->fetched && sample < samples->taken) {
    row_of(samples, sample)[(int64_t)samples->coupling_variable * samples->regions + region] = value;
  }
}

void fim_samples_fetch(fim_samples_t *samples, const fim_history_t *history, double *out, int64_t capacity_rows,
                       int64_t *first_step, int32_t *rows) {
  int64_t complete = samples->taken;
  for (int32_t p = 0; samples->interval > 0 && p < history->proxies; p++) {
    const int64_t delivered = history->delivered[p] / samples->interval;
    complete = delivered < complete ? delivered : complete;
  }
  const int64_t ready = complete - samples->fetched;
  const int64_t count = ready < capacity_rows ? ready : capacity_rows;
  *first_step = (samples->fetched + 1) * samples->interval - 1;
  *rows = (int32_t)count;
  for (int64_t k = 0; k < count; k++) {
    memcpy(out + k * samples->row_size, row_of(samples, samples->fetched++), sizeof(double) * samples->row_size);
  }
}
