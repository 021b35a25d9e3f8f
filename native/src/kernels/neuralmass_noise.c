/*
 * neuralmass_noise.c: normal numbers of all regions, with regions as lanes.
 *
 * fim_normal_pair's first number of fim_philox(seed, stream, region, step, 0), computed once more in lanes of 64 bits.
 */
#include <math.h>

#include "kernels/kernels.h"
#include "lanes.h"
#include "vector_math.h"

/* 53 bits of two words, as fim_uniform. */
FIM_INLINE double uniform(uint64_t high, uint64_t low) {
  const uint64_t two_to_52 = 0x4330000000000000ULL; /* a word below it is its last bits: no conversion needed */
  const double upper = fim_from_bits(two_to_52 | high) - 0x1p52;
  const double lower = fim_from_bits(two_to_52 | low >> 11) - 0x1p52;
  return (upper * 0x1p21 + lower + 0.5) * 0x1p-53;
}

/* Philox4x32-10 (Salmon et al. 2011, doi 10.1145/2063384.2063405) of the counter (0, step, region, stream). */
FIM_INLINE double normal(uint64_t seed, uint32_t stream, uint32_t step, uint64_t region) {
  const uint64_t word = 0xffffffff;
  uint64_t c0 = 0;
  uint64_t c1 = step;
  uint64_t c2 = region;
  uint64_t c3 = stream;
  uint64_t k0 = seed & word;
  uint64_t k1 = seed >> 32;
  for (int round = 0; round < PHILOX4x32_DEFAULT_ROUNDS; round++) {
    const uint64_t product_0 = c0 * PHILOX_M4x32_0;
    const uint64_t product_2 = c2 * PHILOX_M4x32_1;
    c0 = (product_2 >> 32) ^ c1 ^ k0;
    c1 = product_2 & word;
    c2 = (product_0 >> 32) ^ c3 ^ k1;
    c3 = product_0 & word;
    k0 = (k0 + PHILOX_W32_0) & word;
    k1 = (k1 + PHILOX_W32_1) & word;
  }
  double cosine;
  double sine;
  fim_turn(uniform(c2, c3), &cosine, &sine);
  return sqrt(-2.0 * fim_log(uniform(c0, c1))) * cosine;
}

void FIM_KERNEL(fim_noise)(uint64_t seed, uint32_t stream, uint32_t step, double amplitude, int32_t n, double *eta) {
#pragma omp simd
  for (int32_t i = 0; i < n; i++) {
    eta[i] = amplitude * normal(seed, stream, step, (uint64_t)i);
  }
}
