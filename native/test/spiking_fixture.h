/* spiking_fixture.h: small networks and packets for the tests of the spiking engine. */
#ifndef FIMBRIA_TEST_SPIKING_FIXTURE_H
#define FIMBRIA_TEST_SPIKING_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fimbria/spikes.h"
#include "fimbria/spiking.h"

enum { PARAMETERS = 16, PACKET_BYTES = 1 << 20 };

/* Place of a parameter in the table. */
static inline int parameter_index(const char *symbol) {
  for (int i = 0; i < fim_aeif_parameter_count(); i++) {
    fim_parameter_t row;
    assert_ok(fim_aeif_parameter(i, &row));
    if (strcmp(row.symbol, symbol) == 0) {
      return i;
    }
  }
  fail_msg("no parameter %s", symbol);
  return -1;
}

typedef struct named_value {
  const char *symbol;
  double value;
} named_value_t;

static inline void set_parameter(double *params, const char *symbol, double value) {
  params[parameter_index(symbol)] = value;
}

/* The excitatory neuron of an asynchronous CA1 network. params: [PARAMETERS], written. */
static inline void excitatory_params(double *params) {
  static const named_value_t values[PARAMETERS] = {
      {"C_m", 200},  {"g_L", 10},        {"E_L", -64.5},    {"V_th", -50}, {"Delta_T", 2}, {"V_peak", 0},
      {"t_ref", 5},  {"V_reset", -64.5}, {"a", 0},          {"b", 10},     {"tau_w", 500}, {"E_ex", 0},
      {"E_in", -80}, {"tau_syn_ex", 5},  {"tau_syn_in", 5}, {"I_e", 0}};
  for (int i = 0; i < PARAMETERS; i++) {
    set_parameter(params, values[i].symbol, values[i].value);
  }
}

/* Its inhibitory partner. */
static inline void inhibitory_params(double *params) {
  excitatory_params(params);
  set_parameter(params, "E_L", -65);
  set_parameter(params, "V_reset", -65);
  set_parameter(params, "Delta_T", 0.5);
  set_parameter(params, "b", 0);
  set_parameter(params, "tau_w", 1);
}

static inline fim_population_t population_of(int64_t size, const double *params) {
  fim_population_t population = {
      .params = params, .size = size, .V_m_mean = params[parameter_index("E_L")], .background_delay_steps = 1};
  return population;
}

/* A packet of `steps` steps for a port of `groups` blocks, filled step by step, group by group with packet_end_group.
 */
typedef struct packet {
  fim_spike_packet_t *header;
  uint32_t *index, *id;
  int64_t group;
} packet_t;

static inline packet_t packet_begin(int64_t first_step, int32_t steps, int32_t groups, int64_t most) {
  packet_t packet = {.header = calloc(1, (size_t)fim_spike_packet_bytes(steps, groups, most))};
  assert_non_null(packet.header);
  packet.header->first_step = first_step;
  packet.header->steps = steps;
  packet.header->groups = groups;
  packet.index = (uint32_t *)(packet.header + 1);
  packet.id = packet.index + (int64_t)steps * groups + 1;
  return packet;
}

static inline void packet_put(packet_t *packet, uint32_t id) {
  packet->id[packet->header->count++] = id;
}

static inline void packet_end_group(packet_t *packet) {
  packet->index[++packet->group] = (uint32_t)packet->header->count;
}

static inline const uint32_t *packet_index(const void *packet) {
  return (const uint32_t *)((const fim_spike_packet_t *)packet + 1);
}

static inline const uint32_t *packet_ids(const void *packet) {
  const fim_spike_packet_t *header = packet;
  return packet_index(packet) + (int64_t)header->steps * header->groups + 1;
}

/* One neuron's samples after every step, and its spikes. */
typedef struct trace {
  double *V_m, *w, *g_ex, *g_in; /* [steps] mV, pA, nS, nS */
  int32_t *spikes;               /* [steps] */
  double *spike_ms;              /* [spike_count] stamp - offset */
  int32_t spike_count;
  double *memory;
} trace_t;

