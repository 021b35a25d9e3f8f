/* synapses_test.c: both layouts of a partition's synapses hold the same ones, in memory that their number bounds. */
#include "synapses.h"

#include "spiking_fixture.h"

enum { BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES, CAPACITY = 4096, MANY_THREADS = 11, CASES = 15 };

/* One projection. Every target of the last population; source 1: from that population itself. */
typedef struct connection {
  int64_t sources, targets;
  int32_t source, rule;
  double number;
  int32_t flags;
  uint64_t hash; /* of the synapses that versions with one layout drew */
} connection_t;

/* Tails of blocks, targets without sources, sources without targets, one neuron, more sources than 16 bits. */
static const connection_t connections[CASES] = {
    {3000, 700, 0, FIM_RULE_FIXED_INDEGREE, 10, BOTH, UINT64_C(0xef41c7c9acbf5f61)},
    {3000, 700, 0, FIM_RULE_FIXED_INDEGREE, 10, 0, UINT64_C(0x2e951e494d742f20)},
    {3000, 700, 1, FIM_RULE_FIXED_INDEGREE, 1, 0, UINT64_C(0x14da412da1b29eaf)},
    {3000, 700, 1, FIM_RULE_FIXED_INDEGREE, 650, 0, UINT64_C(0x2efe9f07bedb0d0a)},
    {3000, 65, 1, FIM_RULE_FIXED_INDEGREE, 20, FIM_ALLOW_MULTAPSES, UINT64_C(0x4ca98379130be87c)},
    {1, 1, 0, FIM_RULE_FIXED_INDEGREE, 1, 0, UINT64_C(0x392209f14dea4c24)},
    {1, 130, 0, FIM_RULE_FIXED_INDEGREE, 3, BOTH, UINT64_C(0x1bbe2b02813ce8a5)},
    {66000, 701, 0, FIM_RULE_FIXED_INDEGREE, 200, BOTH, UINT64_C(0x639b74fe69d003d4)},
    {66000, 701, 0, FIM_RULE_FIXED_INDEGREE, 3, 0, UINT64_C(0x41765aea76b3ef7b)},
    {3000, 700, 0, FIM_RULE_PAIRWISE_BERNOULLI, 0.004, FIM_ALLOW_AUTAPSES, UINT64_C(0x0ea9f7ee835961fb)},
    {3000, 700, 1, FIM_RULE_PAIRWISE_BERNOULLI, 0.01, 0, UINT64_C(0xb6529e97195b9117)},
    {66000, 63, 0, FIM_RULE_PAIRWISE_BERNOULLI, 1e-5, 0, UINT64_C(0xfb734d5916473397)},
    {3000, 700, 0, FIM_RULE_FIXED_TOTAL_NUMBER, 7000, BOTH, UINT64_C(0xb2f21092f04e18fd)},
    {3000, 700, 1, FIM_RULE_FIXED_TOTAL_NUMBER, 1, FIM_ALLOW_MULTAPSES, UINT64_C(0xdd2ee513fab8bad3)},
    {66000, 701, 0, FIM_RULE_FIXED_TOTAL_NUMBER, 140000, BOTH, UINT64_C(0x79e3ec539a3c8a0f)},
};

static fim_spiking_t *connect(const connection_t *c, int32_t threads) {
  double params[PARAMETERS];
  excitatory_params(params);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(11, 0.1, threads, 10, &net));
  fim_population_t sources = population_of(c->sources, params);
  fim_population_t targets = population_of(c->targets, params);
  sources.background_rate_hz = 20000;
  sources.background_weight_nS = 5;
  assert_ok(fim_spiking_add_population(net, &sources, NULL));
  assert_ok(fim_spiking_add_population(net, &targets, NULL));
  fim_projection_t projection = {c->number, 20, c->source, 1, c->rule, c->flags, 3, 9};
  assert_ok(fim_spiking_add_projection(net, &projection, NULL));
  assert_ok(fim_spiking_build(net));
  return net;
}

/* FNV-1a (Fowler, Noll, Vo) of whole numbers. */
static uint64_t hash_number(uint64_t hash, uint64_t number) {
  for (int byte = 0; byte < 8; byte++) {
    hash = (hash ^ (number >> 8 * byte & 0xff)) * UINT64_C(0x100000001b3);
  }
  return hash;
}

