/*
 * arrive.c: arrivals in rows of cells (arrivals.h), many at once.
 *
 * First as many words of each row as it will probably take: several counters together, each in a vector element of 64
 * bits, the low half of which holds a word, so that a product of two words is one instruction and needs no shuffle. All
 * gaps are made together too. Then the rows are gone through: adding up gaps and adding weights goes one by one.
 */
#include "arrivals.h"
#include "kernels/kernels.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

/* Counters of one vector, and of the vectors that are drawn together: what fits into the registers. */
#if defined(__AVX512F__)
enum { ELEMENTS = 8, VECTORS = 2 };
#elif defined(__AVX2__)
enum { ELEMENTS = 4, VECTORS = 2 };
#else
enum { ELEMENTS = 2, VECTORS = 3 };
#endif

enum { TOGETHER = ELEMENTS * VECTORS, MOST_PER_ROW = 192, COUNTERS = 192 };
_Static_assert(COUNTERS % TOGETHER == 0, "the last vectors' counters have room");

typedef uint64_t vector_t __attribute__((vector_size(ELEMENTS * sizeof(uint64_t))));

/* Products of the low halves. */
static inline vector_t multiply(vector_t x, uint32_t y) {
#if defined(__AVX512F__)
  return (vector_t)_mm512_mul_epu32((__m512i)x, _mm512_set1_epi64(y));
#elif defined(__AVX2__)
  return (vector_t)_mm256_mul_epu32((__m256i)x, _mm256_set1_epi64x(y));
#elif defined(__SSE2__)
  return (vector_t)_mm_mul_epu32((__m128i)x, _mm_set1_epi64x(y));
#else
  return (x & UINT32_MAX) * (uint64_t)y;
#endif
}

/* x0 y0 x1 y1 ... */
static inline void interleave(vector_t x, vector_t y, uint32_t *out) {
#if defined(__AVX512F__)
  vector_t pairs[2] = {__builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11),
                       __builtin_shufflevector(x, y, 4, 12, 5, 13, 6, 14, 7, 15)};
#elif defined(__AVX2__)
  vector_t pairs[2] = {__builtin_shufflevector(x, y, 0, 4, 1, 5), __builtin_shufflevector(x, y, 2, 6, 3, 7)};
#else
  vector_t pairs[2] = {__builtin_shufflevector(x, y, 0, 2), __builtin_shufflevector(x, y, 1, 3)};
#endif
  memcpy(out, pairs, sizeof pairs);
}

/* Philox4x32-10 (philox.h has the plain form) of TOGETHER counters. word: [4 TOGETHER], written in their order. */
static inline void draw_words(const fim_rows_t *rows, const uint64_t *draw, const uint64_t *entity, uint32_t *word) {
  const vector_t zero = {0};
  vector_t x[4][VECTORS];
  for (int i = 0; i < VECTORS; i++) {
    memcpy(&x[0][i], draw + i * ELEMENTS, sizeof x[0][i]);
    memcpy(&x[2][i], entity + i * ELEMENTS, sizeof x[2][i]);
    x[1][i] = zero + rows->step;
    x[3][i] = zero + rows->stream;
  }
  uint32_t key[2] = {(uint32_t)rows->seed, (uint32_t)(rows->seed >> 32)};
  for (int round = 0; round < PHILOX4x32_DEFAULT_ROUNDS; round++) {
    for (int i = 0; i < VECTORS; i++) {
      vector_t first = multiply(x[0][i], PHILOX_M4x32_0);
      vector_t second = multiply(x[2][i], PHILOX_M4x32_1);
      x[0][i] = (second >> 32) ^ x[1][i] ^ key[0];
      x[1][i] = second;
      x[2][i] = (first >> 32) ^ x[3][i] ^ key[1];
      x[3][i] = first;
    }
    key[0] += PHILOX_W32_0;
    key[1] += PHILOX_W32_1;
  }
  for (int i = 0; i < VECTORS; i++) {
    interleave((x[0][i] & UINT32_MAX) | (x[1][i] << 32), (x[2][i] & UINT32_MAX) | (x[3][i] << 32),
               word + (ptrdiff_t)4 * ELEMENTS * i);
  }
}

/* The counters of rows' first words, row by row, and the gaps that they give. */
typedef struct gaps {
  _Alignas(64) uint64_t draw[COUNTERS];
  _Alignas(64) uint64_t entity[COUNTERS];
  _Alignas(64) int32_t gap[4 * COUNTERS];
} gaps_t;