static inline trace_t trace_of(int32_t steps, int64_t spikes) {
  double *memory = calloc((size_t)steps * 5 + (size_t)spikes, sizeof(double));
  assert_non_null(memory);
  trace_t trace = {memory,
                   memory + steps,
                   memory + 2 * (size_t)steps,
                   memory + 3 * (size_t)steps,
                   (int32_t *)(void *)(memory + 4 * (size_t)steps),
                   memory + 5 * (size_t)steps,
                   (int32_t)spikes,
                   memory};
  return trace;
}

/* Spikes of group 0 of a packet whose groups are populations, by step. counts: [steps], written. */
static inline void count_spikes(const void *packet, int32_t *counts) {
  const fim_spike_packet_t *header = packet;
  const uint32_t *index = packet_index(packet);
  for (int32_t s = 0; s < header->steps; s++) {
    counts[s] = (int32_t)(index[s * header->groups + 1] - index[s * header->groups]);
  }
}

/* Times of the spikes of population 0 of a single neuron. */
static inline void read_spike_times(const fim_spiking_t *net, double dt_ms, trace_t *trace) {
  int64_t count;
  assert_ok(fim_spiking_spike_offsets(net, 0, 1, trace->spike_ms, trace->spike_count, &count));
  assert_int_equal(count, trace->spike_count);
  int32_t spike = 0;
  for (int32_t s = 0; spike < trace->spike_count; s++) {
    for (int32_t k = 0; k < trace->spikes[s]; k++, spike++) {
      trace->spike_ms[spike] = (s + 1) * dt_ms - trace->spike_ms[spike];
    }
  }
}

/*
 * Runs a single neuron from E_L for `steps` steps of dt. packets: [2] spikes of an excitatory (1 nS) and an inhibitory
 * port (-weight_in nS), or NULL.
 */
static inline trace_t run_population(fim_population_t population, double dt_ms, int32_t steps,
                                     const void *const *packets, double weight_in) {
  const int64_t neuron = 0;
  const int32_t variable[4] = {FIM_V_M, FIM_W, FIM_G_EX, FIM_G_IN};
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(1, dt_ms, 1, steps, &net));
  fim_input_t excitatory = {1, 0, 1};
  fim_input_t inhibitory = {-weight_in, 0, 1};
  fim_recorder_t recorder = {&neuron, variable, 0, 1, 4, 1};
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_add_input(net, &excitatory, NULL));
  assert_ok(fim_spiking_add_input(net, &inhibitory, NULL));
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  assert_ok(fim_spiking_advance(net, steps, packets));
  double *sample = malloc((size_t)steps * 4 * sizeof *sample);
  int64_t capacity = PACKET_BYTES + (int64_t)steps * 4;
  void *packet = malloc((size_t)capacity);
  int32_t rows;
  int64_t bytes;
  assert_ok(fim_spiking_samples(net, 0, sample, steps, &rows));
  assert_ok(fim_spiking_spikes(net, 0, 1, packet, capacity, &bytes));
  trace_t trace = trace_of(steps, ((const fim_spike_packet_t *)packet)->count);
  for (int32_t s = 0; s < steps; s++) {
    trace.V_m[s] = sample[4 * s];
    trace.w[s] = sample[4 * s + 1];
    trace.g_ex[s] = sample[4 * s + 2];
    trace.g_in[s] = sample[4 * s + 3];
  }
  count_spikes(packet, trace.spikes);
  read_spike_times(net, dt_ms, &trace);
  free(packet);
  free(sample);
  fim_spiking_destroy(net);
  return trace;
}

/* The same with spike times on the grid. */
static inline trace_t run_neuron(const double *params, double dt_ms, int32_t steps, const void *const *packets,
                                 double weight_in) {
  return run_population(population_of(1, params), dt_ms, steps, packets, weight_in);
}

/* The same with exact spike times. */
static inline trace_t run_exact_neuron(const double *params, double dt_ms, int32_t steps, const void *const *packets,
                                       double weight_in) {
  fim_population_t population = population_of(1, params);
  population.spike_times = FIM_SPIKE_TIMES_EXACT;
  return run_population(population, dt_ms, steps, packets, weight_in);
}

#endif
