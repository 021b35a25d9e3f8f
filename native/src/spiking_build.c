/* spiking_build.c: from what was added to a network to what its threads own, and back. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "fimbria/placement.h"
#include "ranks.h"
#include "spiking_check.h"

/* Room for the arrivals of the largest partition of a thread. */
static double *create_arrivals(fim_spiking_t *net, int32_t thread) {
  int64_t most = 0;
  for (int32_t c = 0; c < net->clusters; c++) {
    range_t range = cluster_owned(net, &net->cluster[c], thread);
    for (int32_t p = range.first; p < range.end; p++) {
      int64_t neurons = partition_neurons(net, p);
      most = neurons > most ? neurons : most;
    }
  }
  size_t bytes = (size_t)most * 2 * sizeof(double);
  double *arrivals = aligned_alloc(64, bytes + 64);
  if (arrivals != NULL) {
    memset(arrivals, 0, bytes);
    net->arrivals[thread] = arrivals;
    net->arrivals_bytes[thread] = (int64_t)bytes;
  }
  return arrivals;
}

/* Every partition is built by the thread that will run it, so that its memory is near that thread. */
static void build_thread(void *argument, int32_t thread) {
  fim_spiking_t *net = argument;
  if (net->bound) {
    fim_bind_thread(thread);
  }
  double *arrivals = create_arrivals(net, thread);
  for (int32_t c = 0; c < net->clusters; c++) {
    range_t range = cluster_owned(net, &net->cluster[c], thread);
    for (int32_t p = range.first; p < range.end; p++) {
      net->partition[p].cluster = &net->cluster[c];
      if (arrivals == NULL) {
        partition_fail(&net->partition[p], FIM_E_MEMORY, 0, 0, "no memory for arrivals");
      } else {
        partition_build(net, p, arrivals);
      }
    }
  }
}

static int32_t allocate(fim_spiking_t *net) {
  /* One at least: a rank may be without neurons. */
  size_t bytes = ((size_t)net->partitions + 1) * sizeof *net->partition;
  net->arrivals = calloc((size_t)net->threads, sizeof *net->arrivals);
  net->arrivals_bytes = calloc((size_t)net->threads, sizeof *net->arrivals_bytes);
  net->partition = aligned_alloc(_Alignof(partition_t), bytes);
  if (net->arrivals == NULL || net->arrivals_bytes == NULL || net->partition == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d partitions", net->partitions);
  }
  memset(net->partition, 0, bytes);
  return FIM_OK;
}

static int32_t build(fim_spiking_t *net) {
  int32_t code = cluster_divide(net);
  if (code == FIM_OK) {
    code = allocate(net);
  }
  if (code == FIM_OK) {
    code = partition_divide(net);
  }
  if (code == FIM_OK && net->exchange != NULL && net->exchange->ranks > 1) {
    code = ranks_create(net);
  }
  if (code != FIM_OK) {
    return code;
  }
  code = team_create(net->threads, &net->team);
  if (code != FIM_OK) {
    return fim_fail(code, "the system does not give %d threads", net->threads);
  }
  team_run(net->team, build_thread, net);
  for (int32_t p = 0; p < net->partitions; p++) {
    const failure_t *failure = &net->partition[p].failure;
    if (failure->code != FIM_OK) {
      return fim_fail(failure->code, "%s", failure->text);
    }
  }
  return FIM_OK;
}

int32_t fim_spiking_build(fim_spiking_t *net) {
  int32_t code = check_open(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_build");
  }
  if (net->populations == 0) {
    return fim_fail(FIM_E_STATE, "fim_spiking_build: the network has no population");
  }
  code = build(net);
  if (code != FIM_OK) {
    spiking_unbuild(net);
    return fim_chain(code, "fim_spiking_build");
  }
  return FIM_OK;
}

void spiking_unbuild(fim_spiking_t *net) {
  team_destroy(net->team);
  net->team = NULL;
  ranks_free(net);
  for (int32_t p = 0; net->partition != NULL && p < net->partitions; p++) {
    partition_free(net, &net->partition[p]);
  }
  free(net->partition);
  net->partition = NULL;
  for (int32_t thread = 0; net->arrivals != NULL && thread < net->threads; thread++) {
    free(net->arrivals[thread]);
  }
  free(net->arrivals);
  free(net->arrivals_bytes);
  net->arrivals = NULL;
  net->arrivals_bytes = NULL;
  for (int32_t i = 0; i < net->populations; i++) {
    free(net->population[i].first_block);
    net->population[i].first_block = NULL;
  }
  cluster_free(net);
}

int64_t fim_spiking_synapses(const fim_spiking_t *net) {
  int64_t synapses = 0;
  for (int32_t p = 0; net->partition != NULL && p < net->partitions; p++) {
    synapses += net->partition[p].synapse_count;
  }
  return synapses;
}

int64_t fim_spiking_bytes(const fim_spiking_t *net) {
  if (net->partition == NULL) {
    return 0;
  }
  int64_t bytes = ranks_bytes(net);
  for (int32_t p = 0; p < net->partitions; p++) {
    bytes += (int64_t)sizeof(partition_t) + net->partition[p].bytes + net->partition[p].history.bytes;
  }
  for (int32_t thread = 0; thread < net->threads; thread++) {
    bytes += net->arrivals_bytes[thread];
  }
  for (int32_t i = 0; i < net->populations; i++) {
    bytes += (int64_t)sizeof(population_t) + (net->partitions + 1) * (int64_t)sizeof(int64_t);
  }
  for (int32_t r = 0; r < net->recorders; r++) {
    const fim_recorder_t *spec = &net->recorder[r].spec;
    bytes += net->recorder[r].rows * spec->variables * spec->neurons * (int64_t)sizeof(double);
  }
  return bytes;
}
