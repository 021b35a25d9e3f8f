/*
 * recipe.h: the recipe in a spike packet (spikes.h), and the rows of arrivals (arrivals.h) that it stands for.
 * A span's entity is its first block, counted over the port's populations.
 */
#ifndef FIMBRIA_SRC_RECIPE_H
#define FIMBRIA_SRC_RECIPE_H

#include "arrivals.h"
#include "fimbria/spikes.h"

/* More events of a block per step are no train but a mistake. */
#define FIM_MOST_BLOCK_EVENTS 1e6

static inline const fim_recipe_t *fim_packet_recipe(const fim_spike_packet_t *packet) {
  return (const fim_recipe_t *)(packet + 1);
}

static inline const fim_recipe_step_t *fim_packet_recipe_steps(const fim_spike_packet_t *packet) {
  return (const fim_recipe_step_t *)(fim_packet_recipe(packet) + 1);
}

/* Mean gap between copies, of all steps of a recipe. */
static inline double fim_copies_gap(const fim_recipe_t *recipe) {
  return -1.0 / fim_log_complement(recipe->probability);
}

/* Copies of a step's reference events; mean_gap: fim_copies_gap. */
static inline fim_rows_t fim_copies(const fim_recipe_t *recipe, double mean_gap, int64_t events, int64_t step) {
  uint32_t stream = fim_stream(FIM_STREAM_THINNING, (uint32_t)recipe->index);
  return fim_bernoulli_rows(recipe->seed, stream, step, mean_gap, events);
}

/* A step's private events, where mean > 0. */
static inline fim_rows_t fim_private_events(const fim_recipe_t *recipe, double mean, int64_t step) {
  uint32_t stream = fim_stream(FIM_STREAM_PRIVATE, (uint32_t)recipe->index);
  return fim_poisson_rows(recipe->seed, stream, step, 1.0 / mean);
}

/* trains_expand.c: whether a recipe's numbers are allowed: FIM_OK, or FIM_E_ARGUMENT and a text. */
int32_t fim_check_recipe(const fim_spike_packet_t *packet);

/* A step's spikes as they fill a packet; what is beyond its capacity is counted only. */
typedef struct fim_spike_writer {
  uint32_t *index; /* next bound, NULL if not even the bounds fit */
  uint32_t *id;
  int64_t count, capacity;
} fim_spike_writer_t;

/* Starts a packet of spikes in `capacity` bytes. */
fim_spike_writer_t fim_spike_writer(void *packet, int64_t capacity, int32_t steps, int64_t groups);

/* Writes a step's spikes, block by block. */
void fim_write_step(const fim_recipe_t *recipe, fim_recipe_step_t numbers, int64_t step, const int64_t *population_size,
                    int32_t populations, fim_spike_writer_t *writer);

/* Writes the header, or FIM_E_CAPACITY; header: what it shall be but for count; bytes: size of the packet, written. */
int32_t fim_spike_writer_end(const fim_spike_writer_t *writer, fim_spike_packet_t header, void *packet,
                             int64_t capacity, int64_t *bytes);

/* Blocks of all populations, or FIM_E_ARGUMENT and a text if one of the sizes is not allowed. */
int32_t fim_count_blocks(const int64_t *population_size, int32_t populations, int64_t *blocks);

#endif
