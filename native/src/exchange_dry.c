/*
 * exchange_dry.c: an exchange whose other ranks are simulated: their spikes are drawn (dry_spikes.h).
 *
 * The probability of a population's neurons to spike in a step is found once, when the step is first asked for, from
 * this rank's spikes; the spikes are then drawn as often as they are needed, always the same. The engine's own messages
 * are not looked at: what this rank has stands in the network.
 */
#include "fimbria/exchange_dry.h"

#include <stdlib.h>
#include <string.h>

#include "dry_spikes.h"
#include "error.h"
#include "ranks.h"

/* What a group receives. */
typedef struct mailbox {
  int32_t first_rank, ranks;
  byte_buffer_t own, drawn;
  const void **data; /* [ranks] */
  int64_t *bytes;    /* [ranks] */
  int64_t *start;    /* [ranks] in drawn */
} mailbox_t;

typedef struct dry {
  fim_exchange_t base;
  const fim_spiking_t *net;
  uint64_t seed;
  dry_rate_t *rate;     /* [populations] */
  dry_rate_t all;       /* of all neurons of this rank */
  double *probability;  /* [max_steps][populations] of a neuron to spike, in the steps of an advance */
  int64_t known;        /* probabilities of steps before this one are known */
  dry_spikes_t *spikes; /* [max_steps][populations] while messages are drawn */
  uint32_t *id;         /* [capacity] */
  int64_t capacity;
  mailbox_t *group; /* [groups] */
  int32_t groups;
  mailbox_t all_ranks; /* of gather */
  int64_t counts[FIM_DRY_COUNTS];
} dry_t;

static int64_t own_neurons(const fim_spiking_t *net, int32_t population) {
  const rank_share_t *share = &net->population[population].share;
  int64_t size = net->population[population].spec.size;
  int64_t first = rank_share_first(share, net->rank) * FIM_BLOCK;
  int64_t end = rank_share_first(share, net->rank + 1) * FIM_BLOCK;
  return (end < size ? end : size) - (first < size ? first : size);
}

/* Goes on to the probabilities of the steps before `end`. */
static void find_probabilities(dry_t *dry, int64_t end) {
  const fim_spiking_t *net = dry->net;
  for (; dry->known < end; dry->known++) {
    double *probability = dry->probability + dry->known % net->max_steps * net->populations;
    int64_t all_spikes = 0;
    int64_t all_neurons = 0;
    for (int32_t i = 0; i < net->populations; i++) {
      int64_t neurons = own_neurons(net, i);
      int64_t spikes = neurons > 0 ? network_spikes(net, i, dry->known) : 0;
      dry_rate_add(&dry->rate[i], spikes, net->dt);
      probability[i] = neurons > 0 ? dry_rate_probability(&dry->rate[i], neurons) : -1.0;
      all_spikes += spikes;
      all_neurons += neurons;
    }
    dry_rate_add(&dry->all, all_spikes, net->dt);
    for (int32_t i = 0; i < net->populations; i++) {
      if (probability[i] < 0.0) {
        probability[i] = all_neurons > 0 ? dry_rate_probability(&dry->all, all_neurons) : 0.0;
      }
    }
  }
}

static int32_t fail_memory(void) {
  return fim_fail(FIM_E_MEMORY, "no memory for the spikes of simulated ranks");
}

static size_t cells(const dry_t *dry) {
  return (size_t)dry->net->max_steps * (size_t)dry->net->populations;
}

/* When the network has its populations. */
static int32_t allocate(dry_t *dry) {
  dry->rate = calloc((size_t)dry->net->populations, sizeof *dry->rate);
  dry->probability = calloc(cells(dry), sizeof *dry->probability);
  dry->spikes = calloc(cells(dry), sizeof *dry->spikes);
  return dry->rate != NULL && dry->probability != NULL && dry->spikes != NULL ? FIM_OK : fail_memory();
}

/* The spikes of some populations in a flight, as those that a message is about. */
static int32_t begin_spikes(dry_t *dry, const int32_t *population, int32_t populations, flight_t flight) {
  const fim_spiking_t *net = dry->net;
  if (dry->spikes == NULL && allocate(dry) != FIM_OK) {
    return FIM_E_MEMORY;
  }
  dry_spikes_t *spikes = dry->spikes;
  find_probabilities(dry, flight.to);
  for (int64_t step = flight.from; step < flight.to; step++) {
    const double *probability = dry->probability + step % net->max_steps * net->populations;
    for (int32_t k = 0; k < populations; k++) {
      int32_t i = population == NULL ? k : population[k];
      *spikes++ = dry_spikes(dry->seed, i, step, probability[i], net->population[i].spec.size);
    }
  }
  return FIM_OK;
}

