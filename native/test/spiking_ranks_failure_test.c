/* spiking_ranks_failure_test.c: what ends a network over ranks: a neuron, a message, an abort, calls out of order. */
#include <stdbool.h>
#include <time.h>

#include "ranks_fixture.h"

enum { EPOCH = 20, BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES };

/* Populations whose neurons leave the allowed range the sooner the stronger their current; a ring of synapses. */
typedef struct currents {
  int32_t populations;
  double I_e[4];
  int32_t delay_steps;
} currents_t;

static int32_t fill(fim_spiking_t *net, const void *what) {
  const currents_t *currents = what;
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < currents->populations && code == FIM_OK; i++) {
    double params[PARAMETERS];
    excitatory_params(params);
    set_parameter(params, "I_e", currents->I_e[i]);
    fim_population_t population = population_of(700, params);
    code = fim_spiking_add_population(net, &population, NULL);
  }
  for (int32_t i = 0; i < currents->populations && code == FIM_OK && currents->delay_steps > 0; i++) {
    const fim_projection_t projection = {
        5, 1, i, (i + 1) % currents->populations, FIM_RULE_FIXED_INDEGREE, BOTH, currents->delay_steps, i};
    code = fim_spiking_add_projection(net, &projection, NULL);
  }
  const fim_input_t input = {1, 0, 1};
  return code == FIM_OK ? fim_spiking_add_input(net, &input, NULL) : code;
}

/* epochs: to advance; failed_rank: as the engine tells it. */
typedef struct advances {
  int32_t epochs, failed_rank;
} advances_t;

static int32_t advance(fim_spiking_t *net, void *argument) {
  advances_t *advances = argument;
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < advances->epochs && code == FIM_OK; i++) {
    code = fim_spiking_advance(net, EPOCH, NULL);
  }
  advances->failed_rank = fim_spiking_failed_rank(net);
  return code;
}

/* Returns the failed rank. */
static int32_t run(const currents_t *currents, int32_t ranks, int32_t threads, outcome_t *outcome) {
  advances_t advances = {.epochs = 3};
  job_t job = {fill, currents, advance, &advances, NULL, ranks, threads, EPOCH};
  hub_t *hub = hub_create(ranks);
  run_job(&job, hub, outcome);
  hub_destroy(hub);
  return advances.failed_rank;
}

/* The same text from any number of ranks and threads; no follower hangs or fails. */
static void should_report_the_failure_that_one_process_reports(void **state) {
  (void)state;
  static const currents_t cases[] = {
      {3, {-1.2e5, 0, -3e5}, 0}, /* clusters of their own */
      {3, {-1.2e5, 0, -3e5}, 1}, {3, {0, -1.2e5, -3e5}, 2},
      {4, {0, 0, 0, -3e5}, 9},   {3, {-1.2e5, -3e5, 0}, 25}, /* spikes travel at the end of an advance */
      {2, {-4e4, 0}, 3},                                     /* in a later advance */
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    outcome_t expected;
    outcome_t outcome[MOST_RANKS];
    run(&cases[i], 1, 1, &expected);
    assert_int_equal(expected.code, FIM_E_NUMERIC);
    for (int32_t ranks = 2; ranks <= MOST_RANKS; ranks += ranks < 4 ? 1 : 4) {
      run(&cases[i], ranks, 1 + (int32_t)i % 2, outcome);
      assert_int_equal(outcome[0].code, FIM_E_NUMERIC);
      assert_string_equal(outcome[0].text, expected.text);
      for (int32_t rank = 1; rank < ranks; rank++) {
        assert_int_equal(outcome[rank].code, FIM_OK);
        assert_int_equal(outcome[rank].steps, outcome[1].steps);
      }
    }
  }
}

/* Populations that are not joined go to the ranks in order. */
static void should_tell_the_rank_whose_neuron_has_failed(void **state) {
  (void)state;
  outcome_t outcome[3];
  for (int32_t failing = 0; failing < 3; failing++) {
    currents_t currents = {3, {0, 0, 0}, 0};
    assert_int_equal(run(&currents, 3, 1, outcome), -1);
    assert_int_equal(outcome[0].code, FIM_OK);
    currents.I_e[failing] = -3e5;
    assert_int_equal(run(&currents, 3, 1, outcome), failing);
    assert_int_equal(outcome[0].code, FIM_E_NUMERIC);
    assert_int_equal(run(&currents, 1, 1, outcome), -1);
  }
}

