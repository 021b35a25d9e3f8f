/* integrate.c: one step of a partition's neurons of one population, and their spikes. */
#include <stdio.h>

#include "network.h"

/* Neurons that go through the fast lane before their slow ones: many together, their list on the stack. */
enum { PIECE = 16 * FIM_BLOCK };

static int32_t fail_numeric(partition_t *partition, int64_t step, int64_t neuron, int spikes, double V_m, double w) {
  char text[200];
  if (spikes == AEIF_TOO_MANY_SPIKES) {
    snprintf(text, sizeof text, "neuron %lld, step %lld: more than %d spikes in a step", (long long)neuron,
             (long long)step, AEIF_MAX_SPIKES_PER_STEP);
  } else {
    snprintf(text, sizeof text, "neuron %lld, step %lld: V_m = %g mV, w = %g pA, allowed |V_m| < 1e3, |w| < 1e6",
             (long long)neuron, (long long)step, V_m, w);
  }
  return partition_fail(partition, FIM_E_NUMERIC, step, neuron, text);
}

/* The slow lane of some neurons of a slice, and their spikes into the slot. */
static int32_t step_slow(const fim_spiking_t *net, partition_t *partition, int32_t index, int64_t step, int64_t first,
                         const int32_t *slow, int64_t n) {
  const population_t *population = &net->population[index];
  const slice_t *slice = &partition->slice[index];
  const aeif_state_t piece = aeif_state_from(&slice->state, first);
  spike_slot_t *slot = spike_history_slot(&partition->history, step);
  aeif_spikes_t spikes;
  net->kernels->aeif_step_slow(&population->neuron, &piece, n, slow, &spikes);
  for (int64_t i = 0; i < n; i++) {
    int64_t neuron = slice->first + first + slow[i];
    int64_t id = population->first_id + neuron;
    if (spikes.count[i] < 0) {
      return fail_numeric(partition, step, id, spikes.count[i], piece.V_m[slow[i]], piece.w[slow[i]]);
    }
    for (int32_t k = 0; k < spikes.count[i]; k++) {
      if (spike_slot_append(&partition->history, slot, (uint32_t)neuron, spikes.offset[i][k]) != FIM_OK) {
        return partition_fail(partition, FIM_E_MEMORY, step, id, "no memory for a spike");
      }
    }
  }
  return FIM_OK;
}

int32_t integrate_slice(const fim_spiking_t *net, partition_t *partition, int32_t index, int64_t step) {
  const slice_t *slice = &partition->slice[index];
  int32_t slow[PIECE];
  for (int64_t first = 0; first < slice->size; first += PIECE) {
    int64_t size = slice->size - first < PIECE ? slice->size - first : PIECE;
    aeif_state_t piece = aeif_state_from(&slice->state, first);
    if (step == net->first_step) {
      piece.in_ex = piece.in_in = NULL; /* added at the end of the last advance */
    }
    int64_t count = net->kernels->aeif_step_fast(&net->population[index].neuron, size, &piece, slow);
    for (int64_t i = 0; i < count; i += AEIF_SLOW_LANES) {
      int64_t n = count - i < AEIF_SLOW_LANES ? count - i : AEIF_SLOW_LANES;
      int32_t code = step_slow(net, partition, index, step, first, slow + i, n);
      if (code != FIM_OK) {
        return code;
      }
    }
  }
  return FIM_OK;
}

void integrate_arrivals(const fim_spiking_t *net, const partition_t *partition) {
  const cluster_t *cluster = partition->cluster;
  for (int32_t k = 0; k < cluster->populations; k++) {
    const slice_t *slice = &partition->slice[cluster->population[k]];
    net->kernels->aeif_add_arrivals(&net->population[cluster->population[k]].neuron, slice->padded, &slice->state);
  }
}
