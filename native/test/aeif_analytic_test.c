/*
 * aeif_analytic_test.c: limits of the neuron that have closed forms, with spike times on the grid and exact.
 *
 * Tolerances: a fourth-order step of 0.1 ms errs by about (dt / tau)^5 of the distance to rest, 1e-11 mV for tau = 20
 * ms; tests with shorter time constants say theirs.
 */
#include <math.h>
#include <stdbool.h>

#include "spiking_fixture.h"

enum { STEPS = 3000 };

static const double dt = 0.1;

/* V_th out of reach and no exponential: a linear membrane. C_m 200 pF, g_L 10 nS, E_L -64.5 mV. */
static void linear_params(double *params) {
  excitatory_params(params);
  set_parameter(params, "Delta_T", 0);
  set_parameter(params, "V_th", 800);
  set_parameter(params, "V_peak", 900);
}

static trace_t run_mode(const double *params, bool exact, const void *const *packets) {
  return exact ? run_exact_neuron(params, dt, STEPS, packets, 5) : run_neuron(params, dt, STEPS, packets, 5);
}

/* One excitatory and one inhibitory event that arrive at the end of step 0. */
static packet_t first_step_input(void) {
  packet_t packet = packet_begin(0, STEPS, 1, 1);
  packet_put(&packet, 0);
  for (int32_t s = 0; s < STEPS; s++) {
    packet_end_group(&packet);
  }
  return packet;
}

static void should_charge_a_passive_membrane_exponentially(void **state) {
  (void)state;
  double params[PARAMETERS];
  linear_params(params);
  set_parameter(params, "I_e", 100);
  for (int exact = 0; exact < 2; exact++) {
    trace_t trace = run_mode(params, exact, NULL);
    for (int32_t s = 0; s < STEPS; s++) {
      double V = -64.5 + 10 * (1 - exp(-(s + 1) * dt / 20));
      assert_true(fabs(trace.V_m[s] - V) < 1e-9);
    }
    assert_int_equal(trace.spike_count, 0);
    free(trace.memory);
  }
}

/* g decays exponentially. Without leak V_m nears E_ex by the conductance's integral, which is bounded. */
static void should_decay_conductances_exponentially_and_move_V_m_by_their_integral(void **state) {
  (void)state;
  double params[PARAMETERS];
  linear_params(params);
  set_parameter(params, "g_L", 0);
  set_parameter(params, "tau_syn_in", 3);
  packet_t events = first_step_input();
  const void *const excitatory[2] = {events.header, NULL};
  const void *const both[2] = {events.header, events.header};
  for (int exact = 0; exact < 2; exact++) {
    trace_t trace = run_mode(params, exact, excitatory);
    for (int32_t s = 0; s < STEPS; s++) {
      double t = s * dt;
      double integral = 1 * 5 * (1 - exp(-t / 5)) / 200;
      assert_true(fabs(trace.g_ex[s] / exp(-t / 5) - 1) < 1e-12);
      assert_true(fabs(trace.V_m[s] - -64.5 * exp(-integral)) < 1e-10);
    }
    free(trace.memory);
    trace = run_mode(params, exact, both);
    for (int32_t s = 0; s < STEPS; s++) {
      assert_true(fabs(trace.g_in[s] / (5 * exp(-s * dt / 3)) - 1) < 1e-12);
    }
    free(trace.memory);
  }
  free(events.header);
}

/* x' = A x, x = (V_m - E_L, w) - rest, with complex eigenvalues mu +- i omega: x(t) = e^(mu t) (cos + (A - mu) sin /
 * omega) x0. */
