/* partition.c: how populations are divided among partitions, and what a partition owns at the start. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "network.h"
#include "philox.h"

/* State arrays are whole cache lines and vectors of any width. */
enum { LANES = 16, MOST_DOUBLES_PER_NEURON = 5 };

int64_t network_blocks(const fim_spiking_t *net, int32_t first, int32_t count) {
  int64_t blocks = 0;
  for (int32_t i = first; i < first + count; i++) {
    blocks += fim_blocks(net->population[i].spec.size);
  }
  return blocks;
}

/* First block of partition p when `rest` shifts which partitions get one block more. */
static int64_t boundary(int64_t blocks, int32_t partitions, int32_t p, int32_t rest) {
  return (p * blocks + rest) / partitions;
}

/*
 * Partitions get the same number of blocks of a population, or one more; who gets more is chosen so that the fullest
 * partition, and then the sum of squares over all populations so far, is smallest.
 */
static int32_t best_rest(const int64_t *load, int64_t blocks, int32_t partitions) {
  int32_t best = 0;
  double best_cost = 0.0;
  for (int32_t rest = 0; rest < partitions; rest++) {
    double cost = 0.0;
    for (int32_t p = 0; p < partitions; p++) {
      double total =
          (double)(load[p] + boundary(blocks, partitions, p + 1, rest) - boundary(blocks, partitions, p, rest));
      cost += total * total;
    }
    if (rest == 0 || cost < best_cost) {
      best = rest;
      best_cost = cost;
    }
  }
  return best;
}

/* Divides this rank's blocks of a population among its partitions. load: [cluster's partitions] blocks so far,
 * modified. */
static int32_t divide_population(const fim_spiking_t *net, population_t *population, int64_t *load) {
  const cluster_t *cluster = &net->cluster[population->cluster];
  int64_t first_block = rank_share_first(&population->share, net->rank);
  int64_t blocks = rank_share_first(&population->share, net->rank + 1) - first_block;
  population->first_block = calloc((size_t)net->partitions + 1, sizeof(int64_t));
  if (population->first_block == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d partitions", net->partitions);
  }
  int32_t rest = best_rest(load, blocks, cluster->partitions);
  for (int32_t p = 0; p <= net->partitions; p++) {
    int32_t part = p - cluster->first_partition;
    part = part < 0 ? 0 : part < cluster->partitions ? part : cluster->partitions;
    population->first_block[p] = first_block + (part > 0 ? boundary(blocks, cluster->partitions, part, rest) : 0);
  }
  for (int32_t part = 0; part < cluster->partitions; part++) {
    const int64_t *first = &population->first_block[cluster->first_partition + part];
    load[part] += first[1] - first[0];
  }
  return FIM_OK;
}

int32_t partition_divide(fim_spiking_t *net) {
  int64_t *load = calloc((size_t)net->partitions + 1, sizeof *load);
  if (load == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d partitions", net->partitions);
  }
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < net->populations && code == FIM_OK; i++) {
    population_t *population = &net->population[i];
    code = divide_population(net, population, load + net->cluster[population->cluster].first_partition);
  }
  free(load);
  return code;
}

static int64_t smaller(int64_t x, int64_t y) {
  return x < y ? x : y;
}

/* Arrays of doubles of a population's state; the last one is for exact spike times. */
static int doubles_per_neuron(const population_t *population) {
  return aeif_is_exact(&population->neuron) ? MOST_DOUBLES_PER_NEURON : MOST_DOUBLES_PER_NEURON - 1;
}

static slice_t slice_of(const population_t *population, int32_t partition) {
  int64_t size = population->spec.size;
  int64_t first = smaller(population->first_block[partition] * FIM_BLOCK, size);
  int64_t end = smaller(population->first_block[partition + 1] * FIM_BLOCK, size);
  return (slice_t){.first = first, .size = end - first, .padded = (end - first + LANES - 1) / LANES * LANES};
}

int64_t partition_neurons(const fim_spiking_t *net, int32_t index) {
  int64_t neurons = 0;
  for (int32_t i = 0; i < net->populations; i++) {
    neurons += slice_of(&net->population[i], index).padded;
  }
  return neurons;
}

/* Slices' sizes, and the one allocation behind their arrays. */
static int32_t allocate_state(const fim_spiking_t *net, partition_t *partition, int32_t index) {
  size_t bytes = 0;
  for (int32_t i = 0; i < net->populations; i++) {
    const population_t *population = &net->population[i];
    slice_t *slice = &partition->slice[i];
    *slice = slice_of(population, index);
    bytes += (size_t)slice->padded * ((size_t)doubles_per_neuron(population) * sizeof(double) + sizeof(int32_t));
  }
  if (bytes == 0) {
    return FIM_OK;
  }
  partition->memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (partition->memory == NULL) {
    return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for the neurons' state");
  }
  memset(partition->memory, 0, bytes);
  partition->bytes += (int64_t)bytes;
  return FIM_OK;
}

