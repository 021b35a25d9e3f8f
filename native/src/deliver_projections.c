/*
 * deliver_projections.c: the spikes of earlier steps that arrive at a partition's neurons over synapses.
 *
 * Synapses are far from any cache in a large network. So spikes are taken in chunks: where their synapses lie is read,
 * and their memory asked for, for the whole chunk before it is worked on.
 */
#include <math.h>
#include <stddef.h>

#include "network.h"

/* Bytes of a cache line; bytes at the start of a bin that the hardware does not foresee. */
enum { CHUNK = 64, LINE = 64, FORESIGHT = 8 * LINE };

/* A chunk of the spikes that go over a projection to one partition. */
typedef struct chunk {
  const synapses_t *synapses;
  double *in;
  double weight;
  bin_t bin[CHUNK];
  uint32_t source[CHUNK];
  int32_t bins;
} chunk_t;

/* Asks for elements [bin.from, bin.to) of an array of so wide elements. */
static inline void prefetch(const void *array, bin_t bin, uint32_t width) {
  uint32_t count = bin.to - bin.from < FORESIGHT / width ? bin.to - bin.from : FORESIGHT / width;
  for (uint32_t k = 0; k < count; k += LINE / width) {
    __builtin_prefetch((const char *)array + ((size_t)bin.from + k) * width);
  }
}

/* Adds weight once per synapse of the chunk's bins. */
static void add_dense(const chunk_t *chunk) {
  const uint16_t *target = chunk->synapses->target;
  double weight = chunk->weight;
  double *restrict in = chunk->in;
  for (int32_t i = 0; i < chunk->bins; i++) {
    bin_t bin = chunk->bin[i];
    for (uint32_t k = bin.from; k < bin.to; k++) {
      in[target[k]] += weight;
    }
  }
}

/* The same, of the synapses in a bin those of the spike's source. */
static void add_sparse(const chunk_t *chunk) {
  const uint32_t *pair = chunk->synapses->pair;
  double weight = chunk->weight;
  double *restrict in = chunk->in;
  for (int32_t i = 0; i < chunk->bins; i++) {
    bin_t bin = chunk->bin[i];
    uint32_t source = synapses_pair(chunk->source[i], 0);
    for (uint32_t k = bin.from; k < bin.to; k++) {
      uint32_t target = pair[k] ^ source;
      if (target < 1 << 16) {
        in[target] += weight;
      }
    }
  }
}

static void add_chunk(chunk_t *chunk) {
  if (synapses_are_sparse(chunk->synapses)) {
    add_sparse(chunk);
  } else {
    add_dense(chunk);
  }
  chunk->bins = 0;
}

static inline void add_spike(chunk_t *chunk, uint32_t source) {
  const synapses_t *synapses = chunk->synapses;
  bin_t bin = synapses_bin(synapses, source);
  if (synapses_are_sparse(synapses)) {
    prefetch(synapses->pair, bin, sizeof *synapses->pair);
  } else {
    prefetch(synapses->target, bin, sizeof *synapses->target);
  }
  chunk->source[chunk->bins] = source;
  chunk->bin[chunk->bins++] = bin;
  if (chunk->bins == CHUNK) {
    add_chunk(chunk);
  }
}

/* Adds what a history has of one population in the step of emission; what is left of a chunk stays there. */
static void add_history(const spike_history_t *history, int64_t emitted, int32_t place, chunk_t *chunk) {
  const spike_slot_t *slot = spike_history_slot(history, emitted);
  uint32_t end = slot->start[place + 1];
  for (uint32_t i = slot->start[place]; i < end; i++) {
    add_spike(chunk, slot->id[i]);
  }
}

/* The spikes of a projection's source population in the step they were emitted: this rank's, then the others'. */
static void add_spikes(const fim_spiking_t *net, const fim_projection_t *spec, int64_t emitted, chunk_t *chunk) {
  const population_t *source = &net->population[spec->source];
  const cluster_t *cluster = &net->cluster[source->cluster];
  for (int32_t p = cluster->first_partition; p < cluster->first_partition + cluster->partitions; p++) {
    add_history(&net->partition[p].history, emitted, source->place, chunk);
  }
  for (int32_t m = 0; m < source->mirrors; m++) {
    add_history(&source->mirror[m], emitted, source->mirror_place, chunk);
  }
  add_chunk(chunk);
}

void deliver_projections(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t q = 0; q < net->projections; q++) {
    const fim_projection_t *spec = &net->projection[q];
    int64_t emitted = step - spec->delay_steps;
    if (emitted >= 0 && partition->synapses[q].first != NULL) {
      chunk_t chunk;
      chunk.synapses = &partition->synapses[q];
      chunk.in = slice_arrivals(&partition->slice[spec->target], spec->weight_nS);
      chunk.weight = fabs(spec->weight_nS);
      chunk.bins = 0;
      add_spikes(net, spec, emitted, &chunk);
    }
  }
}
