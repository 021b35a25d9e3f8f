/*
 * study.c: how building and running two CA1 regions scales with neurons and threads.
 *
 *   study <neurons per region> <threads> <simulated ms>
 *
 * The spiking part of mouse-ca1: two regions of 80 % excitatory neurons, 400 excitatory and 100 inhibitory synapses per
 * neuron, delay 0.1 ms, no synapses between regions, Poisson background, epochs of 2 ms. Prints a line of figures, each
 * the least of 15 parts after 100 ms. The cost of an event is the difference, in turns, between a network whose
 * synapses are too weak to matter and the same without them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "fimbria/spikes.h"
#include "fimbria/spiking.h"

enum { EPOCH = 20, POPULATIONS = 4, PARTS = 15, WARM_UP = 50, SYNAPSES = 500, MOST_PARAMETERS = 64 };

typedef struct network {
  fim_spiking_t *handle;
  void *packet;
  int64_t capacity, spikes;
  double build_s;
  double wall_s, cpu_s; /* of the fastest part */
} network_t;

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void check(int32_t code) {
  if (code != FIM_OK) {
    fprintf(stderr, "%s\n", fim_error_text());
    exit(1);
  }
}

/* The neurons of the asynchronous regime; all parameters that differ from none. */
static void set_params(double *params, int inhibitory) {
  static const struct {
    const char *symbol;
    double excitatory, inhibitory;
  } rows[] = {{"C_m", 200, 200},   {"g_L", 10, 10},  {"E_L", -64.5, -65},  {"V_th", -50, -50},
              {"Delta_T", 2, 0.5}, {"V_peak", 0, 0}, {"t_ref", 5, 5},      {"V_reset", -64.5, -65},
              {"a", 0, 0},         {"b", 10, 0},     {"tau_w", 500, 1},    {"E_ex", 0, 0},
              {"E_in", -80, -80},  {"I_e", 0, 0},    {"tau_syn_ex", 5, 5}, {"tau_syn_in", 5, 5}};
  for (int32_t i = 0; i < fim_aeif_parameter_count(); i++) {
    fim_parameter_t parameter;
    check(fim_aeif_parameter(i, &parameter));
    params[i] = parameter.default_value;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
      if (strcmp(rows[k].symbol, parameter.symbol) == 0) {
        params[i] = inhibitory ? rows[k].inhibitory : rows[k].excitatory;
      }
    }
  }
}

static void add_populations(fim_spiking_t *net, int64_t neurons, double background_hz) {
  double params[MOST_PARAMETERS];
  for (int32_t i = 0; i < POPULATIONS; i++) {
    set_params(params, i % 2);
    fim_population_t population = {.params = params,
                                   .size = i % 2 == 0 ? neurons - neurons / 5 : neurons / 5,
                                   .V_m_mean = -60,
                                   .V_m_std = 4,
                                   .background_rate_hz = background_hz,
                                   .background_weight_nS = 1,
                                   .background_delay_steps = 1};
    check(fim_spiking_add_population(net, &population, NULL));
  }
}

/* weight_nS: of excitatory synapses. */
static void add_projections(fim_spiking_t *net, double weight_nS) {
  for (int32_t q = 0; q < 2 * POPULATIONS; q++) {
    int32_t source = q / 2;
    fim_projection_t projection = {.number = source % 2 == 0 ? 400 : 100,
                                   .weight_nS = source % 2 == 0 ? weight_nS : -10 * weight_nS,
                                   .source = source,
                                   .target = source / 2 * 2 + q % 2,
                                   .rule = FIM_RULE_FIXED_INDEGREE,
                                   .flags = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES,
                                   .delay_steps = 1,
                                   .stream = q};
    check(fim_spiking_add_projection(net, &projection, NULL));
  }
}

