/*
 * ranks_network.h: networks of several layouts, and a lead that runs one and makes a hash of all that it gives out:
 * spikes, offsets, samples.
 */
#ifndef FIMBRIA_TEST_RANKS_NETWORK_H
#define FIMBRIA_TEST_RANKS_NETWORK_H

#include "spiking_fixture.h"

enum { STEPS = 120, MAX_STEPS = 20, BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES, MOST_REGIONS = 3, SAMPLED = 3 };

/* Regions of an excitatory population and an inhibitory one of half its size, in a ring. */
typedef struct layout {
  const char *name;
  int32_t regions;
  int64_t size[MOST_REGIONS];
  int32_t within;  /* delay in steps of all synapses in a region */
  int32_t between; /* and from each region to the next; 0: no such synapses */
  double background_hz;
  int32_t spike_times; /* of excitatory populations */
} layout_t;

static const layout_t layouts[] = {
    {"two unconnected clusters", 2, {1500, 1500}, 1, 0, 1500, FIM_SPIKE_TIMES_EXACT},
    {"one cluster, delay of a step", 1, {2600}, 1, 0, 1500, FIM_SPIKE_TIMES_GRID},
    {"one cluster, delay of two steps", 1, {1300}, 2, 0, 1500, FIM_SPIKE_TIMES_EXACT},
    {"one cluster, delays that overlap", 2, {900, 600}, 7, 9, 1500, FIM_SPIKE_TIMES_EXACT},
    {"clusters with long delays between them", 3, {800, 800, 800}, 2, MAX_STEPS, 1500, FIM_SPIKE_TIMES_GRID},
    {"uneven clusters with long delays", 3, {1800, 300, 40}, 5, 33, 1500, FIM_SPIKE_TIMES_EXACT},
    {"more ranks than blocks", 1, {300}, 3, 0, 2500, FIM_SPIKE_TIMES_EXACT},
    {"bursts", 2, {1000, 700}, 4, 25, 60000, FIM_SPIKE_TIMES_GRID},
};
enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

static inline int32_t connect(fim_spiking_t *net, int32_t source, int32_t target, int32_t delay_steps,
                              int32_t *stream) {
  fim_projection_t projection = {
      12, source % 2 == 0 ? 1.5 : -4, source, target, FIM_RULE_FIXED_INDEGREE, BOTH, delay_steps, (*stream)++};
  return fim_spiking_add_projection(net, &projection, NULL);
}

static inline int32_t add_region(fim_spiking_t *net, const layout_t *layout, int32_t region) {
  double params[PARAMETERS];
  int32_t code = FIM_OK;
  for (int32_t k = 0; k < 2 && code == FIM_OK; k++) {
    if (k == 0) {
      excitatory_params(params);
    } else {
      inhibitory_params(params);
    }
    fim_population_t population = population_of(layout->size[region] / (1 + k), params);
    population.V_m_std = 3;
    population.background_rate_hz = layout->background_hz;
    population.background_weight_nS = 1;
    population.spike_times = k == 0 ? layout->spike_times : FIM_SPIKE_TIMES_GRID;
    code = fim_spiking_add_population(net, &population, NULL);
  }
  return code;
}

/* Samples of neurons at the ends of a region's populations, of every and of every third step. */
static inline int32_t add_recorders(fim_spiking_t *net, const layout_t *layout, int32_t region) {
  int32_t code = FIM_OK;
  for (int32_t k = 0; k < 2 && code == FIM_OK; k++) {
    int64_t size = layout->size[region] / (1 + k);
    const int64_t neuron[SAMPLED] = {size - 1, 0, size / 2};
    const int32_t variable[2] = {FIM_V_M, FIM_G_EX};
    fim_recorder_t recorder = {neuron, variable, 2 * region + k, SAMPLED, 2, 1 + 2 * k};
    code = fim_spiking_add_recorder(net, &recorder, NULL);
  }
  return code;
}

/* Input 0 gets spikes, to all of the first region; input 1 a recipe, to all populations. */
static inline int32_t fill_layout(fim_spiking_t *net, const void *what) {
  const layout_t *layout = what;
  int32_t stream = 0;
  int32_t code = FIM_OK;
  for (int32_t region = 0; region < layout->regions && code == FIM_OK; region++) {
    code = add_region(net, layout, region);
  }
  for (int32_t region = 0; region < layout->regions && code == FIM_OK; region++) {
    for (int32_t k = 0; k < 4 && code == FIM_OK; k++) {
      code = connect(net, 2 * region + k / 2, 2 * region + k % 2, layout->within, &stream);
    }
    if (layout->between > 0 && code == FIM_OK) {
      code = connect(net, 2 * region, 2 * ((region + 1) % layout->regions), layout->between, &stream);
    }
    code = code == FIM_OK ? add_recorders(net, layout, region) : code;
  }
  const fim_input_t input[2] = {{2.5, 0, 2}, {1.5, 0, 2 * layout->regions}};
  code = code == FIM_OK ? fim_spiking_add_input(net, &input[0], NULL) : code;
  return code == FIM_OK ? fim_spiking_add_input(net, &input[1], NULL) : code;
}