static uint64_t hash_synapses(const fim_spiking_t *net, int64_t targets) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  int64_t source[CAPACITY];
  for (int64_t target = 0; target < targets; target++) {
    int64_t count;
    assert_ok(fim_spiking_sources(net, 0, target, source, CAPACITY, &count));
    hash = hash_number(hash, (uint64_t)count);
    for (int64_t i = 0; i < count; i++) {
      hash = hash_number(hash, (uint64_t)source[i]);
    }
  }
  return hash;
}

static void should_draw_the_same_synapses_in_both_layouts(void **state) {
  (void)state;
  for (int i = 0; i < CASES; i++) {
    const int32_t threads[] = {1, 2, MANY_THREADS};
    for (int k = 0; k < 3; k++) {
      fim_spiking_t *net = connect(&connections[i], threads[k]);
      uint64_t hash = hash_synapses(net, connections[i].targets);
      if (hash != connections[i].hash) {
        fail_msg("connection %d, %d threads: hash 0x%016llx", i, threads[k], (unsigned long long)hash);
      }
      fim_spiking_destroy(net);
    }
  }
}

/* Runs for 20 ms; returns the hash of all spikes. */
static uint64_t run(fim_spiking_t *net, int64_t *spikes) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  void *packet = malloc(PACKET_BYTES);
  *spikes = 0;
  for (int epoch = 0; epoch < 20; epoch++) {
    int64_t bytes;
    assert_ok(fim_spiking_advance(net, 10, NULL));
    assert_ok(fim_spiking_spikes(net, 0, 2, packet, PACKET_BYTES, &bytes));
    for (int64_t i = 0; i < bytes / 4; i++) {
      hash = hash_number(hash, ((const uint32_t *)packet)[i]);
    }
    *spikes += ((const fim_spike_packet_t *)packet)->count;
  }
  free(packet);
  return hash;
}

static void should_give_the_same_spikes_in_both_layouts(void **state) {
  (void)state;
  for (int i = 0; i < CASES; i++) {
    if (connections[i].sources > 3000) {
      continue; /* the layouts do not depend on it, only the time */
    }
    fim_spiking_t *one = connect(&connections[i], 1);
    fim_spiking_t *many = connect(&connections[i], MANY_THREADS);
    int64_t spikes;
    int64_t others;
    assert_int_equal(run(one, &spikes), run(many, &others));
    assert_int_equal(spikes, others);
    assert_true(spikes > 0);
    fim_spiking_destroy(one);
    fim_spiking_destroy(many);
  }
}

/* The tests above are about both layouts only if they have both. */
static void should_take_the_layout_that_is_smaller(void **state) {
  (void)state;
  synapses_t all = synapses_layout(3000, 7000);
  synapses_t part = synapses_layout(3000, 7000.0 / MANY_THREADS);
  assert_false(synapses_are_sparse(&all));
  assert_true(synapses_are_sparse(&part));
  assert_true(synapses_bins(&part) < 3000);
  synapses_t even = synapses_layout(8000, 2e6); /* of mouse-ca1 on two threads */
  assert_false(synapses_are_sparse(&even));
}

static void should_bound_memory_by_synapses_whatever_the_number_of_neurons(void **state) {
  (void)state;
  const int64_t sources[] = {1, 2, 63, 65536, 65537, 1000000, 800000000, UINT32_MAX - 1};
  for (int i = 0; i < 8; i++) {
    for (double number = 0; number < 1e9; number = 2.5 * number + 1) {
      synapses_t synapses = synapses_layout(sources[i], number);
      double bytes = 4.0 * (double)(synapses_bins(&synapses) + 1) + number * (synapses_are_sparse(&synapses) ? 4 : 2);
      double width = (double)((sources[i] - 1) >> synapses.shift);
      assert_true(synapses.shift <= 16 && width < (double)synapses_bins(&synapses));
      assert_true(bytes <= 5.0 * number + 4.0 * ((double)sources[i] / 65536 + 3));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_draw_the_same_synapses_in_both_layouts),
      cmocka_unit_test(should_give_the_same_spikes_in_both_layouts),
      cmocka_unit_test(should_take_the_layout_that_is_smaller),
      cmocka_unit_test(should_bound_memory_by_synapses_whatever_the_number_of_neurons),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
