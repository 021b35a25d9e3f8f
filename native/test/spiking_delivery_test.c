/* spiking_delivery_test.c: when and where spikes, packets and background arrive; sizes at every vector tail. */
#include <math.h>

#include "spiking_fixture.h"

enum { STEPS = 300 };

static fim_spiking_t *create(int32_t threads) {
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(3, 0.1, threads, STEPS, &net));
  return net;
}

static void add_population(fim_spiking_t *net, int64_t size, double I_e) {
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "I_e", I_e);
  fim_population_t population = population_of(size, params);
  assert_ok(fim_spiking_add_population(net, &population, NULL));
}

static void add_projection(fim_spiking_t *net, int32_t source, int32_t target, double weight_nS, int32_t delay_steps,
                           int32_t stream) {
  fim_projection_t all_to_all = {
      1, weight_nS, source, target, FIM_RULE_PAIRWISE_BERNOULLI, FIM_ALLOW_AUTAPSES, delay_steps, stream};
  assert_ok(fim_spiking_add_projection(net, &all_to_all, NULL));
}

/* Records all of a population's neurons; sample [STEPS][variables][neurons]. */
static void add_recorder(fim_spiking_t *net, int32_t population, int32_t neurons, const int32_t *variable,
                         int32_t variables) {
  int64_t neuron[1024];
  for (int32_t i = 0; i < neurons; i++) {
    neuron[i] = i;
  }
  fim_recorder_t recorder = {neuron, variable, population, neurons, variables, 1};
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
}

/* One fast source; its spikes over delay d make the targets' g jump d steps later, by sign. */
static void should_arrive_exactly_one_delay_after_the_spike(void **state) {
  (void)state;
  const int32_t delays[] = {1, 2, 7, 20, 101};
  const int32_t variables[] = {FIM_G_EX, FIM_G_IN};
  const double decay = exp(-0.1 / 5);
  for (size_t i = 0; i < sizeof delays / sizeof delays[0]; i++) {
    fim_spiking_t *net = create(2);
    add_population(net, 1, 2000);
    add_population(net, 3, 0);
    add_projection(net, 0, 1, 0.25, delays[i], 0);
    add_projection(net, 0, 1, -0.75, delays[i] + 3, 1);
    add_recorder(net, 1, 3, variables, 2);
    assert_ok(fim_spiking_build(net));
    assert_ok(fim_spiking_advance(net, STEPS, NULL));
    double sample[STEPS][2][3];
    int32_t spikes[STEPS];
    int32_t rows;
    int64_t bytes;
    void *packet = malloc(PACKET_BYTES);
    assert_ok(fim_spiking_samples(net, 0, &sample[0][0][0], STEPS, &rows));
    assert_ok(fim_spiking_spikes(net, 0, 1, packet, PACKET_BYTES, &bytes));
    count_spikes(packet, spikes);
    double g_ex = 0;
    double g_in = 0;
    int32_t jumps = 0;
    for (int32_t s = 0; s < STEPS; s++) {
      int32_t arrived = s >= delays[i] ? spikes[s - delays[i]] : 0;
      g_ex = g_ex * decay + 0.25 * arrived;
      g_in = g_in * decay + 0.75 * (s >= delays[i] + 3 ? spikes[s - delays[i] - 3] : 0);
      jumps += arrived;
      for (int32_t k = 0; k < 3; k++) {
        assert_true(fabs(sample[s][0][k] - g_ex) < 1e-14 && fabs(sample[s][1][k] - g_in) < 1e-14);
      }
    }
    assert_true(jumps >= 2);
    free(packet);
    fim_spiking_destroy(net);
  }
}

