/*
 * trains.c: spike trains of a region's neurons from a rate, independent or correlated.
 *
 * Multiple and single interaction process: Kuhn, Aertsen and Rotter 2003, doi 10.1162/089976603321043702. Trains are
 * drawn by block of neurons and step, so that their cost follows the number of spikes, and every number by its counter.
 */
#include <math.h>
#include <stddef.h>

#include "draws.h"
#include "error.h"
#include "fimbria/spikes.h"

/* More events per step and block (or reference train) are no train but a mistake. */
static const double most_events = 1e6;
static const int64_t most_blocks = 1 << 20;

/* The packet as it fills; what is beyond its capacity is counted only. */
typedef struct writer {
  uint32_t *index; /* next bound, NULL if not even the bounds fit */
  uint32_t *id;
  int64_t count, capacity;
} writer_t;

static void put(writer_t *writer, uint32_t id) {
  if (writer->count < writer->capacity) {
    writer->id[writer->count] = id;
  }
  writer->count++;
}

/* One block of neurons of the port in one step. */
typedef struct place {
  int64_t first, size; /* neurons of the population */
  uint32_t block;      /* number over the port's populations */
  uint32_t step;
} place_t;

/* Each of the block's neurons keeps each reference event with probability shared. */
static void put_copies(const fim_trains_t *trains, const place_t *at, int64_t events, int64_t blocks,
                       writer_t *writer) {
  uint32_t stream = fim_stream(FIM_STREAM_THINNING, (uint32_t)trains->index);
  double log_complement = fim_log_complement(trains->shared);
  for (int64_t event = 0; event < events; event++) {
    fim_draws_t draws = fim_draws(trains->seed, stream, (uint32_t)(event * blocks + at->block), at->step);
    int64_t neuron = 0;
    for (;;) {
      double skip = fim_draw_skip(&draws, log_complement);
      if (!(skip < (double)(at->size - neuron))) {
        break;
      }
      neuron += (int64_t)skip;
      put(writer, (uint32_t)(at->first + neuron));
      neuron++;
    }
  }
}

/* Independent trains: the block's events are Poisson, each goes to a neuron drawn uniformly. */
static void put_private(const fim_trains_t *trains, const place_t *at, double events_per_neuron, writer_t *writer) {
  uint32_t stream = fim_stream(FIM_STREAM_PRIVATE, (uint32_t)trains->index);
  fim_draws_t draws = fim_draws(trains->seed, stream, at->block, at->step);
  int64_t events = fim_draw_poisson(&draws, events_per_neuron * (double)at->size);
  for (int64_t e = 0; e < events; e++) {
    put(writer, (uint32_t)at->first + fim_draw_index(&draws, (uint64_t)at->size));
  }
}

/* Events of the region's shared train in a step. */
static int64_t reference_events(const fim_trains_t *trains, uint32_t step, double mean) {
  uint32_t stream = fim_stream(FIM_STREAM_REFERENCE, (uint32_t)trains->index);
  fim_draws_t draws = fim_draws(trains->seed, stream, 0, step);
  return fim_draw_poisson(&draws, mean);
}

/* Events per neuron and step of the shared train. */
static double shared_mean(const fim_trains_t *trains, double mean) {
  switch (trains->process) {
    case FIM_PROCESS_MULTIPLE_INTERACTION:
      return mean / trains->shared;
    case FIM_PROCESS_SINGLE_INTERACTION:
      return mean * trains->shared;
    default:
      return 0.0;
  }
}

static void put_block(const fim_trains_t *trains, const place_t *at, double mean, int64_t events, int64_t blocks,
                      writer_t *writer) {
  if (trains->process == FIM_PROCESS_MULTIPLE_INTERACTION) {
    put_copies(trains, at, events, blocks, writer);
    return;
  }
  for (int64_t event = 0; event < events; event++) {
    for (int64_t i = 0; i < at->size; i++) {
      put(writer, (uint32_t)(at->first + i));
    }
  }
  put_private(trains, at, trains->process == FIM_PROCESS_INDEPENDENT ? mean : mean * (1.0 - trains->shared), writer);
}

static void put_step(const fim_trains_t *trains, uint32_t step, double rate_hz, int64_t blocks, writer_t *writer) {
  double mean = rate_hz * 1e-3 * trains->dt_ms;
  int64_t events = reference_events(trains, step, shared_mean(trains, mean));
  place_t at = {.step = step};
  for (int32_t i = 0; i < trains->populations; i++) {
    int64_t size = trains->population_size[i];
    for (at.first = 0; at.first < size; at.first += FIM_BLOCK, at.block++) {
      at.size = size - at.first < FIM_BLOCK ? size - at.first : FIM_BLOCK;
      put_block(trains, &at, mean, events, blocks, writer);
      if (writer->index != NULL) {
        *writer->index++ = (uint32_t)writer->count;
      }
    }
  }
}

