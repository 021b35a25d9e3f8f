/*
 * arrivals.h: where random arrivals fall in a row of cells, from gap to gap.
 *
 * Two point processes. Bernoulli: a cell has an arrival with probability p; the next one is floor(m E) + 1 cells on,
 * with m = -1 / log(1 - p) and E exponential of mean 1. Poisson: a cell has a Poisson number of arrivals; the next one
 * is m E cells on, m = 1 / mean. No number of arrivals is drawn, and the cost follows them (Devroye 1986, VI.1 and
 * X.2).
 *
 * Rows belong to a span of neurons in a step: cell c to the span's neuron c % width. The copies of n reference events
 * are Bernoulli arrivals in n width cells, independent trains are Poisson arrivals in width cells.
 *
 * Positions are integers. E comes from one word (fim_exponential): a cell's probability is right within 2^-12 of
 * itself at m = 2^20 and within 2^-24 where m is small. Rows with larger m take E from two words in double precision.
 */
#ifndef FIMBRIA_SRC_ARRIVALS_H
#define FIMBRIA_SRC_ARRIVALS_H

#include <stdbool.h>

#include "draws.h"
#include "fimbria/spikes.h"

/* Most neurons that share a row: a power of two of blocks. */
#define FIM_SPAN 4096

/* Copies are thinned from at most so many events, so that positions stay below 2^31. */
#define FIM_MOST_REFERENCE_EVENTS (1 << 19)

/* Of Poisson rows: a cell is 2^18 long, so that a row ends where a gap can reach. */
#define FIM_POISSON_SHIFT 18

/* What the rows of a population's spans in a step have in common. */
typedef struct fim_rows {
  uint64_t seed;
  uint32_t stream, step;
  double scale, offset; /* a gap is E * scale + offset, cut to an integer */
  int64_t start;        /* position before the first arrival */
  int64_t length;       /* of a row per neuron of the span */
  int32_t shift;        /* a cell is 2^shift long; 0 or FIM_POISSON_SHIFT */
  bool rare;            /* mean gap above 2^20 cells */
} fim_rows_t;

/* A row, and how far it has been gone through. */
typedef struct fim_arrivals {
  const fim_rows_t *rows;
  fim_draws_t draws;
  int64_t position, end;
} fim_arrivals_t;

/* A span, and the part of it that is to be added to. */
typedef struct fim_span {
  int64_t width;       /* a power of two, at most FIM_SPAN */
  int64_t first, size; /* neurons [first, first + size) of the span */
  double *in;          /* [size] nS, modified */
  uint32_t entity;     /* of the row's words */
} fim_span_t;

/* Width of the span that begins `left` neurons before the population's end: the last one is cut to what it needs. */
static inline int64_t fim_span_width(int64_t left) {
  int64_t width = FIM_SPAN;
  while (width > FIM_BLOCK && width / 2 >= left) {
    width /= 2;
  }
  return width;
}

/* First neuron of the span of a neuron. */
static inline int64_t fim_span_begin(int64_t neuron) {
  return neuron / FIM_SPAN * FIM_SPAN;
}

static inline bool fim_is_rare(double mean_gap) {
  return mean_gap > 0x1p20;
}

/* Copies of `events` events, each cell with probability p > 0; mean_gap: -1 / log(1 - p), 0 for p = 1. */
static inline fim_rows_t fim_bernoulli_rows(uint64_t seed, uint32_t stream, int64_t step, double mean_gap,
                                            int64_t events) {
  fim_rows_t rows = {.seed = seed,
                     .stream = stream,
                     .step = (uint32_t)step,
                     .scale = mean_gap,
                     .offset = 1.0,
                     .start = -1,
                     .length = events,
                     .shift = 0,
                     .rare = fim_is_rare(mean_gap)};
  return rows;
}

/* A Poisson number in each cell; mean_gap: 1 / mean > 0. */
static inline fim_rows_t fim_poisson_rows(uint64_t seed, uint32_t stream, int64_t step, double mean_gap) {
  const int32_t length = 1 << FIM_POISSON_SHIFT;
  fim_rows_t rows = {.seed = seed,
                     .stream = stream,
                     .step = (uint32_t)step,
                     .scale = mean_gap * (double)length,
                     .offset = 0.5,
                     .start = 0,
                     .length = length,
                     .shift = FIM_POISSON_SHIFT,
                     .rare = fim_is_rare(mean_gap)};
  return rows;
}

/* The row of one span. */
static inline fim_arrivals_t fim_arrivals(const fim_rows_t *rows, uint32_t entity, int64_t width) {
  fim_arrivals_t row = {.rows = rows,
                        .draws = fim_draws(rows->seed, rows->stream, entity, rows->step),
                        .position = rows->start,
                        .end = rows->length * width};
  return row;
}

/* Gap of rows that are not rare; cut where it leads beyond every row. */
static inline int32_t fim_gap(uint32_t word, float scale, float offset) {
  float gap = fim_exponential(word) * scale + offset;
  return (int32_t)(gap < 0x1.fffffep30f ? gap : 0x1.fffffep30f);
}

/* The next arrival's cell, or -1 behind the last one: the plain form of the kernel fim_arrive. */
static inline int64_t fim_next_arrival(fim_arrivals_t *row) {
  const fim_rows_t *rows = row->rows;
  if (rows->rare) {
    double gap = -fim_log(fim_draw_uniform(&row->draws)) * rows->scale + rows->offset;
    row->position += (int64_t)fim_smaller(gap, 0x1p60);
  } else {
    row->position += fim_gap(fim_draw_word(&row->draws), (float)rows->scale, (float)rows->offset);
  }
  return row->position < row->end ? row->position >> rows->shift : -1;
}

/*
 * Kernel: goes through the rows of spans, which are not rare, and adds weight to a neuron's input at each of its
 * arrivals. Takes the words that fim_next_arrival takes, hence gives the same bits.
 */
typedef void fim_arrive_t(const fim_rows_t *rows, const fim_span_t *span, int64_t spans, double weight);

#endif