static void should_ring_with_subthreshold_adaptation_as_the_matrix_exponential(void **state) {
  (void)state;
  double params[PARAMETERS];
  const double C_m = 200;
  const double g_L = 10;
  const double a = 40;
  const double tau_w = 30;
  const double I_e = 300;
  linear_params(params);
  set_parameter(params, "a", a);
  set_parameter(params, "tau_w", tau_w);
  set_parameter(params, "I_e", I_e);
  const double A[2][2] = {{-g_L / C_m, -1 / C_m}, {a / tau_w, -1 / tau_w}};
  const double V_rest = I_e / (g_L + a);
  const double mu = (A[0][0] + A[1][1]) / 2;
  const double omega = sqrt(A[0][0] * A[1][1] - A[0][1] * A[1][0] - mu * mu);
  assert_true(omega > 0);
  const double x0[2] = {-V_rest, -a * V_rest};
  for (int exact = 0; exact < 2; exact++) {
    trace_t trace = run_mode(params, exact, NULL);
    for (int32_t s = 0; s < STEPS; s++) {
      double t = (s + 1) * dt;
      double c = exp(mu * t) * cos(omega * t);
      double d = exp(mu * t) * sin(omega * t) / omega;
      double V = V_rest + c * x0[0] + d * ((A[0][0] - mu) * x0[0] + A[0][1] * x0[1]);
      double w = a * V_rest + c * x0[1] + d * (A[1][0] * x0[0] + (A[1][1] - mu) * x0[1]);
      assert_true(fabs(trace.V_m[s] + 64.5 - V) < 1e-8);
      assert_true(fabs(trace.w[s] - w) < 1e-6);
    }
    free(trace.memory);
  }
}

/* Leaky integrate-and-fire: from V_reset = E_L to V_th, 14.5 mV above, takes tau ln(RI / (RI - 14.5)). */
static double leaky_interval(double I_e) {
  return 20 * log(I_e / 10 / (I_e / 10 - 14.5));
}

static void leaky_params(double *params, double I_e, double t_ref) {
  excitatory_params(params);
  set_parameter(params, "Delta_T", 0);
  set_parameter(params, "b", 0);
  set_parameter(params, "I_e", I_e);
  set_parameter(params, "t_ref", t_ref);
}

static void should_spike_at_the_times_of_the_leaky_neuron_with_exact_spike_times(void **state) {
  (void)state;
  const double currents[] = {150, 233, 700, 5000};
  const double t_refs[] = {0, 0.04, 2.5, 3.14159};
  for (int i = 0; i < 16; i++) {
    double params[PARAMETERS];
    double I_e = currents[i / 4];
    double t_ref = t_refs[i % 4];
    leaky_params(params, I_e, t_ref);
    trace_t trace = run_mode(params, true, NULL);
    double rise = leaky_interval(I_e);
    assert_int_equal(trace.spike_count, 1 + (int32_t)floor((STEPS * dt - rise) / (rise + t_ref)));
    for (int32_t k = 0; k < trace.spike_count; k++) {
      assert_true(fabs(trace.spike_ms[k] - (rise + k * (rise + t_ref))) < 1e-6);
    }
    free(trace.memory);
  }
}

/* With t_ref > 0 the next rise begins t_ref after the stamp, the end of the spike's step. */
static void should_spike_on_the_steps_of_the_leaky_neuron_on_the_grid(void **state) {
  (void)state;
  const double currents[] = {150, 233, 700, 5000};
  for (int i = 0; i < 4; i++) {
    double params[PARAMETERS];
    leaky_params(params, currents[i], 2.5);
    trace_t trace = run_mode(params, false, NULL);
    double from = 0;
    for (int32_t k = 0; k < trace.spike_count; k++) {
      double stamp = dt * ceil((from + leaky_interval(currents[i])) / dt);
      assert_true(fabs(trace.spike_ms[k] - stamp) < 1e-9);
      from = stamp + 2.5;
    }
    assert_true(trace.spike_count >= 3 && from + leaky_interval(currents[i]) > STEPS * dt);
    free(trace.memory);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_charge_a_passive_membrane_exponentially),
      cmocka_unit_test(should_decay_conductances_exponentially_and_move_V_m_by_their_integral),
      cmocka_unit_test(should_ring_with_subthreshold_adaptation_as_the_matrix_exponential),
      cmocka_unit_test(should_spike_at_the_times_of_the_leaky_neuron_with_exact_spike_times),
      cmocka_unit_test(should_spike_on_the_steps_of_the_leaky_neuron_on_the_grid),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
