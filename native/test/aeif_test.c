/*
 * aeif_test.c: the neuron against a plain fine integration of its equations with the same rules for spike times, and
 * the order of events around a spike.
 */
#include "aeif_reference.h"

enum { STEPS = 5000, INTERVAL = 7 };

/* How far a neuron is from the reference over STEPS steps of 0.1 ms. */
typedef struct distance {
  int32_t spikes, misplaced; /* steps whose number of spikes differs */
  double V_rms, w_max, g_max;
  double time_max; /* ms, of a spike's exact time */
} distance_t;

/* Input every INTERVAL steps, so that V_m passes V_th at all speeds. */
static packet_t regular_input(int32_t interval, int32_t number) {
  packet_t packet = packet_begin(0, STEPS, 1, (int64_t)STEPS * number);
  for (int32_t s = 0; s < STEPS; s++) {
    for (int32_t k = 0; s % interval == 0 && k < number; k++) {
      packet_put(&packet, 0);
    }
    packet_end_group(&packet);
  }
  return packet;
}

static distance_t distance_of(const trace_t *trace, const model_t *model, bool exact, int32_t events,
                              double weight_in) {
  const double dt = 0.1;
  neuron_t n = neuron_at_rest(model);
  distance_t d = {0};
  for (int32_t s = 0; s < STEPS; s++) {
    int spikes = reference_step(model, dt, exact, &n);
    n.g_ex += s % INTERVAL == 0 ? events : 0;
    n.g_in += s % (11 * INTERVAL) == 0 ? weight_in * events : 0;
    for (int i = 0; exact && i < spikes && d.spikes + i < trace->spike_count; i++) {
      d.time_max = fmax(d.time_max, fabs(s * dt + n.time_ms[i] - trace->spike_ms[d.spikes + i]));
    }
    d.spikes += spikes;
    d.misplaced += spikes != trace->spikes[s];
    d.w_max = fmax(d.w_max, fabs(n.w - trace->w[s]));
    d.g_max =
        fmax(d.g_max, fabs(n.g_ex - trace->g_ex[s]) / (1 + n.g_ex) + fabs(n.g_in - trace->g_in[s]) / (1 + n.g_in));
    if (n.V_m < model->V_th) {
      d.V_rms += (n.V_m - trace->V_m[s]) * (n.V_m - trace->V_m[s]) / STEPS;
    }
  }
  d.V_rms = sqrt(d.V_rms);
  return d;
}

static distance_t compare(const double *params, bool exact, int32_t events) {
  const double weight_in = 4;
  packet_t excitatory = regular_input(INTERVAL, events);
  packet_t inhibitory = regular_input(11 * INTERVAL, events);
  const void *const packets[2] = {excitatory.header, inhibitory.header};
  model_t model = model_of(params);
  trace_t trace = exact ? run_exact_neuron(params, 0.1, STEPS, packets, weight_in)
                        : run_neuron(params, 0.1, STEPS, packets, weight_in);
  distance_t d = distance_of(&trace, &model, exact, events, weight_in);
  free(trace.memory);
  free(excitatory.header);
  free(inhibitory.header);
  return d;
}

static void assert_equal_to_reference(const double *params, int32_t events) {
  for (int exact = 0; exact < 2; exact++) {
    distance_t d = compare(params, exact, events);
    assert_true(d.spikes >= 10);
    assert_int_equal(d.misplaced, 0);
    assert_true(d.V_rms < 3e-4);
    assert_true(d.w_max < 1e-3);
    assert_true(d.g_max < 1e-12);
    assert_true(d.time_max < 3e-4);
  }
}

static void should_follow_the_fine_integration_of_an_excitatory_neuron(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  assert_equal_to_reference(params, 5);
  set_parameter(params, "a", 4);
  set_parameter(params, "b", 60);
  assert_equal_to_reference(params, 12);
}

static void should_follow_the_fine_integration_of_an_inhibitory_neuron(void **state) {
  (void)state;
  double params[PARAMETERS];
  inhibitory_params(params);
  assert_equal_to_reference(params, 5);
  assert_equal_to_reference(params, 30);
}

static void should_follow_the_fine_integration_of_a_bursting_neuron(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "E_L", -74);
  set_parameter(params, "V_reset", -47.5);
  set_parameter(params, "b", 50);
  set_parameter(params, "tau_w", 150);
  assert_equal_to_reference(params, 12);
}

static void should_follow_the_fine_integration_without_refractory_period(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "t_ref", 0);
  set_parameter(params, "I_e", 500);
  assert_equal_to_reference(params, 3);
  set_parameter(params, "V_reset", -47.5);
  assert_equal_to_reference(params, 3);
}

static void should_follow_the_fine_integration_of_a_leaky_neuron(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "Delta_T", 0);
  assert_equal_to_reference(params, 6);
  set_parameter(params, "t_ref", 0);
  assert_equal_to_reference(params, 6);
}

static void should_follow_the_fine_integration_of_a_fast_and_sharp_neuron(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "C_m", 5);
  set_parameter(params, "Delta_T", 0.05);
  set_parameter(params, "V_peak", -48);
  set_parameter(params, "tau_w", 0.2);
  set_parameter(params, "a", 2);
  assert_equal_to_reference(params, 5);
}

