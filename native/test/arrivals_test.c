/*
 * arrivals_test.c: the exponential numbers, and where arrivals fall in rows. Statistical checks accept |z| < 4, which a
 * correct generator fails for one seed in 16,000 (statistics.h); seeds are fixed.
 */
#include "arrivals.h"

#include <math.h>

#include "check.h"
#include "poisson_check.h"

static const uint32_t stream = 9;

/* Single precision to 1.2e-7 (1 + value), near 0 relative to the value; every word, in strides. */
static void should_give_exponential_numbers_within_their_error(void **state) {
  (void)state;
  const uint32_t stride = 4093;
  const uint32_t edges[] = {0,          1,          2,          3,          0x3fffffff,
                            0x40000000, 0x7fffffff, 0x80000000, 0xb504f332, 0xb504f333,
                            0xb504f334, 0xffff0000, 0xfffffffd, 0xfffffffe, 0xffffffff};
  for (uint64_t i = 0; i < (UINT64_C(1) << 32) / stride + 15; i++) {
    uint32_t word = i < 15 ? edges[i] : (uint32_t)((i - 15) * stride);
    /* Below 1/2 the last bit of the word does not count. */
    double u = word < 0x80000000 ? ((double)(word >> 1) + 0.5) * 0x1p-31 : ((double)word + 0.5) * 0x1p-32;
    double exact = u > 0.5 ? -log1p(-((double)~word + 0.5) * 0x1p-32) : -log(u);
    double error = fabs((double)fim_exponential(word) - exact);
    assert_true(error <= 1.2e-7 * (1 + exact));
    assert_true(exact > 1e-3 || error <= 2e-7 * exact);
  }
  assert_true(fim_exponential(0) > 22 && fim_exponential(0) < 22.5F);
}

/* Gaps of a Bernoulli row are geometric: chi-square over classes of equal probability as far as whole gaps allow. */
static void assert_geometric(double p, int64_t draws) {
  enum { CLASSES = 64 };
  const double log_q = log1p(-p);
  fim_rows_t rows = fim_bernoulli_rows(3, stream, 0, -1 / log_q, FIM_MOST_REFERENCE_EVENTS);
  int64_t count[CLASSES + 1] = {0};
  for (int64_t n = 0, entity = 0; n < draws; entity++) {
    fim_arrivals_t row = fim_arrivals(&rows, (uint32_t)entity, FIM_SPAN);
    int64_t last = -1;
    for (int64_t cell = 0; cell >= 0 && n < draws; n++) {
      cell = fim_next_arrival(&row);
      if (cell < 0) {
        break;
      }
      double tail = exp(log_q * (double)(cell - last - 1)); /* P(gap >= this) */
      count[(int)((1 - tail) * CLASSES + 1e-9)]++;
      last = cell;
    }
  }
  double chi_square = 0;
  double total = 0;
  int64_t classes = 0;
  for (int64_t k = 0; k < CLASSES; k++) {
    total += (double)count[k];
  }
  for (int64_t k = 0; k < CLASSES; k++) {
    /* Gaps g with (1 - q^(g - 1)) CLASSES in [k, k + 1): from the first g at or above to the first one beyond. */
    double from = ceil(log1p(-(double)k / CLASSES) / log_q - 1e-9);
    double to = k + 1 == CLASSES ? INFINITY : ceil(log1p(-(double)(k + 1) / CLASSES) / log_q - 1e-9);
    double expected = total * (exp(log_q * from) - exp(log_q * to));
    if (expected > 0) {
      chi_square += ((double)count[k] - expected) * ((double)count[k] - expected) / expected;
      classes++;
    } else {
      assert_int_equal(count[k], 0);
    }
  }
  assert_true(fabs(chi_square_z(chi_square, (double)classes - 1)) < 4);
}

static void should_leave_geometric_gaps_between_the_cells_of_a_Bernoulli_row(void **state) {
  (void)state;
  const double p[] = {0.9, 0.5, 0.1, 0.01, 1e-3, 1e-5};
  for (int i = 0; i < 6; i++) {
    assert_geometric(p[i], 400000);
  }
}

static void should_fill_every_cell_with_probability_one(void **state) {
  (void)state;
  fim_rows_t rows = fim_bernoulli_rows(3, stream, 0, 0, 3);
  fim_arrivals_t row = fim_arrivals(&rows, 0, FIM_SPAN);
  for (int64_t cell = 0; cell < 3 * FIM_SPAN; cell++) {
    assert_int_equal(fim_next_arrival(&row), cell);
  }
  assert_int_equal(fim_next_arrival(&row), -1);
}

/* Every cell of short rows by itself: p of the rows, and neighbours independent of each other. */
static void should_choose_cells_of_a_Bernoulli_row_independently(void **state) {
  (void)state;
  enum { ROWS = 100000, EVENTS = 2, CELLS = EVENTS * FIM_BLOCK };
  const double p = 0.3;
  static int64_t count[CELLS];
  static int64_t pairs[CELLS];
  for (uint32_t step = 0; step < ROWS; step++) {
    fim_rows_t rows = fim_bernoulli_rows(4, stream, step, -1 / log1p(-p), EVENTS);
    fim_arrivals_t row = fim_arrivals(&rows, 0, FIM_BLOCK);
    int64_t last = -2;
    for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
      assert_true(cell > last && cell < CELLS);
      count[cell]++;
      pairs[cell] += cell == last + 1;
      last = cell;
    }
  }
  double single = uniform_chi_square(count, CELLS, p * ROWS) / (1 - p);
  double joint = uniform_chi_square(pairs + 1, CELLS - 1, p * p * ROWS) / (1 - p * p);
  assert_true(fabs(chi_square_z(single, CELLS)) < 4);
  /* Neighbouring pairs share a cell, which widens their spread: correlation p (1 - p) / (1 - p^2) with each neighbour.
   */
  double correlation = (p - p * p) / (1 - p * p);
  assert_true(fabs(chi_square_z(joint, CELLS - 1)) < 4 * sqrt(1 + 2 * correlation * correlation));
}

