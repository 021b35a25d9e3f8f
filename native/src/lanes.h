/*
 * lanes.h: regions as vector lanes.
 *
 * Arrays over regions are padded to a multiple of FIM_LANES and aligned to a cache line, so that no loop over them has
 * a scalar remainder: vector and scalar exp and erfc differ in the last bit, and a region's numbers must not depend on
 * its place.
 */
#ifndef FIMBRIA_SRC_LANES_H
#define FIMBRIA_SRC_LANES_H

#include <math.h>
#include <stdint.h>

enum { FIM_LANES = 8, FIM_ALIGNMENT = 64 };

#define FIM_ALIGNED __attribute__((aligned(64)))
#define FIM_INLINE static inline __attribute__((always_inline))
#define FIM_ASSUME_ALIGNED(array) __builtin_assume_aligned((array), FIM_ALIGNMENT)

#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
/* libmvec's vector variants (at most 2 ulp); glibc's headers offer them under -ffast-math only. */
extern __attribute__((__simd__("notinbranch"))) double exp(double);
extern __attribute__((__simd__("notinbranch"))) double erfc(double);
#endif

FIM_INLINE int32_t fim_padded(int32_t n) {
  return (n + FIM_LANES - 1) / FIM_LANES * FIM_LANES;
}

#endif
