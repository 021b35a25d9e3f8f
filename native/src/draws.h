/*
 * draws.h: the random numbers of one (seed, stream, entity, step), taken one after the other.
 *
 * A sequence is short and belongs to one object (a target neuron, a block in a step), so that running through it keeps
 * every number a pure function of its counter.
 */
#ifndef FIMBRIA_SRC_DRAWS_H
#define FIMBRIA_SRC_DRAWS_H

#include "philox.h"
#include "vector_math.h"

typedef struct fim_draws {
  uint64_t seed;
  uint32_t stream, entity, step, draw;
  uint32_t used; /* words of the last counter that are gone */
  fim_words_t words;
} fim_draws_t;

/* Poisson counts are drawn in parts of at most this mean. */
#define FIM_POISSON_PART 16.0

static inline fim_draws_t fim_draws(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step) {
  fim_draws_t draws = {.seed = seed, .stream = stream, .entity = entity, .step = step, .used = 4};
  return draws;
}

static inline uint32_t fim_draw_word(fim_draws_t *draws) {
  if (draws->used == 4) {
    draws->words = fim_philox(draws->seed, draws->stream, draws->entity, draws->step, draws->draw++);
    draws->used = 0;
  }
  return draws->words.v[draws->used++];
}

/* In (0, 1), 53 bits. */
static inline double fim_draw_uniform(fim_draws_t *draws) {
  uint32_t high = fim_draw_word(draws);
  return fim_uniform(high, fim_draw_word(draws));
}

/* In [0, n), n <= 2^32. */
static inline uint32_t fim_draw_index(fim_draws_t *draws, uint64_t n) {
  return fim_index(fim_draw_word(draws), n);
}

/*
 * Failures before the next success of independent trials: floor(log U / log(1 - p)). log_complement: log(1 - p), from
 * fim_log_complement. May be larger than any integer (p = 0), so compare before converting.
 */
static inline double fim_draw_skip(fim_draws_t *draws, double log_complement) {
  return floor(fim_log(fim_draw_uniform(draws)) / log_complement);
}

/* Poisson count, 0 <= mean < 2^31: inversion by sequential search of each part (Devroye 1986, X.3.1). */
static inline int64_t fim_draw_poisson(fim_draws_t *draws, double mean) {
  if (!(mean > 0.0)) {
    return 0;
  }
  int64_t parts = (int64_t)ceil(mean / FIM_POISSON_PART);
  double part = mean / (double)parts;
  double none = fim_exp(-part);
  int64_t count = 0;
  for (int64_t i = 0; i < parts; i++) {
    double left = fim_draw_uniform(draws) - none;
    double probability = none;
    /* Rounding may leave a rest after the last probability that counts; 1e-17 is below the uniform's resolution. */
    for (int k = 1; left > 0.0 && (k < FIM_POISSON_PART || probability > 1e-17); k++) {
      probability *= part / k;
      left -= probability;
      count++;
    }
  }
  return count;
}

#endif
