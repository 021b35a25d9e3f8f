/*
 * trains.c: spike trains of a region's neurons from a rate, independent or correlated, as a recipe.
 *
 * Multiple and single interaction process: Kuhn, Aertsen and Rotter 2003, doi 10.1162/089976603321043702. All come down
 * to a number of reference events per step, of which neurons keep copies with one probability, and to private events.
 */
#include <stddef.h>

#include "error.h"
#include "recipe.h"

/* Mean of a step's reference events. */
static double reference_mean(const fim_trains_t *trains, double mean) {
  switch (trains->process) {
    case FIM_PROCESS_MULTIPLE_INTERACTION:
      return mean / trains->shared;
    case FIM_PROCESS_SINGLE_INTERACTION:
      return mean * trains->shared;
    default:
      return 0.0;
  }
}

/* Private part of a neuron's train. */
static double private_mean(const fim_trains_t *trains, double mean) {
  switch (trains->process) {
    case FIM_PROCESS_MULTIPLE_INTERACTION:
      return 0.0;
    case FIM_PROCESS_SINGLE_INTERACTION:
      return mean * (1.0 - trains->shared);
    default:
      return mean;
  }
}

static fim_recipe_t recipe_of(const fim_trains_t *trains) {
  bool thinned = trains->process == FIM_PROCESS_MULTIPLE_INTERACTION;
  fim_recipe_t recipe = {.seed = trains->seed, .probability = thinned ? trains->shared : 1.0, .index = trains->index};
  return recipe;
}

/* Draws the reference events of a step. */
static fim_recipe_step_t numbers_of(const fim_trains_t *trains, int64_t step, double rate_hz) {
  double mean = rate_hz * 1e-3 * trains->dt_ms;
  uint32_t stream = fim_stream(FIM_STREAM_REFERENCE, (uint32_t)trains->index);
  fim_draws_t draws = fim_draws(trains->seed, stream, 0, (uint32_t)step);
  fim_recipe_step_t numbers = {.events = fim_draw_poisson(&draws, reference_mean(trains, mean)),
                               .mean = private_mean(trains, mean)};
  return numbers;
}

static int32_t check_trains(const fim_trains_t *trains, int64_t *blocks) {
  int32_t code = fim_count_blocks(trains->population_size, trains->populations, blocks);
  if (code != FIM_OK) {
    return code;
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

/* Rates whose events can be counted: a Poisson count of mean 5e5 stays below FIM_MOST_REFERENCE_EVENTS by 34 standard
 * deviations. */
static int32_t check_rates(const fim_trains_t *trains, int32_t steps, const double *rate_hz) {
  const double most_reference = 5e5;
  for (int32_t s = 0; s < steps; s++) {
    double mean = rate_hz[s] * 1e-3 * trains->dt_ms;
    if (!(rate_hz[s] >= 0.0 && mean * FIM_BLOCK <= FIM_MOST_BLOCK_EVENTS &&
          reference_mean(trains, mean) <= most_reference)) {
      return fim_fail(
          FIM_E_ARGUMENT,
          "rate_hz[%d] = %g, allowed from 0 and at most %g spikes of a block, %g of the shared train per step", s,
          rate_hz[s], FIM_MOST_BLOCK_EVENTS, most_reference);
    }
  }
  return FIM_OK;
}

/* All arguments of a call; blocks: of all populations, written. */
static int32_t check_call(const fim_trains_t *trains, int64_t first_step, int32_t steps, const double *rate_hz,
                          const void *packet, const int64_t *bytes, int64_t *blocks) {
  if (trains == NULL || rate_hz == NULL || packet == NULL || bytes == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "an argument is NULL");
  }
  if (steps < 1 || first_step < 0 || first_step + steps > UINT32_MAX) {
    return fim_fail(FIM_E_ARGUMENT, "first_step = %lld, steps = %d, allowed within 0 and 2^32 - 1",
                    (long long)first_step, steps);
  }
  int32_t code = check_trains(trains, blocks);
  return code == FIM_OK ? check_rates(trains, steps, rate_hz) : code;
}

int32_t fim_trains_recipe(const fim_trains_t *trains, int64_t first_step, int32_t steps, const double *rate_hz,
                          void *packet, int64_t capacity, int64_t *bytes) {
  int64_t blocks;
  int32_t code = check_call(trains, first_step, steps, rate_hz, packet, bytes, &blocks);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_trains_recipe");
  }
  *bytes = fim_recipe_packet_bytes(steps);
  if (capacity < *bytes) {
    return fim_fail(FIM_E_CAPACITY, "fim_trains_recipe: capacity = %lld bytes, needed %lld", (long long)capacity,
                    (long long)*bytes);
  }
  fim_spike_packet_t *header = packet;
  fim_recipe_t *recipe = (fim_recipe_t *)(header + 1);
  fim_recipe_step_t *numbers = (fim_recipe_step_t *)(recipe + 1);
  *header = (fim_spike_packet_t){
      .first_step = first_step, .steps = steps, .groups = (int32_t)blocks, .kind = FIM_PACKET_RECIPE};
  *recipe = recipe_of(trains);
  for (int32_t s = 0; s < steps; s++) {
    numbers[s] = numbers_of(trains, first_step + s, rate_hz[s]);
  }
  return FIM_OK;
}

int32_t fim_trains_generate(const fim_trains_t *trains, int64_t first_step, int32_t steps, const double *rate_hz,
                            void *packet, int64_t capacity, int64_t *bytes) {
  int64_t blocks;
  int32_t code = check_call(trains, first_step, steps, rate_hz, packet, bytes, &blocks);
  if (code == FIM_OK) {
    fim_recipe_t recipe = recipe_of(trains);
    fim_spike_writer_t writer = fim_spike_writer(packet, capacity, steps, blocks);
    for (int32_t s = 0; s < steps; s++) {
      fim_write_step(&recipe, numbers_of(trains, first_step + s, rate_hz[s]), first_step + s, trains->population_size,
                     trains->populations, &writer);
    }
    fim_spike_packet_t header = {.first_step = first_step, .steps = steps, .groups = (int32_t)blocks};
    code = fim_spike_writer_end(&writer, header, packet, capacity, bytes);
  }
  return code == FIM_OK ? FIM_OK : fim_chain(code, "fim_trains_generate");
}
