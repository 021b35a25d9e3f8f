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
#include <string.h>

#include "fimbria/random.h"
#include "vector_math.h"

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

/*
 * Exponential number of mean 1 from one word: -log u with u = (word + 1/2) / 2^32, in single precision, within
 * 1.2e-7 (1 + value) of it, and at most 22.2. Near 0 it keeps the word's resolution of 2^-32, for 1 - u is taken from
 * the complement. Sums and products only: the same bits from every instruction set.
 *   u = 2^k m, m in [sqrt(1/2), sqrt(2)), log m = t + t^2 p(t) with t = m - 1; p interpolates at the Chebyshev nodes.
 */
static inline float fim_exponential(uint32_t word) {
  const float above = -0x1p-32f * ((float)(int32_t)~word + 0.5f); /* u - 1 for u >= 1/2 */
  const float scaled = (float)(int32_t)(word >> 1) + 0.5f;        /* 2^31 u */
  const int32_t sqrt_half = 0x3f3504f3;
  int32_t bits;
  memcpy(&bits, &scaled, sizeof bits);
  int32_t exponent = (bits - sqrt_half) & (int32_t)0xff800000;
  bits -= exponent;
  float m;
  memcpy(&m, &bits, sizeof m);
  int near_one = scaled >= 0x1.6a09e6p30f;
  float k = near_one ? 0.0f : (float)(exponent >> 23) - 31.0f;
  float t = near_one ? above : m - 1.0f;
  float t2 = t * t;
  float t4 = t2 * t2;
  float p01 = -0x1.fffffep-2f + t * 0x1.555638p-2f;
  float p23 = -0x1.000302p-2f + t * 0x1.99071p-3f;
  float p45 = -0x1.53bb74p-3f + t * 0x1.2fd102p-3f;
  float p67 = -0x1.21fd54p-3f + t * 0x1.67ed28p-4f;
  float p = (p01 + t2 * p23) + t4 * (p45 + t2 * p67);
  return -(k * 0x1.62e43p-1f + (t + t2 * p));
}

/* Unbiased to 2^-32 per value: an index in [0, n) from one word, n <= 2^32. */
static inline uint32_t fim_index(uint32_t word, uint64_t n) {
  return (uint32_t)(((uint64_t)word * n) >> 32);
}

/* Two independent standard normal numbers from one counter (Box and Muller 1958). */
static inline void fim_normal_pair(fim_words_t words, double *first, double *second) {
  const double radius = sqrt(-2.0 * fim_log(fim_uniform(words.v[0], words.v[1])));
  double cosine;
  double sine;
  fim_turn(fim_uniform(words.v[2], words.v[3]), &cosine, &sine);
  *first = radius * cosine;
  *second = radius * sine;
}

#endif
