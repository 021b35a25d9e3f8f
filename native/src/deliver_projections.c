/*
 * deliver_projections.c: the spikes of earlier steps that arrive at a partition's neurons over synapses.
 *
 * Synapses are far from any cache in a large network. So spikes are taken in chunks: where their runs of targets lie is
 * read, and their memory asked for, for the whole chunk before it is worked on.
 */
#include <math.h>
#include <stddef.h>

#include "network.h"

/* Targets in a cache line; targets at the start of a run that the hardware does not foresee. */
enum { CHUNK = 64, LINE = 32, FORESIGHT = 8 * LINE };

typedef struct run {
  uint32_t from, to;
} run_t;

typedef struct chunk {
  run_t run[CHUNK];
  int32_t runs;
} chunk_t;

static void prefetch(const uint16_t *target, run_t run) {
  uint32_t to = run.to - run.from < FORESIGHT ? run.to : run.from + FORESIGHT;
  for (uint32_t k = run.from; k < to; k += LINE) {
    __builtin_prefetch(target + k);
  }
}

/* Adds weight once per synapse of the chunk's runs. */
static void add_chunk(const uint16_t *target, chunk_t *chunk, double weight, double *restrict in) {
  for (int32_t i = 0; i < chunk->runs; i++) {
    run_t run = chunk->run[i];
    for (uint32_t k = run.from; k < run.to; k++) {
      in[target[k]] += weight;
    }
  }
  chunk->runs = 0;
}

/* Adds what a history has of one population in the step of emission; what is left of a chunk stays there. */
static void add_history(const spike_history_t *history, int64_t emitted, int32_t place, const synapses_t *synapses,
                        chunk_t *chunk, double weight, double *in) {
  const spike_slot_t *slot = spike_history_slot(history, emitted);
  uint32_t end = slot->start[place + 1];
  for (uint32_t i = slot->start[place]; i < end; i++) {
    const uint32_t *offset = synapses->offset + slot->id[i];
    chunk->run[chunk->runs++] = (run_t){offset[0], offset[1]};
    prefetch(synapses->target, chunk->run[chunk->runs - 1]);
    if (chunk->runs == CHUNK) {
      add_chunk(synapses->target, chunk, weight, in);
    }
  }
}

/* The spikes of a projection's source population in the step they were emitted: this rank's, then the others'. */
static void add_spikes(const fim_spiking_t *net, const fim_projection_t *spec, int64_t emitted,
                       const synapses_t *synapses, double *in) {
  const population_t *source = &net->population[spec->source];
  const cluster_t *cluster = &net->cluster[source->cluster];
  double weight = fabs(spec->weight_nS);
  chunk_t chunk = {.runs = 0};
  for (int32_t p = cluster->first_partition; p < cluster->first_partition + cluster->partitions; p++) {
    add_history(&net->partition[p].history, emitted, source->place, synapses, &chunk, weight, in);
  }
  for (int32_t m = 0; m < source->mirrors; m++) {
    add_history(&source->mirror[m], emitted, source->mirror_place, synapses, &chunk, weight, in);
  }
  add_chunk(synapses->target, &chunk, weight, in);
}

void deliver_projections(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t q = 0; q < net->projections; q++) {
    const fim_projection_t *spec = &net->projection[q];
    int64_t emitted = step - spec->delay_steps;
    if (emitted >= 0 && partition->synapses[q].offset != NULL) {
      double *in = slice_arrivals(&partition->slice[spec->target], spec->weight_nS);
      add_spikes(net, spec, emitted, &partition->synapses[q], in);
    }
  }
}
