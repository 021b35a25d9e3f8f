/* neuralmass.c: regions joined by a connectome with delays; contract in fimbria/neuralmass.h. */
#include "fimbria/neuralmass.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "neuralmass_history.h"
#include "neuralmass_integrator.h"
#include "neuralmass_model.h"
#include "neuralmass_samples.h"
#include "variant.h"

struct fim_neuralmass {
  const fim_model_t *model;
  fim_integrator_state_t state;
  fim_history_t history;
  fim_samples_t *samples; /* [monitors] */
  int64_t steps;          /* done */
  int32_t max_steps;      /* of one call */
  int32_t monitors;
  int32_t broken; /* a state left the model's numbers: it cannot go on */
};

static int32_t check_scalars(const fim_neuralmass_config_t *config) {
  if (!(config->dt_ms > 0 && isfinite(config->dt_ms))) {
    return fim_fail(FIM_E_ARGUMENT, "dt_ms = %g ms: allowed are numbers > 0", config->dt_ms);
  }
  if (config->integrator < FIM_EULER || config->integrator > FIM_RK4) {
    return fim_fail(FIM_E_ARGUMENT, "integrator = %d: allowed are 0 (Euler), 1 (Heun), 2 (RK4)", config->integrator);
  }
  if (config->regions < 1 || config->regions > 30000) {
    return fim_fail(FIM_E_ARGUMENT, "regions = %d: allowed are 1 to 30000", config->regions);
  }
  if (config->proxies < 0 || config->proxies > config->regions) {
    return fim_fail(FIM_E_ARGUMENT, "proxies = %d: allowed are 0 to %d", config->proxies, config->regions);
  }
  if (config->max_steps < 1 || config->max_steps > 100000000) {
    return fim_fail(FIM_E_ARGUMENT, "max_steps = %d: allowed are 1 to 100000000", config->max_steps);
  }
  return FIM_OK;
}

static int32_t check_connections(const fim_neuralmass_config_t *config) {
  const int64_t n = config->regions;
  for (int64_t k = 0; k < n * n; k++) {
    if (!isfinite(config->weights[k]) || config->delay_steps[k] < 0 || config->delay_steps[k] > 100000000) {
      return fim_fail(FIM_E_ARGUMENT,
                      "target region %lld, source region %lld: weight = %g, delay = %d steps: allowed are finite "
                      "weights and delays of 0 to 100000000",
                      (long long)(k / n), (long long)(k % n), config->weights[k], config->delay_steps[k]);
    }
  }
  for (int32_t p = 0; p < config->proxies; p++) {
    const int32_t first = p == 0 ? 0 : config->proxy[p - 1] + 1;
    if (config->proxy[p] < first || config->proxy[p] >= n) {
      return fim_fail(FIM_E_ARGUMENT, "proxy[%d] = %d: allowed are regions %d to %lld, ascending", p, config->proxy[p],
                      first, (long long)n - 1);
    }
  }
  return FIM_OK;
}

/* Whether value lies within the limits that the variable is clipped to. */
static int within(const fim_parameter_t *variable, double value) {
  return isfinite(value) && value >= variable->minimum && value <= variable->maximum;
}

static int32_t check_state(const fim_neuralmass_config_t *config, const fim_model_t *model) {
  const int64_t n = config->regions;
  for (int32_t v = 0; v < model->variable_count; v++) {
    const fim_parameter_t *row = &model->variables[v];
    if (!(config->noise[v] >= 0 && isfinite(config->noise[v]))) {
      return fim_fail(FIM_E_ARGUMENT, "noise of %s = %g: allowed are numbers >= 0", row->symbol, config->noise[v]);
    }
    for (int64_t i = 0; i < n; i++) {
      if (!within(row, config->initial[v * n + i])) {
        return fim_fail(FIM_E_ARGUMENT, "initial %s of region %lld = %g %s: allowed are %g to %g", row->symbol,
                        (long long)i, config->initial[v * n + i], row->unit, row->minimum, row->maximum);
      }
    }
  }
  return FIM_OK;
}

