/*
 * nest_reference_test.c: aeif_cond_exp against data of NEST 3.9.
 *
 * Grid spike times: NEST at dt 0.1 ms, GSL tolerance 1e-10, spike for spike. Exact spike times: the continuous model,
 * for which NEST at dt 0.001 ms stands; its own drift from it is about a hundredth of that at dt 0.1 ms. The data stand
 * in reference/nest of the shared folder; without them the tests are skipped. Tolerances: spikes on the same step (99.5
 * %, the rest within one), V_m below V_th 1e-3 mV rms, w 0.05 pA; g as exact as the files' nine digits tell.
 */
#include <math.h>

#include "shared_numbers.h"
#include "spiking_fixture.h"

enum { NAME = 256, MOST_SPIKES = 512 };

static const char grid[] = "dt0.1_tol1e-10";
static const char continuous[] = "dt0.001_tol1e-10";

static int32_t step_of(double time_ms) {
  return (int32_t)lround(time_ms * 10);
}

/* Rows "key1,key2,variant,time" of a file that match, in ms. */
static int32_t read_times(const char *path, const char *key1, const char *key2, const char *variant, double *times) {
  char *text = shared_text(path);
  char prefix[NAME];
  char *lines = NULL;
  int32_t count = 0;
  int length = snprintf(prefix, sizeof prefix, "%s,%s,%s,", key1, key2, variant);
  for (char *line = strtok_r(text, "\n", &lines); line != NULL; line = strtok_r(NULL, "\n", &lines)) {
    if (strncmp(line, prefix, (size_t)length) == 0) {
      assert_true(count < MOST_SPIKES);
      times[count++] = strtod(line + length, NULL);
    }
  }
  free(text);
  return count;
}

/* Spikes of a run against NEST's, added up over runs. */
typedef struct score {
  int32_t spikes, same, near;
} score_t;

static void add_score(const trace_t *trace, int32_t steps, const double *times, int32_t count, score_t *score) {
  int32_t found = 0;
  for (int32_t s = 0; s < steps; s++) {
    if (trace->spikes[s] > 0) {
      assert_true(found < count);
      int32_t distance = abs(s + 1 - step_of(times[found++]));
      score->same += distance == 0;
      score->near += distance == 1;
    }
  }
  assert_int_equal(found, count);
  score->spikes += count;
}

static void assert_good(const score_t *score) {
  print_message("%d of %d spikes on NEST's step\n", score->same, score->spikes);
  assert_true(score->same >= 0.995 * score->spikes);
  assert_int_equal(score->same + score->near, score->spikes);
}

static void params_of(const char *set, double *params) {
  if (strcmp(set, "exc_async") == 0) {
    excitatory_params(params);
  } else {
    inhibitory_params(params);
  }
}

static const char *const sets[] = {"exc_async", "inh_async"};

static const char *const currents[] = {"100", "150", "200", "300", "400", "500", "600", "700", "800"};
enum { CURRENTS = 9, CURRENT_STEPS = 10000 };

static void should_spike_on_the_steps_of_NEST_for_constant_currents(void **state) {
  (void)state;
  score_t score = {0};
  for (int set = 0; set < 2; set++) {
    for (int i = 0; i < CURRENTS; i++) {
      double times[MOST_SPIKES];
      double params[PARAMETERS];
      int32_t count = read_times("reference/nest/current_spike_times.csv", sets[set], currents[i], grid, times);
      params_of(sets[set], params);
      set_parameter(params, "I_e", strtod(currents[i], NULL));
      trace_t trace = run_neuron(params, 0.1, CURRENT_STEPS, NULL, 1);
      add_score(&trace, CURRENT_STEPS, times, count, &score);
      free(trace.memory);
    }
  }
  assert_good(&score);
}

/* Largest distance of spikes from the same spikes of the continuous model. */
static double drift(const double *times, int32_t count, const double *reference, int32_t references) {
  double largest = 0;
  for (int32_t i = 0; i < count && i < references; i++) {
    largest = fmax(largest, fabs(times[i] - reference[i]));
  }
  return largest;
}

