/* relay.c: packing, exchange and unpacking of spikes for other ranks. */
#include "relay.h"

#include <stdlib.h>

#include "error.h"
#include "ranks.h"

static int32_t fail_memory(void) {
  return fim_fail(FIM_E_MEMORY, "no memory for the spikes of other ranks");
}

/* Which populations are sent by anybody, and which of them to here. */
static int32_t choose_cells(const fim_spiking_t *net, relay_t *relay, relay_test_t *test) {
  enum { SENT = 1, KEPT = 2 };
  uint8_t *mark = calloc((size_t)net->populations, 1);
  relay->sent = malloc((size_t)net->populations * sizeof *relay->sent);
  relay->kept = malloc((size_t)net->populations * sizeof *relay->kept);
  if (mark == NULL || relay->sent == NULL || relay->kept == NULL) {
    free(mark);
    return fail_memory();
  }
  for (int32_t q = 0; q < net->projections; q++) {
    const fim_projection_t *spec = &net->projection[q];
    const int64_t *block = net->population[spec->target].first_block;
    if (test(net, spec)) {
      mark[spec->source] |= SENT | (block[net->partitions] > block[0] ? KEPT : 0);
    }
  }
  for (int32_t i = 0; i < net->populations; i++) {
    if (mark[i] & KEPT) {
      relay->kept[relay->kept_cells++] = relay->cells;
    }
    if (mark[i] & SENT) {
      relay->sent[relay->cells++] = i;
    }
  }
  free(mark);
  return FIM_OK;
}

static int32_t create_mirrors(fim_spiking_t *net, relay_t *relay, int64_t slots) {
  relay->mirror = calloc((size_t)net->threads, sizeof *relay->mirror);
  if (relay->mirror == NULL) {
    return fail_memory();
  }
  for (int32_t thread = 0; thread < net->threads; thread++) {
    if (spike_history_create(&relay->mirror[thread], slots, relay->kept_cells) != FIM_OK) {
      return fail_memory();
    }
  }
  for (int32_t k = 0; k < relay->kept_cells; k++) {
    population_t *population = &net->population[relay->sent[relay->kept[k]]];
    population->mirror = relay->mirror;
    population->mirrors = net->threads;
    population->mirror_place = k;
  }
  return FIM_OK;
}

int32_t relay_create(fim_spiking_t *net, relay_t *relay, relay_test_t *test, flight_t ranks, int32_t groups) {
  int32_t code = choose_cells(net, relay, test);
  if (code != FIM_OK || relay->cells == 0) {
    return code;
  }
  relay->first_rank = (int32_t)ranks.from;
  relay->ranks = (int32_t)(ranks.to - ranks.from);
  relay->reader = calloc((size_t)relay->ranks, sizeof *relay->reader);
  if (relay->reader == NULL) {
    return fail_memory();
  }
  code = relay->kept_cells > 0 ? create_mirrors(net, relay, network_history_slots(net)) : FIM_OK;
  for (int32_t i = 0; i < groups && code == FIM_OK; i++) {
    code = net->exchange->make_group(net->exchange, relay->first_rank, relay->ranks, &relay->group[i]);
  }
  return code;
}

void relay_free(const fim_spiking_t *net, relay_t *relay) {
  for (int32_t thread = 0; relay->mirror != NULL && thread < net->threads; thread++) {
    spike_history_free(&relay->mirror[thread]);
  }
  free(relay->mirror);
  free(relay->sent);
  free(relay->kept);
  free(relay->reader);
  byte_buffer_free(&relay->message);
}

int64_t relay_bytes(const fim_spiking_t *net, const relay_t *relay) {
  int64_t bytes = relay->message.capacity + relay->ranks * (int64_t)sizeof *relay->reader;
  for (int32_t thread = 0; relay->mirror != NULL && thread < net->threads; thread++) {
    bytes += relay->mirror[thread].bytes;
  }
  return bytes;
}

int32_t relay_write(const fim_spiking_t *net, byte_buffer_t *out, const int32_t *population, int32_t populations,
                    flight_t flight, bool failed) {
  spike_writer_t writer;
  int32_t code = spike_writer_begin(&writer, out, failed, (int32_t)(flight.to - flight.from));
  if (failed) {
    writer.left_out = (flight.to - flight.from) * populations;
    return code == FIM_OK ? spike_writer_end(&writer) : code;
  }
  for (int64_t step = flight.from; step < flight.to; step++) {
    for (int32_t k = 0; k < populations && code == FIM_OK; k++) {
      int32_t index = population == NULL ? k : population[k];
      int32_t place = net->population[index].place;
      const cluster_t *cluster = &net->cluster[net->population[index].cluster];
      code = spike_writer_cell(&writer, network_spikes(net, index, step));
      for (int32_t p = 0; p < cluster->partitions && code == FIM_OK; p++) {
        const spike_history_t *history = &net->partition[cluster->first_partition + p].history;
        const spike_slot_t *slot = spike_history_slot(history, step);
        spike_writer_ids(&writer, slot->id + slot->start[place], slot->start[place + 1] - slot->start[place]);
      }
    }
  }
  return code == FIM_OK ? spike_writer_end(&writer) : code;
}

