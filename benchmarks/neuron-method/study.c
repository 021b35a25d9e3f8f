/*
 * study.c: accuracy and cost of methods.h, against NEST 3.9's data of aeif_cond_exp (argument 1: their folder).
 *
 * dt 0.1 ms. References: NEST at dt 0.1 ms and tolerance 1e-10 for steps and traces, at dt 0.001 ms for drift.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "aeif_parameters.h"
#include "methods.h"

enum { LINES = 20000, WIDTH = 128, LANES = 16, MOST = 512, SECOND = 10000, TIMED = 4096, TIMED_STEPS = 1000 };

static const double dt = 0.1;
static const char *folder;
static const char *const sets[2] = {"exc_async", "inh_async"};
static const int currents[] = {100, 150, 200, 300, 400, 500, 600, 700, 800};

static const double excitatory[AEIF_PARAMETERS] = {
    [AEIF_C_M] = 200,   [AEIF_G_L] = 10,   [AEIF_E_L] = -64.5,     [AEIF_V_TH] = -50,
    [AEIF_DELTA_T] = 2, [AEIF_T_REF] = 5,  [AEIF_V_RESET] = -64.5, [AEIF_B] = 10,
    [AEIF_TAU_W] = 500, [AEIF_E_IN] = -80, [AEIF_TAU_SYN_EX] = 5,  [AEIF_TAU_SYN_IN] = 5};

static void prepare(int set, double I_e, bool exact, aeif_t *p) {
  double params[AEIF_PARAMETERS];
  memcpy(params, excitatory, sizeof params);
  if (set == 1) {
    params[AEIF_E_L] = params[AEIF_V_RESET] = -65;
    params[AEIF_DELTA_T] = 0.5;
    params[AEIF_B] = 0;
    params[AEIF_TAU_W] = 1;
  }
  params[AEIF_I_E] = I_e;
  aeif_prepare(params, dt, exact, p);
}

/* Values of the lines of a file that begin with prefix, `columns` each; their number of lines. */
static int read_lines(const char *name, const char *prefix, int columns, double *values) {
  char path[4096];
  char line[WIDTH];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    fprintf(stderr, "%s: not there\n", path);
    exit(2);
  }
  int rows = 0;
  while (fgets(line, sizeof line, file) != NULL && rows < LINES) {
    size_t skip = strlen(prefix);
    if (strncmp(line, prefix, skip) != 0 || strchr("+-.0123456789", line[skip]) == NULL) {
      continue;
    }
    char *next = line + skip;
    for (int c = 0; c < columns; c++) {
      values[rows * columns + c] = strtod(next, &next);
      next += *next == ',';
    }
    rows++;
  }
  fclose(file);
  return rows;
}

static aeif_state_t make_state(int64_t n, const aeif_t *p) {
  double *memory = aligned_alloc(64, (size_t)n * 8 * sizeof(double));
  memset(memory, 0, (size_t)n * 8 * sizeof(double));
  aeif_state_t state = {memory,
                        memory + n,
                        memory + 2 * n,
                        memory + 3 * n,
                        memory + 4 * n,
                        memory + 5 * n,
                        (int32_t *)(void *)(memory + 6 * n),
                        memory + 7 * n};
  for (int64_t i = 0; i < n; i++) {
    state.V_m[i] = p->E_L;
  }
  return state;
}

/* One neuron over steps steps: its trace [steps][V_m, w] and spike times; number of spikes. in: [steps][2] nS. */
static int simulate(const method_t *method, const aeif_t *p, int steps, const double *in, double *trace,
                    double *spikes) {
  aeif_state_t state = make_state(LANES, p);
  double time[LANES];
  int count = 0;
  for (int s = 0; s < steps; s++) {
    method->step(p, LANES, &state, time);
    if (time[0] >= 0 && count < MOST) {
      spikes[count++] = (s + 1) * dt - time[0];
    }
    for (int i = 0; in != NULL && i < LANES; i++) {
      state.in_ex[i] = in[2 * s];
      state.in_in[i] = in[2 * s + 1];
    }
    if (trace != NULL) {
      trace[2 * s] = state.V_m[0];
      trace[2 * s + 1] = state.w[0];
    }
  }
  free(state.V_m);
  return count;
}

