/*
 * background_test.c: the Poisson numbers, and each neuron's independent Poisson input. Statistical checks accept
 * |z| < 4, which a correct generator fails for one seed in 16,000 (statistics.h); seeds are fixed.
 */
#include <math.h>

#include "draws.h"
#include "poisson_check.h"
#include "spiking_fixture.h"

/* More than share a row. */
enum { NEURONS = 2200, STEPS = 1000 };

static const double weight_nS = 0x1p-10; /* exact multiples */

static void should_draw_counts_from_the_Poisson_distribution(void **state) {
  (void)state;
  enum { DRAWS = 100000, MOST = 256 };
  const double means[] = {0.01, 0.5, 3, 15.9, 16.1, 100};
  for (uint32_t i = 0; i < sizeof means / sizeof means[0]; i++) {
    int64_t count[MOST] = {0};
    for (uint32_t step = 0; step < DRAWS; step++) {
      fim_draws_t draws = fim_draws(9, 1, i, step);
      int64_t k = fim_draw_poisson(&draws, means[i]);
      assert_true(k >= 0 && k < MOST);
      count[k]++;
    }
    assert_poisson(count, MOST, means[i], DRAWS);
  }
  fim_draws_t draws = fim_draws(9, 1, 0, 0);
  assert_int_equal(fim_draw_poisson(&draws, 0), 0);
}

/* Arrivals [STEPS][NEURONS]: with a decay of 1e-43 per step g_ex is what arrived. */
static int32_t *arrivals(double rate_hz, int32_t delay_steps, int32_t threads) {
  double params[PARAMETERS];
  int64_t neuron[NEURONS];
  const int32_t variable = FIM_G_EX;
  excitatory_params(params);
  set_parameter(params, "tau_syn_ex", 1e-3);
  for (int i = 0; i < NEURONS; i++) {
    neuron[i] = i;
  }
  fim_population_t population = population_of(NEURONS, params);
  population.background_rate_hz = rate_hz;
  population.background_weight_nS = weight_nS;
  population.background_delay_steps = delay_steps;
  fim_recorder_t recorder = {neuron, &variable, 0, NEURONS, 1, 1};
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(8, 0.1, threads, STEPS, &net));
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  assert_ok(fim_spiking_advance(net, STEPS, NULL));
  double *sample = malloc(sizeof(double) * STEPS * NEURONS);
  int32_t *count = malloc(sizeof(int32_t) * STEPS * NEURONS);
  int32_t rows;
  assert_ok(fim_spiking_samples(net, 0, sample, STEPS, &rows));
  for (int i = 0; i < STEPS * NEURONS; i++) {
    count[i] = (int32_t)lround(sample[i] / weight_nS);
    assert_true(fabs(count[i] * weight_nS - sample[i]) < 1e-30);
  }
  free(sample);
  fim_spiking_destroy(net);
  return count;
}

static void should_give_every_neuron_Poisson_counts_of_its_rate(void **state) {
  (void)state;
  enum { MOST = 64 };
  const double rates[] = {500, 20000};
  for (int i = 0; i < 2; i++) {
    double mean = rates[i] * 1e-4;
    int32_t *count = arrivals(rates[i], 1, 2);
    int64_t number[MOST] = {0};
    int64_t total[NEURONS] = {0};
    for (int k = NEURONS; k < STEPS * NEURONS; k++) {
      assert_true(count[k] < MOST);
      number[count[k]]++;
      total[k % NEURONS] += count[k];
    }
    assert_poisson(number, MOST, mean, (double)(STEPS - 1) * NEURONS);
    double chi_square = uniform_chi_square(total, NEURONS, mean * (STEPS - 1));
    assert_true(fabs(chi_square_z(chi_square, NEURONS)) < 4);
    free(count);
  }
}

/* Sums of independent Poisson counts have the Fano factor 1; steps do not know of each other. */
static void should_give_neurons_and_steps_independent_counts(void **state) {
  (void)state;
  const double rate_hz = 500;
  double mean = rate_hz * 1e-4 * NEURONS;
  int32_t *count = arrivals(rate_hz, 1, 3);
  double squares = 0;
  double products = 0;
  double last = 0;
  for (int s = 1; s < STEPS; s++) {
    double deviation = -mean;
    for (int i = 0; i < NEURONS; i++) {
      deviation += count[s * NEURONS + i];
    }
    squares += deviation * deviation;
    products += deviation * last;
    last = deviation;
  }
  double n = STEPS - 1;
  assert_true(fabs(squares / n / mean - 1) < 4 * sqrt((2 + 1 / mean) / n));
  assert_true(fabs(products / n / mean) < 4 / sqrt(n));
  free(count);
}

static void should_arrive_one_background_delay_later(void **state) {
  (void)state;
  enum { DELAY = 25 };
  int32_t *early = arrivals(500, 1, 1);
  int32_t *late = arrivals(500, 1 + DELAY, 2);
  for (int i = 0; i < NEURONS; i++) {
    assert_int_equal(early[i], 0);
  }
  for (int i = 0; i < DELAY * NEURONS; i++) {
    assert_int_equal(late[i], 0);
  }
  assert_memory_equal(late + DELAY * NEURONS, early, sizeof(int32_t) * (STEPS - DELAY) * NEURONS);
  free(early);
  free(late);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_draw_counts_from_the_Poisson_distribution),
      cmocka_unit_test(should_give_every_neuron_Poisson_counts_of_its_rate),
      cmocka_unit_test(should_give_neurons_and_steps_independent_counts),
      cmocka_unit_test(should_arrive_one_background_delay_later),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
