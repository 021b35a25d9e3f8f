/*
 * study.c: where the time of the neural masses goes: right-hand side, coupling, noise, rest.
 *
 * 104 regions, 10,694 of 10,816 links with delays of 14 to 385 steps as in mouse-ca1, Heun, dt 0.1 ms, epochs of 20
 * steps, a sample each ms. CPU seconds of the thread per simulated second, best of REPEATS. The parts are timed alone,
 * each on arrays of its own; the rest is what the whole takes beyond them.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "neuralmass_history.h"
#include "neuralmass_integrator.h"
#include "variant.h"

enum { N = 104, STEPS = 10000, EPOCH = 20, REPEATS = 9, MOST_VARIABLES = FIM_MAX_VARIABLES };

typedef struct brain {
  fim_neuralmass_config_t config;
  double params[64], weights[N * N], initial[MOST_VARIABLES * N], noise[MOST_VARIABLES];
  int32_t delays[N * N];
  fim_integrator_state_t state;
  fim_history_t history;
  fim_neuralmass_t *engine;
} brain_t;

static double scattered(uint32_t k) {
  return (double)(k * 2654435761u) / 4294967296.0;
}

static void check(int32_t code) {
  if (code < 0) {
    fprintf(stderr, "%s\n", fim_error_text());
    exit(1);
  }
}

static double initial_of(const char *symbol) {
  return strcmp(symbol, "E") == 0 ? 0.003 : strcmp(symbol, "I") == 0 ? 0.006 : strcmp(symbol, "W_e") == 0 ? 10 : 0;
}

/* Defaults of the tables; noise on xi, on E of wilson_cowan. */
static void configure(brain_t *b, const char *model_name, double derivatives) {
  const int32_t model = fim_neuralmass_find_model(model_name);
  fim_parameter_t row;
  memset(b, 0, sizeof *b);
  for (int32_t p = 0; p < fim_neuralmass_parameter_count(model); p++) {
    check(fim_neuralmass_parameter(model, p, &row));
    b->params[p] = strcmp(row.symbol, "derivatives") == 0   ? derivatives
                   : strcmp(row.symbol, "cross_terms") == 0 ? 1 + derivatives
                                                            : row.default_value;
  }
  for (int32_t v = 0; v < fim_neuralmass_variable_count(model); v++) {
    check(fim_neuralmass_variable(model, v, &row));
    b->noise[v] = strcmp(row.symbol, "xi") == 0 ? 1 : strcmp(model_name, "wilson_cowan") == 0 && v == 0 ? 1e-6 : 0;
    for (int32_t i = 0; i < N; i++) {
      b->initial[v * N + i] = initial_of(row.symbol);
    }
  }
  for (uint32_t k = 0; k < N * N; k++) {
    const int absent = k % (N + 1) == 0 || k % 577 == 5;
    b->weights[k] = absent ? 0 : 2 * scattered(k) / N;
    b->delays[k] = absent ? 0 : 14 + (int32_t)(372 * scattered(k + N * N));
  }
  static const fim_monitor_t sampled = {.interval_ms = 1};
  b->config = (fim_neuralmass_config_t){b->params, b->weights, b->delays, b->initial, b->noise, NULL, &sampled, 1,
                                        0.1,       model,      FIM_HEUN,  N,          0,        1,    EPOCH};
  const fim_kernels_t *kernels = fim_kernels_chosen();
  check(fim_integrator_create(&b->state, &b->config, fim_model_at(model), kernels));
  check(fim_history_create(&b->history, &b->config, b->initial, kernels));
  check(fim_neuralmass_create(&b->config, &b->engine));
}

static void all(brain_t *b) {
  static double rows[EPOCH * MOST_VARIABLES * N];
  for (int32_t n = 0; n < STEPS; n += EPOCH) {
    int64_t first_step;
    int32_t taken;
    check(fim_neuralmass_advance(b->engine, EPOCH));
    check(fim_neuralmass_samples(b->engine, 0, rows, EPOCH, &first_step, &taken));
  }
}

static void right_hand_side(brain_t *b) {
  for (int32_t n = 0; n < 2 * STEPS; n++) {
    b->state.rhs(b->state.params, b->state.padded, (const double *const *)b->state.y, b->state.c, b->state.slope);
  }
}

static void coupling(brain_t *b) {
  for (int64_t n = 0; n < STEPS; n++) {
    fim_history_couple(&b->history, n, n - n % EPOCH + EPOCH, b->state.c);
    fim_history_write(&b->history, n + 1, b->state.y[0]);
  }
}

static void noise(brain_t *b) {
  for (uint32_t n = 0; n < STEPS; n++) {
    b->state.kernels->fim_noise(1, FIM_STREAM_NOISE << 24, n, 1, b->state.padded, b->state.eta[0]);
  }
}

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double best(void (*part)(brain_t *), brain_t *b) {
  double least = INFINITY;
  for (int k = 0; k < REPEATS; k++) {
    const double start = cpu_seconds();
    part(b);
    least = fmin(least, cpu_seconds() - start);
  }
  return least / (STEPS * b->config.dt_ms * 1e-3);
}

static void report(const char *variant, const char *name, const char *model, double derivatives) {
  static brain_t b;
  configure(&b, model, derivatives);
  const double whole = best(all, &b);
  const double parts[3] = {best(right_hand_side, &b), best(coupling, &b), best(noise, &b)};
  printf("%-10s %-24s %.4f = %.4f right-hand side + %.4f coupling + %.4f noise + %.4f rest\n", variant, name, whole,
         parts[0], parts[1], parts[2], whole - parts[0] - parts[1] - parts[2]);
  fim_neuralmass_destroy(b.engine);
  fim_integrator_destroy(&b.state);
  fim_history_destroy(&b.history);
}

int main(void) {
  printf("CPU s per simulated s\n");
  for (int32_t v = fim_native_variant_count() - 1; v >= 0; v--) {
    const char *name = fim_native_variant_name(v);
    if (fim_native_variant_runs(v)) {
      check(fim_native_select(name));
      report(name, "second order, published", "mean_field_adex_2", 0);
      report(name, "second order, consistent", "mean_field_adex_2", 1);
      report(name, "first order", "mean_field_adex_1", 0);
      report(name, "wilson_cowan", "wilson_cowan", 0);
    }
  }
  return 0;
}
