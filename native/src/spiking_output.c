/* spiking_output.c: what a caller reads from a network: spikes and samples of the last advance, synapses. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "ranks.h"

static int32_t check_built(const fim_spiking_t *net) {
  if (net == NULL || net->partition == NULL || net->failed) {
    return fim_fail(FIM_E_STATE, "the network is not built, or has failed");
  }
  return FIM_OK;
}

int64_t network_spikes(const fim_spiking_t *net, int32_t population, int64_t step) {
  const cluster_t *cluster = &net->cluster[net->population[population].cluster];
  int32_t place = net->population[population].place;
  int64_t count = 0;
  for (int32_t p = cluster->first_partition; p < cluster->first_partition + cluster->partitions; p++) {
    const spike_slot_t *slot = spike_history_slot(&net->partition[p].history, step);
    count += slot->start[place + 1] - slot->start[place];
  }
  return count;
}

void network_copy_spikes(const fim_spiking_t *net, int32_t population, int64_t step, uint32_t *id) {
  const cluster_t *cluster = &net->cluster[net->population[population].cluster];
  int32_t place = net->population[population].place;
  for (int32_t p = cluster->first_partition; p < cluster->first_partition + cluster->partitions; p++) {
    const spike_slot_t *slot = spike_history_slot(&net->partition[p].history, step);
    uint32_t start = slot->start[place];
    uint32_t count = slot->start[place + 1] - start;
    if (count > 0) {
      memcpy(id, slot->id + start, count * sizeof *id);
      id += count;
    }
  }
}

void network_copy_offsets(const fim_spiking_t *net, int32_t population, int64_t step, double *offset_ms) {
  const cluster_t *cluster = &net->cluster[net->population[population].cluster];
  int32_t place = net->population[population].place;
  for (int32_t p = cluster->first_partition; p < cluster->first_partition + cluster->partitions; p++) {
    const spike_history_t *history = &net->partition[p].history;
    const spike_slot_t *slot = spike_history_slot(history, step);
    for (uint32_t i = slot->start[place]; i < slot->start[place + 1]; i++) {
      *offset_ms++ = history->offsets ? slot->offset[i] : 0.0;
    }
  }
}

/* The lead of several ranks has the spikes of all; else NULL, and they are with the partitions. */
static const collected_t *collected(const fim_spiking_t *net) {
  return net->ranks != NULL && ranks_lead(net) ? &net->ranks->collected : NULL;
}

/* Where the collected spikes of a population in a step begin; there end those before. */
static const int64_t *collected_bound(const fim_spiking_t *net, int32_t population, int64_t step) {
  return collected(net)->bound + (step - net->first_step) * net->populations + population;
}

static int64_t spikes_of(const fim_spiking_t *net, int32_t population, int64_t step) {
  if (collected(net) == NULL) {
    return network_spikes(net, population, step);
  }
  const int64_t *bound = collected_bound(net, population, step);
  return bound[1] - bound[0];
}

/* Writes ids or offsets, if not NULL; returns their number. */
static int64_t copy_spikes(const fim_spiking_t *net, int32_t population, int64_t step, uint32_t *id,
                           double *offset_ms) {
  int64_t count = spikes_of(net, population, step);
  const collected_t *all = collected(net);
  if (count == 0) {
    return 0;
  }
  if (id != NULL && all != NULL) {
    memcpy(id, all->id + *collected_bound(net, population, step), (size_t)count * sizeof *id);
  } else if (id != NULL) {
    network_copy_spikes(net, population, step, id);
  }
  if (offset_ms != NULL && all == NULL) {
    network_copy_offsets(net, population, step, offset_ms);
  } else if (offset_ms != NULL && all->offset != NULL) {
    memcpy(offset_ms, all->offset + *collected_bound(net, population, step), (size_t)count * sizeof *offset_ms);
  } else if (offset_ms != NULL) {
    memset(offset_ms, 0, (size_t)count * sizeof *offset_ms);
  }
  return count;
}

/* Number of spikes of consecutive populations in the last advance. */
static int64_t count_spikes(const fim_spiking_t *net, int32_t first_population, int32_t populations) {
  int64_t count = 0;
  for (int64_t step = net->first_step; step < net->step; step++) {
    for (int32_t i = first_population; i < first_population + populations; i++) {
      count += spikes_of(net, i, step);
    }
  }
  return count;
}

