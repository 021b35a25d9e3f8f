/* placement_test.c: threads stay on the processors that they are given. */
#define _GNU_SOURCE /* processor sets */
#include "fimbria/placement.h"

#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <time.h>

#include "spiking_fixture.h"

static cpu_set_t affinity(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  assert_int_equal(sched_getaffinity(0, sizeof set, &set), 0);
  return set;
}

static void skip_on_one_processor(void) {
  if (fim_processors() < 2) {
    print_message("one processor only: nothing to choose from\n");
    skip();
  }
}

/* In a thread of its own: placement lasts as long as the thread. */
static void in_a_thread(void *(*task)(void *)) {
  pthread_t thread;
  assert_int_equal(pthread_create(&thread, NULL, task, NULL), 0);
  assert_int_equal(pthread_join(thread, NULL), 0);
}

static void *be_bound(void *unused) {
  cpu_set_t all = affinity();
  for (int32_t i = 0; i < fim_processors(); i++) {
    assert_ok(fim_bind_thread(i));
    cpu_set_t one = affinity();
    assert_int_equal(CPU_COUNT(&one), 1);
    CPU_XOR(&all, &all, &one);
  }
  assert_int_equal(CPU_COUNT(&all), 0); /* each processor once */
  return unused;
}

static void should_bind_a_thread_to_each_processor(void **state) {
  (void)state;
  skip_on_one_processor();
  in_a_thread(be_bound);
}

static void *keep_off(void *unused) {
  assert_ok(fim_bind_thread(0));
  cpu_set_t first = affinity();
  assert_ok(fim_keep_thread_off(0));
  cpu_set_t others = affinity();
  cpu_set_t both;
  CPU_AND(&both, &first, &others);
  assert_int_equal(CPU_COUNT(&others), fim_processors() - 1);
  assert_int_equal(CPU_COUNT(&both), 0);
  return unused;
}

static void should_keep_a_thread_off_one_processor(void **state) {
  (void)state;
  skip_on_one_processor();
  in_a_thread(keep_off);
}

static void *build_bound(void *unused) {
  double params[PARAMETERS];
  excitatory_params(params);
  fim_population_t population = population_of(1000, params);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(1, 0.1, 2, 10, &net));
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_bind_threads(net));
  assert_ok(fim_spiking_build(net));
  cpu_set_t own = affinity();
  assert_int_equal(CPU_COUNT(&own), 1);
  assert_ok(fim_spiking_advance(net, 10, NULL));
  fim_spiking_destroy(net);
  return unused;
}

static void should_bind_the_engines_first_thread_to_one_processor(void **state) {
  (void)state;
  skip_on_one_processor();
  in_a_thread(build_bound);
}

static void should_name_a_processor_that_there_is_not(void **state) {
  (void)state;
  assert_int_equal(fim_bind_thread(fim_processors()), FIM_E_ARGUMENT);
  assert_int_equal(fim_bind_thread(-1), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "processor = -1, allowed 0 to"));
  assert_int_equal(fim_keep_thread_off(fim_processors()), FIM_E_ARGUMENT);
}

static void should_refuse_to_bind_more_threads_than_processors(void **state) {
  (void)state;
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(1, 0.1, fim_processors() + 1, 10, &net));
  assert_int_equal(fim_spiking_bind_threads(net), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "cannot be bound"));
  fim_spiking_destroy(net);
}

static void should_nap_for_as_long_as_it_is_told(void **state) {
  (void)state;
  struct timespec begin;
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  assert_ok(fim_nap(2000000));
  clock_gettime(CLOCK_MONOTONIC, &end);
  assert_true((end.tv_sec - begin.tv_sec) * 1000000000L + end.tv_nsec - begin.tv_nsec >= 2000000);
}

static void *nap_without_slack(void *unused) {
  assert_ok(fim_nap(0));
  assert_ok(fim_nap(1));
  assert_int_equal(prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0), 1);
  return unused;
}

static void should_give_up_the_threads_slack_with_the_first_nap(void **state) {
  (void)state;
  in_a_thread(nap_without_slack);
}

static void should_refuse_a_nap_into_the_past(void **state) {
  (void)state;
  assert_int_equal(fim_nap(-1), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "ns = -1"));
}

static void *be_bound_to_the_last(void *unused) {
  assert_ok(fim_bind_thread(fim_processors() - 1));
  cpu_set_t last = affinity();
  assert_ok(fim_use_processors(fim_processors() - 1, 1));
  assert_int_equal(fim_processors(), 1);
  assert_ok(fim_bind_thread(0));
  cpu_set_t own = affinity();
  assert_true(CPU_EQUAL(&own, &last));
  assert_int_equal(fim_bind_thread(1), FIM_E_ARGUMENT);
  return unused;
}

/* The last test: it holds for the rest of the process. */
static void should_place_threads_on_its_share_of_the_processors(void **state) {
  (void)state;
  assert_int_equal(fim_use_processors(0, 0), FIM_E_ARGUMENT);
  assert_int_equal(fim_use_processors(1, fim_processors()), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "from 1 on"));
  skip_on_one_processor();
  in_a_thread(be_bound_to_the_last);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_bind_a_thread_to_each_processor),
      cmocka_unit_test(should_keep_a_thread_off_one_processor),
      cmocka_unit_test(should_bind_the_engines_first_thread_to_one_processor),
      cmocka_unit_test(should_name_a_processor_that_there_is_not),
      cmocka_unit_test(should_refuse_to_bind_more_threads_than_processors),
      cmocka_unit_test(should_nap_for_as_long_as_it_is_told),
      cmocka_unit_test(should_give_up_the_threads_slack_with_the_first_nap),
      cmocka_unit_test(should_refuse_a_nap_into_the_past),
      cmocka_unit_test(should_place_threads_on_its_share_of_the_processors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