/* What the lead found; chunk: the lengths of its advances in turn, 20 steps in all, ending with 0. */
typedef struct result {
  const layout_t *layout;
  const int32_t *chunk;
  uint64_t hash; /* of spikes with their steps and offsets, and of samples */
  int64_t spikes;
} result_t;

/* FNV-1a (Fowler, Noll, Vo). */
static inline uint64_t hash(uint64_t h, const void *data, size_t bytes) {
  const unsigned char *byte = data;
  for (size_t i = 0; i < bytes; i++) {
    h = (h ^ byte[i]) * 0x100000001b3ULL;
  }
  return h;
}

/* All spikes of the last advance; those of the last population again, alone. */
static inline int32_t read_spikes(const fim_spiking_t *net, result_t *result, void *packet, double *offset_ms) {
  int32_t populations = 2 * result->layout->regions;
  int64_t bytes;
  int64_t count;
  int32_t code = fim_spiking_spikes(net, 0, populations, packet, PACKET_BYTES, &bytes);
  code = code == FIM_OK ? fim_spiking_spike_offsets(net, 0, populations, offset_ms, PACKET_BYTES / 8, &count) : code;
  if (code != FIM_OK) {
    return code;
  }
  const fim_spike_packet_t *header = packet;
  const uint32_t *index = packet_index(packet);
  uint32_t last = 0;
  for (int32_t group = 0; group < header->steps * populations; group++) {
    for (uint32_t i = index[group]; i < index[group + 1]; i++) {
      uint32_t spike[3] = {(uint32_t)header->first_step + (uint32_t)(group / populations),
                           (uint32_t)(group % populations), packet_ids(packet)[i]};
      result->hash = hash(result->hash, spike, sizeof spike);
      result->hash = hash(result->hash, &offset_ms[i], sizeof *offset_ms);
      last += spike[1] == (uint32_t)populations - 1;
    }
  }
  result->spikes += header->count;
  code = fim_spiking_spikes(net, populations - 1, 1, packet, PACKET_BYTES, &bytes);
  return code == FIM_OK && header->count != last ? FIM_E_STATE : code;
}

static inline int32_t lead_layout(fim_spiking_t *net, void *argument) {
  result_t *result = argument;
  int64_t size[2 * MOST_REGIONS];
  double rate_hz[MAX_STEPS];
  void *packet[3] = {malloc(PACKET_BYTES), malloc(PACKET_BYTES), malloc(PACKET_BYTES)};
  double *offset_ms = malloc(PACKET_BYTES);
  double sample[(MAX_STEPS + 1) * 2 * SAMPLED];
  uint64_t samples[2 * MOST_REGIONS] = {0};
  result->hash = 0;
  result->spikes = 0;
  for (int32_t i = 0; i < 2 * MOST_REGIONS; i++) {
    size[i] = i < 2 * result->layout->regions ? result->layout->size[i / 2] / (1 + i % 2) : 1;
  }
  for (int32_t i = 0; i < MAX_STEPS; i++) {
    rate_hz[i] = 200;
  }
  int32_t code = FIM_OK;
  const int32_t *chunk = result->chunk;
  for (int32_t first = 0; first < STEPS && code == FIM_OK; first += *chunk++) {
    chunk = *chunk == 0 ? result->chunk : chunk;
    fim_trains_t trains = {.seed = 5, .population_size = size, .dt_ms = 0.1, .shared = 0.2, .populations = 2};
    int64_t bytes;
    int32_t rows;
    code = fim_trains_generate(&trains, first, *chunk, rate_hz, packet[0], PACKET_BYTES, &bytes);
    trains.populations = 2 * result->layout->regions;
    trains.index = 1;
    code = code == FIM_OK ? fim_trains_recipe(&trains, first, *chunk, rate_hz, packet[1], PACKET_BYTES, &bytes) : code;
    const void *const packets[2] = {first / MAX_STEPS == 3 ? NULL : packet[0], packet[1]};
    code = code == FIM_OK ? fim_spiking_advance(net, *chunk, packets) : code;
    code = code == FIM_OK ? read_spikes(net, result, packet[2], offset_ms) : code;
    for (int32_t r = 0; r < 2 * result->layout->regions && code == FIM_OK; r++) {
      code = fim_spiking_samples(net, r, sample, MAX_STEPS + 1, &rows);
      samples[r] = hash(samples[r], sample, (size_t)rows * 2 * SAMPLED * sizeof *sample);
    }
  }
  result->hash = hash(result->hash, samples, sizeof samples);
  for (int i = 0; i < 3; i++) {
    free(packet[i]);
  }
  free(offset_ms);
  return code;
}

#endif