int32_t relay_begin(fim_spiking_t *net, relay_t *relay, int32_t group, flight_t flight, bool failed) {
  ranks_t *ranks = net->ranks;
  int64_t start = ranks_clock();
  relay->message.bytes = 0;
  relay->flight[group] = flight;
  int32_t code = relay_write(net, &relay->message, relay->sent, relay->cells, flight, failed);
  if (code != FIM_OK) {
    return fail_memory();
  }
  code = ranks->exchange->begin_all(ranks->exchange, relay->group[group], relay->message.data, relay->message.bytes);
  ranks->io_ns += ranks_clock() - start;
  return code;
}

int32_t relay_end(fim_spiking_t *net, relay_t *relay, int32_t group) {
  ranks_t *ranks = net->ranks;
  int64_t start = ranks_clock();
  int32_t code = ranks->exchange->end_all(ranks->exchange, relay->group[group], &relay->received);
  ranks->wait_ns += ranks_clock() - start;
  if (code != FIM_OK) {
    return code;
  }
  if (relay->received.count != relay->ranks) {
    return fim_fail(FIM_E_LINK, "%d ranks have sent spikes, expected %d", relay->received.count, relay->ranks);
  }
  relay->arrived = relay->flight[group];
  for (int32_t i = 0; i < relay->ranks; i++) {
    relay->stop |= spike_message_failed(relay->received.data[i], relay->received.bytes[i]);
  }
  return FIM_OK;
}

/* The messages [first, end) of a group that a thread unpacks. */
typedef struct part {
  int32_t first, end, own; /* own: this rank's, which is left out */
} part_t;

/* The spikes of one cell in all messages of a part, behind those that the slot has. */
static int32_t take_cell(relay_t *relay, part_t part, int64_t cell, int64_t size, spike_history_t *mirror,
                         spike_slot_t *slot) {
  for (int32_t i = part.first; i < part.end; i++) {
    spike_reader_t *reader = &relay->reader[i];
    if (i == part.own || reader->cell > cell) {
      continue;
    }
    int32_t code = spike_reader_seek(reader, cell);
    if (code == FIM_OK && reader->cell == cell) {
      int64_t count = reader->count;
      code = spike_slot_reserve(mirror, slot, count);
      if (code == FIM_OK) {
        code = spike_reader_ids(reader, size, slot->id + slot->count);
        slot->count += (uint32_t)count;
      }
    }
    if (code != FIM_OK) {
      return code;
    }
  }
  return FIM_OK;
}

static int32_t unpack(const fim_spiking_t *net, relay_t *relay, part_t part, spike_history_t *mirror) {
  int32_t steps = (int32_t)(relay->arrived.to - relay->arrived.from);
  int64_t cells = (int64_t)steps * relay->cells;
  int32_t code = FIM_OK;
  for (int32_t i = part.first; i < part.end && code == FIM_OK; i++) {
    code = spike_reader_open(&relay->reader[i], relay->received.data[i], relay->received.bytes[i], steps, cells);
  }
  for (int32_t s = 0; s < steps; s++) {
    spike_slot_t *slot = spike_history_slot(mirror, relay->arrived.from + s);
    slot->count = 0;
    slot->start[0] = 0;
    for (int32_t k = 0; k < relay->kept_cells && code == FIM_OK; k++) {
      int64_t size = net->population[relay->sent[relay->kept[k]]].spec.size;
      code = take_cell(relay, part, (int64_t)s * relay->cells + relay->kept[k], size, mirror, slot);
      slot->start[k + 1] = slot->count;
    }
  }
  for (int32_t i = part.first; i < part.end && code == FIM_OK; i++) {
    code = spike_reader_seek(&relay->reader[i], cells);
  }
  return code;
}

void relay_unpack(const fim_spiking_t *net, relay_t *relay, int32_t thread) {
  if (relay->stop || relay->mirror == NULL) {
    return;
  }
  part_t part = {.first = (int32_t)((int64_t)relay->ranks * thread / net->threads),
                 .end = (int32_t)((int64_t)relay->ranks * (thread + 1) / net->threads),
                 .own = net->rank - relay->first_rank};
  int64_t start = thread == 0 ? ranks_clock() : 0;
  int32_t code = unpack(net, relay, part, &relay->mirror[thread]);
  if (code != FIM_OK) {
    atomic_store(&relay->failure, code);
  }
  if (thread == 0) {
    net->ranks->io_ns += ranks_clock() - start;
  }
}

int32_t relay_check(const relay_t *relay) {
  int32_t code = atomic_load(&relay->failure);
  if (code == FIM_E_LINK) {
    return fim_fail(code, "a rank has sent spikes that are not as they should be");
  }
  return code == FIM_OK ? FIM_OK : fail_memory();
}