static int32_t check_monitors(const fim_neuralmass_config_t *config) {
  if (config->monitors < 0) {
    return fim_fail(FIM_E_ARGUMENT, "monitors = %d: allowed are whole numbers >= 0", config->monitors);
  }
  for (int32_t k = 0; k < config->monitors; k++) {
    const double interval = config->monitor[k].interval_ms;
    if (!(interval >= config->dt_ms && interval <= 1e9)) {
      return fim_fail(FIM_E_ARGUMENT, "monitor %d: interval = %g ms: allowed are %g (dt) to 1e9 ms", k, interval,
                      config->dt_ms);
    }
  }
  return FIM_OK;
}

static int32_t check_config(const fim_neuralmass_config_t *config, const fim_model_t *model) {
  if (config->params == NULL || config->weights == NULL || config->delay_steps == NULL || config->initial == NULL ||
      config->noise == NULL || (config->proxies > 0 && config->proxy == NULL) ||
      (config->monitors > 0 && config->monitor == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "an array is NULL");
  }
  int32_t code = check_scalars(config);
  code = code == FIM_OK ? check_monitors(config) : code;
  code = code == FIM_OK ? fim_model_check_parameters(model, config->params) : code;
  code = code == FIM_OK ? check_connections(config) : code;
  return code == FIM_OK ? check_state(config, model) : code;
}

static int32_t create_monitors(fim_neuralmass_t *brain, const fim_neuralmass_config_t *config) {
  brain->samples = calloc(config->monitors + 1, sizeof(fim_samples_t));
  if (brain->samples == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d monitors", config->monitors);
  }
  int32_t code = FIM_OK;
  while (code == FIM_OK && brain->monitors < config->monitors) {
    const int32_t k = brain->monitors++;
    code = fim_samples_create(&brain->samples[k], config, &config->monitor[k], &brain->state);
  }
  return code;
}

int32_t fim_neuralmass_create(const fim_neuralmass_config_t *config, fim_neuralmass_t **out) {
  if (config == NULL || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_neuralmass_create: config or out is NULL");
  }
  *out = NULL;
  const fim_model_t *model = fim_model_at(config->model);
  int32_t code = model == NULL ? FIM_E_ARGUMENT : check_config(config, model);
  if (code != FIM_OK) {
    return code;
  }
  const fim_kernels_t *kernels = fim_kernels_chosen();
  if (kernels == NULL) {
    return fim_chain(FIM_E_ARGUMENT, "fim_neuralmass_create");
  }
  fim_neuralmass_t *brain = calloc(1, sizeof *brain);
  if (brain == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d regions", config->regions);
  }
  brain->model = model;
  brain->max_steps = config->max_steps;
  const int32_t coupling = model->coupling_variable;
  code = fim_integrator_create(&brain->state, config, model, kernels);
  code = code == FIM_OK ? fim_history_create(&brain->history, config,
                                             config->initial + (int64_t)coupling * config->regions, kernels)
                        : code;
  code = code == FIM_OK ? create_monitors(brain, config) : code;
  if (code != FIM_OK) {
    fim_neuralmass_destroy(brain);
    return code;
  }
  *out = brain;
  return FIM_OK;
}

void fim_neuralmass_destroy(fim_neuralmass_t *brain) {
  if (brain != NULL) {
    fim_integrator_destroy(&brain->state);
    fim_history_destroy(&brain->history);
    for (int32_t k = 0; k < brain->monitors; k++) {
      fim_samples_destroy(&brain->samples[k]);
    }
    free(brain->samples);
    free(brain);
  }
}

static int32_t check_steps(const fim_neuralmass_t *brain, int32_t steps) {
  if (steps < 0 || steps > brain->max_steps) {
    return fim_fail(FIM_E_ARGUMENT, "steps = %d: allowed are 0 to %d", steps, brain->max_steps);
  }
  return FIM_OK;
}

static int32_t check_region(const fim_neuralmass_t *brain, int32_t region) {
  if (region < 0 || region >= brain->history.regions) {
    return fim_fail(FIM_E_ARGUMENT, "region = %d: allowed are 0 to %d", region, brain->history.regions - 1);
  }
  return FIM_OK;
}

