/* neuralmass_integrator.c: Euler, Heun and Runge-Kutta 4 with noise; see neuralmass_integrator.h. */
#include "neuralmass_integrator.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "kernels/kernels.h"
#include "lanes.h"
#include "philox.h"

/* Lanes that the step computes but nobody sees: they go back to time 0, so that they always hold good numbers. */
static void list_idle(fim_integrator_state_t *s, const fim_neuralmass_config_t *config) {
  for (int32_t p = 0; p < config->proxies; p++) {
    s->idle[s->idle_count++] = config->proxy[p];
  }
  for (int32_t i = s->regions; i < s->padded; i++) {
    s->idle[s->idle_count++] = i;
  }
}

int32_t fim_integrator_create(fim_integrator_state_t *state, const fim_neuralmass_config_t *config,
                              const fim_model_t *model, const fim_kernels_t *kernels) {
  const int32_t n = config->regions;
  const int64_t padded = fim_padded(n);
  const int32_t variables = model->variable_count;
  const size_t bytes = sizeof(double) * (size_t)padded * (6 * (size_t)variables + 1);
  *state = (fim_integrator_state_t){.model = model,
                                    .kernels = kernels,
                                    .rhs = model->rhs(kernels),
                                    .dt = config->dt_ms,
                                    .seed = config->seed,
                                    .integrator = config->integrator,
                                    .regions = n,
                                    .padded = (int32_t)padded};
  state->params = malloc(sizeof(double) * model->parameter_count);
  state->memory = aligned_alloc(FIM_ALIGNMENT, bytes);
  state->idle = malloc(sizeof(int32_t) * padded);
  if (state->params == NULL || state->memory == NULL || state->idle == NULL) {
    fim_integrator_destroy(state);
    return fim_fail(FIM_E_MEMORY, "no memory for the state of %d regions", n);
  }
  memcpy(state->params, config->params, sizeof(double) * model->parameter_count);
  memset(state->memory, 0, bytes);
  double *at = state->memory;
  state->c = at;
  at += padded;
  double **const arrays[] = {state->y, state->stage, state->slope, state->sum, state->eta, state->initial};
  for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
    for (int32_t v = 0; v < variables; v++, at += padded) {
      arrays[a][v] = at;
    }
  }
  for (int32_t v = 0; v < variables; v++) {
    state->amplitude[v] = sqrt(2 * config->noise[v] * config->dt_ms);
    for (int32_t i = 0; i < padded; i++) {
      state->initial[v][i] = config->initial[(int64_t)v * n + (i < n ? i : 0)];
      state->y[v][i] = state->initial[v][i];
    }
  }
  list_idle(state, config);
  return FIM_OK;
}

void fim_integrator_destroy(fim_integrator_state_t *state) {
  free(state->params);
  free(state->memory);
  free(state->idle);
  *state = (fim_integrator_state_t){0};
}

/* eta of step: variable v draws from stream (noise, v). */
static void draw_noise(fim_integrator_state_t *s, int64_t step) {
  for (int32_t v = 0; v < s->model->variable_count; v++) {
    if (s->amplitude[v] != 0) {
      const uint32_t stream = fim_stream(FIM_STREAM_NOISE, (uint32_t)v);
      s->kernels->fim_noise(s->seed, stream, (uint32_t)step, s->amplitude[v], s->padded, s->eta[v]);
    }
  }
}

static void slopes(fim_integrator_state_t *s, double *const *y, double *const *dy) {
  s->rhs(s->params, s->padded, (const double *const *)y, s->c, dy);
}

/* out = clip(y + h dy [+ eta]) */
static void move(const fim_integrator_state_t *s, double h, double *const *dy, int noisy, double *const *out) {
  for (int32_t v = 0; v < s->model->variable_count; v++) {
    const fim_parameter_t *row = &s->model->variables[v];
    const double *eta = noisy && s->amplitude[v] != 0 ? s->eta[v] : NULL;
    s->kernels->fim_move(s->padded, h, (fim_move_arrays_t){s->y[v], dy[v], eta, out[v]}, row->minimum, row->maximum);
  }
}

/* sum += weight * slope, which lie in memory variable after variable. */
static void accumulate(const fim_integrator_state_t *s, double weight) {
  s->kernels->fim_accumulate(s->padded * s->model->variable_count, weight, s->slope[0], s->sum[0]);
}

static void runge_kutta_4(fim_integrator_state_t *s) {
  slopes(s, s->y, s->sum);
  move(s, s->dt / 2, s->sum, 0, s->stage);
  slopes(s, s->stage, s->slope);
  accumulate(s, 2);
  move(s, s->dt / 2, s->slope, 0, s->stage);
  slopes(s, s->stage, s->slope);
  accumulate(s, 2);
  move(s, s->dt, s->slope, 0, s->stage);
  slopes(s, s->stage, s->slope);
  accumulate(s, 1);
  move(s, s->dt / 6, s->sum, 1, s->y);
}

static void heun(fim_integrator_state_t *s) {
  slopes(s, s->y, s->sum);
  move(s, s->dt, s->sum, 1, s->stage);
  slopes(s, s->stage, s->slope);
  accumulate(s, 1);
  move(s, s->dt / 2, s->sum, 1, s->y);
}

static void euler(fim_integrator_state_t *s) {
  slopes(s, s->y, s->sum);
  move(s, s->dt, s->sum, 1, s->y);
}

static int32_t check(const fim_integrator_state_t *s, int64_t step) {
  for (int32_t v = 0; v < s->model->variable_count; v++) {
    const double largest = s->model->largest == NULL ? DBL_MAX : s->model->largest[v];
    if (s->kernels->fim_are_within(s->padded, s->y[v], largest)) {
      continue;
    }
    for (int32_t i = 0; i < s->padded; i++) {
      if (!(fabs(s->y[v][i]) <= largest)) {
        const fim_parameter_t *row = &s->model->variables[v];
        return fim_fail(FIM_E_NUMERIC, "%s: %s of region %d is %g %s after step %lld: allowed are magnitudes up to %g",
                        s->model->name, row->symbol, i, s->y[v][i], row->unit, (long long)step, largest);
      }
    }
  }
  return FIM_OK;
}

int32_t fim_integrator_step(fim_integrator_state_t *state, int64_t step) {
  draw_noise(state, step);
  switch (state->integrator) {
    case FIM_EULER:
      euler(state);
      break;
    case FIM_HEUN:
      heun(state);
      break;
    default:
      runge_kutta_4(state);
  }
  for (int32_t v = 0; v < state->model->variable_count; v++) {
    for (int32_t k = 0; k < state->idle_count; k++) {
      state->y[v][state->idle[k]] = state->initial[v][state->idle[k]];
    }
  }
  return check(state, step);
}
