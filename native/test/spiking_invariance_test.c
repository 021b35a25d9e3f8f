/* spiking_invariance_test.c: the same bits for every number of threads and every division of steps into advances. */
#include "spiking_fixture.h"

enum { STEPS = 400, CHUNK = 100, POPULATIONS = 3, SAMPLED = 5, VARIABLES = 4 };

/* FNV-1a (Fowler, Noll, Vo) of everything that a network gives out. */
static uint64_t hash(uint64_t h, const void *data, size_t bytes) {
  const unsigned char *byte = data;
  for (size_t i = 0; i < bytes; i++) {
    h = (h ^ byte[i]) * 0x100000001b3ULL;
  }
  return h;
}

/* Three populations of awkward sizes, the first with exact spike times, all rules, delays around the chunk's length,
 * background, a port, recorders. */
static fim_spiking_t *build(int32_t threads) {
  double excitatory[PARAMETERS];
  double inhibitory[PARAMETERS];
  excitatory_params(excitatory);
  inhibitory_params(inhibitory);
  set_parameter(inhibitory, "t_ref", 0);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(2024, 0.1, threads, CHUNK, &net));
  const int64_t size[POPULATIONS] = {1025, 257, 31};
  for (int i = 0; i < POPULATIONS; i++) {
    fim_population_t population = population_of(size[i], i == 1 ? inhibitory : excitatory);
    population.V_m_std = 4;
    population.w_std = 3;
    population.background_rate_hz = i == 2 ? 0 : 4000;
    population.background_weight_nS = 1.25;
    population.background_delay_steps = 3;
    population.spike_times = i == 0 ? FIM_SPIKE_TIMES_EXACT : FIM_SPIKE_TIMES_GRID;
    assert_ok(fim_spiking_add_population(net, &population, NULL));
  }
  const int32_t flags = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES;
  const fim_projection_t projections[] = {
      {40, 1.1, 0, 0, FIM_RULE_FIXED_INDEGREE, flags, 5, 0},
      {0.1, 0.9, 0, 1, FIM_RULE_PAIRWISE_BERNOULLI, flags, 101, 1},
      {9999, -5.3, 1, 0, FIM_RULE_FIXED_TOTAL_NUMBER, flags, 7, 2},
      {20, -5.3, 1, 1, FIM_RULE_FIXED_INDEGREE, flags, 5, 3},
      {0.7, 0.7, 0, 2, FIM_RULE_PAIRWISE_BERNOULLI, flags, 33, 4},
  };
  for (size_t q = 0; q < sizeof projections / sizeof projections[0]; q++) {
    assert_ok(fim_spiking_add_projection(net, &projections[q], NULL));
  }
  fim_input_t input = {.weight_nS = 2.5, .first_population = 1, .populations = 2};
  assert_ok(fim_spiking_add_input(net, &input, NULL));
  const int64_t neuron[SAMPLED] = {0, 300, 511, 512, 1024};
  const int32_t variable[VARIABLES] = {FIM_V_M, FIM_W, FIM_G_EX, FIM_G_IN};
  fim_recorder_t recorder = {neuron, variable, 0, SAMPLED, VARIABLES, 3};
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  return net;
}

/* Trains for the port of populations 1 and 2. */
static void make_input(int64_t first_step, int32_t steps, void *packet) {
  const int64_t size[2] = {257, 31};
  double rate_hz[CHUNK];
  for (int i = 0; i < CHUNK; i++) {
    rate_hz[i] = 300;
  }
  fim_trains_t trains = {.seed = 5, .population_size = size, .dt_ms = 0.1, .shared = 0.1, .populations = 2};
  int64_t bytes;
  assert_ok(fim_trains_generate(&trains, first_step, steps, rate_hz, packet, PACKET_BYTES, &bytes));
}

/* Hash of all spikes and samples of STEPS steps; spikes: their number, written. */
static uint64_t run(int32_t threads, int32_t chunk, int64_t *spikes) {
  fim_spiking_t *net = build(threads);
  void *input = malloc(PACKET_BYTES);
  void *output = malloc(PACKET_BYTES);
  double *offset_ms = malloc(PACKET_BYTES);
  double sample[(CHUNK + 1) * VARIABLES * SAMPLED];
  uint64_t samples_hash = 0xcbf29ce484222325ULL;
  uint64_t spikes_hash = 0;
  *spikes = 0;
  for (int64_t first = 0; first < STEPS; first += chunk) {
    const void *const packets[] = {input};
    int64_t bytes;
    int32_t rows;
    make_input(first, chunk, input);
    assert_ok(fim_spiking_advance(net, chunk, packets));
    assert_ok(fim_spiking_spikes(net, 0, POPULATIONS, output, PACKET_BYTES, &bytes));
    assert_ok(fim_spiking_samples(net, 0, sample, CHUNK + 1, &rows));
    samples_hash = hash(samples_hash, sample, (size_t)rows * VARIABLES * SAMPLED * sizeof(double));
    int64_t count;
    assert_ok(
        fim_spiking_spike_offsets(net, 0, POPULATIONS, offset_ms, PACKET_BYTES / (int64_t)sizeof(double), &count));
    const uint32_t *index = packet_index(output);
    for (uint32_t group = 0; group < (uint32_t)(chunk * POPULATIONS); group++) {
      for (uint32_t i = index[group]; i < index[group + 1]; i++) {
        uint32_t spike[3] = {(uint32_t)first + group / POPULATIONS, group % POPULATIONS, packet_ids(output)[i]};
        spikes_hash = hash(spikes_hash, spike, sizeof spike);
        spikes_hash = hash(spikes_hash, &offset_ms[i], sizeof offset_ms[i]);
        assert_true(spike[1] == 0 ? offset_ms[i] >= 0 && offset_ms[i] <= 0.1 : offset_ms[i] == 0);
      }
    }
    *spikes += index[chunk * POPULATIONS];
  }
  free(input);
  free(output);
  free(offset_ms);
  fim_spiking_destroy(net);
  return samples_hash ^ spikes_hash;
}

static void should_give_same_bits_for_every_number_of_threads(void **state) {
  (void)state;
  int64_t spikes;
  uint64_t one = run(1, 20, &spikes);
  assert_true(spikes > 100);
  const int32_t threads[] = {2, 3, 7};
  for (int i = 0; i < 3; i++) {
    assert_true(run(threads[i], 20, &spikes) == one);
  }
}

static void should_give_same_bits_for_every_length_of_an_advance(void **state) {
  (void)state;
  int64_t spikes;
  int64_t other;
  uint64_t whole = run(2, CHUNK, &spikes);
  const int32_t chunks[] = {1, 4, 5, 8, 20, 50};
  for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
    assert_true(run(1 + (int32_t)i % 3, chunks[i], &other) == whole);
    assert_int_equal(other, spikes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_same_bits_for_every_number_of_threads),
      cmocka_unit_test(should_give_same_bits_for_every_length_of_an_advance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
