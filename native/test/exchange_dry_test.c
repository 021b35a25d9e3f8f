/* exchange_dry_test.c: one rank of a network, with the others simulated. */
#include "fimbria/exchange_dry.h"

#include <math.h>

#include "spiking_fixture.h"

enum { NEURONS = 4000, STEPS = 20, EPOCHS = 150, BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES };

/* An excitatory and an inhibitory population that make each other spike. */
static fim_spiking_t *network(int64_t neurons, fim_exchange_t *exchange, int32_t threads) {
  double params[PARAMETERS];
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(5, 0.1, threads, STEPS, &net));
  assert_ok(fim_spiking_set_exchange(net, exchange));
  for (int32_t i = 0; i < 2; i++) {
    excitatory_params(params);
    if (i == 1) {
      inhibitory_params(params);
    }
    fim_population_t population = population_of(i == 0 ? neurons - neurons / 5 : neurons / 5, params);
    population.V_m_mean = -60;
    population.V_m_std = 4;
    population.background_rate_hz = 1200;
    population.background_weight_nS = 1;
    assert_ok(fim_spiking_add_population(net, &population, NULL));
  }
  for (int32_t q = 0; q < 4; q++) {
    fim_projection_t projection = {
        q < 2 ? 80 : 20, q < 2 ? 1 : -10, q / 2, q % 2, FIM_RULE_FIXED_INDEGREE, BOTH, 1 + q % 2, q};
    assert_ok(fim_spiking_add_projection(net, &projection, NULL));
  }
  const int64_t neuron[] = {0, neurons / 2, neurons - neurons / 5 - 1};
  const int32_t variable[] = {FIM_V_M};
  fim_recorder_t recorder = {neuron, variable, 0, 3, 1, 5};
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  return net;
}

/* Spikes of each population in the last epochs; checks that their ids ascend and are those of neurons. */
static void run(fim_spiking_t *net, int64_t *spikes) {
  void *packet = malloc(PACKET_BYTES);
  spikes[0] = spikes[1] = 0;
  for (int epoch = 0; epoch < EPOCHS; epoch++) {
    int64_t bytes;
    assert_ok(fim_spiking_advance(net, STEPS, NULL));
    assert_ok(fim_spiking_spikes(net, 0, 2, packet, PACKET_BYTES, &bytes));
    const uint32_t *index = packet_index(packet);
    const uint32_t *id = index + 2 * STEPS + 1;
    for (int cell = 0; cell < 2 * STEPS; cell++) {
      for (uint32_t i = index[cell]; i < index[cell + 1]; i++) {
        assert_true(id[i] < (cell % 2 == 0 ? NEURONS - NEURONS / 5 : NEURONS / 5));
        assert_true(i == index[cell] || id[i] > id[i - 1]);
      }
      spikes[cell % 2] += epoch < EPOCHS / 2 ? 0 : index[cell + 1] - index[cell];
    }
  }
  free(packet);
}

static fim_exchange_t *dry(int32_t ranks, int32_t rank) {
  fim_exchange_t *exchange;
  assert_ok(fim_exchange_dry_create(ranks, rank, 9, &exchange));
  return exchange;
}

/* Recurrent input keeps its size, so that rates settle where they are without ranks: within a fifth. */
static void should_spike_at_the_rates_of_the_whole_network(void **state) {
  (void)state;
  int64_t whole[2];
  fim_spiking_t *alone = network(NEURONS, NULL, 1);
  run(alone, whole);
  fim_spiking_destroy(alone);
  assert_true(whole[0] > 500 && whole[1] > 500);
  for (int32_t rank = 0; rank < 4; rank++) {
    int64_t spikes[2];
    fim_exchange_t *exchange = dry(4, rank);
    fim_spiking_t *net = network(NEURONS, exchange, 1 + rank % 2);
    run(net, spikes);
    for (int i = 0; i < 2; i++) {
      assert_true(fabs((double)spikes[i] / (double)whole[i] - 1) < 0.2);
    }
    fim_spiking_destroy(net);
    fim_exchange_destroy(exchange);
  }
}

