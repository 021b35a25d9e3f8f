/*
 * philox.h: the project's one random generator, inline for kernels.
 *
 * Counter words: (draw, step, entity, stream); key: seed. See fimbria/random.h.
 */
#ifndef FIMBRIA_SRC_PHILOX_H
#define FIMBRIA_SRC_PHILOX_H

#include <Random123/philox.h>
#include <math.h>
#include <stdint.h>

#include "fimbria/random.h"

static inline uint32_t fim_stream(enum fim_stream_kind kind, uint32_t index) {
  return ((uint32_t)kind << 24) | index;
}

typedef struct fim_words {
  uint32_t v[4];
} fim_words_t;

static inline fim_words_t fim_philox(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw) {
  philox4x32_ctr_t counter = {{draw, step, entity, stream}};
  philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
  philox4x32_ctr_t r = philox4x32(counter, key);
  fim_words_t words = {{r.v[0], r.v[1], r.v[2], r.v[3]}};
  return words;
}

/* 53 bits from two words, in the open interval (0, 1). */
static inline double fim_uniform(uint32_t high, uint32_t low) {
  uint64_t bits = ((uint64_t)high << 32 | low) >> 11;
  return ((double)bits + 0.5) * 0x1p-53;
}

/* Unbiased to 2^-32 per value: an index in [0, n) from one word, n <= 2^32. */
static inline uint32_t fim_index(uint32_t word, uint64_t n) {
  return (uint32_t)(((uint64_t)word * n) >> 32);
}

/* Two independent standard normal numbers from one counter (Box and Muller 1958). */
static inline void fim_normal_pair(fim_words_t words, double *first, double *second) {
  const double two_pi = 6.283185307179586476925;
  double radius = sqrt(-2.0 * log(fim_uniform(words.v[0], words.v[1])));
  double angle = two_pi * fim_uniform(words.v[2], words.v[3]);
  *first = radius * cos(angle);
  *second = radius * sin(angle);
}

#endif