/* weight_nS 0: without synapses. */
static network_t build(int64_t neurons, int32_t threads, double weight_nS, double background_hz) {
  network_t network = {.capacity = fim_spike_packet_bytes(EPOCH, POPULATIONS, 2 * neurons)};
  network.packet = malloc((size_t)network.capacity);
  double start = seconds(CLOCK_MONOTONIC);
  check(fim_spiking_create(46, 0.1, threads, EPOCH, &network.handle));
  add_populations(network.handle, neurons, background_hz);
  if (weight_nS > 0) {
    add_projections(network.handle, weight_nS);
  }
  check(fim_spiking_build(network.handle));
  network.build_s = seconds(CLOCK_MONOTONIC) - start;
  return network;
}

static void run(network_t *network, int64_t epochs) {
  for (int64_t i = 0; i < epochs; i++) {
    int64_t bytes;
    check(fim_spiking_advance(network->handle, EPOCH, NULL));
    check(fim_spiking_spikes(network->handle, 0, POPULATIONS, network->packet, network->capacity, &bytes));
    network->spikes += ((const fim_spike_packet_t *)network->packet)->count;
  }
}

static void run_part(network_t *network, int part, int64_t epochs) {
  network->spikes = part == 0 ? 0 : network->spikes;
  double wall_s = -seconds(CLOCK_MONOTONIC);
  double cpu_s = -seconds(CLOCK_PROCESS_CPUTIME_ID);
  run(network, epochs);
  wall_s += seconds(CLOCK_MONOTONIC);
  cpu_s += seconds(CLOCK_PROCESS_CPUTIME_ID);
  network->wall_s = part == 0 || wall_s < network->wall_s ? wall_s : network->wall_s;
  network->cpu_s = part == 0 || cpu_s < network->cpu_s ? cpu_s : network->cpu_s;
}

static void end(network_t *network) {
  fim_spiking_destroy(network->handle);
  free(network->packet);
}

static double peak_mb(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return 1.024e-3 * (double)usage.ru_maxrss;
}

/* The network itself. */
static void study_network(int64_t neurons, int32_t threads, int64_t epochs) {
  network_t network = build(neurons, threads, 1, 1100);
  run(&network, WARM_UP);
  for (int part = 0; part < PARTS; part++) {
    run_part(&network, part, epochs);
  }
  double steps = (double)epochs * EPOCH * 2 * (double)neurons;
  printf("%7.2f %8.3f %8.0f %5.1f %8.2f %8.2f %8.3f", network.build_s,
         (double)fim_spiking_bytes(network.handle) / (double)fim_spiking_synapses(network.handle), peak_mb(),
         (double)network.spikes / (PARTS * steps * 1e-4), network.wall_s * 1e9 / steps, network.cpu_s * 1e9 / steps,
         network.wall_s / ((double)epochs * EPOCH * 1e-4));
  end(&network);
}

/* Memory without synapses, and the cost of an event. */
static void study_event(int64_t neurons, int32_t threads, int64_t epochs) {
  network_t with = build(neurons, threads, 1e-12, 700);
  network_t without = build(neurons, threads, 0, 700);
  run(&with, WARM_UP);
  run(&without, WARM_UP);
  for (int part = 0; part < PARTS; part++) {
    run_part(&with, part, epochs);
    run_part(&without, part, epochs);
  }
  double events = SYNAPSES * (double)with.spikes / PARTS;
  printf(" %8.1f %8.2f\n", (double)fim_spiking_bytes(without.handle) / (2 * (double)neurons),
         (with.cpu_s - without.cpu_s) * 1e9 / events);
  end(&with);
  end(&without);
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "study <neurons per region> <threads> <simulated ms>\n");
    return 2;
  }
  int64_t neurons = atoll(argv[1]);
  int32_t threads = atoi(argv[2]);
  int64_t epochs = atoll(argv[3]) * 10 / EPOCH / PARTS + 1;
  printf("%7lld %7d ", (long long)neurons, threads);
  study_network(neurons, threads, epochs);
  study_event(neurons, threads, epochs);
  return 0;
}