/* Spikes over 1 s of all currents. */
typedef struct steps_score {
  int spikes, same, lost;
  double drift_ms[2]; /* by set, worst of the currents, last spike that both have */
} steps_score_t;

static int nest_spikes(int set, int current, const char *variant, double *spikes) {
  char prefix[WIDTH];
  snprintf(prefix, sizeof prefix, "%s,%d,%s,", sets[set], current, variant);
  return read_lines("current_spike_times.csv", prefix, 1, spikes);
}

static void add_current(const method_t *method, int set, int current, steps_score_t *score) {
  double grid[MOST];
  double continuous[MOST];
  double own[MOST];
  aeif_t p;
  prepare(set, current, method->exact, &p);
  int count = simulate(method, &p, SECOND, NULL, NULL, own);
  int grids = nest_spikes(set, current, "dt0.1_tol1e-10", grid);
  int continuouses = nest_spikes(set, current, "dt0.001_tol1e-10", continuous);
  int common = count < continuouses ? count : continuouses;
  score->spikes += grids;
  score->lost += abs(count - grids);
  for (int i = 0; i < grids && i < count; i++) {
    score->same += lround(own[i] / dt) == lround(grid[i] / dt);
  }
  if (common > 0) {
    score->drift_ms[set] = fmax(score->drift_ms[set], fabs(own[common - 1] - continuous[common - 1]));
  }
}

/* A trace of NEST's: I_e = 300 pA, or the input list. */
typedef struct nest_trace {
  int set;
  bool input;
} nest_trace_t;

static const nest_trace_t traces[] = {{0, false}, {1, false}, {0, true}, {1, true}};

/* V_m of a trace, by step from the first; number of rows. */
static int nest_V(const nest_trace_t *trace, const char *variant, double *V) {
  static double values[LINES * 5];
  char name[WIDTH];
  int columns = trace->input ? 5 : 3;
  snprintf(name, sizeof name, "%s_%s_%s.csv", trace->input ? "input_trace_bombard" : "current_trace", sets[trace->set],
           variant);
  if (!trace->input) {
    snprintf(name, sizeof name, "current_trace_%s_I300_%s.csv", sets[trace->set], variant);
  }
  int rows = read_lines(name, "", columns, values);
  for (int r = 0; r < rows; r++) {
    V[r] = values[r * columns + 1];
  }
  return rows;
}

/* rms below V_th of two rows of V_m, up to the reference's first spike or its end. */
static double rms_below(const double *V, const double *reference, int rows, double V_th, bool first_spike) {
  double squares = 0;
  int counted = 0;
  for (int r = 0; r < rows && !(first_spike && r > 0 && reference[r] < reference[r - 1] - 5); r++) {
    if (reference[r] < V_th) {
      squares += (V[r] - reference[r]) * (V[r] - reference[r]);
      counted++;
    }
  }
  return sqrt(squares / counted);
}

/* Arrivals of NEST's input list: events of step time over a delay of one step. */
static const double *bombard(void) {
  static double in[4 * SECOND];
  static double rows[2 * LINES];
  int count = read_lines("input_bombard.csv", "", 2, rows);
  for (int r = 0; r < count; r++) {
    long s = lround(rows[2 * r] / dt);
    double weight = rows[2 * r + 1];
    if (s < 2 * SECOND) {
      in[2 * s + (weight < 0)] += fabs(weight);
    }
  }
  return in;
}

