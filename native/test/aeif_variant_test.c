/*
 * aeif_variant_test.c: the fast lane gives the same bits on every instruction set.
 *
 * The lane is compiled into this test for the plain instruction set, and steps from each recorded state of the library,
 * which runs the widest variant of the machine, to the next one.
 */
#define FIM_NO_CLONES
#include "../src/aeif_fast.c"
#include "../src/aeif_prepare.c"
#include "spiking_fixture.h"

enum { NEURONS = 512, STEPS = 100, VARIABLES = 4 };

/* V_m, w, g_ex, g_in after every step: [STEPS][VARIABLES][NEURONS]. Nobody comes near a spike. */
static double *run_library(const double *params) {
  int64_t neuron[NEURONS];
  const int32_t variable[VARIABLES] = {FIM_V_M, FIM_W, FIM_G_EX, FIM_G_IN};
  for (int i = 0; i < NEURONS; i++) {
    neuron[i] = i;
  }
  fim_population_t population = population_of(NEURONS, params);
  population.V_m_std = 3;
  population.w_std = 10;
  population.background_rate_hz = 2000;
  population.background_weight_nS = 0.3;
  fim_recorder_t recorder = {neuron, variable, 0, NEURONS, VARIABLES, 1};
  fim_spiking_t *net;
  int32_t rows;
  double *sample = aligned_alloc(64, sizeof(double) * STEPS * VARIABLES * NEURONS);
  assert_ok(fim_spiking_create(1, 0.1, 1, STEPS, &net));
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  assert_ok(fim_spiking_advance(net, STEPS, NULL));
  assert_ok(fim_spiking_samples(net, 0, sample, STEPS, &rows));
  fim_spiking_destroy(net);
  return sample;
}

static void should_give_the_same_bits_on_the_plain_instruction_set(void **state) {
  (void)state;
  static _Alignas(64) int32_t refractory[NEURONS];
  static _Alignas(64) int64_t slow[NEURONS];
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "a", 3);
  aeif_t neuron;
  aeif_prepare(params, 0.1, false, &neuron);
  double *sample = run_library(params);
  for (int s = 0; s + 1 < STEPS; s++) {
    double *now = sample + (size_t)s * VARIABLES * NEURONS;
    const double *next = now + (size_t)VARIABLES * NEURONS;
    aeif_state_t block = {
        .V_m = now, .w = now + NEURONS, .g_ex = now + 2 * NEURONS, .g_in = now + 3 * NEURONS, .refractory = refractory};
    aeif_step_fast(&neuron, NEURONS, &block, slow);
    for (int i = 0; i < NEURONS; i++) {
      assert_int_equal(slow[i], 0);
    }
    assert_memory_equal(now, next, 2 * NEURONS * sizeof(double));
  }
  free(sample);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_the_same_bits_on_the_plain_instruction_set),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
