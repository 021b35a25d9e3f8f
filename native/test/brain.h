/* brain.h: a neural-mass configuration with arrays of its own, for tests: defaults first, then what a test changes. */
#ifndef FIMBRIA_TEST_BRAIN_H
#define FIMBRIA_TEST_BRAIN_H

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fimbria/neuralmass.h"

enum { MONITORS = 8 }; /* at most */

typedef struct setup {
  fim_neuralmass_config_t config;
  double *params, *weights, *initial, *noise;
  int32_t *delays, *proxy;
  fim_monitor_t *monitor;
  int32_t variables;
} setup_t;

/* Parameters and initial state of the tables, no connection, no noise, no proxy, Heun, 0.1 ms. */
static inline setup_t setup(const char *model_name, int32_t regions) {
  const int32_t model = fim_neuralmass_find_model(model_name);
  const int32_t parameters = fim_neuralmass_parameter_count(model);
  setup_t s = {.variables = fim_neuralmass_variable_count(model)};
  s.params = calloc(parameters, sizeof(double));
  s.weights = calloc((size_t)regions * regions, sizeof(double));
  s.delays = calloc((size_t)regions * regions, sizeof(int32_t));
  s.initial = calloc((size_t)s.variables * regions, sizeof(double));
  s.noise = calloc(s.variables, sizeof(double));
  s.proxy = calloc(regions, sizeof(int32_t));
  s.monitor = calloc(MONITORS, sizeof(fim_monitor_t));
  fim_parameter_t row;
  for (int32_t p = 0; p < parameters; p++) {
    assert_ok(fim_neuralmass_parameter(model, p, &row));
    s.params[p] = row.default_value;
  }
  for (int32_t v = 0; v < s.variables; v++) {
    assert_ok(fim_neuralmass_variable(model, v, &row));
    for (int32_t i = 0; i < regions; i++) {
      s.initial[v * regions + i] = row.default_value;
    }
  }
  s.config = (fim_neuralmass_config_t){.params = s.params,
                                       .weights = s.weights,
                                       .delay_steps = s.delays,
                                       .initial = s.initial,
                                       .noise = s.noise,
                                       .proxy = s.proxy,
                                       .monitor = s.monitor,
                                       .seed = 1,
                                       .dt_ms = 0.1,
                                       .model = model,
                                       .integrator = FIM_HEUN,
                                       .regions = regions,
                                       .max_steps = 1000};
  return s;
}

static inline void setup_free(setup_t *s) {
  free(s->params);
  free(s->weights);
  free(s->delays);
  free(s->initial);
  free(s->noise);
  free(s->proxy);
  free(s->monitor);
}

/* Adds a monitor. */
static inline void monitor(setup_t *s, double interval_ms, int32_t mean, int32_t coupling_only) {
  assert_true(s->config.monitors < MONITORS);
  s->monitor[s->config.monitors++] = (fim_monitor_t){interval_ms, mean, coupling_only};
}

/* Adds one of all variables after every so many steps. */
static inline void sample_every(setup_t *s, int32_t steps) {
  monitor(s, steps * s->config.dt_ms, 0, 0);
}

static inline void set_parameter(setup_t *s, const char *symbol, double value) {
  fim_parameter_t row;
  for (int32_t p = 0; p < fim_neuralmass_parameter_count(s->config.model); p++) {
    assert_ok(fim_neuralmass_parameter(s->config.model, p, &row));
    if (strcmp(row.symbol, symbol) == 0) {
      s->params[p] = value;
      return;
    }
  }
  fail_msg("no parameter %s", symbol);
}

static inline void connect(setup_t *s, int32_t target, int32_t source, double weight, int32_t delay) {
  s->weights[target * s->config.regions + source] = weight;
  s->delays[target * s->config.regions + source] = delay;
}

static inline void add_proxy(setup_t *s, int32_t region) {
  s->proxy[s->config.proxies++] = region;
}

static inline fim_neuralmass_t *build(const setup_t *s) {
  fim_neuralmass_t *brain = NULL;
  assert_ok(fim_neuralmass_create(&s->config, &brain));
  return brain;
}

/* The library's error text contains part. */
static inline void assert_text_has(const char *part) {
  if (strstr(fim_error_text(), part) == NULL) {
    fail_msg("\"%s\" is not in \"%s\"", part, fim_error_text());
  }
}

/* Irregular but fixed numbers in [0, 1). */
static inline double scattered(int32_t k) {
  return (double)((uint32_t)k * 2654435761u) / 4294967296.0;
}

#endif
