/*
 * trains_expand.c: the spikes of a recipe, one by one: the plain form of what the spiking engine does with it.
 *
 * The rows of arrivals are those of spans; each block runs through its span's row and keeps what is its own.
 */
#include <math.h>
#include <stddef.h>

#include "error.h"
#include "recipe.h"

static const int64_t most_blocks = 1 << 20;

int32_t fim_count_blocks(const int64_t *population_size, int32_t populations, int64_t *blocks) {
  if (populations < 1 || population_size == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "populations = %d, allowed 1 and above", populations);
  }
  *blocks = 0;
  for (int32_t i = 0; i < populations; i++) {
    if (population_size[i] < 1 || population_size[i] > UINT32_MAX) {
      return fim_fail(FIM_E_ARGUMENT, "population_size[%d] = %lld, allowed 1 to %lld", i, (long long)population_size[i],
                      (long long)UINT32_MAX);
    }
    *blocks += fim_blocks(population_size[i]);
  }
  return *blocks <= most_blocks ? FIM_OK
                                : fim_fail(FIM_E_ARGUMENT, "%lld blocks of neurons, allowed 1 to %lld",
                                           (long long)*blocks, (long long)most_blocks);
}

int32_t fim_check_recipe(const fim_spike_packet_t *packet) {
  const fim_recipe_t *recipe = fim_packet_recipe(packet);
  if (!(recipe->probability > 0.0 && recipe->probability <= 1.0)) {
    return fim_fail(FIM_E_ARGUMENT, "recipe: probability = %g, allowed above 0 to 1", recipe->probability);
  }
  if (recipe->index < 0 || recipe->index >= 1 << 24) {
    return fim_fail(FIM_E_ARGUMENT, "recipe: index = %d, allowed 0 to %d", recipe->index, (1 << 24) - 1);
  }
  const fim_recipe_step_t *numbers = fim_packet_recipe_steps(packet);
  for (int32_t s = 0; s < packet->steps; s++) {
    if (!(numbers[s].events >= 0 && numbers[s].events <= FIM_MOST_REFERENCE_EVENTS)) {
      return fim_fail(FIM_E_ARGUMENT, "recipe: events[%d] = %lld, allowed 0 to %d", s, (long long)numbers[s].events,
                      FIM_MOST_REFERENCE_EVENTS);
    }
    if (!(numbers[s].mean >= 0.0 && numbers[s].mean <= FIM_MOST_BLOCK_EVENTS / FIM_BLOCK)) {
      return fim_fail(FIM_E_ARGUMENT, "recipe: mean[%d] = %g, allowed 0 to %g", s, numbers[s].mean,
                      FIM_MOST_BLOCK_EVENTS / FIM_BLOCK);
    }
  }
  return FIM_OK;
}

fim_spike_writer_t fim_spike_writer(void *packet, int64_t capacity, int32_t steps, int64_t groups) {
  uint32_t *index = (uint32_t *)((fim_spike_packet_t *)packet + 1);
  int64_t left = capacity - fim_spike_packet_bytes(steps, groups, 0);
  fim_spike_writer_t writer = {.index = left >= 0 ? index + 1 : NULL,
                               .id = index + steps * groups + 1,
                               .capacity = left >= 0 ? left / (int64_t)sizeof(uint32_t) : 0};
  return writer;
}

/* A block's share of its span's row. block, begin: first neurons of the population. */
static void put_row(fim_arrivals_t row, int64_t block, int64_t size, int64_t begin, int64_t width,
                    fim_spike_writer_t *writer) {
  for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
    int64_t neuron = begin + cell % width;
    if (neuron < block || neuron >= block + size) {
      continue;
    }
    if (writer->count < writer->capacity) {
      writer->id[writer->count] = (uint32_t)neuron;
    }
    writer->count++;
  }
}

void fim_write_step(const fim_recipe_t *recipe, fim_recipe_step_t numbers, int64_t step, const int64_t *population_size,
                    int32_t populations, fim_spike_writer_t *writer) {
  const fim_rows_t copies = fim_copies(recipe, fim_copies_gap(recipe), numbers.events, step);
  const fim_rows_t events = fim_private_events(recipe, numbers.mean, step);
  int64_t first_block = 0;
  for (int32_t i = 0; i < populations; i++) {
    for (int64_t block = 0; block < population_size[i]; block += FIM_BLOCK) {
      int64_t left = population_size[i] - block;
      int64_t size = left < FIM_BLOCK ? left : FIM_BLOCK;
      int64_t begin = fim_span_begin(block);
      int64_t width = fim_span_width(population_size[i] - begin);
      uint32_t entity = (uint32_t)(first_block + begin / FIM_BLOCK);
      if (numbers.events > 0) {
        put_row(fim_arrivals(&copies, entity, width), block, size, begin, width, writer);
      }
      if (numbers.mean > 0.0) {
        put_row(fim_arrivals(&events, entity, width), block, size, begin, width, writer);
      }
      if (writer->index != NULL) {
        *writer->index++ = (uint32_t)writer->count;
      }
    }
    first_block += fim_blocks(population_size[i]);
  }
}

int32_t fim_spike_writer_end(const fim_spike_writer_t *writer, fim_spike_packet_t header, void *packet,
                             int64_t capacity, int64_t *bytes) {
  header.count = writer->count;
  *bytes = fim_spike_packet_bytes(header.steps, header.groups, header.count);
  if (capacity < *bytes || header.count > UINT32_MAX) {
    return fim_fail(FIM_E_CAPACITY, "capacity = %lld bytes, needed %lld", (long long)capacity, (long long)*bytes);
  }
  *(fim_spike_packet_t *)packet = header;
  *(uint32_t *)((fim_spike_packet_t *)packet + 1) = 0;
  return FIM_OK;
}

static int32_t check_expand(const fim_spike_packet_t *recipe, const int64_t *population_size, int32_t populations) {
  int64_t blocks;
  int32_t code = fim_count_blocks(population_size, populations, &blocks);
  if (code != FIM_OK) {
    return code;
  }
  if (recipe->kind != FIM_PACKET_RECIPE || recipe->steps < 1 || recipe->first_step < 0 ||
      recipe->first_step + recipe->steps > UINT32_MAX || recipe->groups != blocks) {
    return fim_fail(FIM_E_ARGUMENT,
                    "packet of kind %d, first_step = %lld, steps = %d, groups = %d, not a recipe of %lld", recipe->kind,
                    (long long)recipe->first_step, recipe->steps, recipe->groups, (long long)blocks);
  }
  return fim_check_recipe(recipe);
}

int32_t fim_trains_expand(const void *recipe, const int64_t *population_size, int32_t populations, void *packet,
                          int64_t capacity, int64_t *bytes) {
  const fim_spike_packet_t *from = recipe;
  if (from == NULL || packet == NULL || bytes == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_trains_expand: an argument is NULL");
  }
  int32_t code = check_expand(from, population_size, populations);
  if (code == FIM_OK) {
    fim_spike_writer_t writer = fim_spike_writer(packet, capacity, from->steps, from->groups);
    for (int32_t s = 0; s < from->steps; s++) {
      fim_write_step(fim_packet_recipe(from), fim_packet_recipe_steps(from)[s], from->first_step + s, population_size,
                     populations, &writer);
    }
    fim_spike_packet_t header = {.first_step = from->first_step, .steps = from->steps, .groups = from->groups};
    code = fim_spike_writer_end(&writer, header, packet, capacity, bytes);
  }
  return code == FIM_OK ? FIM_OK : fim_chain(code, "fim_trains_expand");
}
