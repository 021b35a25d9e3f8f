/* synapses.c: which layout, and its memory. */
#include "synapses.h"

#include <stdlib.h>

#include "large_array.h"

/* Synapses of a bin are at most so many on average, and half as many unless bins are as wide as they can be. */
static const double BIN_SYNAPSES = 8.0;
enum { WIDEST_SHIFT = 16 };

synapses_t synapses_layout(int64_t sources, double number) {
  synapses_t synapses = {.sources = sources};
  double mean = number / (double)sources; /* synapses of a bin */
  while (synapses.shift < WIDEST_SHIFT && 2.0 * mean <= BIN_SYNAPSES) {
    mean *= 2.0;
    synapses.shift++;
  }
  double dense = (double)sources * sizeof(uint32_t) + number * sizeof *synapses.target;
  double sparse = (double)synapses_bins(&synapses) * sizeof(uint32_t) + number * sizeof *synapses.pair;
  if (dense <= sparse) {
    synapses.shift = 0;
  }
  return synapses;
}

bool synapses_allocate(synapses_t *synapses, int64_t number) {
  size_t width = synapses_are_sparse(synapses) ? sizeof *synapses->pair : sizeof *synapses->target;
  void *array = large_array((size_t)number * width);
  if (synapses_are_sparse(synapses)) {
    synapses->pair = array;
  } else {
    synapses->target = array;
  }
  return array != NULL;
}

int64_t synapses_bytes(const synapses_t *synapses) {
  if (synapses->first == NULL) {
    return 0;
  }
  int64_t bins = synapses_bins(synapses);
  size_t width = synapses_are_sparse(synapses) ? sizeof *synapses->pair : sizeof *synapses->target;
  return (bins + 1) * (int64_t)sizeof *synapses->first + synapses->first[bins] * (int64_t)width;
}

void synapses_free(synapses_t *synapses) {
  free(synapses->first);
  free(synapses->target);
  free(synapses->pair);
  synapses->first = NULL;
  synapses->target = NULL;
  synapses->pair = NULL;
}

/* Puts a number among ascending ones. */
static void insert(int64_t *ascending, int64_t count, int64_t number) {
  int64_t place = count;
  for (; place > 0 && ascending[place - 1] > number; place--) {
    ascending[place] = ascending[place - 1];
  }
  ascending[place] = number;
}

int64_t synapses_sources(const synapses_t *synapses, uint32_t target, int64_t *source, int64_t capacity) {
  int64_t found = 0;
  bool sparse = synapses_are_sparse(synapses);
  for (int64_t b = 0; synapses->first != NULL && b < synapses_bins(synapses); b++) {
    int64_t before = found;
    for (uint32_t k = synapses->first[b]; k < synapses->first[b + 1]; k++) {
      if (target != (sparse ? synapses->pair[k] & UINT16_MAX : synapses->target[k])) {
        continue;
      }
      int64_t within = sparse ? (synapses->pair[k] >> 16) & (((int64_t)1 << synapses->shift) - 1) : 0;
      if (found < capacity) {
        insert(source + before, found - before, (b << synapses->shift) + within);
      }
      found++;
    }
  }
  return found;
}
