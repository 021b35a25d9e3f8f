/*
 * lanes.c: what the two lanes of the neuron (native/src/aeif.h) cost, in the variant that this file is compiled for.
 *
 * Prints one row of README.md's table: ns per neuron and step in the fast lane, us per spike in the slow one. Thread
 * CPU time, the best of REPEATS.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "aeif_parameters.h"
#include "kernels/kernels.h"

enum { PIECE = 4096, REPEATS = 11, ARRAYS = 7 };

static const double dt = 0.1;

/* The neurons of mouse-ca1. */
static const double cells[2][AEIF_PARAMETERS] = {{[AEIF_C_M] = 200,
                                                  [AEIF_G_L] = 10,
                                                  [AEIF_E_L] = -64.5,
                                                  [AEIF_V_TH] = -50,
                                                  [AEIF_DELTA_T] = 2,
                                                  [AEIF_T_REF] = 5,
                                                  [AEIF_V_RESET] = -64.5,
                                                  [AEIF_B] = 10,
                                                  [AEIF_TAU_W] = 500,
                                                  [AEIF_E_IN] = -80,
                                                  [AEIF_TAU_SYN_EX] = 5,
                                                  [AEIF_TAU_SYN_IN] = 5},
                                                 {[AEIF_C_M] = 200,
                                                  [AEIF_G_L] = 10,
                                                  [AEIF_E_L] = -65,
                                                  [AEIF_V_TH] = -50,
                                                  [AEIF_DELTA_T] = 0.5,
                                                  [AEIF_T_REF] = 5,
                                                  [AEIF_V_RESET] = -65,
                                                  [AEIF_TAU_W] = 1,
                                                  [AEIF_E_IN] = -80,
                                                  [AEIF_TAU_SYN_EX] = 5,
                                                  [AEIF_TAU_SYN_IN] = 5}};

static double now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* n neurons, V_m spread below threshold. */
static aeif_state_t make_state(int64_t n, const aeif_t *p) {
  char *memory = aligned_alloc(64, (size_t)n * (ARRAYS * sizeof(double) + sizeof(int32_t)));
  memset(memory, 0, (size_t)n * (ARRAYS * sizeof(double) + sizeof(int32_t)));
  double *array = (double *)(void *)memory;
  for (int64_t i = 0; i < n; i++) {
    array[i] = p->E_L + 12.0 * (double)i / (double)n;
  }
  return (aeif_state_t){array,
                        array + n,
                        array + 2 * n,
                        array + 3 * n,
                        array + 4 * n,
                        array + 5 * n,
                        (int32_t *)(void *)(array + ARRAYS * n),
                        array + 6 * n};
}

/* ns per neuron and step where nobody spikes. */
static double fast_cost(int64_t n, int steps) {
  static int32_t slow[PIECE];
  aeif_t p;
  aeif_prepare(cells[0], dt, false, &p);
  aeif_state_t state = make_state(n, &p);
  double best = HUGE_VAL;
  for (int run = 0; run < REPEATS; run++) {
    double begin = now_ns();
    for (int s = 0; s < steps; s++) {
      for (int64_t first = 0; first < n; first += PIECE) {
        aeif_state_t piece = aeif_state_from(&state, first);
        FIM_KERNEL(aeif_step_fast)(&p, n - first < PIECE ? n - first : PIECE, &piece, slow);
      }
    }
    best = fmin(best, (now_ns() - begin) / (double)n / steps);
  }
  free(state.V_m);
  return best;
}

/* us in the slow lane per spike; n neurons, out of phase, under a constant current or a constant g_ex. */
static double slow_cost(int cell, int64_t n, double I_e, double g_ex, int steps) {
  static int32_t slow[PIECE];
  aeif_spikes_t spikes;
  double params[AEIF_PARAMETERS];
  aeif_t p;
  memcpy(params, cells[cell], sizeof params);
  params[AEIF_I_E] = I_e;
  aeif_prepare(params, dt, false, &p);
  aeif_state_t state = make_state(n, &p);
  double best = HUGE_VAL;
  for (int run = 0; run < REPEATS; run++) {
    double ns = 0;
    int64_t count = 0;
    for (int s = 0; s < steps; s++) {
      for (int64_t i = 0; i < n; i++) {
        state.in_ex[i] = g_ex * (1.0 - p.decay_ex);
      }
      int64_t many = FIM_KERNEL(aeif_step_fast)(&p, n, &state, slow);
      double begin = now_ns();
      for (int64_t i = 0; i < many; i += AEIF_SLOW_LANES) {
        int64_t some = many - i < AEIF_SLOW_LANES ? many - i : AEIF_SLOW_LANES;
        FIM_KERNEL(aeif_step_slow)(&p, &state, some, slow + i, &spikes);
        for (int64_t k = 0; k < some; k++) {
          count += spikes.count[k];
        }
      }
      ns += now_ns() - begin;
    }
    best = run > 0 && count > 0 ? fmin(best, ns * 1e-3 / (double)count) : best;
  }
  free(state.V_m);
  return best;
}

#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)

int main(void) {
  printf("| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |\n", TEXT(FIM_VARIANT), fast_cost(10000, 50),
         fast_cost(1000000, 2), slow_cost(0, 4096, 300, 0, 600), slow_cost(0, 4096, 0, 40, 600),
         slow_cost(1, 4096, 0, 40, 600), slow_cost(0, 512, 250, 0, 2000));
  return 0;
}