int32_t fim_neuralmass_advance(fim_neuralmass_t *brain, int32_t steps) {
  int32_t code = check_steps(brain, steps);
  if (code == FIM_OK && brain->broken) {
    code = fim_fail(FIM_E_STATE, "the integration failed before step %lld", (long long)brain->steps);
  }
  code = code == FIM_OK ? fim_history_check_advance(&brain->history, brain->steps, steps) : code;
  for (int32_t k = 0; k < brain->monitors && code == FIM_OK; k++) {
    code = fim_samples_check(&brain->samples[k], brain->steps, steps);
  }
  const int64_t until = brain->steps + steps;
  for (int32_t k = 0; k < steps && code == FIM_OK; k++) {
    fim_history_couple(&brain->history, brain->steps, until, brain->state.c);
    code = fim_integrator_step(&brain->state, brain->steps);
    if (code == FIM_OK) {
      brain->steps++;
      fim_history_write(&brain->history, brain->steps, brain->state.y[brain->model->coupling_variable]);
      for (int32_t monitor = 0; monitor < brain->monitors; monitor++) {
        fim_samples_take(&brain->samples[monitor], brain->steps, brain->state.y);
      }
    } else {
      brain->broken = 1;
    }
  }
  return code;
}

int32_t fim_neuralmass_set_proxy(fim_neuralmass_t *brain, int32_t region, int64_t first_step, int32_t steps,
                                 const double *value) {
  int32_t code = check_region(brain, region);
  code = code == FIM_OK ? check_steps(brain, steps) : code;
  if (code != FIM_OK || steps == 0) {
    return code;
  }
  const int32_t proxy = fim_history_find_proxy(&brain->history, region);
  if (proxy < 0 || value == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "region = %d, value = %p: allowed are proxy regions and an address", region,
                    (const void *)value);
  }
  const fim_parameter_t *row = &brain->model->variables[brain->model->coupling_variable];
  for (int32_t k = 0; k < steps; k++) {
    if (!within(row, value[k])) {
      return fim_fail(FIM_E_ARGUMENT, "%s of proxy region %d at step %lld = %g %s: allowed are %g to %g", row->symbol,
                      region, (long long)first_step + k, value[k], row->unit, row->minimum, row->maximum);
    }
  }
  code = fim_history_deliver(&brain->history, proxy, first_step + 1, steps, value, brain->steps);
  for (int32_t monitor = 0; monitor < brain->monitors && code == FIM_OK; monitor++) {
    for (int32_t k = 0; k < steps; k++) {
      fim_samples_deliver(&brain->samples[monitor], first_step + 1 + k, proxy, value[k]);
    }
  }
  return code;
}

int32_t fim_neuralmass_coupling(const fim_neuralmass_t *brain, int32_t region, int64_t first_step, int32_t steps,
                                double *out) {
  int32_t code = check_region(brain, region);
  code = code == FIM_OK ? check_steps(brain, steps) : code;
  if (code == FIM_OK && (first_step < 0 || out == NULL)) {
    code = fim_fail(FIM_E_ARGUMENT, "first_step = %lld, out = %p: allowed are steps >= 0 and an address",
                    (long long)first_step, (void *)out);
  }
  code = code == FIM_OK ? fim_history_check_coupling(&brain->history, region, first_step, steps, brain->steps) : code;
  if (code == FIM_OK) {
    fim_history_couple_one(&brain->history, region, first_step, steps, out);
  }
  return code;
}

int32_t fim_neuralmass_state(const fim_neuralmass_t *brain, double *out) {
  const int64_t n = brain->history.regions;
  for (int32_t v = 0; v < brain->model->variable_count; v++) {
    memcpy(out + v * n, brain->state.y[v], sizeof(double) * n);
    for (int32_t p = 0; p < brain->history.proxies; p++) {
      out[v * n + brain->history.proxy[p]] = NAN;
    }
  }
  return FIM_OK;
}

int32_t fim_neuralmass_samples(fim_neuralmass_t *brain, int32_t monitor, double *out, int64_t capacity_rows,
                               int64_t *first_step, int32_t *rows) {
  if (monitor < 0 || monitor >= brain->monitors) {
    return fim_fail(FIM_E_ARGUMENT, "monitor = %d: the brain has %d monitors", monitor, brain->monitors);
  }
  if (capacity_rows < 0 || (capacity_rows > 0 && out == NULL) || first_step == NULL || rows == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "samples: capacity_rows = %lld and the addresses: allowed are rows >= 0",
                    (long long)capacity_rows);
  }
  fim_samples_fetch(&brain->samples[monitor], brain->history.proxy, out, capacity_rows, first_step, rows);
  return FIM_OK;
}
