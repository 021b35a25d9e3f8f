/* wait_test.c: a word wakes a thread of another process; a process is known by number and start. */
#define _GNU_SOURCE /* anonymous mappings */
#include "fimbria/wait.h"

#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static const int64_t LONG = 20 * INT64_C(1000000000);

typedef struct shared {
  _Alignas(64) _Atomic int32_t turn;
} shared_t;

static shared_t *map_shared(void) {
  shared_t *memory = mmap(NULL, sizeof *memory, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_ptr_not_equal(memory, MAP_FAILED);
  return memory;
}

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Takes every second turn, from `turn` on. A lost wake-up would make it last LONG. */
static int take_turns(shared_t *shared, int32_t turn, int32_t turns) {
  const int32_t *word = (const int32_t *)&shared->turn;
  for (; turn < turns; turn += 2) {
    for (int32_t now; (now = atomic_load(&shared->turn)) != turn;) {
      if (fim_word_wait(word, now, LONG) != FIM_OK) {
        return 1;
      }
    }
    atomic_store(&shared->turn, turn + 1);
    if (fim_word_wake(word) != FIM_OK) {
      return 1;
    }
  }
  return 0;
}

static void should_wake_a_thread_of_another_process(void **state) {
  (void)state;
  enum { TURNS = 20000 };
  shared_t *shared = map_shared();
  double begun = seconds();
  pid_t other = fork();
  if (other == 0) {
    _exit(take_turns(shared, 1, TURNS));
  }
  int failed = take_turns(shared, 0, TURNS);
  int status;
  assert_int_equal(waitpid(other, &status, 0), other);
  assert_int_equal(failed, 0);
  assert_int_equal(status, 0);
  assert_int_equal(shared->turn, TURNS);
  assert_true(seconds() - begun < 1e-9 * (double)LONG);
  munmap(shared, sizeof *shared);
}

static void should_not_sleep_when_the_word_has_changed(void **state) {
  (void)state;
  int32_t word = 1;
  double begun = seconds();
  assert_ok(fim_word_wait(&word, 0, LONG));
  assert_true(seconds() - begun < 1e-9 * (double)LONG);
}

static void should_sleep_no_longer_than_allowed(void **state) {
  (void)state;
  int32_t word = 0;
  double begun = seconds();
  assert_ok(fim_word_wait(&word, 0, 0));
  assert_ok(fim_word_wait(&word, 0, 20000000));
  double lasted = seconds() - begun;
  assert_true(lasted >= 0.02 && lasted < 1e-9 * (double)LONG);
}

static void should_fail_where_the_memory_is_gone(void **state) {
  (void)state;
  shared_t *shared = map_shared();
  munmap(shared, sizeof *shared);
  assert_int_equal(fim_word_wait((const int32_t *)&shared->turn, 0, LONG), FIM_E_LINK);
  assert_non_null(strstr(fim_error_text(), "fim_word_wait: Bad address"));
  assert_int_equal(fim_word_wake((const int32_t *)&shared->turn), FIM_E_LINK);
}

static void should_know_a_process_until_it_is_killed(void **state) {
  (void)state;
  pid_t other = fork();
  if (other == 0) {
    pause();
    _exit(0);
  }
  int64_t start = fim_process_start(other);
  assert_true(start >= fim_process_start(getpid()));
  assert_true(start > 0);
  kill(other, SIGKILL);
  siginfo_t info;
  assert_int_equal(waitid(P_PID, (id_t)other, &info, WEXITED | WNOWAIT), 0);
  assert_int_equal(fim_process_start(other), -1); /* nobody has collected it yet */
  assert_int_equal(waitpid(other, NULL, 0), other);
  assert_int_equal(fim_process_start(other), -1);
}

static void should_know_no_process_of_a_wrong_number(void **state) {
  (void)state;
  assert_int_equal(fim_process_start(-5), -1);
  assert_int_equal(fim_process_start(INT_MAX), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_wake_a_thread_of_another_process),
      cmocka_unit_test(should_not_sleep_when_the_word_has_changed),
      cmocka_unit_test(should_sleep_no_longer_than_allowed),
      cmocka_unit_test(should_fail_where_the_memory_is_gone),
      cmocka_unit_test(should_know_a_process_until_it_is_killed),
      cmocka_unit_test(should_know_no_process_of_a_wrong_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
