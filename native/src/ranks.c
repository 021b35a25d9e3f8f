/* ranks.c: what a rank of a network keeps for the others. */
#include "ranks.h"

#include <stdlib.h>

#include "error.h"

/* Between populations of the crew's cluster that are joined within an advance. */
static bool is_within_crew(const fim_spiking_t *net, const fim_projection_t *projection) {
  const population_t *source = &net->population[projection->source];
  return rank_share_has(&source->share, net->rank) && source->cluster == net->population[projection->target].cluster;
}

static bool is_between_crews(const fim_spiking_t *net, const fim_projection_t *projection) {
  return net->population[projection->source].share.first_rank != net->population[projection->target].share.first_rank;
}

/* The cluster of this rank's crew, if that has several ranks. */
static const cluster_t *shared_cluster(const fim_spiking_t *net) {
  for (int32_t i = 0; i < net->populations; i++) {
    const rank_share_t *share = &net->population[i].share;
    if (share->ranks > 1 && rank_share_has(share, net->rank)) {
      return &net->cluster[net->population[i].cluster];
    }
  }
  return NULL;
}

static int32_t create_relays(fim_spiking_t *net) {
  ranks_t *ranks = net->ranks;
  int32_t code = FIM_OK;
  const cluster_t *shared = shared_cluster(net);
  if (shared != NULL) {
    const rank_share_t *share = &net->population[shared->population[0]].share;
    flight_t crew = {share->first_rank, share->first_rank + share->ranks};
    code = relay_create(net, &ranks->crew, is_within_crew, crew, 2);
    ranks->shared = ranks->crew.ranks > 0 ? shared : NULL;
  }
  if (code == FIM_OK) {
    code = relay_create(net, &ranks->far, is_between_crews, (flight_t){0, ranks->exchange->ranks}, 1);
  }
  return code;
}

/* Which rank has each recorded neuron. */
static int32_t find_owners(fim_spiking_t *net) {
  for (int32_t r = 0; r < net->recorders; r++) {
    recorder_t *recorder = &net->recorder[r];
    const rank_share_t *share = &net->population[recorder->spec.population].share;
    recorder->owner = malloc((size_t)recorder->spec.neurons * sizeof *recorder->owner);
    if (recorder->owner == NULL) {
      return fim_fail(FIM_E_MEMORY, "no memory for %d recorded neurons", recorder->spec.neurons);
    }
    for (int32_t i = 0; i < recorder->spec.neurons; i++) {
      recorder->owner[i] = rank_share_owner(share, recorder->spec.neuron[i] / FIM_BLOCK);
    }
  }
  return FIM_OK;
}

int32_t ranks_create(fim_spiking_t *net) {
  ranks_t *ranks = calloc(1, sizeof *ranks);
  if (ranks == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for the exchange");
  }
  net->ranks = ranks;
  ranks->exchange = net->exchange;
  ranks->failed_rank = -1;
  for (int32_t i = 0; i < net->populations; i++) {
    ranks->exact |= aeif_is_exact(&net->population[i].neuron);
  }
  ranks->packet = calloc((size_t)net->inputs + 1, sizeof *ranks->packet);
  if (ranks_lead(net)) {
    ranks->sender = calloc((size_t)ranks->exchange->ranks, sizeof *ranks->sender);
    ranks->collected.bound =
        calloc((size_t)net->max_steps * (size_t)net->populations + 1, sizeof *ranks->collected.bound);
  }
  if (ranks->packet == NULL || (ranks_lead(net) && (ranks->sender == NULL || ranks->collected.bound == NULL))) {
    return fim_fail(FIM_E_MEMORY, "no memory for the spikes of %d ranks", ranks->exchange->ranks);
  }
  int32_t code = find_owners(net);
  return code == FIM_OK ? create_relays(net) : code;
}

void ranks_free(fim_spiking_t *net) {
  ranks_t *ranks = net->ranks;
  if (ranks == NULL) {
    return;
  }
  relay_free(net, &ranks->crew);
  relay_free(net, &ranks->far);
  byte_buffer_free(&ranks->message);
  byte_buffer_free(&ranks->input);
  for (int32_t r = 0; r < net->recorders; r++) {
    free(net->recorder[r].owner);
    net->recorder[r].owner = NULL;
  }
  for (int32_t i = 0; i < net->populations; i++) {
    net->population[i].mirrors = 0;
  }
  free(ranks->packet);
  free(ranks->sender);
  free(ranks->collected.bound);
  free(ranks->collected.id);
  free(ranks->collected.offset);
  free(ranks);
  net->ranks = NULL;
}

int64_t ranks_bytes(const fim_spiking_t *net) {
  const ranks_t *ranks = net->ranks;
  if (ranks == NULL) {
    return 0;
  }
  return (int64_t)sizeof *ranks + relay_bytes(net, &ranks->crew) + relay_bytes(net, &ranks->far) +
         ranks->message.capacity + ranks->input.capacity + ranks_lead_bytes(net);
}

int64_t ranks_lead_bytes(const fim_spiking_t *net) {
  const ranks_t *ranks = net->ranks;
  if (ranks == NULL || !ranks_lead(net)) {
    return 0;
  }
  int64_t width = (int64_t)(sizeof(uint32_t) + (ranks->exact ? sizeof(double) : 0));
  return ranks->exchange->ranks * (int64_t)sizeof *ranks->sender + ranks->collected.capacity * width +
         ((int64_t)net->max_steps * net->populations + 1) * (int64_t)sizeof *ranks->collected.bound;
}

static void unpack_far(void *argument, int32_t thread) {
  fim_spiking_t *net = argument;
  relay_unpack(net, &net->ranks->far, thread);
}

int32_t ranks_relay_far(fim_spiking_t *net, bool failed) {
  relay_t *far = &net->ranks->far;
  if (far->ranks == 0) {
    return FIM_OK;
  }
  int32_t code = relay_begin(net, far, 0, (flight_t){net->first_step, net->step}, failed);
  if (code == FIM_OK) {
    code = relay_end(net, far, 0);
  }
  if (code == FIM_OK) {
    team_run(net->team, unpack_far, net);
    code = relay_check(far);
  }
  return code;
}