/* Blocks of two populations in one packet: each spike reaches its neuron, at its step, by the port's weight. */
static void should_give_packets_to_the_neurons_of_their_blocks(void **state) {
  (void)state;
  enum { FIRST = 300, SECOND = 5, GROUPS = 3 };
  const int32_t variable = FIM_G_EX;
  for (int32_t threads = 1; threads <= 3; threads++) {
    fim_spiking_t *net = create(threads);
    add_population(net, 10, 0);
    add_population(net, FIRST, 0);
    add_population(net, SECOND, 0);
    fim_input_t input = {.weight_nS = 0.5, .first_population = 1, .populations = 2};
    assert_ok(fim_spiking_add_input(net, &input, NULL));
    add_recorder(net, 1, FIRST, &variable, 1);
    add_recorder(net, 2, SECOND, &variable, 1);
    assert_ok(fim_spiking_build(net));
    packet_t packet = packet_begin(0, 2, GROUPS, 16);
    packet_put(&packet, 255);
    packet_end_group(&packet);
    packet_put(&packet, 299);
    packet_put(&packet, 299);
    packet_end_group(&packet);
    packet_put(&packet, 4);
    packet_end_group(&packet);
    packet_put(&packet, 0);
    for (int group = 0; group < GROUPS; group++) {
      packet_end_group(&packet);
    }
    const void *const packets[] = {packet.header};
    assert_ok(fim_spiking_advance(net, 2, packets));
    double first[STEPS][FIRST];
    double second[STEPS][SECOND];
    int32_t rows;
    const double decay = exp(-0.1 / 5);
    assert_ok(fim_spiking_samples(net, 0, &first[0][0], STEPS, &rows));
    assert_int_equal(rows, 2);
    assert_ok(fim_spiking_samples(net, 1, &second[0][0], STEPS, &rows));
    for (int i = 0; i < FIRST; i++) {
      double g = i == 255 ? 0.5 : i == 299 ? 1.0 : 0.0;
      assert_true(first[0][i] == g);
      assert_true(fabs(first[1][i] - (g * decay + (i == 0 ? 0.5 : 0))) < 1e-15);
    }
    for (int i = 0; i < SECOND; i++) {
      assert_true(second[0][i] == (i == 4 ? 0.5 : 0.0));
    }
    free(packet.header);
    fim_spiking_destroy(net);
  }
}

/* Samples follow the network's step, not the call's. */
static void should_sample_every_interval_however_the_steps_are_divided(void **state) {
  (void)state;
  const int64_t neuron = 2;
  const int32_t variable = FIM_V_M;
  const int32_t chunks[] = {1, 5, 7, 60};
  double whole[STEPS / 7 + 1];
  for (size_t i = 0; i <= sizeof chunks / sizeof chunks[0]; i++) {
    fim_spiking_t *net = create(2);
    add_population(net, 3, 300);
    fim_recorder_t recorder = {&neuron, &variable, 0, 1, 1, 7};
    assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
    assert_ok(fim_spiking_build(net));
    double sample[STEPS / 7 + 1];
    int32_t total = 0;
    int32_t chunk = i == 0 ? STEPS : chunks[i - 1];
    for (int32_t first = 0; first < STEPS; first += chunk) {
      int32_t rows;
      assert_ok(fim_spiking_advance(net, chunk < STEPS - first ? chunk : STEPS - first, NULL));
      assert_ok(fim_spiking_samples(net, 0, sample + total, STEPS / 7 + 1 - total, &rows));
      total += rows;
    }
    assert_int_equal(total, STEPS / 7);
    if (i == 0) {
      memcpy(whole, sample, sizeof whole);
    }
    assert_memory_equal(sample, whole, (size_t)total * sizeof *whole);
    fim_spiking_destroy(net);
  }
}

/* A neuron's history does not depend on how many neurons follow it. */
static void should_not_depend_on_the_population_size(void **state) {
  (void)state;
  enum { LARGEST = 513, RUN = 200 };
  static const int32_t sizes[] = {LARGEST, 512, 257, 256, 255, 33, 17, 16, 15, 9, 8, 7, 2, 1};
  static double whole[RUN][2][LARGEST];
  static double sample[RUN * 2 * LARGEST];
  const int32_t variables[] = {FIM_V_M, FIM_W};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    double params[PARAMETERS];
    excitatory_params(params);
    set_parameter(params, "I_e", 600);
    fim_population_t population = population_of(sizes[i], params);
    population.V_m_mean = -55;
    population.V_m_std = 4;
    population.w_mean = 20;
    population.w_std = 5;
    fim_spiking_t *net = create(1 + (int32_t)i % 3);
    assert_ok(fim_spiking_add_population(net, &population, NULL));
    add_recorder(net, 0, sizes[i], variables, 2);
    assert_ok(fim_spiking_build(net));
    int32_t rows;
    assert_ok(fim_spiking_advance(net, RUN, NULL));
    assert_ok(fim_spiking_samples(net, 0, i == 0 ? &whole[0][0][0] : sample, RUN, &rows));
    for (int32_t k = 0; i > 0 && k < RUN * 2; k++) {
      assert_memory_equal(sample + k * sizes[i], &whole[0][0][0] + k * LARGEST, (size_t)sizes[i] * sizeof(double));
    }
    fim_spiking_destroy(net);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_arrive_exactly_one_delay_after_the_spike),
      cmocka_unit_test(should_give_packets_to_the_neurons_of_their_blocks),
      cmocka_unit_test(should_sample_every_interval_however_the_steps_are_divided),
      cmocka_unit_test(should_not_depend_on_the_population_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
