/*
 * spiking_cluster_test.c: regions that meet in no advance, on any number of threads: the same spikes, the same failure;
 * and what a network needs of memory.
 */
#include "spiking_fixture.h"

enum { STEPS = 160, EPOCH = 20, BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES, MOST_POPULATIONS = 10 };

/* Regions of an excitatory and an inhibitory population. */
typedef struct regions {
  int32_t regions;
  int64_t size[MOST_POPULATIONS / 2]; /* excitatory neurons, twice as many as inhibitory ones */
  int32_t delay_steps;                /* from each region to the next */
} regions_t;

static void connect(fim_spiking_t *net, int32_t source, int32_t target, int32_t delay_steps, int32_t stream) {
  fim_projection_t projection = {
      12, source % 2 == 0 ? 1.5 : -4, source, target, FIM_RULE_FIXED_INDEGREE, BOTH, delay_steps, stream};
  assert_ok(fim_spiking_add_projection(net, &projection, NULL));
}

static fim_spiking_t *build(const regions_t *regions, int32_t threads, int32_t max_steps) {
  double params[2][PARAMETERS];
  excitatory_params(params[0]);
  inhibitory_params(params[1]);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(77, 0.1, threads, max_steps, &net));
  for (int32_t i = 0; i < 2 * regions->regions; i++) {
    fim_population_t population = population_of(regions->size[i / 2] / (1 + i % 2), params[i % 2]);
    population.V_m_std = 3;
    population.background_rate_hz = 1500 + 100 * i;
    population.background_weight_nS = 1;
    assert_ok(fim_spiking_add_population(net, &population, NULL));
  }
  int32_t stream = 0;
  for (int32_t region = 0; region < regions->regions; region++) {
    for (int32_t k = 0; k < 4; k++) {
      connect(net, 2 * region + k / 2, 2 * region + k % 2, 3 + region, stream++);
    }
    int32_t next = (region + 1) % regions->regions;
    connect(net, 2 * region, 2 * next, regions->delay_steps, stream++);
  }
  assert_ok(fim_spiking_build(net));
  return net;
}

/* FNV-1a (Fowler, Noll, Vo) of the spikes of all steps; spikes: their number, written. */
static uint64_t run(const regions_t *regions, int32_t threads, int32_t max_steps, int64_t *spikes) {
  fim_spiking_t *net = build(regions, threads, max_steps);
  void *packet = malloc(PACKET_BYTES);
  uint64_t h = 0xcbf29ce484222325ULL;
  *spikes = 0;
  for (int32_t first = 0; first < STEPS; first += EPOCH) {
    int64_t bytes;
    assert_ok(fim_spiking_advance(net, EPOCH, NULL));
    assert_ok(fim_spiking_spikes(net, 0, 2 * regions->regions, packet, PACKET_BYTES, &bytes));
    *spikes += ((const fim_spike_packet_t *)packet)->count;
    for (int64_t i = 0; i < bytes; i++) {
      h = (h ^ ((const unsigned char *)packet)[i]) * 0x100000001b3ULL;
    }
  }
  free(packet);
  fim_spiking_destroy(net);
  return h;
}

/* Longer advances join regions to one cluster; more threads than clusters form groups, or share all of them. */
static void should_give_the_same_spikes_however_regions_fall_to_threads(void **state) {
  (void)state;
  static const regions_t cases[] = {
      {2, {1600, 1600}, 40},                 /* even: a region per thread, or per group */
      {2, {3000, 300}, 40},                  /* uneven: both over all threads */
      {3, {1024, 1024, 1024}, 25},           /* one thread has two regions, or all share */
      {5, {700, 40, 300, 2000, 512}, EPOCH}, /* delay of one advance: just not joined */
      {3, {600, 600, 600}, EPOCH - 1},       /* just joined */
  };
  static const int32_t max_steps[] = {EPOCH, 41, 100};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int64_t expected;
    int64_t spikes;
    uint64_t one = run(&cases[i], 1, EPOCH, &expected);
    assert_true(expected > 100);
    for (int32_t threads = 1; threads <= 8; threads += threads < 5 ? 1 : 3) {
      assert_true(run(&cases[i], threads, max_steps[threads % 3], &spikes) == one);
      assert_int_equal(spikes, expected);
    }
  }
}

/* A population alone, whose neurons leave the allowed range the sooner the stronger the current. */
static void add_failing(fim_spiking_t *net, double I_e) {
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "I_e", I_e);
  fim_population_t population = population_of(700, params);
  assert_ok(fim_spiking_add_population(net, &population, NULL));
}

static void should_report_the_earliest_failure_of_all_clusters(void **state) {
  (void)state;
  for (int32_t threads = 1; threads <= 5; threads++) {
    fim_spiking_t *net;
    assert_ok(fim_spiking_create(1, 0.1, threads, EPOCH, &net));
    add_failing(net, -1.2e5);
    add_failing(net, 0);
    add_failing(net, -3e5);
    assert_ok(fim_spiking_build(net));
    assert_int_equal(fim_spiking_advance(net, EPOCH, NULL), FIM_E_NUMERIC);
    assert_non_null(strstr(fim_error_text(), "neuron 1400, step 6: V_m = -10"));
    assert_int_equal(fim_spiking_advance(net, EPOCH, NULL), FIM_E_STATE);
    fim_spiking_destroy(net);
  }
}

/* Per neuron without synapses; per synapse all included. */
static void should_need_little_memory(void **state) {
  (void)state;
  enum { NEURONS = 20000, DEGREE = 500 };
  double params[PARAMETERS];
  excitatory_params(params);
  const fim_projection_t projection = {DEGREE, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 0};
  for (int32_t threads = 1; threads <= 4; threads++) {
    fim_spiking_t *net[2];
    for (int32_t i = 0; i < 2; i++) {
      fim_population_t population = population_of(NEURONS, params);
      assert_ok(fim_spiking_create(1, 0.1, threads, EPOCH, &net[i]));
      assert_ok(fim_spiking_add_population(net[i], &population, NULL));
      if (i == 1) {
        assert_ok(fim_spiking_add_projection(net[i], &projection, NULL));
      }
      assert_ok(fim_spiking_build(net[i]));
    }
    assert_int_equal(fim_spiking_synapses(net[1]), NEURONS * DEGREE);
    assert_in_range(fim_spiking_bytes(net[0]), NEURONS * 36, NEURONS * 80);
    assert_in_range(fim_spiking_bytes(net[1]), NEURONS * DEGREE * 2, NEURONS * DEGREE * 5 / 2);
    fim_spiking_destroy(net[0]);
    fim_spiking_destroy(net[1]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_the_same_spikes_however_regions_fall_to_threads),
      cmocka_unit_test(should_report_the_earliest_failure_of_all_clusters),
      cmocka_unit_test(should_need_little_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