/* One set and current over 1 s; on the grid no further from the continuous model than NEST, exact ten times closer. */
static void assert_small_drift(const char *set, const char *current) {
  const char *path = "reference/nest/current_spike_times.csv";
  double nest[MOST_SPIKES];
  double reference[MOST_SPIKES];
  double params[PARAMETERS];
  int32_t nests = read_times(path, set, current, grid, nest);
  int32_t references = read_times(path, set, current, continuous, reference);
  params_of(set, params);
  set_parameter(params, "I_e", strtod(current, NULL));
  trace_t on_grid = run_neuron(params, 0.1, CURRENT_STEPS, NULL, 1);
  trace_t exact = run_exact_neuron(params, 0.1, CURRENT_STEPS, NULL, 1);
  double nest_drift = drift(nest, nests, reference, references);
  double grid_drift = drift(on_grid.spike_ms, on_grid.spike_count, reference, references);
  double exact_drift = drift(exact.spike_ms, exact.spike_count, reference, references);
  print_message("%s %s pA: drift of NEST %.3f, grid %.3f, exact %.4f ms\n", set, current, nest_drift, grid_drift,
                exact_drift);
  assert_true(grid_drift <= nest_drift + 1e-9);
  assert_true(10 * exact_drift <= nest_drift);
  assert_true(abs(exact.spike_count - references) <= 1);
  free(on_grid.memory);
  free(exact.memory);
}

static void should_drift_less_than_NEST_from_the_continuous_model(void **state) {
  (void)state;
  for (int set = 0; set < 2; set++) {
    for (int i = 0; i < CURRENTS; i++) {
      assert_small_drift(sets[set], currents[i]);
    }
  }
}

/* Events of one sign of rows "time,weight"; over the delay of one step they arrive in the step that begins at time. */
static packet_t read_events(const char *path, int32_t steps, double weight_unit) {
  numbers_t rows = read_numbers(path, 2);
  packet_t packet = packet_begin(0, steps, 1, rows.count * 20);
  int32_t row = 0;
  for (int32_t s = 0; s < steps; s++) {
    for (; row < rows.count / 2 && step_of(rows.values[2 * row]) == s; row++) {
      for (long k = 0; k < lround(rows.values[2 * row + 1] / weight_unit); k++) {
        packet_put(&packet, 0);
      }
    }
    packet_end_group(&packet);
  }
  assert_true(packet.header->count > 0);
  free(rows.values);
  return packet;
}

/* Rows "t,V_m,g_ex,g_in,w" of a trace file against a run. */
static void assert_close_to_trace(const char *path, const trace_t *trace, int32_t steps) {
  numbers_t rows = read_numbers(path, 5);
  double squares = 0;
  int32_t count = rows.count / 5;
  assert_true(count > 1000);
  for (int32_t row = 0; row < count; row++) {
    const double *value = rows.values + 5 * row;
    int32_t s = step_of(value[0]) - 1;
    assert_true(s < steps);
    squares += value[1] < -50 ? (value[1] - trace->V_m[s]) * (value[1] - trace->V_m[s]) : 0;
    assert_true(fabs(value[2] - trace->g_ex[s]) <= 5.1e-9 * value[2] + 1e-12);
    assert_true(fabs(value[3] - trace->g_in[s]) <= 5.1e-9 * value[3] + 1e-12);
    assert_true(fabs(value[4] - trace->w[s]) < 0.05);
  }
  free(rows.values);
  assert_true(sqrt(squares / count) < 1e-3);
}

/* Weights are whole multiples of 1 nS and of -5 nS. */
static void should_follow_NEST_through_synaptic_input(void **state) {
  (void)state;
  enum { STEPS = 20000 };
  static const char *const lists[] = {"bombard", "psp"};
  score_t score = {0};
  for (int list = 0; list < 2; list++) {
    char name[NAME];
    snprintf(name, sizeof name, "reference/nest/input_%s.csv", lists[list]);
    packet_t excitatory = read_events(name, STEPS, 1);
    packet_t inhibitory = read_events(name, STEPS, -5);
    const void *const packets[2] = {excitatory.header, inhibitory.header};
    for (int set = 0; set < 2; set++) {
      double times[MOST_SPIKES];
      double params[PARAMETERS];
      params_of(sets[set], params);
      int32_t count = read_times("reference/nest/input_spike_times.csv", lists[list], sets[set], grid, times);
      trace_t trace = run_neuron(params, 0.1, STEPS, packets, 5);
      add_score(&trace, STEPS, times, count, &score);
      snprintf(name, sizeof name, "reference/nest/input_trace_%s_%s_%s.csv", lists[list], sets[set], grid);
      assert_close_to_trace(name, &trace, STEPS);
      free(trace.memory);
    }
    free(excitatory.header);
    free(inhibitory.header);
  }
  assert_good(&score);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_spike_on_the_steps_of_NEST_for_constant_currents),
      cmocka_unit_test(should_drift_less_than_NEST_from_the_continuous_model),
      cmocka_unit_test(should_follow_NEST_through_synaptic_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