/* Makes the gaps of `counters` draws of each span's row, from draw `first` on. */
static void make_gaps(const fim_rows_t *rows, const fim_span_t *span, int64_t spans, uint32_t first, int64_t counters,
                      gaps_t *gaps) {
  int64_t filled = 0;
  for (int64_t row = 0; row < spans; row++) {
    for (int64_t i = 0; i < counters; i++, filled++) {
      gaps->draw[filled] = first + (uint32_t)i;
      gaps->entity[filled] = span[row].entity;
    }
  }
  for (; filled % TOGETHER != 0; filled++) {
    gaps->draw[filled] = gaps->entity[filled] = 0;
  }
  const float scale = (float)rows->scale;
  const float offset = (float)rows->offset;
  for (int64_t at = 0; at < filled; at += TOGETHER) {
    _Alignas(64) uint32_t word[4 * TOGETHER];
    draw_words(rows, gaps->draw + at, gaps->entity + at, word);
    for (int i = 0; i < 4 * TOGETHER; i++) {
      gaps->gap[4 * at + i] = fim_gap(word[i], scale, offset);
    }
  }
}

/* A row on the way. */
typedef struct walk {
  int64_t position, end;
  const fim_span_t *span;
  double weight;
} walk_t;

/*
 * Adds weight at the arrivals of the next gaps, four from each counter; false where the row has ended. whole: all of
 * the span is added to.
 */
static inline __attribute__((always_inline)) bool add(walk_t *walk, const int32_t *gap, int64_t counters, int32_t shift,
                                                      bool whole) {
  const uint32_t mask = (uint32_t)walk->span->width - 1;
  const uint32_t first = (uint32_t)walk->span->first;
  const uint32_t size = (uint32_t)walk->span->size;
  const int64_t end = walk->end;
  const double weight = walk->weight;
  double *in = walk->span->in;
  int64_t position = walk->position;
  for (const int32_t *last = gap + 4 * counters; gap < last; gap += 4) {
    for (int i = 0; i < 4; i++) {
      position += gap[i];
      if (position >= end) {
        return false;
      }
      uint32_t neuron = ((uint32_t)(position >> shift) & mask) - (whole ? 0 : first);
      if (whole || neuron < size) {
        in[neuron] += weight;
      }
    }
  }
  walk->position = position;
  return true;
}

static bool add_any(walk_t *walk, const int32_t *gap, int64_t counters, int32_t shift) {
  bool whole = walk->span->size == walk->span->width;
  if (shift == 0) {
    return whole ? add(walk, gap, counters, 0, true) : add(walk, gap, counters, 0, false);
  }
  return whole ? add(walk, gap, counters, FIM_POISSON_SHIFT, true) : add(walk, gap, counters, FIM_POISSON_SHIFT, false);
}

/* Counters that suffice for most rows of that length: two standard errors above the mean. */
static int64_t counters_for(const fim_rows_t *rows, int64_t width) {
  double mean = (double)(rows->length * width) / (rows->scale + rows->offset - 0.5);
  double counters = 1.0 + 0.25 * (mean + 2.0 * sqrt(mean));
  return counters < MOST_PER_ROW ? (int64_t)counters : MOST_PER_ROW;
}

void FIM_KERNEL(fim_arrive)(const fim_rows_t *rows, const fim_span_t *span, int64_t spans, double weight) {
  gaps_t gaps;
  gaps_t more;
  while (spans > 0) {
    int64_t counters = counters_for(rows, span->width);
    int64_t together = spans < COUNTERS / counters ? spans : COUNTERS / counters;
    make_gaps(rows, span, together, 0, counters, &gaps);
    for (int64_t i = 0; i < together; i++) {
      walk_t walk = {.position = rows->start, .end = rows->length * span[i].width, .span = &span[i], .weight = weight};
      bool goes_on = add_any(&walk, gaps.gap + 4 * counters * i, counters, rows->shift);
      for (int64_t draw = counters; goes_on; draw += TOGETHER) {
        make_gaps(rows, &span[i], 1, (uint32_t)draw, TOGETHER, &more);
        goes_on = add_any(&walk, more.gap, TOGETHER, rows->shift);
      }
    }
    span += together;
    spans -= together;
  }
}
