/* neuralmass_samples.c: see neuralmass_samples.h. */
#include "neuralmass_samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "kernels/kernels.h"
#include "lanes.h"

static int64_t boundary(const fim_samples_t *s, int64_t sample) {
  return (int64_t)rint((double)sample * s->steps);
}

static void next(const fim_samples_t *s, fim_window_t *window) {
  window->sample++;
  window->begin = window->end;
  window->end = boundary(s, window->sample + 1);
}

/* Samples that are complete at time m. */
static int64_t samples_until(const fim_samples_t *s, int64_t m) {
  int64_t sample = (int64_t)((double)m / s->steps);
  while (boundary(s, sample + 1) <= m) {
    sample++;
  }
  while (sample > 0 && boundary(s, sample) > m) {
    sample--;
  }
  return sample;
}

/* Most samples that end within so many steps: a boundary may be half a step off on either side. */
static int64_t most_samples(const fim_samples_t *s, int64_t steps) {
  return (int64_t)((double)(steps + 1) / s->steps) + 1;
}

int32_t fim_samples_create(fim_samples_t *samples, const fim_neuralmass_config_t *config, const fim_monitor_t *monitor,
                           const fim_integrator_state_t *state) {
  const fim_model_t *model = state->model;
  *samples = (fim_samples_t){.steps = monitor->interval_ms / config->dt_ms,
                             .add = monitor->mean ? state->kernels->fim_accumulate : NULL,
                             .first = monitor->coupling_only ? model->coupling_variable : 0,
                             .variables = monitor->coupling_only ? 1 : model->variable_count,
                             .regions = config->regions,
                             .padded = state->padded,
                             .proxies = config->proxies};
  fim_samples_t *s = samples;
  s->coupling = model->coupling_variable - s->first;
  s->row_size = (int64_t)s->variables * s->regions;
  s->capacity = most_samples(s, 4 * (int64_t)config->max_steps);
  s->proxy_capacity = s->capacity + most_samples(s, 2 * (int64_t)config->max_steps); /* they may be ahead */
  s->own.end = boundary(s, 1);
  s->rows = calloc(s->capacity, sizeof(double) * s->row_size);
  s->sum = aligned_alloc(FIM_ALIGNMENT, sizeof(double) * s->variables * s->padded);
  s->proxy_rows = calloc(s->proxy_capacity, sizeof(double) * (s->proxies + 1));
  s->proxy_sum = calloc(s->proxies + 1, sizeof(double));
  s->proxy = calloc(s->proxies + 1, sizeof(fim_window_t));
  if (!s->rows || !s->sum || !s->proxy_rows || !s->proxy_sum || !s->proxy) {
    fim_samples_destroy(s);
    return fim_fail(FIM_E_MEMORY, "no memory for %lld samples of %d regions", (long long)s->capacity, config->regions);
  }
  for (int32_t p = 0; p < s->proxies; p++) {
    s->proxy[p] = s->own;
  }
  return FIM_OK;
}

void fim_samples_destroy(fim_samples_t *samples) {
  free(samples->rows);
  free(samples->sum);
  free(samples->proxy_rows);
  free(samples->proxy_sum);
  free(samples->proxy);
  *samples = (fim_samples_t){0};
}

int32_t fim_samples_check(const fim_samples_t *samples, int64_t now, int32_t steps) {
  const int64_t due = samples_until(samples, now + steps) - samples->fetched;
  if (due > samples->capacity) {
    return fim_fail(FIM_E_CAPACITY, "%lld samples up to step %lld were not fetched: there is room for %lld",
                    (long long)due, (long long)now + steps, (long long)samples->capacity);
  }
  return FIM_OK;
}

static void add_state(fim_samples_t *s, int64_t m, double *const *y) {
  for (int32_t v = 0; v < s->variables; v++) {
    double *sum = s->sum + (int64_t)v * s->padded;
    if (m == s->own.begin + 1) {
      memcpy(sum, y[s->first + v], sizeof(double) * s->padded);
    } else {
      s->add(s->padded, 1, y[s->first + v], sum);
    }
  }
}

void fim_samples_take(fim_samples_t *samples, int64_t m, double *const *y) {
  fim_samples_t *s = samples;
  if (s->add != NULL) {
    add_state(s, m, y);
  }
  if (m < s->own.end) {
    return;
  }
  double *row = s->rows + s->own.sample % s->capacity * s->row_size;
  const double count = (double)(s->own.end - s->own.begin);
  for (int32_t v = 0; v < s->variables; v++) {
    for (int32_t i = 0; i < s->regions; i++) {
      row[(int64_t)v * s->regions + i] =
          s->add != NULL ? s->sum[(int64_t)v * s->padded + i] / count : y[s->first + v][i];
    }
  }
  next(s, &s->own);
}

void fim_samples_deliver(fim_samples_t *samples, int64_t m, int32_t proxy, double value) {
  fim_samples_t *s = samples;
  fim_window_t *window = &s->proxy[proxy];
  double *sum = &s->proxy_sum[proxy];
  *sum = s->add == NULL || m == window->begin + 1 ? value : *sum + value;
  if (m < window->end) {
    return;
  }
  const double count = s->add == NULL ? 1 : (double)(window->end - window->begin);
  s->proxy_rows[window->sample % s->proxy_capacity * s->proxies + proxy] = *sum / count;
  next(s, window);
}

/* The row of a complete sample, with what the proxies delivered in its place. */
static void put_row(const fim_samples_t *s, int64_t sample, const int32_t *proxy, double *out) {
  memcpy(out, s->rows + sample % s->capacity * s->row_size, sizeof(double) * s->row_size);
  for (int32_t p = 0; p < s->proxies; p++) {
    for (int32_t v = 0; v < s->variables; v++) {
      out[(int64_t)v * s->regions + proxy[p]] =
          v == s->coupling ? s->proxy_rows[sample % s->proxy_capacity * s->proxies + p] : NAN;
    }
  }
}

void fim_samples_fetch(fim_samples_t *samples, const int32_t *proxy, double *out, int64_t capacity_rows,
                       int64_t *first_step, int32_t *rows) {
  int64_t complete = samples->own.sample;
  for (int32_t p = 0; p < samples->proxies; p++) {
    complete = samples->proxy[p].sample < complete ? samples->proxy[p].sample : complete;
  }
  const int64_t ready = complete - samples->fetched;
  const int64_t count = ready < capacity_rows ? ready : capacity_rows;
  *first_step = boundary(samples, samples->fetched + 1) - 1;
  *rows = (int32_t)count;
  for (int64_t k = 0; k < count; k++) {
    put_row(samples, samples->fetched++, proxy, out + k * samples->row_size);
  }
}
