/*
 * dry_spikes.h: spikes of neurons that nobody integrates, drawn at the rate of neurons like them.
 *
 * Neurons of a population are statistically alike, so those of other ranks spike as this rank's do. A rate is a
 * mean that forgets in the time of 100 spikes, or in 20 ms if that is less: bursts show at once, and the few spikes of
 * a quiet step are not made a rhythm of the whole network. Each neuron spikes or not independently of others.
 */
#ifndef FIMBRIA_SRC_DRY_SPIKES_H
#define FIMBRIA_SRC_DRY_SPIKES_H

#include "draws.h"

/* The recent past of a population, with weights that decay. */
typedef struct dry_rate {
  double spikes, steps;
} dry_rate_t;

/* Adds a step. dt: ms. */
void dry_rate_add(dry_rate_t *rate, int64_t spikes, double dt);

/* Probability that one of `neurons` neurons spikes in a step; 0 before the first spike. */
double dry_rate_probability(const dry_rate_t *rate, int64_t neurons);

/* The spikes of a population in a step, in the order of neurons. */
typedef struct dry_spikes {
  fim_draws_t draws;
  double log_complement;
  int64_t next, size; /* next: neuron that spikes next; size and above: none */
} dry_spikes_t;

/* Their ids are a pure function of (seed, population, step, probability). */
dry_spikes_t dry_spikes(uint64_t seed, int32_t population, int64_t step, double probability, int64_t size);

/* On to the one behind dry->next. */
void dry_spikes_advance(dry_spikes_t *dry);

#endif