static void should_clamp_V_m_from_the_spike_to_t_ref_after_its_stamp(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "I_e", 600);
  trace_t trace = run_neuron(params, 0.1, STEPS, NULL, 1);
  int32_t checked = 0;
  for (int32_t s = 1; s + 51 < STEPS; s++) {
    if (trace.spikes[s] == 0) {
      continue;
    }
    checked++;
    for (int32_t k = s; k <= s + 50; k++) {
      assert_true(trace.V_m[k] == -64.5);
      assert_int_equal(trace.spikes[k], k == s);
    }
    assert_true(trace.V_m[s + 51] > -64.5);
    /* w gains b = 10 pA within the step, and decays from then on. */
    assert_true(trace.w[s] < trace.w[s - 1] + 10 && trace.w[s] > (trace.w[s - 1] + 10) * exp(-0.1 / 500));
    assert_true(fabs(trace.w[s + 50] / trace.w[s] - exp(-5.0 / 500)) < 1e-12);
  }
  assert_true(checked > 10);
  free(trace.memory);
}

/* From the spike's own time on, whatever its place in the step; here t_ref is no multiple of dt. */
static void should_clamp_V_m_for_t_ref_from_an_exact_spike(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "I_e", 600);
  set_parameter(params, "t_ref", 3.14);
  trace_t trace = run_exact_neuron(params, 0.1, STEPS, NULL, 1);
  assert_true(trace.spike_count > 10);
  for (int32_t i = 0; i < trace.spike_count; i++) {
    double release = trace.spike_ms[i] + 3.14;
    int32_t first = (int32_t)ceil(trace.spike_ms[i] / 0.1);
    int32_t last = (int32_t)floor(release / 0.1);
    for (int32_t s = first; s <= last && s <= STEPS; s++) {
      assert_true(trace.V_m[s - 1] == -64.5);
    }
    /* Released for part of the next step, V_m rises by about that part of (I_e - w) / C_m. */
    if (last < STEPS) {
      double rise = (0.1 * (last + 1) - release) * (600 - trace.w[last]) / 200;
      assert_true(fabs(trace.V_m[last] + 64.5 - rise) < 0.01 * rise + 1e-9);
    }
  }
  free(trace.memory);
}

static void should_spike_within_its_refractory_step_with_exact_spike_times(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "t_ref", 0.03);
  set_parameter(params, "b", 0);
  set_parameter(params, "I_e", 1e5);
  trace_t trace = run_exact_neuron(params, 0.1, 100, NULL, 1);
  model_t model = model_of(params);
  neuron_t n = neuron_at_rest(&model);
  int32_t place = 0;
  for (int32_t s = 0; s < 100; s++) {
    int spikes = reference_step(&model, 0.1, true, &n);
    assert_int_equal(trace.spikes[s], spikes);
    for (int i = 0; i < spikes; i++) {
      assert_true(fabs(trace.spike_ms[place++] - (s * 0.1 + n.time_ms[i])) < 1e-5);
    }
  }
  assert_true(trace.spike_count > 100);
  free(trace.memory);
}

/* Without refractoriness a strong current fires several times in a step, each spike is counted. */
static void should_spike_several_times_in_a_step_without_refractory_period(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "t_ref", 0);
  set_parameter(params, "b", 0);
  set_parameter(params, "I_e", 3e5);
  trace_t trace = run_neuron(params, 0.1, 100, NULL, 1);
  model_t model = model_of(params);
  neuron_t n = neuron_at_rest(&model);
  for (int32_t s = 0; s < 100; s++) {
    assert_int_equal(trace.spikes[s], reference_step(&model, 0.1, false, &n));
    assert_true(trace.spikes[s] >= 1 || s == 0);
  }
  assert_true(trace.spikes[50] >= 4);
  free(trace.memory);
}

/* The scheme is exact up to its order: halving dt changes the time of a first spike less than the grid does. */
static void should_converge_when_dt_shrinks(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "I_e", 300);
  double time_ms[2] = {0, 0};
  const double dt[2] = {0.1, 0.001};
  for (int i = 0; i < 2; i++) {
    int32_t steps = (int32_t)lround(100 / dt[i]);
    trace_t trace = run_neuron(params, dt[i], steps, NULL, 1);
    for (int32_t s = 0; s < steps && time_ms[i] == 0; s++) {
      time_ms[i] = trace.spikes[s] > 0 ? (s + 1) * dt[i] : 0;
    }
    free(trace.memory);
  }
  assert_true(time_ms[0] >= time_ms[1] && time_ms[0] - time_ms[1] < 0.1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_follow_the_fine_integration_of_an_excitatory_neuron),
      cmocka_unit_test(should_follow_the_fine_integration_of_an_inhibitory_neuron),
      cmocka_unit_test(should_follow_the_fine_integration_of_a_bursting_neuron),
      cmocka_unit_test(should_follow_the_fine_integration_without_refractory_period),
      cmocka_unit_test(should_follow_the_fine_integration_of_a_leaky_neuron),
      cmocka_unit_test(should_follow_the_fine_integration_of_a_fast_and_sharp_neuron),
      cmocka_unit_test(should_clamp_V_m_from_the_spike_to_t_ref_after_its_stamp),
      cmocka_unit_test(should_clamp_V_m_for_t_ref_from_an_exact_spike),
      cmocka_unit_test(should_spike_within_its_refractory_step_with_exact_spike_times),
      cmocka_unit_test(should_spike_several_times_in_a_step_without_refractory_period),
      cmocka_unit_test(should_converge_when_dt_shrinks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
