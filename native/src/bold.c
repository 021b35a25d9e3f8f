/* bold.c: see fimbria/bold.h. */
#include "fimbria/bold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "balloon.h"
#include "error.h"
#include "vector_math.h"

#define TAU_S 0.8 /* s */
#define TAU_F 0.4 /* s */
#define K_1 5.6
#define V_0 0.02
#define KERNEL_MS 20e3 /* the kernel has fallen to 1e-6 of its peak */
#define TWO_PI 6.283185307179586

struct fim_bold {
  double *kernel;  /* [length] G */
  double *history; /* [length][regions] rates, the newest in slot (steps - 1) % length, modified */
  double *state;   /* [FIM_BALLOON_STATES][regions] modified */
  int64_t steps;   /* done */
  double step_s;
  int32_t model, regions, length, steps_per_sample;
};

/* G at multiples of the interim step, with functions of the library's own. */
static void make_kernel(fim_bold_t *b) {
  const double omega = sqrt(1 / TAU_F - 1 / (4 * TAU_S * TAU_S));
  for (int32_t l = 0; l < b->length; l++) {
    const double t = l * b->step_s;
    const double turns = omega * t / TWO_PI;
    double cosine;
    double sine;
    fim_turn(turns - floor(turns), &cosine, &sine);
    b->kernel[l] = fim_exp(-t / (2 * TAU_S)) * sine / (3 * omega);
  }
}

static int32_t allocate(fim_bold_t *b) {
  if (b->model == FIM_BOLD_BALLOON) {
    b->state = calloc((size_t)FIM_BALLOON_STATES * b->regions, sizeof(double));
    return b->state != NULL;
  }
  b->length = (int32_t)ceil(KERNEL_MS / (1e3 * b->step_s));
  b->kernel = malloc(sizeof(double) * b->length);
  b->history = calloc((size_t)b->length * b->regions, sizeof(double));
  return b->kernel != NULL && b->history != NULL;
}

int32_t fim_bold_create(int32_t model, int32_t regions, double step_ms, int32_t steps_per_sample, fim_bold_t **out) {
  if (out == NULL || (model != FIM_BOLD_VOLTERRA && model != FIM_BOLD_BALLOON)) {
    return fim_fail(FIM_E_ARGUMENT, "model = %d: allowed are 0 (Volterra), 1 (Balloon-Windkessel), and out", model);
  }
  *out = NULL;
  if (regions < 1 || !(step_ms >= 0.1 && step_ms <= 1000) || steps_per_sample < 1) {
    return fim_fail(
        FIM_E_ARGUMENT,
        "regions = %d, step_ms = %g, steps_per_sample = %d: allowed are 1 or more, 0.1 to 1000 ms, 1 or more", regions,
        step_ms, steps_per_sample);
  }
  fim_bold_t *bold = calloc(1, sizeof *bold);
  if (bold != NULL) {
    *bold = (fim_bold_t){
        .model = model, .regions = regions, .step_s = 1e-3 * step_ms, .steps_per_sample = steps_per_sample};
  }
  if (bold == NULL || !allocate(bold)) {
    fim_bold_destroy(bold);
    return fim_fail(FIM_E_MEMORY, "no memory for the BOLD signal of %d regions", regions);
  }
  if (model == FIM_BOLD_VOLTERRA) {
    make_kernel(bold);
  }
  *out = bold;
  return FIM_OK;
}

void fim_bold_destroy(fim_bold_t *bold) {
  if (bold != NULL) {
    free(bold->kernel);
    free(bold->history);
    free(bold->state);
    free(bold);
  }
}

/* The newest rates first. */
static void convolve(const fim_bold_t *b, double *signal) {
  const int32_t n = b->regions;
  memset(signal, 0, sizeof(double) * n);
  for (int64_t l = 0; l < b->length; l++) {
    const int64_t slot = (b->steps - 1 - l + b->length) % b->length;
    const double *x = b->history + slot * n;
    for (int32_t i = 0; i < n; i++) {
      signal[i] += b->kernel[l] * x[i];
    }
  }
  for (int32_t i = 0; i < n; i++) {
    signal[i] = K_1 * V_0 * (signal[i] - 1);
  }
}

int32_t fim_bold_advance(fim_bold_t *bold, int64_t rows, const double *rates, int64_t capacity_rows, double *signal,
                         int64_t *taken) {
  fim_bold_t *b = bold;
  if (rows < 0 || (rows > 0 && rates == NULL) || (capacity_rows > 0 && signal == NULL) || taken == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_bold_advance: rows = %lld and the addresses", (long long)rows);
  }
  *taken = (b->steps + rows) / b->steps_per_sample - b->steps / b->steps_per_sample;
  if (*taken > capacity_rows) {
    return fim_fail(FIM_E_CAPACITY, "%lld values of the signal: there is room for %lld", (long long)*taken,
                    (long long)capacity_rows);
  }
  double *row = signal;
  for (int64_t k = 0; k < rows; k++) {
    const double *x = rates + k * b->regions;
    if (b->model == FIM_BOLD_BALLOON) {
      fim_balloon_step(&fim_balloon_default, b->step_s, b->regions, x, b->state);
    } else {
      memcpy(b->history + b->steps % b->length * b->regions, x, sizeof(double) * b->regions);
    }
    if (++b->steps % b->steps_per_sample != 0) {
      continue;
    }
    if (b->model == FIM_BOLD_BALLOON) {
      fim_balloon_signal(&fim_balloon_default, b->regions, b->state, row);
    } else {
      convolve(b, row);
    }
    row += b->regions;
  }
  return FIM_OK;
}
