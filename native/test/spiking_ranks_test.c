/*
 * spiking_ranks_test.c: the same bits from any number of ranks: spikes, their offsets, samples and synapses, however
 * clusters fall to ranks and threads, and however steps are divided into advances.
 */
#include <stdatomic.h>

#include "ranks_fixture.h"
#include "ranks_network.h"

/* Synapses of all ranks since the last reset: their number, and a sum over targets of hashes of their sources. */
static atomic_llong synapses;
static atomic_ullong sources_hash;
static atomic_llong targets;

static void read_sources(fim_spiking_t *net, int32_t rank) {
  (void)rank;
  int64_t source[64];
  int64_t count;
  atomic_fetch_add(&synapses, fim_spiking_synapses(net));
  for (int32_t projection = 0; projection < 4; projection++) {
    for (int64_t target = 0;; target++) {
      int32_t code = fim_spiking_sources(net, projection, target, source, 64, &count);
      if (code == FIM_OK) {
        uint64_t h = hash((uint64_t)(projection * 100000 + target), source, (size_t)count * sizeof *source);
        atomic_fetch_add(&sources_hash, h);
        atomic_fetch_add(&targets, 1);
      } else if (strstr(fim_error_text(), "another rank") == NULL) {
        break; /* behind the last target */
      }
    }
  }
}

/* Sets the sums above. chunk: as in result_t. */
static result_t run(const layout_t *layout, int32_t ranks, int32_t threads, const int32_t *chunk) {
  result_t result = {.layout = layout, .chunk = chunk};
  outcome_t outcome[MOST_RANKS];
  job_t job = {fill_layout, layout, lead_layout, &result, read_sources, ranks, threads, MAX_STEPS};
  hub_t *hub = hub_create(ranks);
  atomic_store(&synapses, 0);
  atomic_store(&sources_hash, 0);
  atomic_store(&targets, 0);
  run_job(&job, hub, outcome);
  hub_destroy(hub);
  for (int32_t rank = 0; rank < ranks; rank++) {
    if (outcome[rank].code != FIM_OK) {
      fail_msg("%s: rank %d of %d: %s", layout->name, rank, ranks, outcome[rank].text);
    }
    assert_int_equal(outcome[rank].steps, rank == 0 ? 0 : STEPS);
  }
  return result;
}

static const int32_t whole[] = {MAX_STEPS, 0};

static void should_give_the_same_bits_for_every_number_of_ranks(void **state) {
  (void)state;
  static const int32_t ranks[] = {2, 3, 4, 8};
  static const int32_t chunks[4][6] = {{20}, {1, 7, 12}, {5}, {3, 15, 2}};
  for (int32_t i = 0; i < LAYOUTS; i++) {
    result_t one = run(&layouts[i], 1, 1, whole);
    long long expected_synapses = atomic_load(&synapses);
    unsigned long long expected_hash = atomic_load(&sources_hash);
    long long expected_targets = atomic_load(&targets);
    assert_true(one.spikes > 100);
    assert_true(expected_synapses > 1000);
    for (int32_t k = 0; k < 8; k++) {
      result_t many = run(&layouts[i], ranks[k % 4], 1 + k / 4, chunks[(i + k) % 4]);
      if (many.hash != one.hash || many.spikes != one.spikes) {
        fail_msg("%s: %d ranks of %d threads: %lld spikes, expected %lld", layouts[i].name, ranks[k % 4], 1 + k / 4,
                 (long long)many.spikes, (long long)one.spikes);
      }
      assert_int_equal(atomic_load(&synapses), expected_synapses);
      assert_int_equal(atomic_load(&targets), expected_targets);
      assert_true(atomic_load(&sources_hash) == expected_hash);
    }
  }
}

/* Spikes travel once per d + 1 or (d + 1) / 2 steps of the delay d, and clusters of their own need none. */
static void should_exchange_once_per_interval(void **state) {
  (void)state;
  static const struct {
    int32_t layout;
    int64_t messages; /* of two ranks, per advance of 20 steps */
  } cases[] = {{0, 0}, {1, 2 * 10}, {2, 2 * 7}, {3, 2 * 5}, {6, 2 * 5}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    result_t result = {.layout = &layouts[cases[i].layout], .chunk = whole};
    outcome_t outcome[2];
    job_t job = {fill_layout, result.layout, lead_layout, &result, NULL, 2, 1, MAX_STEPS};
    hub_t *hub = hub_create(2);
    run_job(&job, hub, outcome);
    assert_int_equal(hub_messages(hub), cases[i].messages * STEPS / MAX_STEPS);
    hub_destroy(hub);
  }
}

static int32_t advance_and_time(fim_spiking_t *net, void *argument) {
  int64_t *times = argument;
  int32_t code = fim_spiking_advance(net, MAX_STEPS, NULL);
  return code == FIM_OK ? fim_spiking_exchange_times(net, &times[0], &times[1]) : code;
}

static void should_tell_the_time_in_the_exchange(void **state) {
  (void)state;
  for (int32_t ranks = 1; ranks <= 2; ranks++) {
    int64_t times[2] = {-1, -1};
    outcome_t outcome[2];
    job_t job = {fill_layout, &layouts[1], advance_and_time, times, NULL, ranks, 1, MAX_STEPS};
    hub_t *hub = hub_create(ranks);
    run_job(&job, hub, outcome);
    hub_destroy(hub);
    assert_ok(outcome[0].code);
    for (int i = 0; i < 2; i++) {
      assert_true(ranks == 1 ? times[i] == 0 : times[i] > 0);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_the_same_bits_for_every_number_of_ranks),
      cmocka_unit_test(should_exchange_once_per_interval),
      cmocka_unit_test(should_tell_the_time_in_the_exchange),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