/* Takes the ids below a limit. Returns their number, negative without memory. */
static int64_t take_ids(dry_t *dry, dry_spikes_t *spikes, int64_t limit) {
  int64_t count = 0;
  limit = limit < spikes->size ? limit : spikes->size;
  for (; spikes->next < limit; dry_spikes_advance(spikes)) {
    if (count == dry->capacity) {
      int64_t capacity = 2 * dry->capacity + 64;
      uint32_t *id = realloc(dry->id, (size_t)capacity * sizeof *id);
      if (id == NULL) {
        return -1;
      }
      dry->id = id;
      dry->capacity = capacity;
    }
    dry->id[count++] = (uint32_t)spikes->next;
  }
  return count;
}

/* Appends a rank's spikes as the engine would write them, behind those of the ranks before it. exact: how many of
 * them have exact times. */
static int32_t write_spikes(dry_t *dry, byte_buffer_t *out, int32_t rank, const int32_t *population,
                            int32_t populations, int64_t steps, int64_t *exact) {
  spike_writer_t writer;
  int32_t code = spike_writer_begin(&writer, out, false, (int32_t)steps);
  *exact = 0;
  for (int64_t cell = 0; cell < steps * populations && code == FIM_OK; cell++) {
    int32_t k = (int32_t)(cell % populations);
    const population_t *of = &dry->net->population[population == NULL ? k : population[k]];
    int64_t count = take_ids(dry, &dry->spikes[cell], rank_share_first(&of->share, rank + 1) * FIM_BLOCK);
    code = count < 0 ? FIM_E_MEMORY : spike_writer_cell(&writer, count);
    if (code == FIM_OK) {
      spike_writer_ids(&writer, dry->id, count);
      *exact += aeif_is_exact(&of->neuron) ? count : 0;
    }
  }
  return code == FIM_OK ? spike_writer_end(&writer) : code;
}

/* Leaves out what a rank would have spiked. */
static int32_t skip_spikes(dry_t *dry, int32_t rank, const int32_t *population, int32_t populations, int64_t steps) {
  for (int64_t cell = 0; cell < steps * populations; cell++) {
    int32_t k = (int32_t)(cell % populations);
    const population_t *of = &dry->net->population[population == NULL ? k : population[k]];
    if (take_ids(dry, &dry->spikes[cell], rank_share_first(&of->share, rank + 1) * FIM_BLOCK) < 0) {
      return FIM_E_MEMORY;
    }
  }
  return FIM_OK;
}

static int32_t mailbox_create(mailbox_t *box, int32_t first_rank, int32_t ranks) {
  *box = (mailbox_t){.first_rank = first_rank,
                     .ranks = ranks,
                     .data = calloc((size_t)ranks, sizeof *box->data),
                     .bytes = calloc((size_t)ranks, sizeof *box->bytes),
                     .start = calloc((size_t)ranks, sizeof *box->start)};
  return box->data != NULL && box->bytes != NULL && box->start != NULL ? FIM_OK : fail_memory();
}

static void mailbox_free(mailbox_t *box) {
  byte_buffer_free(&box->own);
  byte_buffer_free(&box->drawn);
  free(box->data);
  free(box->bytes);
  free(box->start);
}

static int64_t mailbox_bytes(const mailbox_t *box) {
  return box->own.capacity + box->drawn.capacity + 3 * box->ranks * (int64_t)sizeof *box->data;
}

/* What has been drawn, rank by rank, and what this rank has sent. Returns the bytes in all. */
static int64_t mailbox_open(const dry_t *dry, mailbox_t *box, fim_received_t *received) {
  int64_t bytes = 0;
  for (int32_t i = 0; i < box->ranks; i++) {
    bool own = box->first_rank + i == dry->net->rank;
    int64_t end = i + 1 < box->ranks ? box->start[i + 1] : box->drawn.bytes;
    box->data[i] = own ? box->own.data : box->drawn.data + box->start[i];
    box->bytes[i] = own ? box->own.bytes : end - box->start[i];
    bytes += box->bytes[i];
  }
  *received = (fim_received_t){.data = box->data, .bytes = box->bytes, .count = box->ranks};
  return bytes;
}

/* Messages that go one after the other between so many ranks, if each step doubles who has them. */
static int64_t hops(int32_t ranks) {
  int64_t count = 0;
  while (((int64_t)1 << count) < ranks) {
    count++;
  }
  return count;
}

static void count(dry_t *dry, enum fim_dry_count first, int32_t ranks, int64_t bytes) {
  dry->counts[first]++;
  dry->counts[first + 1] += hops(ranks);
  dry->counts[first + 2] += bytes;
}