static int32_t check_trains(const fim_trains_t *trains) {
  if (trains->populations < 1 || trains->population_size == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "populations = %d, allowed 1 and above", trains->populations);
  }
  for (int32_t i = 0; i < trains->populations; i++) {
    if (trains->population_size[i] < 1 || trains->population_size[i] > UINT32_MAX) {
      return fim_fail(FIM_E_ARGUMENT, "population_size[%d] = %lld, allowed 1 to %lld", i,
                      (long long)trains->population_size[i], (long long)UINT32_MAX);
    }
  }
  if (!(trains->dt_ms > 0.0 && trains->dt_ms <= 10.0)) {
    return fim_fail(FIM_E_ARGUMENT, "dt_ms = %g, allowed above 0 to 10", trains->dt_ms);
  }
  if (trains->index < 0 || trains->index >= 1 << 24) {
    return fim_fail(FIM_E_ARGUMENT, "index = %d, allowed 0 to %d", trains->index, (1 << 24) - 1);
  }
  double least = trains->process == FIM_PROCESS_MULTIPLE_INTERACTION ? 1e-9 : 0.0;
  if (trains->process < FIM_PROCESS_MULTIPLE_INTERACTION || trains->process > FIM_PROCESS_INDEPENDENT) {
    return fim_fail(FIM_E_ARGUMENT, "process = %d, allowed 0 to 2", trains->process);
  }
  if (trains->process != FIM_PROCESS_INDEPENDENT && !(trains->shared >= least && trains->shared <= 1.0)) {
    return fim_fail(FIM_E_ARGUMENT, "shared = %g, allowed %g to 1", trains->shared, least);
  }
  return FIM_OK;
}

/* Rates whose events can be counted, and whose copies have counters of their own. */
static int32_t check_rates(const fim_trains_t *trains, int32_t steps, const double *rate_hz, int64_t blocks) {
  double most_shared = most_events;
  if (trains->process == FIM_PROCESS_MULTIPLE_INTERACTION) {
    /* Half of the counters, at least 2^11 per block: a Poisson count stays below twice such a mean. */
    most_shared = fmin(most_events, 0.5 * UINT32_MAX / (double)blocks);
  }
  if (blocks > most_blocks) {
    return fim_fail(FIM_E_ARGUMENT, "%lld blocks of neurons, allowed 1 to %lld", (long long)blocks,
                    (long long)most_blocks);
  }
  for (int32_t s = 0; s < steps; s++) {
    double mean = rate_hz[s] * 1e-3 * trains->dt_ms;
    if (!(rate_hz[s] >= 0.0 && mean * FIM_BLOCK <= most_events && shared_mean(trains, mean) <= most_shared)) {
      return fim_fail(
          FIM_E_ARGUMENT,
          "rate_hz[%d] = %g, allowed from 0 and at most %g spikes of a block, %g of the shared train per step", s,
          rate_hz[s], most_events, most_shared);
    }
  }
  return FIM_OK;
}

int32_t fim_trains_generate(const fim_trains_t *trains, int64_t first_step, int32_t steps, const double *rate_hz,
                            void *packet, int64_t capacity, int64_t *bytes) {
  if (trains == NULL || rate_hz == NULL || packet == NULL || bytes == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_trains_generate: an argument is NULL");
  }
  if (steps < 1 || first_step < 0 || first_step + steps > UINT32_MAX) {
    return fim_fail(FIM_E_ARGUMENT, "fim_trains_generate: first_step = %lld, steps = %d, allowed within 0 and 2^32 - 1",
                    (long long)first_step, steps);
  }
  int32_t code = check_trains(trains);
  int64_t blocks = 0;
  for (int32_t i = 0; code == FIM_OK && i < trains->populations; i++) {
    blocks += fim_blocks(trains->population_size[i]);
  }
  code = code == FIM_OK ? check_rates(trains, steps, rate_hz, blocks) : code;
  if (code != FIM_OK) {
    return fim_chain(code, "fim_trains_generate");
  }
  fim_spike_packet_t *header = packet;
  uint32_t *index = (uint32_t *)(header + 1);
  int64_t left = capacity - fim_spike_packet_bytes(steps, blocks, 0);
  writer_t writer = {.index = left >= 0 ? index + 1 : NULL,
                     .id = index + steps * blocks + 1,
                     .capacity = left >= 0 ? left / (int64_t)sizeof(uint32_t) : 0};
  for (int32_t s = 0; s < steps; s++) {
    put_step(trains, (uint32_t)(first_step + s), rate_hz[s], blocks, &writer);
  }
  *bytes = fim_spike_packet_bytes(steps, blocks, writer.count);
  if (capacity < *bytes || writer.count > UINT32_MAX) {
    return fim_fail(FIM_E_CAPACITY, "fim_trains_generate: capacity = %lld bytes, needed %lld", (long long)capacity,
                    (long long)*bytes);
  }
  *header =
      (fim_spike_packet_t){.first_step = first_step, .count = writer.count, .steps = steps, .groups = (int32_t)blocks};
  index[0] = 0;
  return FIM_OK;
}
