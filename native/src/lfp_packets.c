/* lfp_packets.c: validation of packets. */
#include "lfp_packets.h"

#include <stdbool.h>
#include <stdlib.h>

#include "error.h"
#include "packet.h"
#include "recipe.h"

int32_t lfp_packets_create(lfp_packets_t *packets, const fim_lfp_config_t *config) {
  *packets =
      (lfp_packets_t){.populations = config->populations, .inputs = config->inputs, .max_steps = config->max_steps};
  for (int32_t i = 0; i < config->rows; i++) {
    const fim_lfp_synapses_t *row = &config->synapses[i];
    if (row->source_kind == FIM_LFP_GROUP && row->source >= packets->groups) {
      packets->groups = row->source + 1;
    }
  }
  packets->group_size = calloc((size_t)packets->groups + 1, sizeof *packets->group_size);
  packets->population_size = calloc((size_t)config->populations, sizeof *packets->population_size);
  if (packets->group_size == NULL || packets->population_size == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d groups", packets->groups);
  }
  for (int32_t i = 0; i < config->rows; i++) {
    const fim_lfp_synapses_t *row = &config->synapses[i];
    if (row->source_kind == FIM_LFP_GROUP) {
      packets->group_size[row->source] = row->source_size;
    }
  }
  for (int32_t i = 0; i < config->populations; i++) {
    packets->population_size[i] = config->population[i].cells;
  }
  int64_t blocks;
  return packets->inputs == 0 ? FIM_OK : fim_count_blocks(packets->population_size, packets->populations, &blocks);
}

void lfp_packets_destroy(lfp_packets_t *packets) {
  free(packets->group_size);
  free(packets->population_size);
}

/* Whether the ids of a group are neurons [first, first + size), in all steps. */
static int32_t check_ids(const fim_spike_packet_t *packet, int64_t group, int64_t first, int64_t size) {
  const uint32_t *index = (const uint32_t *)(packet + 1);
  const uint32_t *id = index + (int64_t)packet->steps * packet->groups + 1;
  for (int64_t step = 0; step < packet->steps; step++) {
    const uint32_t *bounds = index + step * packet->groups + group;
    for (uint32_t i = bounds[0]; i < bounds[1]; i++) {
      if (id[i] < first || id[i] >= first + size) {
        return fim_fail(FIM_E_ARGUMENT, "group %lld at step %lld: neuron %u, allowed %lld to %lld", (long long)group,
                        (long long)(packet->first_step + step), id[i], (long long)first, (long long)(first + size - 1));
      }
    }
  }
  return FIM_OK;
}

static int32_t check_spikes(const lfp_packets_t *packets, int64_t first_step, const fim_spike_packet_t *spikes) {
  if (spikes->kind != FIM_PACKET_SPIKES) {
    return fim_fail(FIM_E_ARGUMENT, "kind = %d, allowed %d (spikes)", spikes->kind, FIM_PACKET_SPIKES);
  }
  if (spikes->steps < 1 || spikes->steps > packets->max_steps) {
    return fim_fail(FIM_E_ARGUMENT, "steps = %d, allowed 1 to %d", spikes->steps, packets->max_steps);
  }
  bool late = first_step >= 0 && spikes->first_step != first_step;
  if (late || spikes->first_step < 0 || spikes->first_step + spikes->steps > UINT32_MAX) {
    return fim_fail(FIM_E_ARGUMENT, "first_step = %lld, expected %lld", (long long)spikes->first_step,
                    (long long)first_step);
  }
  if (spikes->groups < packets->groups) {
    return fim_fail(FIM_E_ARGUMENT, "groups = %d, the network's populations, allowed %d and above", spikes->groups,
                    packets->groups);
  }
  if (!fim_index_ascends(spikes)) {
    return fim_fail(FIM_E_ARGUMENT, "its index does not ascend to count");
  }
  int32_t code = FIM_OK;
  for (int32_t group = 0; group < packets->groups && code == FIM_OK; group++) {
    int64_t size = packets->group_size[group];
    code = size > 0 ? check_ids(spikes, group, 0, size) : FIM_OK;
  }
  return code;
}

static int32_t check_blocks(const lfp_packets_t *packets, const fim_spike_packet_t *input) {
  int32_t code = FIM_OK;
  int64_t group = 0;
  for (int32_t i = 0; i < packets->populations; i++) {
    int64_t size = packets->population_size[i];
    for (int64_t first = 0; first < size && code == FIM_OK; first += FIM_BLOCK) {
      code = check_ids(input, group++, first, size - first < FIM_BLOCK ? size - first : FIM_BLOCK);
    }
  }
  return code;
}

static int32_t check_input(const lfp_packets_t *packets, const fim_spike_packet_t *spikes,
                           const fim_spike_packet_t *input) {
  int64_t blocks = 0;
  for (int32_t i = 0; i < packets->populations; i++) {
    blocks += fim_blocks(packets->population_size[i]);
  }
  const int32_t code = fim_check_arrivals(input, spikes->first_step, spikes->steps, blocks);
  return code == FIM_OK && input->kind == FIM_PACKET_SPIKES ? check_blocks(packets, input) : code;
}

int32_t lfp_packets_check(const lfp_packets_t *packets, int64_t first_step, const fim_spike_packet_t *spikes,
                          const void *const *inputs) {
  int32_t code = check_spikes(packets, first_step, spikes);
  if (code != FIM_OK) {
    return fim_chain(code, "packet of spikes");
  }
  for (int32_t i = 0; i < packets->inputs && inputs != NULL; i++) {
    code = inputs[i] == NULL ? FIM_OK : check_input(packets, spikes, inputs[i]);
    if (code != FIM_OK) {
      return fim_chain(code, "packet of input %d", i);
    }
  }
  return FIM_OK;
}
