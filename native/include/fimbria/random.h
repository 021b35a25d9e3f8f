/*
 * random.h: random numbers as pure functions of (seed, stream, entity, step, draw).
 *
 * Philox4x32-10 (Salmon et al. 2011, doi 10.1145/2063384.2063405; Random123). The key is the seed, the counter is
 * (draw, step, entity, stream), so that a number does not depend on threads, ranks, epochs or the order of calls.
 */
#ifndef FIMBRIA_RANDOM_H
#define FIMBRIA_RANDOM_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Purpose of a stream; a stream is (kind << 24) | index, index < 2^24 (projection, port, population ...). */
enum fim_stream_kind {
  FIM_STREAM_CONNECTIVITY = 1,  /* entity: target neuron (or synapse), index: projection */
  FIM_STREAM_INITIAL_STATE = 2, /* entity: neuron or region */
  FIM_STREAM_BACKGROUND = 3,    /* Poisson background, entity: first block of a span, index: population */
  FIM_STREAM_REFERENCE = 4,     /* shared train of a transformer, index: region */
  FIM_STREAM_THINNING = 5,      /* copies of the shared train, entity: first block of a span, index: region */
  FIM_STREAM_PRIVATE = 6,       /* private trains of a transformer, entity: first block of a span, index: region */
  FIM_STREAM_NOISE = 7,         /* Ornstein-Uhlenbeck noise, entity: region */
  FIM_STREAM_CONNECTOME = 8,    /* generated connectome, entity: link */
  FIM_STREAM_DRY = 9,           /* spikes of simulated ranks, index: population */
  FIM_STREAM_CELLS = 10,        /* where cells of an LFP stand, entity: attempt, draw: 2 per cell, index: population */
  FIM_STREAM_SYNAPSES = 11,     /* synapses on them, entity: cell, index: row of synapses */
  FIM_STREAM_SENSORS = 12       /* observation noise, entity: sensor */
};

/* The 128 bits at one counter, as four words. words: [4], written. */
FIM_API int32_t fim_random_words(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw,
                                 uint32_t *words);

/* Uniform numbers in the open interval (0, 1), 53 bits: two per counter, counters draw, draw + 1, ... out: [n],
 * written. */
FIM_API int32_t fim_random_uniforms(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw,
                                    int64_t n, double *out);

/* Standard normal numbers (Box-Muller): two per counter. out: [n], written. */
FIM_API int32_t fim_random_normals(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw,
                                   int64_t n, double *out);

#ifdef __cplusplus
}
#endif

#endif
