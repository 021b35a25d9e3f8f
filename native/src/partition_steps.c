/* partition_steps.c: the steps of one partition: neurons, what arrives at them, samples. */
#include "network.h"

static void record(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t i = 0; i < partition->probes; i++) {
    const probe_t *probe = &partition->probe[i];
    const recorder_t *recorder = &net->recorder[probe->recorder];
    const fim_recorder_t *spec = &recorder->spec;
    if ((step + 1) % spec->interval_steps != 0) {
      continue;
    }
    const aeif_t *neuron = &net->population[spec->population].neuron;
    const aeif_state_t *state = &partition->slice[spec->population].state;
    int64_t local = probe->local;
    const double value[] = {[FIM_V_M] = state->V_m[local],
                            [FIM_W] = state->w[local],
                            [FIM_G_EX] = aeif_conductance(state->g_ex[local], neuron->decay_ex, state->in_ex[local]),
                            [FIM_G_IN] = aeif_conductance(state->g_in[local], neuron->decay_in, state->in_in[local])};
    int64_t row = recorder_row(recorder, step) - recorder_row(recorder, net->first_step);
    for (int32_t v = 0; v < spec->variables; v++) {
      recorder->sample[(row * spec->variables + v) * spec->neurons + probe->column] = value[spec->variable[v]];
    }
  }
}

/* What arrives at the end of a step, and its samples. */
static int32_t end_step(const fim_spiking_t *net, partition_t *partition, int64_t step, const void *const *packets) {
  int32_t code = deliver_step(net, partition, step, packets);
  record(net, partition, step);
  return code;
}

static int32_t begin_step(const fim_spiking_t *net, partition_t *partition, int64_t step) {
  const cluster_t *cluster = partition->cluster;
  spike_slot_t *slot = spike_history_slot(&partition->history, step);
  slot->count = 0;
  slot->start[0] = 0;
  int32_t code = FIM_OK;
  for (int32_t k = 0; k < cluster->populations && code == FIM_OK; k++) {
    code = integrate_slice(net, partition, cluster->population[k], step);
    slot->start[k + 1] = slot->count;
  }
  return code;
}

/*
 * A partition shares the memory for arrivals with its thread's others, so that a step ends when the next one begins;
 * the last step of the advance ends with it.
 */
int32_t partition_run(const fim_spiking_t *net, partition_t *partition, int64_t from, int64_t to,
                      const void *const *packets) {
  int32_t code = FIM_OK;
  for (int64_t step = from; step < to && code == FIM_OK; step++) {
    if (step > net->first_step) {
      code = end_step(net, partition, step - 1, packets);
    }
    if (code == FIM_OK) {
      code = begin_step(net, partition, step);
    }
  }
  return code;
}

int32_t partition_finish(const fim_spiking_t *net, partition_t *partition, int64_t end, const void *const *packets) {
  int32_t code = end_step(net, partition, end - 1, packets);
  integrate_arrivals(net, partition);
  return code;
}
