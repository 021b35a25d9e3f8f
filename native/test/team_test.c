/* team_test.c: teams and barriers, with more members than cores, and with waits long enough to sleep. */
#include "team.h"

#include <stdlib.h>
#include <time.h>

#include "barrier.h"
#include "check.h"

enum { MOST = 8, ROUNDS = 300, MEETINGS = 20 };

static void wait_ms(int64_t ms) {
  struct timespec time = {.tv_sec = 0, .tv_nsec = ms * 1000000};
  nanosleep(&time, NULL);
}

/* What a task works on: plain memory, so that a race would show under a sanitizer of threads. */
typedef struct work {
  barrier_t barrier;
  int32_t members, slow; /* slow: a member that is late */
  int64_t runs[MOST];
  int64_t sum[MOST][MEETINGS];
} work_t;

static void count(void *argument, int32_t member) {
  work_t *work = argument;
  if (member == work->slow) {
    wait_ms(2);
  }
  work->runs[member]++;
}

/* At every meeting each member writes a number, and reads all numbers after. */
static void meet(void *argument, int32_t member) {
  work_t *work = argument;
  for (int64_t meeting = 0; meeting < MEETINGS; meeting++) {
    work->runs[member] += member + meeting;
    if (member == work->slow && meeting % 5 == 0) {
      wait_ms(1);
    }
    barrier_wait(&work->barrier);
    for (int32_t i = 0; i < work->members; i++) {
      work->sum[member][meeting] += work->runs[i];
    }
    barrier_wait(&work->barrier);
  }
}

static void should_run_a_task_once_for_every_member(void **state) {
  (void)state;
  for (int32_t members = 1; members <= MOST; members++) {
    team_t *team;
    assert_ok(team_create(members, &team));
    work_t work = {.members = members, .slow = -1};
    for (int round = 1; round <= ROUNDS; round++) {
      team_run(team, count, &work);
      for (int32_t i = 0; i < MOST; i++) {
        assert_int_equal(work.runs[i], i < members ? round : 0);
      }
    }
    team_destroy(team);
  }
}

/* A late member lets the caller sleep, a late caller the members. */
static void should_wake_who_waited_long(void **state) {
  (void)state;
  team_t *team;
  assert_ok(team_create(3, &team));
  work_t work = {.members = 3};
  for (int round = 1; round <= 12; round++) {
    work.slow = round % 3;
    team_run(team, count, &work);
    for (int32_t i = 0; i < 3; i++) {
      assert_int_equal(work.runs[i], round);
    }
    if (round % 2 == 0) {
      wait_ms(2);
    }
  }
  team_destroy(team);
}

static void should_see_at_a_barrier_what_every_member_wrote_before(void **state) {
  (void)state;
  for (int32_t members = 1; members <= MOST; members += members < 3 ? 1 : 5) {
    for (int32_t slow = -1; slow < 2 && slow < members; slow++) {
      team_t *team;
      assert_ok(team_create(members, &team));
      work_t work = {.members = members, .slow = slow};
      barrier_init(&work.barrier, members);
      team_run(team, meet, &work);
      int64_t expected = 0;
      for (int64_t meeting = 0; meeting < MEETINGS; meeting++) {
        expected += members * (members - 1) / 2 + members * meeting;
        for (int32_t i = 0; i < members; i++) {
          assert_int_equal(work.sum[i][meeting], expected);
        }
      }
      barrier_destroy(&work.barrier);
      team_destroy(team);
    }
  }
}

static void should_end_without_having_worked(void **state) {
  (void)state;
  for (int round = 0; round < 50; round++) {
    team_t *team;
    assert_ok(team_create(1 + round % MOST, &team));
    team_destroy(team);
  }
  team_destroy(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_run_a_task_once_for_every_member),
      cmocka_unit_test(should_wake_who_waited_long),
      cmocka_unit_test(should_see_at_a_barrier_what_every_member_wrote_before),
      cmocka_unit_test(should_end_without_having_worked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
