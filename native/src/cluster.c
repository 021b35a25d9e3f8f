/*
 * cluster.c: which populations depend on each other within an advance, and which ranks and threads run them.
 *
 * Populations joined by projections with less delay than the longest advance form a cluster. Spikes between clusters
 * come from earlier advances, so that within one the threads, and ranks, of different clusters never meet. First ranks
 * form crews (crews.h), then a rank's threads; a crew of several ranks makes its clusters one, so that they need one
 * exchange.
 */
#include <stdlib.h>
#include <string.h>

#include "crews.h"
#include "error.h"
#include "network.h"

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

/* From populations that each have a representative in `cluster`. */
static void set_clusters(fim_spiking_t *net) {
  memset(net->cluster, 0, (size_t)net->populations * sizeof *net->cluster);
  net->clusters = 0;
  number_clusters(net);
  list_populations(net);
  set_intervals(net);
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
  set_clusters(net);
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

/* Clusters and the crews of their workers. */
typedef struct division {
  cluster_t **cluster;       /* [clusters] those with blocks, largest first */
  int64_t *load;             /* [clusters] */
  int32_t *crew_of;          /* [clusters] */
  crew_t *crew;              /* [crews] */
  int32_t *first_population; /* [crews] */
  int32_t clusters, crews;
} division_t;

static void division_free(division_t *division) {
  free(division->cluster);
  free(division->load);
  free(division->crew_of);
  free(division->crew);
  free(division->first_population);
}

/* One crew at least. */
static int32_t divide(fim_spiking_t *net, int32_t workers, division_t *out) {
  size_t most = (size_t)net->clusters;
  *out = (division_t){.cluster = malloc(most * sizeof(cluster_t *)),
                      .load = malloc(most * sizeof *out->load),
                      .crew_of = malloc(most * sizeof *out->crew_of),
                      .crew = malloc(most * sizeof *out->crew),
                      .first_population = malloc(most * sizeof *out->first_population)};
  if (out->cluster == NULL || out->load == NULL || out->crew_of == NULL || out->crew == NULL ||
      out->first_population == NULL) {
    division_free(out);
    return fim_fail(FIM_E_MEMORY, "no memory for %d clusters", net->clusters);
  }
  for (int32_t c = 0; c < net->clusters; c++) {
    if (net->cluster[c].blocks > 0) {
      out->cluster[out->clusters++] = &net->cluster[c];
    }
  }
  qsort(out->cluster, (size_t)out->clusters, sizeof *out->cluster, by_blocks_descending);
  for (int32_t i = 0; i < out->clusters; i++) {
    out->load[i] = out->cluster[i]->blocks;
  }
  out->crews = 1;
  out->crew[0] = (crew_t){.first = 0, .size = workers};
  if (out->clusters > 0) {
    out->crews = crews_divide(out->load, out->clusters, workers, out->crew, out->crew_of);
  }
  return FIM_OK;
}

/* Clusters of a crew of several ranks become one, represented by the crew's first population. */
static void join_crews(fim_spiking_t *net, const division_t *division) {
  for (int32_t g = 0; g < division->crews; g++) {
    division->first_population[g] = net->populations;
  }
  for (int32_t i = 0; i < division->clusters; i++) {
    int32_t first = division->cluster[i]->population[0];
    int32_t *least = &division->first_population[division->crew_of[i]];
    *least = first < *least ? first : *least;
  }
  for (int32_t i = 0; i < division->clusters; i++) {
    const cluster_t *cluster = division->cluster[i];
    const crew_t *crew = &division->crew[division->crew_of[i]];
    int32_t first = crew->size > 1 ? division->first_population[division->crew_of[i]] : cluster->population[0];
    for (int32_t k = 0; k < cluster->populations; k++) {
      population_t *population = &net->population[cluster->population[k]];
      population->cluster = first;
      population->share.first_rank = crew->first;
      population->share.ranks = crew->size;
    }
  }
  set_clusters(net);
}

/* Deals the blocks of a cluster's populations to its ranks; its blocks are then this rank's. */
static void deal(fim_spiking_t *net, cluster_t *cluster) {
  int32_t from = 0;
  cluster->blocks = 0;
  for (int32_t k = 0; k < cluster->populations; k++) {
    population_t *population = &net->population[cluster->population[k]];
    rank_share_t *share = &population->share;
    share->blocks = fim_blocks(population->spec.size);
    share->from = from;
    from = rank_share_next(share);
    cluster->blocks += rank_share_first(share, net->rank + 1) - rank_share_first(share, net->rank);
  }
}

static int32_t divide_ranks(fim_spiking_t *net, int32_t ranks) {
  for (int32_t i = 0; i < net->populations; i++) {
    net->population[i].share = (rank_share_t){.ranks = 1};
  }
  if (ranks > 1) {
    division_t division;
    int32_t code = divide(net, ranks, &division);
    if (code != FIM_OK) {
      return code;
    }
    join_crews(net, &division);
    division_free(&division);
  }
  for (int32_t c = 0; c < net->clusters; c++) {
    deal(net, &net->cluster[c]);
  }
  return FIM_OK;
}

/* Threads among the clusters that this rank has a part of. */
static int32_t divide_threads(fim_spiking_t *net) {
  division_t division;
  int32_t code = divide(net, net->threads, &division);
  if (code != FIM_OK) {
    return code;
  }
  net->group = aligned_alloc(_Alignof(group_t), (size_t)division.crews * sizeof *net->group);
  if (net->group == NULL) {
    division_free(&division);
    return fim_fail(FIM_E_MEMORY, "no memory for %d groups of threads", division.crews);
  }
  net->groups = division.crews;
  for (int32_t g = 0; g < net->groups; g++) {
    net->group[g] = (group_t){.first_thread = division.crew[g].first, .threads = division.crew[g].size};
    barrier_init(&net->group[g].barrier, net->group[g].threads);
  }
  for (int32_t i = 0; i < division.clusters; i++) {
    division.cluster[i]->group = division.crew_of[i];
  }
  division_free(&division);
  return FIM_OK;
}

int32_t cluster_divide(fim_spiking_t *net) {
  bool over_ranks = net->exchange != NULL && net->exchange->ranks > 1;
  net->rank = over_ranks ? net->exchange->rank : 0;
  int32_t code = make_clusters(net);
  if (code == FIM_OK) {
    code = divide_ranks(net, over_ranks ? net->exchange->ranks : 1);
  }
  if (code == FIM_OK) {
    code = divide_threads(net);
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

void cluster_stop_after(cluster_t *cluster, int64_t end) {
  long long stop = atomic_load(&cluster->stop);
  while (end < stop && !atomic_compare_exchange_weak(&cluster->stop, &stop, end)) {
  }
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