/* A packet's wrong neuron is found by the rank that has the block. */
static int32_t advance_with_wrong_packet(fim_spiking_t *net, void *argument) {
  (void)argument;
  packet_t packet = packet_begin(0, 2, 3, 4);
  for (int32_t group = 0; group < 6; group++) {
    if (group == 5) {
      packet_put(&packet, 7);
    }
    packet_end_group(&packet);
  }
  const void *const packets[] = {packet.header};
  int32_t code = fim_spiking_advance(net, 2, packets);
  free(packet.header);
  return code;
}

static void should_report_the_packet_that_one_process_refuses(void **state) {
  (void)state;
  const currents_t currents = {2, {0, 0}, 1};
  for (int32_t ranks = 1; ranks <= 4; ranks++) {
    outcome_t outcome[4];
    job_t job = {fill, &currents, advance_with_wrong_packet, NULL, NULL, ranks, 1, EPOCH};
    hub_t *hub = hub_create(ranks);
    run_job(&job, hub, outcome);
    hub_destroy(hub);
    assert_int_equal(outcome[0].code, FIM_E_ARGUMENT);
    assert_string_equal(outcome[0].text, "fim_spiking_advance: a packet holds a neuron of another block");
  }
}

static void should_refuse_spikes_that_are_not_as_they_should_be(void **state) {
  (void)state;
  static const int32_t delays[] = {1, 9, 30};
  for (int32_t i = 0; i < 3; i++) {
    const currents_t currents = {2, {300, 300}, delays[i]};
    outcome_t outcome[2];
    advances_t advances = {.epochs = 3};
    job_t job = {fill, &currents, advance, &advances, NULL, 2, 2, EPOCH};
    hub_t *hub = hub_create(2);
    hub_spoil(hub, 1);
    run_job(&job, hub, outcome);
    /* Both may find it, or one hear of it. */
    const char *text = "spikes that are not as they should be";
    assert_int_equal(outcome[0].code, FIM_E_LINK);
    assert_int_equal(outcome[1].code, FIM_E_LINK);
    assert_true(strstr(outcome[0].text, text) != NULL || strstr(outcome[1].text, text) != NULL);
    hub_destroy(hub);
  }
}

/* The lead never advances: the follower waits for it; or the lead waits for a follower that does not follow. */
typedef struct waiting {
  fim_exchange_t *exchange;
  bool leads;
} waiting_t;

static void *abort_soon(void *argument) {
  const waiting_t *waiting = argument;
  struct timespec soon = {.tv_nsec = 20000000};
  nanosleep(&soon, NULL);
  fim_exchange_abort(waiting->exchange, "rank 9 has left");
  return NULL;
}

static void *build_other(void *net) {
  return (void *)(intptr_t)fim_spiking_build(net);
}

static void should_end_a_wait_when_it_is_aborted(void **state) {
  (void)state;
  static const currents_t cases[] = {{1, {0}, 1}, {1, {0}, 8}, {2, {0, 0}, 25}, {1, {0}, 0}};
  for (int32_t i = 0; i < 8; i++) {
    hub_t *hub = hub_create(2);
    fim_exchange_t *exchange[2];
    fim_spiking_t *net[2];
    pthread_t thread;
    for (int32_t rank = 0; rank < 2; rank++) {
      exchange[rank] = hub_rank(hub, rank);
      assert_ok(fim_spiking_create(1, 0.1, 2, EPOCH, &net[rank]));
      assert_ok(fill(net[rank], &cases[i / 2]));
      assert_ok(fim_spiking_set_exchange(net[rank], exchange[rank]));
    }
    void *code;
    assert_int_equal(pthread_create(&thread, NULL, build_other, net[1]), 0);
    assert_ok(fim_spiking_build(net[0]));
    pthread_join(thread, &code);
    assert_int_equal((intptr_t)code, FIM_OK);
    waiting_t waiting = {exchange[1 - i % 2], i % 2 == 0};
    assert_int_equal(pthread_create(&thread, NULL, abort_soon, &waiting), 0);
    int32_t steps;
    int32_t result = waiting.leads ? fim_spiking_advance(net[0], EPOCH, NULL) : fim_spiking_follow(net[1], &steps);
    assert_int_equal(result, FIM_E_LINK);
    assert_non_null(strstr(fim_error_text(), "rank 9 has left"));
    result = waiting.leads ? fim_spiking_advance(net[0], EPOCH, NULL) : fim_spiking_follow(net[1], &steps);
    assert_int_equal(result, FIM_E_STATE);
    pthread_join(thread, NULL);
    if (waiting.leads) {
      assert_ok(fim_spiking_end(net[0])); /* there is nobody left to tell */
    }
    for (int32_t rank = 0; rank < 2; rank++) {
      fim_spiking_destroy(net[rank]);
      fim_exchange_destroy(exchange[rank]);
    }
    hub_destroy(hub);
  }
}

