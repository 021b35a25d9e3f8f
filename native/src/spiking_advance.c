/*
 * spiking_advance.c: the loop over steps.
 *
 * A group of threads runs its clusters one after the other, each to the end of the advance. Threads of a group meet
 * once per interval of a cluster's shortest delay: a spike of an interval arrives in a later one at the earliest, so
 * within it partitions are independent. A failure ends its cluster at the end of the interval in which it happened;
 * among all the earliest step, then the lowest neuron is reported, whatever the number of threads. Several ranks that
 * share a cluster meet as well (spiking_crew.c).
 */
#include "error.h"
#include "ranks.h"
#include "recipe.h"
#include "spiking_check.h"

/* One advance as its threads share it. */
typedef struct run {
  fim_spiking_t *net;
  const void *const *packets;
  int64_t end;
} run_t;

/* A thread's partitions of a cluster, interval by interval. */
static void run_cluster(const run_t *run, cluster_t *cluster, range_t owned) {
  fim_spiking_t *net = run->net;
  group_t *group = &net->group[cluster->group];
  for (int64_t from = net->first_step; from < run->end; from += cluster->interval) {
    int64_t to = from + cluster->interval < run->end ? from + cluster->interval : run->end;
    for (int32_t p = owned.first; p < owned.end; p++) {
      partition_t *partition = &net->partition[p];
      int32_t code = partition_run(net, partition, from, to, run->packets);
      if (code == FIM_OK && to == run->end) {
        code = partition_finish(net, partition, to, run->packets);
      }
      if (code != FIM_OK) {
        cluster_stop_after(cluster, to);
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
    if (net->ranks != NULL && net->ranks->shared == &net->cluster[c]) {
      crew_run(net, &net->cluster[c], thread, run->end, run->packets);
    } else if (owned.first < owned.end) {
      run_cluster(run, &net->cluster[c], owned);
    }
  }
}

/* The first failure of this rank's partitions, or NULL. */
static const failure_t *first_failure(const fim_spiking_t *net) {
  const failure_t *first = NULL;
  for (int32_t p = 0; p < net->partitions; p++) {
    const failure_t *failure = &net->partition[p].failure;
    if (failure->code != FIM_OK && (first == NULL || failure_precedes(failure, first))) {
      first = failure;
    }
  }
  return first;
}

static int32_t check_advance(const fim_spiking_t *net, int32_t steps, const void *const *packets) {
  if (net == NULL || net->partition == NULL) {
    return fim_fail(FIM_E_STATE, "the network is not built");
  }
  if (net->failed) {
    return fim_fail(FIM_E_STATE, "the network has failed before");
  }
  if (net->ranks != NULL && (!ranks_lead(net) || net->ranks->ended)) {
    return fim_fail(FIM_E_STATE, net->ranks->ended ? "the network has ended" : "this rank follows");
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

/* After the steps: spikes for other crews; what the lead reads. A failure is of the exchange. */
static int32_t meet_ranks(fim_spiking_t *net, const failure_t *failure) {
  ranks_t *ranks = net->ranks;
  int32_t code = ranks->code == FIM_OK ? relay_check(&ranks->crew) : ranks->code;
  if (code == FIM_OK) {
    code = ranks_relay_far(net, failure != NULL || ranks->crew.stop);
  }
  if (code == FIM_OK) {
    code = ranks_gather(net, failure);
  }
  ranks->code = code;
  net->failed = code != FIM_OK || failure != NULL || ranks->crew.stop || ranks->failure.code != FIM_OK;
  return code;
}

int32_t spiking_run(fim_spiking_t *net, int32_t steps, const void *const *packets, const failure_t **failure) {
  prepare_inputs(net, packets);
  net->first_step = net->step;
  run_t run = {.net = net, .packets = packets, .end = net->step + steps};
  for (int32_t c = 0; c < net->clusters; c++) {
    atomic_store(&net->cluster[c].stop, INT64_MAX);
  }
  team_run(net->team, run_thread, &run);
  net->step = run.end;
  *failure = first_failure(net);
  net->failed = *failure != NULL;
  return net->ranks == NULL ? FIM_OK : meet_ranks(net, *failure);
}

/* The first failure of all ranks; then no follower has to wait for an advance. own: this rank's, or NULL. */
static int32_t report(fim_spiking_t *net, const failure_t *own) {
  const failure_t *failure = net->ranks == NULL ? own : &net->ranks->failure;
  if (failure == NULL || failure->code == FIM_OK) {
    return FIM_OK;
  }
  fim_spiking_end(net);
  return fim_fail(failure->code, "fim_spiking_advance: %s", failure->text);
}

int32_t fim_spiking_advance(fim_spiking_t *net, int32_t steps, const void *const *packets) {
  int32_t code = check_advance(net, steps, packets);
  if (code == FIM_OK && net->ranks != NULL) {
    net->ranks->wait_ns = net->ranks->io_ns = 0;
    code = net->ranks->code = ranks_send_input(net, steps, packets);
    net->failed = code != FIM_OK;
  }
  const failure_t *failure = NULL;
  if (code == FIM_OK) {
    code = spiking_run(net, steps, packets, &failure);
  }
  return code == FIM_OK ? report(net, failure) : fim_chain(code, "fim_spiking_advance");
}