static void place_arrays(const fim_spiking_t *net, partition_t *partition, double *arrivals) {
  char *next = partition->memory;
  for (int32_t i = 0; i < net->populations; i++) {
    slice_t *slice = &partition->slice[i];
    aeif_state_t *state = &slice->state;
    state->in_ex = arrivals;
    state->in_in = arrivals + slice->padded;
    arrivals += 2 * slice->padded;
    double **arrays[MOST_DOUBLES_PER_NEURON] = {&state->V_m, &state->w, &state->g_ex, &state->g_in, &state->release};
    for (int k = 0; k < doubles_per_neuron(&net->population[i]) && slice->size > 0; k++) {
      *arrays[k] = (double *)(void *)next;
      next += (size_t)slice->padded * sizeof(double);
    }
    if (slice->size > 0) {
      state->refractory = (int32_t *)(void *)next;
      next += (size_t)slice->padded * sizeof(int32_t);
    }
  }
}

/* Initial V_m and w: one normal pair per neuron. Neurons of the padding stay clamped. */
static void initialise_state(const fim_spiking_t *net, slice_t *slice, const population_t *population) {
  const fim_population_t *spec = &population->spec;
  uint32_t stream = fim_stream(FIM_STREAM_INITIAL_STATE, 0);
  for (int64_t i = 0; i < slice->padded; i++) {
    double V_normal = 0.0;
    double w_normal = 0.0;
    if (i < slice->size && (spec->V_m_std > 0.0 || spec->w_std > 0.0)) {
      uint32_t id = (uint32_t)(population->first_id + slice->first + i);
      fim_normal_pair(fim_philox(net->seed, stream, id, 0, 0), &V_normal, &w_normal);
    }
    slice->state.V_m[i] = i < slice->size ? spec->V_m_mean + spec->V_m_std * V_normal : population->neuron.V_reset;
    slice->state.w[i] = i < slice->size ? spec->w_mean + spec->w_std * w_normal : 0.0;
    slice->state.refractory[i] = i < slice->size ? 0 : INT32_MAX;
  }
}

/* Finds the recorded neurons that the partition owns. */
static int32_t collect_probes(const fim_spiking_t *net, partition_t *partition) {
  int64_t most = 0;
  for (int32_t r = 0; r < net->recorders; r++) {
    most += net->recorder[r].spec.neurons;
  }
  partition->probe = calloc((size_t)most + 1, sizeof *partition->probe);
  if (partition->probe == NULL) {
    return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for the recorders");
  }
  for (int32_t r = 0; r < net->recorders; r++) {
    const fim_recorder_t *spec = &net->recorder[r].spec;
    const slice_t *slice = &partition->slice[spec->population];
    for (int32_t column = 0; column < spec->neurons; column++) {
      int64_t local = spec->neuron[column] - slice->first;
      if (local >= 0 && local < slice->size) {
        partition->probe[partition->probes++] = (probe_t){.recorder = r, .column = column, .local = local};
      }
    }
  }
  return FIM_OK;
}

int64_t network_history_slots(const fim_spiking_t *net) {
  int64_t longest_delay = 0;
  for (int32_t q = 0; q < net->projections; q++) {
    int64_t delay = net->projection[q].delay_steps;
    longest_delay = delay > longest_delay ? delay : longest_delay;
  }
  return longest_delay + net->max_steps;
}

int32_t partition_build(fim_spiking_t *net, int32_t index, double *arrivals) {
  partition_t *partition = &net->partition[index];
  partition->slice = calloc((size_t)net->populations, sizeof *partition->slice);
  partition->synapses = calloc((size_t)net->projections + 1, sizeof *partition->synapses);
  if (partition->slice == NULL || partition->synapses == NULL) {
    return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for a partition");
  }
  int32_t code = allocate_state(net, partition, index);
  if (code != FIM_OK) {
    return code;
  }
  place_arrays(net, partition, arrivals);
  for (int32_t i = 0; i < net->populations; i++) {
    partition->history.offsets |= aeif_is_exact(&net->population[i].neuron);
    initialise_state(net, &partition->slice[i], &net->population[i]);
  }
  for (int32_t q = 0; q < net->projections; q++) {
    code = connectivity_build(net, partition, q);
    if (code != FIM_OK) {
      return code;
    }
  }
  code = spike_history_create(&partition->history, network_history_slots(net), partition->cluster->populations);
  if (code != FIM_OK) {
    return partition_fail(partition, code, 0, 0, "no memory for the spike history");
  }
  return collect_probes(net, partition);
}

void partition_free(const fim_spiking_t *net, partition_t *partition) {
  for (int32_t q = 0; partition->synapses != NULL && q < net->projections; q++) {
    synapses_free(&partition->synapses[q]);
  }
  spike_history_free(&partition->history);
  free(partition->probe);
  free(partition->synapses);
  free(partition->slice);
  free(partition->memory);
}