static int32_t make_group(fim_exchange_t *self, int32_t first, int32_t ranks, int32_t *group) {
  dry_t *dry = (dry_t *)(void *)self;
  mailbox_t *array = realloc(dry->group, ((size_t)dry->groups + 1) * sizeof *array);
  if (array == NULL) {
    return fail_memory();
  }
  dry->group = array;
  *group = dry->groups++;
  return mailbox_create(&array[*group], first, ranks);
}

static int32_t begin_all(fim_exchange_t *self, int32_t group, const void *data, int64_t bytes) {
  mailbox_t *box = &((dry_t *)(void *)self)->group[group];
  box->own.bytes = 0;
  return byte_buffer_append(&box->own, data, bytes) == FIM_OK ? FIM_OK : fail_memory();
}

/* The relay that exchanges in a group, and what about. */
static const relay_t *relay_of(const fim_spiking_t *net, int32_t group, flight_t *flight) {
  const relay_t *crew = &net->ranks->crew;
  bool is_crew = crew->ranks > 0 && (group == crew->group[0] || group == crew->group[1]);
  const relay_t *relay = is_crew ? crew : &net->ranks->far;
  *flight = relay->flight[is_crew && group == crew->group[1] ? 1 : 0];
  return relay;
}

/* Drawn here and not when it is begun: the engine counts this as waiting. */
static int32_t end_all(fim_exchange_t *self, int32_t group, fim_received_t *received) {
  dry_t *dry = (dry_t *)(void *)self;
  mailbox_t *box = &dry->group[group];
  flight_t flight;
  const relay_t *relay = relay_of(dry->net, group, &flight);
  int64_t steps = flight.to - flight.from;
  int32_t code = begin_spikes(dry, relay->sent, relay->cells, flight);
  box->drawn.bytes = 0;
  for (int32_t i = 0; i < box->ranks && code == FIM_OK; i++) {
    int32_t rank = box->first_rank + i;
    int64_t exact;
    box->start[i] = box->drawn.bytes;
    code = rank == dry->net->rank ? skip_spikes(dry, rank, relay->sent, relay->cells, steps)
                                  : write_spikes(dry, &box->drawn, rank, relay->sent, relay->cells, steps, &exact);
  }
  if (code != FIM_OK) {
    return fail_memory();
  }
  count(dry, FIM_DRY_ALL_GATHERS, box->ranks, mailbox_open(dry, box, received));
  return FIM_OK;
}

static int32_t broadcast(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received) {
  (void)data;
  *received = (fim_received_t){.count = 0};
  count((dry_t *)(void *)self, FIM_DRY_BROADCASTS, self->ranks, bytes);
  return FIM_OK;
}

/* Zeros for samples; spikes with exact times are in the middle of their steps. */
static int32_t append_doubles(byte_buffer_t *out, int64_t number, double value) {
  int32_t code = FIM_OK;
  for (int64_t i = 0; i < number && code == FIM_OK; i++) {
    code = byte_buffer_append(out, &value, sizeof value);
  }
  return code;
}

/* Doubles that a rank records in an advance. */
static int64_t samples_of(const fim_spiking_t *net, int32_t rank) {
  int64_t samples = 0;
  for (int32_t r = 0; r < net->recorders; r++) {
    const recorder_t *recorder = &net->recorder[r];
    int64_t rows = recorder_row(recorder, net->step) - recorder_row(recorder, net->first_step);
    for (int32_t i = 0; i < recorder->spec.neurons; i++) {
      samples += recorder->owner[i] == rank ? rows * recorder->spec.variables : 0;
    }
  }
  return samples;
}

/* What a rank gives the lead (ranks_output.c). */
static int32_t write_output(dry_t *dry, byte_buffer_t *out, int32_t rank) {
  const fim_spiking_t *net = dry->net;
  int64_t begin = out->bytes;
  output_head_t head = {.samples = samples_of(net, rank)};
  int32_t code = byte_buffer_append(out, &head, sizeof head);
  if (code == FIM_OK) {
    code = write_spikes(dry, out, rank, NULL, net->populations, net->step - net->first_step, &head.offsets);
    head.spike_bytes = out->bytes - begin - (int64_t)sizeof head;
  }
  if (code == FIM_OK) {
    static const uint8_t zeros[8];
    code = byte_buffer_append(out, zeros, (8 - (out->bytes - begin) % 8) % 8);
  }
  code = code == FIM_OK ? append_doubles(out, head.offsets, 0.5 * net->dt) : code;
  code = code == FIM_OK ? append_doubles(out, head.samples, 0.0) : code;
  if (code == FIM_OK) {
    memcpy(out->data + begin, &head, sizeof head);
  }
  return code;
}

