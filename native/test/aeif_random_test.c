/*
 * aeif_random_test.c: neurons of random parameters against the plain fine integration.
 *
 * Parameter sets are drawn over the ranges in which the model is used: regular, adapting, bursting (V_reset above
 * V_th), a > 0, tau_w down to 0.5 ms, sharp and leaky (Delta_T = 0), with and without refractoriness, current and input
 * from silence to saturation. The seed is fixed; the worst is printed.
 */
#include "aeif_reference.h"
#include "fimbria/random.h"

#ifndef SETS
#define SETS 40
#endif
enum { STEPS = 2000 };

static const double dt = 0.1;

/* A sequence of uniform numbers. */
typedef struct sequence {
  uint32_t set, draw;
} sequence_t;

static double uniform(sequence_t *sequence, double low, double high) {
  double x;
  assert_ok(fim_random_uniforms(46, 0, sequence->set, 0, sequence->draw++, 1, &x));
  return low + x * (high - low);
}

static double log_uniform(sequence_t *sequence, double low, double high) {
  return exp(uniform(sequence, log(low), log(high)));
}

static bool chance(sequence_t *sequence, double probability) {
  return uniform(sequence, 0, 1) < probability;
}

static void random_params(sequence_t *r, bool exact, double *params) {
  double E_L = uniform(r, -80, -55);
  double V_th = E_L + uniform(r, 5, 25);
  double Delta_T = chance(r, 0.1) ? 0 : log_uniform(r, 0.2, 5);
  double V_peak = V_th + uniform(r, 2, 12) * Delta_T + 1;
  double g_L = log_uniform(r, 2, 30);
  double t_ref = chance(r, 0.2) ? 0 : uniform(r, 0.1, 6);
  excitatory_params(params);
  set_parameter(params, "E_L", E_L);
  set_parameter(params, "V_th", V_th);
  set_parameter(params, "Delta_T", Delta_T);
  set_parameter(params, "V_peak", V_peak);
  set_parameter(params, "V_reset",
                Delta_T > 0 && t_ref > 0 && chance(r, 0.25) ? V_th + uniform(r, 0, 0.5) * (V_peak - V_th)
                                                            : uniform(r, E_L - 5, V_th - 1));
  set_parameter(params, "g_L", g_L);
  set_parameter(params, "C_m", g_L * log_uniform(r, 5, 40));
  set_parameter(params, "t_ref", exact ? t_ref : dt * nearbyint(t_ref / dt));
  set_parameter(params, "a", chance(r, 0.5) ? 0 : uniform(r, -0.2, 2) * g_L);
  set_parameter(params, "b", uniform(r, 0, 10) * g_L);
  set_parameter(params, "tau_w", log_uniform(r, 0.5, 500));
  set_parameter(params, "tau_syn_ex", log_uniform(r, 0.5, 20));
  set_parameter(params, "tau_syn_in", log_uniform(r, 0.5, 20));
  set_parameter(params, "I_e", uniform(r, -0.5, 4) * g_L * (V_th - E_L));
}

/* Events of 1 nS at random. */
static packet_t random_input(sequence_t *r, double probability) {
  packet_t packet = packet_begin(0, STEPS, 1, STEPS);
  for (int32_t s = 0; s < STEPS; s++) {
    if (chance(r, probability)) {
      packet_put(&packet, 0);
    }
    packet_end_group(&packet);
  }
  return packet;
}

/* How far the engine is from the reference. */
typedef struct distance {
  int32_t spikes, misplaced; /* steps whose number of spikes differs */
  double V_rms;              /* mV, below V_th */
  double time_max;           /* ms, of an exact spike */
} distance_t;

static distance_t distance_of(const trace_t *trace, const model_t *model, bool exact, const packet_t *input) {
  neuron_t n = neuron_at_rest(model);
  const uint32_t *excitatory = packet_index(input[0].header);
  const uint32_t *inhibitory = packet_index(input[1].header);
  distance_t d = {0};
  for (int32_t s = 0; s < STEPS; s++) {
    int spikes = reference_step(model, dt, exact, &n);
    n.g_ex += excitatory[s + 1] - excitatory[s];
    n.g_in += 2.0 * (inhibitory[s + 1] - inhibitory[s]);
    for (int i = 0; exact && i < spikes && d.spikes + i < trace->spike_count; i++) {
      d.time_max = fmax(d.time_max, fabs(s * dt + n.time_ms[i] - trace->spike_ms[d.spikes + i]));
    }
    d.spikes += spikes;
    d.misplaced += spikes != trace->spikes[s];
    d.V_rms += n.V_m < model->V_th ? (n.V_m - trace->V_m[s]) * (n.V_m - trace->V_m[s]) / STEPS : 0;
  }
  d.V_rms = sqrt(d.V_rms);
  return d;
}

static distance_t compare(uint32_t set, bool exact) {
  sequence_t sequence = {set, 0};
  double params[PARAMETERS];
  random_params(&sequence, exact, params);
  double probability = uniform(&sequence, 0, 1);
  const packet_t input[2] = {random_input(&sequence, probability), random_input(&sequence, probability / 3)};
  const void *const packets[2] = {input[0].header, input[1].header};
  trace_t trace = exact ? run_exact_neuron(params, dt, STEPS, packets, 2) : run_neuron(params, dt, STEPS, packets, 2);
  model_t model = model_of(params);
  distance_t d = distance_of(&trace, &model, exact, input);
  free(trace.memory);
  free(input[0].header);
  free(input[1].header);
  return d;
}

/* Tolerances are those of comparisons with NEST; a neuron near threshold multiplies every error by a thousand. */
static void assert_equal_to_reference(bool exact) {
  distance_t worst = {0};
  for (uint32_t set = 0; set < SETS; set++) {
    distance_t d = compare(set, exact);
    worst.spikes += d.spikes;
    worst.misplaced += d.misplaced;
    worst.V_rms = fmax(worst.V_rms, d.V_rms);
    worst.time_max = fmax(worst.time_max, d.time_max);
  }
  print_message("%d sets, %d spikes: %d steps differ, worst set %.1e mV rms, %.1e ms\n", SETS, worst.spikes,
                worst.misplaced, worst.V_rms, worst.time_max);
  assert_true(worst.spikes > 20 * SETS);
  assert_true(worst.misplaced <= worst.spikes / 1000);
  assert_true(worst.V_rms < 1e-3);
  assert_true(worst.time_max < 1e-3);
}

static void should_follow_the_fine_integration_of_any_neuron_on_the_grid(void **state) {
  (void)state;
  assert_equal_to_reference(false);
}

static void should_follow_the_fine_integration_of_any_neuron_with_exact_spike_times(void **state) {
  (void)state;
  assert_equal_to_reference(true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_follow_the_fine_integration_of_any_neuron_on_the_grid),
      cmocka_unit_test(should_follow_the_fine_integration_of_any_neuron_with_exact_spike_times),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