/* ns per neuron and step, best of several runs: 27 Hz at I_e = 300 pA, neurons out of phase. */
static double cost(const method_t *method) {
  aeif_t p;
  prepare(0, 300, method->exact, &p);
  static double time[TIMED];
  double best = HUGE_VAL;
  for (int run = 0; run < 7; run++) {
    aeif_state_t state = make_state(TIMED, &p);
    for (int i = 0; i < TIMED; i++) {
      state.V_m[i] = p.E_L + 14.0 * i / TIMED;
    }
    struct timespec begin;
    struct timespec end;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    for (int s = 0; s < TIMED_STEPS; s++) {
      method->step(&p, TIMED, &state, time);
    }
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    double ns = (double)(end.tv_sec - begin.tv_sec) * 1e9 + (double)(end.tv_nsec - begin.tv_nsec);
    best = fmin(best, ns / TIMED / TIMED_STEPS);
    free(state.V_m);
  }
  return best;
}

static void own_V(const method_t *method, const nest_trace_t *trace, const double *in, double *V) {
  static double samples[2 * 2 * SECOND];
  double spikes[MOST];
  aeif_t p;
  prepare(trace->set, trace->input ? 0 : 300, method->exact, &p);
  simulate(method, &p, 2 * SECOND, trace->input ? in : NULL, samples, spikes);
  for (int s = 0; s < 2 * SECOND; s++) {
    V[s] = samples[2 * s];
  }
}

static void compare_methods(const double *in) {
  static double V[2 * SECOND];
  static double reference[LINES];
  printf(
      "method | spikes on NEST's step of | spikes more or less | V_m rms to first spike / mV exc inh | "
      "V_m rms under input / mV exc inh | drift / ms exc inh | ns per neuron and step\n");
  for (int m = 0; m < METHODS; m++) {
    steps_score_t score = {0};
    for (int k = 0; k < 2 * 9; k++) {
      add_current(&methods[m], k / 9, currents[k % 9], &score);
    }
    printf("%s | %d %d | %d |", methods[m].name, score.same, score.spikes, score.lost);
    for (int k = 0; k < 4; k++) {
      int rows = nest_V(&traces[k], "dt0.1_tol1e-10", reference);
      own_V(&methods[m], &traces[k], in, V);
      printf(" %.1e", rms_below(V, reference, rows, -50, !traces[k].input));
    }
    printf(" | %.3f %.3f | %.1f\n", score.drift_ms[0], score.drift_ms[1], cost(&methods[m]));
  }
}

/* How far NEST's default tolerance and the product are from NEST at 1e-10. */
static void compare_tolerances(const double *in) {
  static double V[2 * SECOND];
  static double reference[LINES];
  printf("\nV_m rms below V_th from NEST at tolerance 1e-10 / mV | NEST at 1e-6 | product\n");
  for (int k = 0; k < 4; k++) {
    int rows = nest_V(&traces[k], "dt0.1_tol1e-10", reference);
    nest_V(&traces[k], "dt0.1_tol1e-06", V);
    double nest = rms_below(V, reference, rows, -50, false);
    own_V(&methods[METHODS - 2], &traces[k], in, V);
    printf("%s, %s | %.1e | %.1e\n", sets[traces[k].set], traces[k].input ? "input" : "I_e = 300 pA", nest,
           rms_below(V, reference, rows, -50, false));
  }
  int moved = 0;
  for (int k = 0; k < 2 * 9; k++) {
    double loose[MOST];
    double tight[MOST];
    int n = nest_spikes(k / 9, currents[k % 9], "dt0.1_tol1e-06", loose);
    moved += abs(n - nest_spikes(k / 9, currents[k % 9], "dt0.1_tol1e-10", tight));
    for (int i = 0; i < n; i++) {
      moved += loose[i] != tight[i];
    }
  }
  printf("spikes that NEST moves between the tolerances: %d\n", moved);
}

int main(int count, char **arguments) {
  if (count != 2) {
    fprintf(stderr, "use: study FOLDER-OF-NEST-DATA\n");
    return 2;
  }
  folder = arguments[1];
  const double *in = bombard();
  compare_methods(in);
  compare_tolerances(in);
  return 0;
}
