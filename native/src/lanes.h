/*
 * lanes.h: regions as vector lanes.
 *
 * Arrays over regions are padded to a multiple of FIM_LANES and aligned to a cache line, so that no loop over them has
 * a scalar remainder. Kernels call no libm function, so that a region's numbers do not depend on its place.
 */
#ifndef FIMBRIA_SRC_LANES_H
#define FIMBRIA_SRC_LANES_H

#include <stdint.h>

enum { FIM_LANES = 8, FIM_ALIGNMENT = 64 };

#define FIM_ALIGNED __attribute__((aligned(64)))
#define FIM_INLINE static inline __attribute__((always_inline))
#define FIM_ASSUME_ALIGNED(array) __builtin_assume_aligned((array), FIM_ALIGNMENT)

FIM_INLINE int32_t fim_padded(int32_t n) {
  return (n + FIM_LANES - 1) / FIM_LANES * FIM_LANES;
}

#endif
