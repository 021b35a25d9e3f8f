/*
 * aeif_test.c: the neuron against a plain fine integration of its equations with the same rules on the grid, and the
 * order of events around a spike.
 */
#include <math.h>

#include "spiking_fixture.h"

enum { STEPS = 5000, INTERVAL = 7 };

/* The equations as published, parameters by name. */
typedef struct model {
  double C_m, g_L, E_L, V_th, Delta_T, V_peak, V_reset, a, b, tau_w, E_ex, E_in, tau_syn_ex, tau_syn_in, I_e, t_ref;
} model_t;

static model_t model_of(const double *params) {
#define VALUE(symbol) .symbol = params[parameter_index(#symbol)]
  model_t model = {VALUE(C_m), VALUE(g_L),   VALUE(E_L),        VALUE(V_th),      VALUE(Delta_T), VALUE(V_peak),
                   VALUE(a),   VALUE(b),     VALUE(tau_w),      VALUE(E_ex),      VALUE(E_in),    VALUE(V_reset),
                   VALUE(I_e), VALUE(t_ref), VALUE(tau_syn_ex), VALUE(tau_syn_in)};
#undef VALUE
  return model;
}

static void slopes(const model_t *m, double V, double w, double g_ex, double g_in, double *dV, double *dw) {
  double spike = m->Delta_T > 0 ? m->g_L * m->Delta_T * exp((V - m->V_th) / m->Delta_T) : 0;
  *dV = (-m->g_L * (V - m->E_L) + spike - g_ex * (V - m->E_ex) - g_in * (V - m->E_in) - w + m->I_e) / m->C_m;
  *dw = (m->a * (V - m->E_L) - w) / m->tau_w;
}

/* One fourth-order step in V_m; g at its start, middle and end. */
static void fine_step(const model_t *m, double h, const double *g_ex, const double *g_in, double *V, double *w) {
  double dV[4];
  double dw[4];
  slopes(m, *V, *w, g_ex[0], g_in[0], &dV[0], &dw[0]);
  slopes(m, *V + h / 2 * dV[0], *w + h / 2 * dw[0], g_ex[1], g_in[1], &dV[1], &dw[1]);
  slopes(m, *V + h / 2 * dV[1], *w + h / 2 * dw[1], g_ex[1], g_in[1], &dV[2], &dw[2]);
  slopes(m, *V + h * dV[2], *w + h * dw[2], g_ex[2], g_in[2], &dV[3], &dw[3]);
  *V += h / 6 * (dV[0] + 2 * dV[1] + 2 * dV[2] + dV[3]);
  *w += h / 6 * (dw[0] + 2 * dw[1] + 2 * dw[2] + dw[3]);
}

/* Sub-step so short that V_m moves little within the reach of the exponential. */
static double fine_length(const model_t *m, double V, double w, double g_ex, double g_in, double left) {
  double dV;
  double dw;
  slopes(m, V, w, g_ex, g_in, &dV, &dw);
  double h = fmin(fmin(2e-3, 1e-3 * m->tau_w), left);
  if (m->Delta_T == 0) {
    return fmin(h, fmax(0.5 * fabs((m->V_th - V) / dV), 1e-9));
  }
  return V > m->V_th - 5 * m->Delta_T ? fmin(h, 0.02 * m->Delta_T / fabs(dV)) : h;
}

/* Number of spikes; V_m, w and the refractory count are advanced by dt. */
static int reference_step(const model_t *m, double dt, double g_ex, double g_in, double *V, double *w,
                          int *refractory) {
  double V_spike = m->Delta_T > 0 ? m->V_peak : m->V_th;
  int spikes = 0;
  for (double t = 0; t < dt;) {
    double left = dt - t;
    if (*refractory > 0) {
      double rest = m->a * (m->V_reset - m->E_L);
      *w = rest + (*w - rest) * exp(-left / m->tau_w);
      break;
    }
    double h = fine_length(m, *V, *w, g_ex * exp(-t / m->tau_syn_ex), g_in * exp(-t / m->tau_syn_in), left);
    double ex[3];
    double in[3];
    for (int i = 0; i < 3; i++) {
      ex[i] = g_ex * exp(-(t + i * h / 2) / m->tau_syn_ex);
      in[i] = g_in * exp(-(t + i * h / 2) / m->tau_syn_in);
    }
    fine_step(m, h, ex, in, V, w);
    t = h < left ? t + h : dt;
    if (*V >= V_spike) {
      *V = m->V_reset;
      *w += m->b;
      *refractory = m->t_ref > 0 ? (int)lround(m->t_ref / dt) + 1 : 0;
      spikes++;
    }
  }
  *refractory -= *refractory > 0;
  return spikes;
}

/* How far a neuron is from the reference over STEPS steps of 0.1 ms. */
typedef struct distance {
  int32_t spikes, misplaced; /* steps whose number of spikes differs */
  double V_rms, w_max, g_max;
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

static distance_t compare(const double *params, int32_t events) {
  const double dt = 0.1;
  const double weight_in = 4;
  packet_t excitatory = regular_input(INTERVAL, events);
  packet_t inhibitory = regular_input(11 * INTERVAL, events);
  const void *const packets[2] = {excitatory.header, inhibitory.header};
  trace_t trace = run_neuron(params, dt, STEPS, packets, weight_in);
  model_t model = model_of(params);
  double V = model.E_L;
  double w = 0;
  double g_ex = 0;
  double g_in = 0;
  int refractory = 0;
  distance_t d = {0};
  for (int32_t s = 0; s < STEPS; s++) {
    int spikes = reference_step(&model, dt, g_ex, g_in, &V, &w, &refractory);
    g_ex = g_ex * exp(-dt / model.tau_syn_ex) + (s % INTERVAL == 0 ? events : 0);
    g_in = g_in * exp(-dt / model.tau_syn_in) + (s % (11 * INTERVAL) == 0 ? weight_in * events : 0);
    d.spikes += spikes;
    d.misplaced += spikes != trace.spikes[s];
    d.w_max = fmax(d.w_max, fabs(w - trace.w[s]));
    d.g_max = fmax(d.g_max, fabs(g_ex - trace.g_ex[s]) / (1 + g_ex) + fabs(g_in - trace.g_in[s]) / (1 + g_in));
    if (V < model.V_th) {
      d.V_rms += (V - trace.V_m[s]) * (V - trace.V_m[s]) / STEPS;
    }
  }
  d.V_rms = sqrt(d.V_rms);
  free(trace.memory);
  free(excitatory.header);
  free(inhibitory.header);
  return d;
}

static void assert_equal_to_reference(const double *params, int32_t events) {
  distance_t d = compare(params, events);
  assert_true(d.spikes >= 10);
  assert_int_equal(d.misplaced, 0);
  assert_true(d.V_rms < 3e-4);
  assert_true(d.w_max < 1e-3);
  assert_true(d.g_max < 1e-12);
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
  double V = model.E_L;
  double w = 0;
  int refractory = 0;
  for (int32_t s = 0; s < 100; s++) {
    assert_int_equal(trace.spikes[s], reference_step(&model, 0.1, 0, 0, &V, &w, &refractory));
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
      cmocka_unit_test(should_spike_several_times_in_a_step_without_refractory_period),
      cmocka_unit_test(should_converge_when_dt_shrinks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
