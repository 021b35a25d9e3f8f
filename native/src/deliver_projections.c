/* deliver_projections.c: the spikes of earlier steps that arrive at a partition's neurons over synapses. */
#include <math.h>
#include <stddef.h>

#include "network.h"

/* Adds weight once per synapse of the given spikes. */
static void add_spikes(const synapses_t *synapses, const uint32_t *id, int64_t count, double weight,
                       double *restrict in) {
  for (int64_t i = 0; i < count; i++) {
    uint32_t from = synapses->offset[id[i]];
    uint32_t to = synapses->offset[id[i] + 1];
    if (synapses->wide) {
      const uint32_t *target = synapses->target;
      for (uint32_t k = from; k < to; k++) {
        in[target[k]] += weight;
      }
    } else {
      const uint16_t *target = synapses->target;
      for (uint32_t k = from; k < to; k++) {
        in[target[k]] += weight;
      }
    }
  }
}

void deliver_projections(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t q = 0; q < net->projections; q++) {
    const fim_projection_t *spec = &net->projection[q];
    int64_t emitted = step - spec->delay_steps;
    if (emitted < 0 || partition->synapses[q].offset == NULL) {
      continue;
    }
    double *in = slice_arrivals(&partition->slice[spec->target], spec->weight_nS);
    for (int32_t p = 0; p < net->partitions; p++) {
      const spike_slot_t *slot = spike_history_slot(&net->partition[p].history, emitted);
      uint32_t start = slot->start[spec->source];
      add_spikes(&partition->synapses[q], slot->id + start, slot->start[spec->source + 1] - start,
                 fabs(spec->weight_nS), in);
    }
  }
}
