/*
 * spiking_advance.c: the loop over steps.
 *
 * A group of threads runs its clusters one after the other, each to the end of the advance. Threads of a group meet
 * once per interval of a cluster's shortest delay: a spike of an interval arrives in a later one at the earliest, so
 * within it partitions are independent. A failure ends its cluster at the end of the interval in which it happened;
 * among all the earliest step, then the lowest neuron is reported, whatever the number of threads.
 */
#include "error.h"
#include "recipe.h"
#include "spiking_check.h"

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

/* One advance as its threads share it. */
typedef struct run {
  fim_spiking_t *net;
  const void *const *packets;
  int64_t end;
} run_t;

/*
 * Steps [from, to) of a partition. It shares the memory for arrivals with its thread's others, so that a step ends when
 * the next one begins; the last step of the advance ends with it.
 */
static int32_t run_interval(const run_t *run, partition_t *partition, int64_t from, int64_t to) {
  const fim_spiking_t *net = run->net;
  int32_t code = FIM_OK;
  for (int64_t step = from; step < to && code == FIM_OK; step++) {
    if (step > net->first_step) {
      code = end_step(net, partition, step - 1, run->packets);
    }
    if (code == FIM_OK) {
      code = begin_step(net, partition, step);
    }
  }
  if (code == FIM_OK && to == run->end) {
    code = end_step(net, partition, to - 1, run->packets);
    integrate_arrivals(net, partition);
  }
  return code;
}

static void stop_after(cluster_t *cluster, int64_t end) {
  long long stop = atomic_load(&cluster->stop);
  while (end < stop && !atomic_compare_exchange_weak(&cluster->stop, &stop, end)) {
  }
}

/* A thread's partitions of a cluster, interval by interval. */
static void run_cluster(const run_t *run, cluster_t *cluster, range_t owned) {
  fim_spiking_t *net = run->net;
  group_t *group = &net->group[cluster->group];
  for (int64_t from = net->first_step; from < run->end; from += cluster->interval) {
    int64_t to = from + cluster->interval < run->end ? from + cluster->interval : run->end;
    for (int32_t p = owned.first; p < owned.end; p++) {
      if (run_interval(run, &net->partition[p], from, to) != FIM_OK) {
        stop_after(cluster, to);
      }
    }
    if (group->threads > 1) {
      barrier_wait(&group->barrier);
    }
    if (atomic_load(&cluster->stop) <= to) {
      return;
    }
  }
}

static void run_thread(void *argument, int32_t thread) {
  const run_t *run = argument;
  fim_spiking_t *net = run->net;
  for (int32_t c = 0; c < net->clusters; c++) {
    range_t owned = cluster_owned(net, &net->cluster[c], thread);
    if (owned.first < owned.end) {
      run_cluster(run, &net->cluster[c], owned);
    }
  }
}

/* Earlier in the network's order: a step's integration comes before what arrives at its end. */
static bool precedes(const failure_t *x, const failure_t *y) {
  if (x->step != y->step) {
    return x->step < y->step;
  }
  if (x->code != y->code) {
    return x->code == FIM_E_NUMERIC;
  }
  return x->neuron < y->neuron;
}

/* The first failure, or FIM_OK. */
static int32_t report(fim_spiking_t *net) {
  const failure_t *first = NULL;
  for (int32_t p = 0; p < net->partitions; p++) {
    const failure_t *failure = &net->partition[p].failure;
    if (failure->code != FIM_OK && (first == NULL || precedes(failure, first))) {
      first = failure;
    }
  }
  net->failed = first != NULL;
  return first == NULL ? FIM_OK : fim_fail(first->code, "fim_spiking_advance: %s", first->text);
}

static int32_t check_advance(const fim_spiking_t *net, int32_t steps, const void *const *packets) {
  if (net == NULL || net->partition == NULL) {
    return fim_fail(FIM_E_STATE, "the network is not built");
  }
  if (net->failed) {
    return fim_fail(FIM_E_STATE, "the network has failed before");
  }
  if (steps < 1 || steps > net->max_steps) {
    return fim_fail(FIM_E_ARGUMENT, "steps = %d, allowed 1 to %d", steps, net->max_steps);
  }
  if (net->step + steps > UINT32_MAX) {
    return fim_fail(FIM_E_STATE, "step %lld is beyond the random numbers' 32-bit counter", (long long)net->step);
  }
  for (int32_t k = 0; k < net->inputs && packets != NULL; k++) {
    int32_t code = packets[k] == NULL ? FIM_OK : check_packet(net, k, steps, packets[k]);
    if (code != FIM_OK) {
      return code;
    }
  }
  return FIM_OK;
}

/* What all steps of a recipe have in common. */
static void prepare_inputs(fim_spiking_t *net, const void *const *packets) {
  for (int32_t k = 0; k < net->inputs && packets != NULL; k++) {
    const fim_spike_packet_t *packet = packets[k];
    if (packet != NULL && packet->kind == FIM_PACKET_RECIPE) {
      net->input[k].copies_gap = fim_copies_gap(fim_packet_recipe(packet));
    }
  }
}

int32_t fim_spiking_advance(fim_spiking_t *net, int32_t steps, const void *const *packets) {
  int32_t code = check_advance(net, steps, packets);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_advance");
  }
  prepare_inputs(net, packets);
  net->first_step = net->step;
  run_t run = {.net = net, .packets = packets, .end = net->step + steps};
  for (int32_t c = 0; c < net->clusters; c++) {
    atomic_store(&net->cluster[c].stop, INT64_MAX);
  }
  team_run(net->team, run_thread, &run);
  net->step = run.end;
  return report(net);
}