static void should_have_a_rank_s_share_of_synapses_and_count_its_traffic(void **state) {
  (void)state;
  int64_t synapses = 0;
  for (int32_t rank = 0; rank < 3; rank++) {
    int64_t counts[FIM_DRY_COUNTS];
    int64_t spikes[2];
    fim_exchange_t *exchange = dry(3, rank);
    fim_spiking_t *net = network(NEURONS, exchange, 1);
    synapses += fim_spiking_synapses(net);
    run(net, spikes);
    assert_ok(fim_exchange_dry_counts(exchange, counts));
    assert_int_equal(counts[FIM_DRY_ALL_GATHERS], EPOCHS * STEPS / 2);
    assert_int_equal(counts[FIM_DRY_ALL_GATHER_HOPS], EPOCHS * STEPS);
    assert_int_equal(counts[FIM_DRY_BROADCASTS], EPOCHS);
    assert_int_equal(counts[FIM_DRY_GATHERS], EPOCHS);
    assert_true(counts[FIM_DRY_ALL_GATHER_BYTES] >= 3 * 3 * EPOCHS * STEPS / 2);
    assert_true(counts[FIM_DRY_SYNAPSE_BYTES] >= 2 * fim_spiking_synapses(net));
    int64_t parts = counts[FIM_DRY_SYNAPSE_BYTES] + counts[FIM_DRY_HISTORY_BYTES] + counts[FIM_DRY_LEAD_BYTES];
    assert_true(parts < fim_spiking_bytes(net));
    fim_spiking_destroy(net);
    fim_exchange_destroy(exchange);
  }
  assert_int_equal(synapses, 100 * NEURONS);
}

/* Between clusters spikes go once per advance, also from populations of which this rank has no neuron. */
static void should_draw_the_spikes_of_clusters_that_are_elsewhere(void **state) {
  (void)state;
  double params[PARAMETERS];
  excitatory_params(params);
  for (int32_t rank = 0; rank < 2; rank++) {
    fim_spiking_t *net;
    fim_exchange_t *exchange = dry(2, rank);
    assert_ok(fim_spiking_create(5, 0.1, 1, STEPS, &net));
    assert_ok(fim_spiking_set_exchange(net, exchange));
    for (int32_t i = 0; i < 2; i++) {
      fim_population_t population = population_of(640, params);
      population.background_rate_hz = 3000;
      population.background_weight_nS = 1;
      assert_ok(fim_spiking_add_population(net, &population, NULL));
    }
    fim_projection_t projection = {10, 1, 0, 1, FIM_RULE_FIXED_INDEGREE, BOTH, STEPS, 0};
    assert_ok(fim_spiking_add_projection(net, &projection, NULL));
    assert_ok(fim_spiking_build(net));
    void *packet = malloc(PACKET_BYTES);
    int64_t spikes[2] = {0, 0};
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      int64_t bytes;
      assert_ok(fim_spiking_advance(net, STEPS, NULL));
      for (int32_t i = 0; i < 2; i++) {
        assert_ok(fim_spiking_spikes(net, i, 1, packet, PACKET_BYTES, &bytes));
        spikes[i] += ((const fim_spike_packet_t *)packet)->count;
      }
    }
    assert_true(spikes[0] > 100 && spikes[1] > 100);
    assert_true(fabs(log((double)spikes[0] / (double)spikes[1])) < 0.5);
    free(packet);
    fim_spiking_destroy(net);
    fim_exchange_destroy(exchange);
  }
}

static void should_refuse_ranks_that_do_not_exist(void **state) {
  (void)state;
  fim_exchange_t *exchange = NULL;
  int64_t counts[FIM_DRY_COUNTS];
  assert_int_equal(fim_exchange_dry_create(4, 4, 1, &exchange), FIM_E_ARGUMENT);
  assert_int_equal(fim_exchange_dry_create(0, 0, 1, &exchange), FIM_E_ARGUMENT);
  assert_int_equal(fim_exchange_dry_counts(NULL, counts), FIM_E_ARGUMENT);
  exchange = dry(4, 3);
  assert_int_equal(fim_exchange_dry_counts(exchange, counts), FIM_E_ARGUMENT);
  fim_exchange_destroy(exchange);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_spike_at_the_rates_of_the_whole_network),
      cmocka_unit_test(should_have_a_rank_s_share_of_synapses_and_count_its_traffic),
      cmocka_unit_test(should_draw_the_spikes_of_clusters_that_are_elsewhere),
      cmocka_unit_test(should_refuse_ranks_that_do_not_exist),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