/* What the lead tries, and what a follower tries after it was let go. */
static int32_t lead_out_of_order(fim_spiking_t *net, void *argument) {
  int32_t *codes = argument;
  int32_t steps;
  codes[0] = fim_spiking_follow(net, &steps);
  codes[1] = fim_spiking_set_exchange(net, NULL);
  codes[2] = fim_spiking_advance(net, EPOCH + 1, NULL);
  codes[3] = fim_spiking_advance(net, EPOCH, NULL);
  codes[4] = fim_spiking_end(net);
  codes[5] = fim_spiking_end(net);
  codes[6] = fim_spiking_advance(net, EPOCH, NULL);
  return FIM_OK;
}

static int32_t follower_codes[4];

static void follow_out_of_order(fim_spiking_t *net, int32_t rank) {
  int32_t steps = -1;
  if (rank == 1) {
    follower_codes[0] = fim_spiking_advance(net, EPOCH, NULL);
    follower_codes[1] = fim_spiking_end(net);
    follower_codes[2] = fim_spiking_follow(net, &steps);
    follower_codes[3] = steps;
  }
}

static void should_refuse_calls_out_of_order(void **state) {
  (void)state;
  const currents_t currents = {1, {0}, 1};
  int32_t codes[7];
  static const int32_t expected[7] = {FIM_E_STATE, FIM_E_STATE, FIM_E_ARGUMENT, FIM_OK, FIM_OK, FIM_OK, FIM_E_STATE};
  outcome_t outcome[2];
  job_t job = {fill, &currents, lead_out_of_order, codes, follow_out_of_order, 2, 1, EPOCH};
  hub_t *hub = hub_create(2);
  run_job(&job, hub, outcome);
  hub_destroy(hub);
  for (int i = 0; i < 7; i++) {
    assert_int_equal(codes[i], expected[i]);
  }
  assert_int_equal(outcome[1].steps, EPOCH);
  assert_int_equal(follower_codes[0], FIM_E_STATE);
  assert_int_equal(follower_codes[1], FIM_OK);
  assert_int_equal(follower_codes[2], FIM_OK);
  assert_int_equal(follower_codes[3], 0);
}

static void should_refuse_an_exchange_of_wrong_numbers(void **state) {
  (void)state;
  fim_exchange_t exchange = {.rank = 2, .ranks = 2};
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(1, 0.1, 1, EPOCH, &net));
  assert_int_equal(fim_spiking_set_exchange(net, &exchange), FIM_E_ARGUMENT);
  assert_ok(fim_spiking_set_exchange(net, NULL));
  fim_spiking_destroy(net);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_report_the_failure_that_one_process_reports),
      cmocka_unit_test(should_tell_the_rank_whose_neuron_has_failed),
      cmocka_unit_test(should_report_the_packet_that_one_process_refuses),
      cmocka_unit_test(should_refuse_spikes_that_are_not_as_they_should_be),
      cmocka_unit_test(should_end_a_wait_when_it_is_aborted),
      cmocka_unit_test(should_refuse_calls_out_of_order),
      cmocka_unit_test(should_refuse_an_exchange_of_wrong_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
