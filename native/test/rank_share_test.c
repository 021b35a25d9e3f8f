/* rank_share_test.c: how loads fall to crews and blocks to ranks, few and very many. */
#include "rank_share.h"

#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "crews.h"

/* Every block has one rank, ranks are in order, and none has two more than another, over several populations. */
static void should_deal_all_blocks_evenly_and_in_order(void **state) {
  (void)state;
  enum { MOST_RANKS = 11 };
  static const int64_t blocks[] = {1, 40, 7, 3, 10, 100, 1, 1, 5};
  for (int32_t ranks = 1; ranks <= MOST_RANKS; ranks++) {
    int64_t load[MOST_RANKS] = {0};
    rank_share_t share = {.first_rank = 5, .ranks = ranks};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
      share.blocks = blocks[i];
      assert_int_equal(rank_share_first(&share, 0), 0);
      assert_int_equal(rank_share_first(&share, 5), 0);
      assert_int_equal(rank_share_first(&share, 5 + ranks), blocks[i]);
      assert_int_equal(rank_share_first(&share, 99), blocks[i]);
      for (int32_t rank = 5; rank < 5 + ranks; rank++) {
        int64_t first = rank_share_first(&share, rank);
        int64_t end = rank_share_first(&share, rank + 1);
        assert_true(end >= first);
        for (int64_t block = first; block < end; block++) {
          assert_int_equal(rank_share_owner(&share, block), rank);
        }
        load[rank - 5] += end - first;
      }
      share.from = rank_share_next(&share);
      for (int32_t rank = 0; rank < ranks; rank++) {
        assert_in_range(load[0] - load[rank] + 1, 0, 2);
      }
    }
    assert_false(rank_share_has(&share, 4));
    assert_true(rank_share_has(&share, 4 + ranks));
    assert_false(rank_share_has(&share, 5 + ranks));
  }
}

static void should_give_whole_clusters_to_crews_where_that_is_even(void **state) {
  (void)state;
  static const int64_t even[] = {40, 40};
  static const int64_t uneven[] = {60, 20};
  crew_t crew[2];
  int32_t crew_of[2];
  assert_int_equal(crews_divide(even, 2, 2, crew, crew_of), 2);
  assert_int_not_equal(crew_of[0], crew_of[1]);
  assert_int_equal(crews_divide(even, 2, 8, crew, crew_of), 2);
  assert_int_equal(crew[1].first, 4);
  assert_int_equal(crew[1].size, 4);
  assert_int_equal(crews_divide(even, 2, 3, crew, crew_of), 1);
  assert_int_equal(crew[0].size, 3);
  assert_int_equal(crews_divide(uneven, 2, 2, crew, crew_of), 1);
  assert_int_equal(crew[0].load, 80);
  assert_int_equal(crews_divide(even, 2, 1, crew, crew_of), 1);
}

/* A supercomputer's number of ranks takes milliseconds; the bound is generous. */
static void should_plan_16384_ranks_at_once(void **state) {
  (void)state;
  enum { RANKS = 16384, CLUSTERS = 1000 };
  static int64_t load[CLUSTERS];
  static crew_t crew[CLUSTERS];
  static int32_t crew_of[CLUSTERS];
  for (int32_t i = 0; i < CLUSTERS; i++) {
    load[i] = 100000 - 70 * i;
  }
  clock_t start = clock();
  int32_t crews = crews_divide(load, CLUSTERS, RANKS, crew, crew_of);
  rank_share_t share = {.blocks = 1234567, .ranks = RANKS, .from = 9000};
  assert_int_equal(rank_share_owner(&share, 1234566), RANKS - 1);
  assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2.0);
  double most = 0.0;
  int64_t sum = 0;
  for (int32_t g = 0; g < crews; g++) {
    most = (double)crew[g].load / crew[g].size > most ? (double)crew[g].load / crew[g].size : most;
    sum += crew[g].load;
  }
  assert_true(most < 1.2 * (double)sum / RANKS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_deal_all_blocks_evenly_and_in_order),
      cmocka_unit_test(should_give_whole_clusters_to_crews_where_that_is_even),
      cmocka_unit_test(should_plan_16384_ranks_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
