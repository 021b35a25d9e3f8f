/* variant_spiking_test.c: neurons and whole networks give the same numbers in every variant. */
#include "spiking_fixture.h"
#include "variant_check.h"

enum { STEPS = 300, VARIABLES = 4, MOST_NEURONS = 513, MOST_SPIKES = 20000 };

/* Around the padding (16 neurons) and the blocks (512), below and above. */
static const int64_t sizes[] = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 512, MOST_NEURONS};

typedef struct cells {
  int64_t n;
  int32_t spike_times;
  double t_ref, Delta_T;
  const char *chosen_later; /* variant, after the network was made; NULL: the one that was chosen before */
} cells_t;

/* Neurons that a background drives to fire, nobody connected. out: [STEPS][VARIABLES][n]. */
static void compute_cells(const void *arguments, double *out) {
  const cells_t *cells = arguments;
  const int32_t variable[VARIABLES] = {FIM_V_M, FIM_W, FIM_G_EX, FIM_G_IN};
  int64_t neuron[MOST_NEURONS];
  for (int64_t i = 0; i < cells->n; i++) {
    neuron[i] = i;
  }
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "a", 2);
  set_parameter(params, "t_ref", cells->t_ref);
  set_parameter(params, "Delta_T", cells->Delta_T);
  fim_population_t population = population_of(cells->n, params);
  population.V_m_std = 5;
  population.w_std = 10;
  population.background_rate_hz = 6000;
  population.background_weight_nS = 1;
  population.spike_times = cells->spike_times;
  fim_recorder_t recorder = {neuron, variable, 0, (int32_t)cells->n, VARIABLES, 1};
  fim_spiking_t *net;
  int32_t rows;
  assert_ok(fim_spiking_create(7, 0.1, 1, STEPS, &net));
  if (cells->chosen_later != NULL) {
    assert_ok(fim_native_select(cells->chosen_later));
  }
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  assert_ok(fim_spiking_advance(net, STEPS, NULL));
  assert_ok(fim_spiking_samples(net, 0, out, STEPS, &rows));
  fim_spiking_destroy(net);
}

/* Without fused multiply-add: 1e-9 of the value; no neuron of these spikes in another step for its last bits. */
static void assert_cells_agree(int32_t spike_times, double t_ref, double Delta_T) {
  for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
    const cells_t cells = {sizes[k], spike_times, t_ref, Delta_T, NULL};
    assert_variants_agree(compute_cells, &cells, STEPS * VARIABLES * sizes[k], 1e-9, 1);
  }
}

static void should_agree_on_neurons_that_spike_on_the_grid(void **state) {
  (void)state;
  assert_cells_agree(FIM_SPIKE_TIMES_GRID, 5, 2);
}

static void should_agree_on_neurons_that_spike_at_exact_times(void **state) {
  (void)state;
  assert_cells_agree(FIM_SPIKE_TIMES_EXACT, 1.23, 2);
}

static void should_agree_on_neurons_without_refractoriness(void **state) {
  (void)state;
  assert_cells_agree(FIM_SPIKE_TIMES_GRID, 0, 0.5);
}

static void should_agree_on_neurons_without_exponential_current(void **state) {
  (void)state;
  assert_cells_agree(FIM_SPIKE_TIMES_EXACT, 2, 0);
}

/* Excitatory and inhibitory neurons, connected, on two threads. out: step, population, neuron, offset ms of each
 * spike, as far as there are any. */
static void compute_network(const void *arguments, double *out) {
  (void)arguments;
  const int32_t flags = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES;
  const fim_projection_t projections[] = {
      {50, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, flags, 15, 0},
      {50, 1, 0, 1, FIM_RULE_FIXED_INDEGREE, flags, 15, 1},
      {20, -5, 1, 0, FIM_RULE_FIXED_INDEGREE, flags, 10, 2},
      {20, -5, 1, 1, FIM_RULE_FIXED_INDEGREE, flags, 10, 3},
  };
  double params[2][PARAMETERS];
  excitatory_params(params[0]);
  inhibitory_params(params[1]);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(3, 0.1, 2, STEPS, &net));
  for (int i = 0; i < 2; i++) {
    fim_population_t population = population_of(i == 0 ? 801 : 203, params[i]);
    population.V_m_std = 4;
    population.background_rate_hz = 4000;
    population.background_weight_nS = 1;
    population.spike_times = i == 0 ? FIM_SPIKE_TIMES_EXACT : FIM_SPIKE_TIMES_GRID;
    assert_ok(fim_spiking_add_population(net, &population, NULL));
  }
  for (size_t q = 0; q < sizeof projections / sizeof projections[0]; q++) {
    assert_ok(fim_spiking_add_projection(net, &projections[q], NULL));
  }
  assert_ok(fim_spiking_build(net));
  assert_ok(fim_spiking_advance(net, STEPS, NULL));
  void *packet = malloc(PACKET_BYTES);
  double *offset_ms = malloc(MOST_SPIKES * sizeof *offset_ms);
  int64_t count;
  assert_ok(fim_spiking_spikes(net, 0, 2, packet, PACKET_BYTES, &count));
  assert_ok(fim_spiking_spike_offsets(net, 0, 2, offset_ms, MOST_SPIKES, &count));
  assert_true(count > 500 && count < MOST_SPIKES);
  for (int group = 0; group < 2 * STEPS; group++) {
    for (uint32_t i = packet_index(packet)[group]; i < packet_index(packet)[group + 1]; i++) {
      const double spike[4] = {group / 2, group % 2, packet_ids(packet)[i], offset_ms[i]};
      memcpy(out + 4 * (size_t)i, spike, sizeof spike);
    }
  }
  free(offset_ms);
  free(packet);
  fim_spiking_destroy(net);
}

/* The differences of v2 have not grown beyond these in 30 ms: the same spikes, their exact times to 1e-6 ms. */
static void should_agree_on_the_spikes_of_a_network(void **state) {
  (void)state;
  assert_variants_agree(compute_network, NULL, 4 * MOST_SPIKES, 1e-6, 1);
}

static void should_keep_the_variant_that_a_network_was_made_with(void **state) {
  (void)state;
  enum { COUNT = STEPS * VARIABLES * MOST_NEURONS };
  const char *narrowest = fim_native_variant_name(0);
  const char *widest = fim_native_variant();
  const cells_t plain = {MOST_NEURONS, FIM_SPIKE_TIMES_GRID, 5, 2, NULL};
  cells_t later = plain;
  later.chosen_later = widest;
  double *narrow = compute_in(narrowest, compute_cells, &plain, COUNT);
  double *wide = compute_in(widest, compute_cells, &plain, COUNT);
  double *kept = compute_in(narrowest, compute_cells, &later, COUNT);
  assert_memory_equal(kept, narrow, COUNT * sizeof *kept);
  /* Else the above shows nothing. */
  if (is_fused(widest) && !is_fused(narrowest)) {
    assert_memory_not_equal(wide, narrow, COUNT * sizeof *wide);
  }
  free(narrow);
  free(wide);
  free(kept);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_agree_on_neurons_that_spike_on_the_grid),
      cmocka_unit_test(should_agree_on_neurons_that_spike_at_exact_times),
      cmocka_unit_test(should_agree_on_neurons_without_refractoriness),
      cmocka_unit_test(should_agree_on_neurons_without_exponential_current),
      cmocka_unit_test(should_agree_on_the_spikes_of_a_network),
      cmocka_unit_test(should_keep_the_variant_that_a_network_was_made_with),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
