/*
 * deliver.c: what arrives at a partition's neurons in a step, here from ports and background.
 *
 * Order of additions to in_ex and in_in: projections in order, then input ports in order, then background. Weights
 * within one of these are equal, so that the sum does not depend on how neurons are divided.
 */
#include <math.h>
#include <stddef.h>

#include "draws.h"
#include "network.h"

/* Adds the spikes of one population in a packet, whose blocks start at group `group`. */
static int32_t add_packet(partition_t *partition, const slice_t *slice, const fim_spike_packet_t *packet, int64_t row,
                          int64_t group, double weight) {
  const uint32_t *index = (const uint32_t *)(packet + 1);
  const uint32_t *id = index + (int64_t)packet->steps * packet->groups + 1;
  double *in = slice_arrivals(slice, weight);
  for (int64_t block = 0; block < fim_blocks(slice->size); block++) {
    int64_t local = block * FIM_BLOCK;
    int64_t size = slice->size - local < FIM_BLOCK ? slice->size - local : FIM_BLOCK;
    const uint32_t *bounds = index + row * packet->groups + group + (slice->first + local) / FIM_BLOCK;
    for (uint32_t i = bounds[0]; i < bounds[1]; i++) {
      int64_t place = (int64_t)id[i] - slice->first - local;
      if (place < 0 || place >= size) {
        return partition_fail(partition, FIM_E_ARGUMENT, packet->first_step + row, id[i],
                              "a packet holds a neuron of another block");
      }
      in[local + place] += fabs(weight);
    }
  }
  return FIM_OK;
}

static int32_t deliver_inputs(const fim_spiking_t *net, partition_t *partition, int64_t step,
                              const void *const *packets) {
  for (int32_t k = 0; k < net->inputs; k++) {
    const fim_input_t *spec = &net->input[k].spec;
    const fim_spike_packet_t *packet = packets == NULL ? NULL : packets[k];
    if (packet == NULL || packet->count == 0) {
      continue;
    }
    for (int32_t i = 0; i < spec->populations; i++) {
      const slice_t *slice = &partition->slice[spec->first_population + i];
      int64_t group = network_blocks(net, spec->first_population, i);
      int32_t code = add_packet(partition, slice, packet, step - packet->first_step, group, spec->weight_nS);
      if (code != FIM_OK) {
        return code;
      }
    }
  }
  return FIM_OK;
}

/* Independent Poisson trains: the events of a block are Poisson, and each goes to a neuron drawn uniformly. */
static void deliver_background(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t i = 0; i < net->populations; i++) {
    const fim_population_t *spec = &net->population[i].spec;
    const slice_t *slice = &partition->slice[i];
    int64_t emitted = step - spec->background_delay_steps;
    if (spec->background_rate_hz == 0.0 || emitted < 0) {
      continue;
    }
    double *in = slice_arrivals(slice, spec->background_weight_nS);
    uint32_t stream = fim_stream(FIM_STREAM_BACKGROUND, (uint32_t)i);
    for (int64_t local = 0; local < slice->size; local += FIM_BLOCK) {
      int64_t size = slice->size - local < FIM_BLOCK ? slice->size - local : FIM_BLOCK;
      uint32_t block = (uint32_t)((slice->first + local) / FIM_BLOCK);
      fim_draws_t draws = fim_draws(net->seed, stream, block, (uint32_t)emitted);
      int64_t events = fim_draw_poisson(&draws, spec->background_rate_hz * 1e-3 * net->dt * (double)size);
      for (int64_t e = 0; e < events; e++) {
        in[local + fim_draw_index(&draws, (uint64_t)size)] += fabs(spec->background_weight_nS);
      }
    }
  }
}

int32_t deliver_step(const fim_spiking_t *net, partition_t *partition, int64_t step, const void *const *packets) {
  deliver_projections(net, partition, step);
  int32_t code = deliver_inputs(net, partition, step, packets);
  if (code == FIM_OK) {
    deliver_background(net, partition, step);
  }
  return code;
}