static int32_t gather(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received) {
  dry_t *dry = (dry_t *)(void *)self;
  const fim_spiking_t *net = dry->net;
  mailbox_t *box = &dry->all_ranks;
  int32_t code = begin_spikes(dry, NULL, net->populations, (flight_t){net->first_step, net->step});
  dry->counts[FIM_DRY_SHARED_IO_NS] += net->ranks->io_ns;
  box->own.bytes = 0;
  box->drawn.bytes = 0;
  code = code == FIM_OK ? byte_buffer_append(&box->own, data, bytes) : code;
  for (int32_t rank = 0; rank < self->ranks && code == FIM_OK; rank++) {
    box->start[rank] = box->drawn.bytes;
    code = rank == net->rank ? skip_spikes(dry, rank, NULL, net->populations, net->step - net->first_step)
                             : write_output(dry, &box->drawn, rank);
  }
  if (code != FIM_OK) {
    return fail_memory();
  }
  count(dry, FIM_DRY_GATHERS, self->ranks, mailbox_open(dry, box, received));
  return FIM_OK;
}

/* Nothing here waits. */
static void abort_dry(fim_exchange_t *self, const char *reason) {
  (void)self;
  (void)reason;
}

static void destroy(fim_exchange_t *self) {
  dry_t *dry = (dry_t *)(void *)self;
  for (int32_t g = 0; g < dry->groups; g++) {
    mailbox_free(&dry->group[g]);
  }
  mailbox_free(&dry->all_ranks);
  free(dry->group);
  free(dry->rate);
  free(dry->probability);
  free(dry->spikes);
  free(dry->id);
  free(dry);
}

bool exchange_is_dry(const fim_exchange_t *exchange) {
  return exchange != NULL && exchange->destroy == destroy;
}

int32_t fim_exchange_dry_create(int32_t ranks, int32_t rank, uint64_t seed, fim_exchange_t **out) {
  if (out == NULL || ranks < 1 || rank < 0 || rank >= ranks) {
    return fim_fail(FIM_E_ARGUMENT, "fim_exchange_dry_create: rank = %d of %d", rank, ranks);
  }
  dry_t *dry = calloc(1, sizeof *dry);
  if (dry == NULL) {
    return fail_memory();
  }
  *dry = (dry_t){.base = {.rank = rank,
                          .ranks = ranks,
                          .make_group = make_group,
                          .begin_all = begin_all,
                          .end_all = end_all,
                          .broadcast = broadcast,
                          .gather = gather,
                          .abort = abort_dry,
                          .destroy = destroy},
                 .seed = seed};
  if (mailbox_create(&dry->all_ranks, 0, ranks) != FIM_OK) {
    destroy(&dry->base);
    return fail_memory();
  }
  *out = &dry->base;
  return FIM_OK;
}

void exchange_dry_join(fim_exchange_t *exchange, const fim_spiking_t *net) {
  ((dry_t *)(void *)exchange)->net = net;
}

int32_t fim_exchange_dry_counts(const fim_exchange_t *exchange, int64_t *counts) {
  if (!exchange_is_dry(exchange) || counts == NULL || ((const dry_t *)(const void *)exchange)->net == NULL) {
    return fim_fail(FIM_E_ARGUMENT,
                    "fim_exchange_dry_counts: the exchange is not dry or without network, or counts is NULL");
  }
  const dry_t *dry = (const dry_t *)(const void *)exchange;
  memcpy(counts, dry->counts, sizeof dry->counts);
  int64_t bytes = mailbox_bytes(&dry->all_ranks) +
                  (int64_t)(cells(dry) * (sizeof *dry->probability + sizeof *dry->spikes)) +
                  dry->capacity * (int64_t)sizeof *dry->id;
  for (int32_t g = 0; g < dry->groups; g++) {
    bytes += mailbox_bytes(&dry->group[g]);
  }
  counts[FIM_DRY_BYTES] = bytes;
  counts[FIM_DRY_LEAD_BYTES] = ranks_lead_bytes(dry->net);
  counts[FIM_DRY_HISTORY_BYTES] = ranks_bytes(dry->net) - ranks_lead_bytes(dry->net);
  for (int32_t p = 0; p < dry->net->partitions; p++) {
    const partition_t *partition = &dry->net->partition[p];
    counts[FIM_DRY_HISTORY_BYTES] += partition->history.bytes;
    for (int32_t q = 0; q < dry->net->projections; q++) {
      counts[FIM_DRY_SYNAPSE_BYTES] += synapses_bytes(&partition->synapses[q]);
    }
  }
  return FIM_OK;
}