int32_t fim_spiking_spikes(const fim_spiking_t *net, int32_t first_population, int32_t populations, void *packet,
                           int64_t capacity, int64_t *bytes) {
  int32_t code = check_built(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_spikes");
  }
  if (!network_has_populations(net, first_population, populations) || packet == NULL || bytes == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_spikes: first_population = %d, populations = %d, packet = %p",
                    first_population, populations, packet);
  }
  int64_t steps = net->step - net->first_step;
  int64_t count = count_spikes(net, first_population, populations);
  *bytes = fim_spike_packet_bytes(steps, populations, count);
  if (capacity < *bytes || count > UINT32_MAX) {
    return fim_fail(FIM_E_CAPACITY, "fim_spiking_spikes: capacity = %lld bytes, needed %lld", (long long)capacity,
                    (long long)*bytes);
  }
  fim_spike_packet_t *header = packet;
  *header = (fim_spike_packet_t){
      .first_step = net->first_step, .count = count, .steps = (int32_t)steps, .groups = populations};
  uint32_t *index = (uint32_t *)(header + 1);
  uint32_t *ids = index + steps * populations + 1;
  uint32_t *id = ids;
  *index++ = 0;
  for (int64_t step = net->first_step; step < net->step; step++) {
    for (int32_t i = first_population; i < first_population + populations; i++) {
      id += copy_spikes(net, i, step, id, NULL);
      *index++ = (uint32_t)(id - ids);
    }
  }
  return FIM_OK;
}

int32_t fim_spiking_spike_offsets(const fim_spiking_t *net, int32_t first_population, int32_t populations,
                                  double *offset_ms, int64_t capacity, int64_t *count) {
  int32_t code = check_built(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_spike_offsets");
  }
  if (!network_has_populations(net, first_population, populations) || offset_ms == NULL || count == NULL) {
    return fim_fail(FIM_E_ARGUMENT,
                    "fim_spiking_spike_offsets: first_population = %d, populations = %d, offset_ms = %p",
                    first_population, populations, (void *)offset_ms);
  }
  *count = count_spikes(net, first_population, populations);
  if (capacity < *count) {
    return fim_fail(FIM_E_CAPACITY, "fim_spiking_spike_offsets: capacity = %lld, needed %lld", (long long)capacity,
                    (long long)*count);
  }
  for (int64_t step = net->first_step; step < net->step; step++) {
    for (int32_t i = first_population; i < first_population + populations; i++) {
      offset_ms += copy_spikes(net, i, step, NULL, offset_ms);
    }
  }
  return FIM_OK;
}

int32_t fim_spiking_samples(const fim_spiking_t *net, int32_t recorder, double *out, int64_t capacity_rows,
                            int32_t *rows) {
  int32_t code = check_built(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_samples");
  }
  if (recorder < 0 || recorder >= net->recorders || out == NULL || rows == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_samples: recorder = %d, allowed 0 to %d; out = %p", recorder,
                    net->recorders - 1, (void *)out);
  }
  const recorder_t *source = &net->recorder[recorder];
  int64_t count = recorder_row(source, net->step) - recorder_row(source, net->first_step);
  *rows = (int32_t)count;
  if (capacity_rows < count) {
    return fim_fail(FIM_E_CAPACITY, "fim_spiking_samples: capacity = %lld rows, needed %lld", (long long)capacity_rows,
                    (long long)count);
  }
  size_t width = (size_t)source->spec.variables * (size_t)source->spec.neurons;
  memcpy(out, source->sample, (size_t)count * width * sizeof *out);
  return FIM_OK;
}

/* The partition whose slice of a population holds a neuron; NULL if another rank has it. */
static const partition_t *owner(const fim_spiking_t *net, int32_t population, int64_t neuron) {
  const int64_t *first_block = net->population[population].first_block;
  int64_t block = neuron / FIM_BLOCK;
  if (block < first_block[0] || block >= first_block[net->partitions]) {
    return NULL;
  }
  int32_t p = 0;
  while (first_block[p + 1] <= block) {
    p++;
  }
  return &net->partition[p];
}

int32_t fim_spiking_sources(const fim_spiking_t *net, int32_t projection, int64_t target, int64_t *source,
                            int64_t capacity, int64_t *count) {
  int32_t code = check_built(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_sources");
  }
  if (projection < 0 || projection >= net->projections || source == NULL || count == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_sources: projection = %d, allowed 0 to %d; source = %p", projection,
                    net->projections - 1, (void *)source);
  }
  const fim_projection_t *spec = &net->projection[projection];
  int64_t targets = net->population[spec->target].spec.size;
  if (target < 0 || target >= targets) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_sources: target = %lld, allowed 0 to %lld", (long long)target,
                    (long long)(targets - 1));
  }
  const partition_t *partition = owner(net, spec->target, target);
  if (partition == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_sources: target %lld is a neuron of another rank", (long long)target);
  }
  uint32_t local = (uint32_t)(target - partition->slice[spec->target].first);
  int64_t found = synapses_sources(&partition->synapses[projection], local, source, capacity);
  *count = found;
  if (found > capacity) {
    return fim_fail(FIM_E_CAPACITY, "fim_spiking_sources: capacity = %lld, needed %lld", (long long)capacity,
                    (long long)found);
  }
  return FIM_OK;
}