/* Counts of a row's cells, the rate of each cell, and the Fano factor of rows' totals: 1. */
static void assert_poisson_row(double mean, uint32_t steps) {
  enum { MOST = 256 };
  int64_t count[MOST] = {0};
  int64_t cells[FIM_BLOCK] = {0};
  double squares = 0;
  for (uint32_t step = 0; step < steps; step++) {
    fim_rows_t rows = fim_poisson_rows(5, stream, step, 1 / mean);
    fim_arrivals_t row = fim_arrivals(&rows, 7, FIM_BLOCK);
    int64_t here[FIM_BLOCK] = {0};
    double deviation = -mean * FIM_BLOCK;
    for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row), deviation++) {
      here[cell]++;
      cells[cell]++;
    }
    for (int i = 0; i < FIM_BLOCK; i++) {
      assert_true(here[i] < MOST);
      count[here[i]]++;
    }
    squares += deviation * deviation;
  }
  double total = mean * FIM_BLOCK;
  assert_poisson(count, MOST, mean, (double)steps * FIM_BLOCK);
  assert_true(fabs(squares / steps / total - 1) < 4 * sqrt((2 + 1 / total) / steps));
  double chi_square = uniform_chi_square(cells, FIM_BLOCK, mean * steps);
  assert_true(fabs(chi_square_z(chi_square, FIM_BLOCK)) < 4);
}

static void should_give_every_cell_of_a_Poisson_row_its_Poisson_count(void **state) {
  (void)state;
  assert_poisson_row(50, 500);
  assert_poisson_row(2, 10000);
  assert_poisson_row(0.05, 100000);
  assert_poisson_row(2e-4, 400000);
}

/* Mean gaps beyond 2^20 cells: 53 bits in double precision. Means of so many rows that there are about 2,000 arrivals.
 */
static void should_keep_the_rate_of_rare_arrivals(void **state) {
  (void)state;
  const double mean = 1e-7;
  const double expected = 2000;
  const int64_t cells = (int64_t)FIM_SPAN * FIM_MOST_REFERENCE_EVENTS;
  double bernoulli = 0;
  double poisson = 0;
  double place = 0;
  for (uint32_t step = 0; step < expected / mean / (double)cells; step++) {
    fim_rows_t rows = fim_bernoulli_rows(6, stream, step, -1 / log1p(-mean), FIM_MOST_REFERENCE_EVENTS);
    assert_true(rows.rare);
    fim_arrivals_t row = fim_arrivals(&rows, 0, FIM_SPAN);
    for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
      bernoulli++;
    }
  }
  const uint32_t steps = (uint32_t)(expected / 1e-6 / FIM_SPAN);
  for (uint32_t step = 0; step < steps; step++) {
    fim_rows_t rows = fim_poisson_rows(6, stream, step, 1e6 * 2);
    assert_true(rows.rare);
    fim_arrivals_t row = fim_arrivals(&rows, 0, FIM_SPAN);
    for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
      poisson++;
      place += ((double)cell + 0.5) / FIM_SPAN - 0.5;
    }
  }
  double rows = ceil(expected / mean / (double)cells) * (double)cells * mean;
  assert_true(fabs(bernoulli - rows) < 4 * sqrt(rows));
  assert_true(fabs(poisson - expected / 2) < 4 * sqrt(expected / 2));
  assert_true(fabs(place) < 4 * sqrt(poisson / 12));
}

/* Spans: powers of two of blocks, none wider than needed by a factor of two, FIM_SPAN but at the end. */
static void should_cut_the_last_span_to_what_it_needs(void **state) {
  (void)state;
  assert_int_equal(fim_span_width(1), 256);
  assert_int_equal(fim_span_width(256), 256);
  assert_int_equal(fim_span_width(257), 512);
  assert_int_equal(fim_span_width(512), 512);
  assert_int_equal(fim_span_width(513), 1024);
  assert_int_equal(fim_span_width(1025), 2048);
  assert_int_equal(fim_span_width(1000000), FIM_SPAN);
  assert_int_equal(fim_span_begin(FIM_SPAN - 1), 0);
  assert_int_equal(fim_span_begin(FIM_SPAN), FIM_SPAN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_exponential_numbers_within_their_error),
      cmocka_unit_test(should_leave_geometric_gaps_between_the_cells_of_a_Bernoulli_row),
      cmocka_unit_test(should_fill_every_cell_with_probability_one),
      cmocka_unit_test(should_choose_cells_of_a_Bernoulli_row_independently),
      cmocka_unit_test(should_give_every_cell_of_a_Poisson_row_its_Poisson_count),
      cmocka_unit_test(should_keep_the_rate_of_rare_arrivals),
      cmocka_unit_test(should_cut_the_last_span_to_what_it_needs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
