/*
 * cluster.c: which populations depend on each other within an advance, and which threads run them.
 *
 * Populations joined by projections with less delay than the longest advance form a cluster. Spikes between clusters
 * come from earlier advances, so that within one the threads of different clusters never meet.
 */
#include <stdlib.h>

#include "error.h"
#include "network.h"

/* A division in groups is taken when no thread has more than so many times an even share. */
static const double TOLERATED_LOAD = 1.15;

/* One of a cluster's populations stands for it: follow to the one that stands for itself. */
static int32_t representative(const fim_spiking_t *net, int32_t population) {
  while (net->population[population].cluster != population) {
    population = net->population[population].cluster;
  }
  return population;
}

/* Joins to the lower number, so that a cluster is represented by its first population. */
static void join(fim_spiking_t *net, int32_t x, int32_t y) {
  x = representative(net, x);
  y = representative(net, y);
  net->population[x > y ? x : y].cluster = x < y ? x : y;
}

/* Numbers clusters by their first populations; counts populations and blocks. */
static void number_clusters(fim_spiking_t *net) {
  for (int32_t i = 0; i < net->populations; i++) {
    population_t *population = &net->population[i];
    /* Those before i have their final numbers already, also i's representative. */
    population->cluster = population->cluster == i ? net->clusters++ : net->population[population->cluster].cluster;
    cluster_t *cluster = &net->cluster[population->cluster];
    population->place = cluster->populations++;
    cluster->blocks += fim_blocks(population->spec.size);
  }
}

static void list_populations(fim_spiking_t *net) {
  int32_t *next = net->clustered;
  for (int32_t c = 0; c < net->clusters; c++) {
    net->cluster[c].population = next;
    next += net->cluster[c].populations;
  }
  for (int32_t i = 0; i < net->populations; i++) {
    net->cluster[net->population[i].cluster].population[net->population[i].place] = i;
  }
}

/* The shortest delay of the projections to a cluster, at most an advance. */
static void set_intervals(fim_spiking_t *net) {
  for (int32_t c = 0; c < net->clusters; c++) {
    net->cluster[c].interval = net->max_steps;
  }
  for (int32_t q = 0; q < net->projections; q++) {
    const fim_projection_t *spec = &net->projection[q];
    cluster_t *cluster = &net->cluster[net->population[spec->target].cluster];
    cluster->interval = spec->delay_steps < cluster->interval ? spec->delay_steps : cluster->interval;
  }
}

static int32_t make_clusters(fim_spiking_t *net) {
  net->cluster = calloc((size_t)net->populations, sizeof *net->cluster);
  net->clustered = calloc((size_t)net->populations, sizeof *net->clustered);
  if (net->cluster == NULL || net->clustered == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d populations", net->populations);
  }
  for (int32_t i = 0; i < net->populations; i++) {
    net->population[i].cluster = i;
  }
  for (int32_t q = 0; q < net->projections; q++) {
    if (net->projection[q].delay_steps < net->max_steps) {
      join(net, net->projection[q].source, net->projection[q].target);
    }
  }
  for (int32_t i = 0; i < net->populations; i++) {
    net->population[i].cluster = representative(net, i);
  }
  number_clusters(net);
  list_populations(net);
  set_intervals(net);
  return FIM_OK;
}

static int by_blocks_descending(const void *x, const void *y) {
  const cluster_t *a = *(const cluster_t *const *)x;
  const cluster_t *b = *(const cluster_t *const *)y;
  if (a->blocks != b->blocks) {
    return a->blocks < b->blocks ? 1 : -1;
  }
  return (a > b) - (a < b);
}

/* Divides threads evenly into groups, and clusters among these, largest first; returns the most blocks of a thread. */
static double assign(fim_spiking_t *net, cluster_t *const *descending, int32_t groups) {
  for (int32_t g = 0; g < groups; g++) {
    int32_t first = (int32_t)((int64_t)g * net->threads / groups);
    int32_t end = (int32_t)((int64_t)(g + 1) * net->threads / groups);
    net->group[g].first_thread = first;
    net->group[g].threads = end - first;
    net->group[g].blocks = 0;
  }
  double most = 0.0;
  for (int32_t c = 0; c < net->clusters; c++) {
    double least = 0.0;
    for (int32_t g = 0; g < groups; g++) {
      double load = (double)(net->group[g].blocks + descending[c]->blocks) / net->group[g].threads;
      if (g == 0 || load < least) {
        least = load;
        descending[c]->group = g;
      }
    }
    net->group[descending[c]->group].blocks += descending[c]->blocks;
    most = least > most ? least : most;
  }
  net->groups = groups;
  return most;
}

static int32_t make_groups(fim_spiking_t *net) {
  int32_t groups = net->clusters < net->threads ? net->clusters : net->threads;
  cluster_t **descending = malloc((size_t)net->clusters * sizeof(cluster_t *));
  net->group = aligned_alloc(_Alignof(group_t), (size_t)groups * sizeof *net->group);
  if (descending == NULL || net->group == NULL) {
    free(descending);
    return fim_fail(FIM_E_MEMORY, "no memory for %d clusters", net->clusters);
  }
  int64_t blocks = 0;
  for (int32_t c = 0; c < net->clusters; c++) {
    descending[c] = &net->cluster[c];
    blocks += net->cluster[c].blocks;
  }
  qsort(descending, (size_t)net->clusters, sizeof *descending, by_blocks_descending);
  double even = (double)((blocks + net->threads - 1) / net->threads);
  while (assign(net, descending, groups) > TOLERATED_LOAD * even && groups > 1) {
    groups--;
  }
  free(descending);
  for (int32_t g = 0; g < groups; g++) {
    barrier_init(&net->group[g].barrier, net->group[g].threads);
  }
  return FIM_OK;
}

int32_t cluster_divide(fim_spiking_t *net) {
  int32_t code = make_clusters(net);
  if (code == FIM_OK) {
    code = make_groups(net);
  }
  for (int32_t c = 0; c < net->clusters && code == FIM_OK; c++) {
    cluster_t *cluster = &net->cluster[c];
    int32_t threads = net->group[cluster->group].threads;
    cluster->first_partition = net->partitions;
    cluster->partitions_per_thread =
        (int32_t)((cluster->blocks + threads * PARTITION_BLOCKS - 1) / (threads * PARTITION_BLOCKS));
    cluster->partitions = threads * cluster->partitions_per_thread;
    net->partitions += cluster->partitions;
  }
  return code;
}

void cluster_free(fim_spiking_t *net) {
  for (int32_t g = 0; net->group != NULL && g < net->groups; g++) {
    barrier_destroy(&net->group[g].barrier);
  }
  free(net->group);
  free(net->cluster);
  free(net->clustered);
  net->group = NULL;
  net->cluster = NULL;
  net->clustered = NULL;
  net->clusters = net->groups = net->partitions = 0;
}
