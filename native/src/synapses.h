/*
 * synapses.h: one partition's synapses of a projection, found by the source of a spike.
 *
 * The source population is cut into bins of 2^shift neurons; the synapses of a bin are consecutive.
 *   Dense, shift 0: a bin is a source, a synapse is its target's place in the slice. 2 bytes per synapse and 4 per
 * neuron of the source population: for partitions that have targets of most sources. Sparse: a bin has a few synapses,
 * each with its source within the bin; whoever looks for those of a source goes through the bin. At most 5 bytes per
 * synapse, and of the source population 4 bytes per 65,536 neurons. A partition takes what is smaller. So its memory
 * grows with its own synapses, not with the network's neurons.
 */
#ifndef FIMBRIA_SRC_SYNAPSES_H
#define FIMBRIA_SRC_SYNAPSES_H

#include <stdbool.h>
#include <stdint.h>

typedef struct synapses {
  uint32_t *first;  /* [bins + 1] of each bin's synapses, NULL if there is no synapse */
  uint16_t *target; /* [synapses] dense: place in the slice, ascending within a bin; else NULL */
  uint32_t *pair;   /* [synapses] sparse: synapses_pair of source and target; else NULL */
  int64_t sources;  /* size of the source population */
  int32_t shift;
} synapses_t;

/* The synapses [from, to) of a bin. */
typedef struct bin {
  uint32_t from, to;
} bin_t;

/* An empty one whose layout suits a number of synapses, which may be an estimate. */
synapses_t synapses_layout(int64_t sources, double number);

/* Makes room for `number` synapses; false without memory. */
bool synapses_allocate(synapses_t *synapses, int64_t number);

int64_t synapses_bytes(const synapses_t *synapses);

void synapses_free(synapses_t *synapses);

/* Sources of a target of the slice, ascending, if capacity is enough for all; returns their number. */
int64_t synapses_sources(const synapses_t *synapses, uint32_t target, int64_t *source, int64_t capacity);

static inline bool synapses_are_sparse(const synapses_t *synapses) {
  return synapses->shift > 0;
}

static inline int64_t synapses_bins(const synapses_t *synapses) {
  return ((synapses->sources - 1) >> synapses->shift) + 1;
}

static inline bin_t synapses_bin(const synapses_t *synapses, uint32_t source) {
  const uint32_t *first = synapses->first + (source >> synapses->shift);
  return (bin_t){first[0], first[1]};
}

/* Bins have at most 2^16 sources, so that the low bits tell them apart. */
static inline uint32_t synapses_pair(uint32_t source, uint32_t target) {
  return source << 16 | target;
}

#endif
