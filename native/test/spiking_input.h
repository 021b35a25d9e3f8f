/* spiking_input.h: what the spiking engine delivers to neurons from an input and as background. */
#ifndef FIMBRIA_TEST_SPIKING_INPUT_H
#define FIMBRIA_TEST_SPIKING_INPUT_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fimbria/spiking.h"

/*
 * Arrivals [steps][neurons] of the only population: its g_ex where this decays at once. input: a packet for all steps,
 * or NULL.
 */
static inline int32_t *spiking_arrivals(uint64_t seed, int64_t neurons, int32_t steps, const void *input,
                                        double rate_hz, int32_t delay_steps) {
  const double weight_nS = 0x1p-10;
  const int32_t variable = FIM_G_EX;
  double params[64];
  int64_t *neuron = malloc((size_t)neurons * sizeof *neuron);
  int32_t rows;
  for (int i = 0; i < fim_aeif_parameter_count(); i++) {
    fim_parameter_t row;
    assert_ok(fim_aeif_parameter(i, &row));
    params[i] = strcmp(row.symbol, "tau_syn_ex") == 0 ? 1e-3 : row.default_value;
  }
  for (int64_t i = 0; i < neurons; i++) {
    neuron[i] = i;
  }
  const fim_population_t population = {.params = params,
                                       .size = neurons,
                                       .V_m_mean = -70.0,
                                       .background_rate_hz = rate_hz,
                                       .background_weight_nS = weight_nS,
                                       .background_delay_steps = delay_steps};
  const fim_input_t port = {weight_nS, 0, 1};
  const fim_recorder_t recorder = {neuron, &variable, 0, (int32_t)neurons, 1, 1};
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(seed, 0.1, 1, steps, &net));
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_add_input(net, &port, NULL));
  assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
  assert_ok(fim_spiking_build(net));
  assert_ok(fim_spiking_advance(net, steps, (const void *const[]){input}));
  double *sample = malloc((size_t)(steps * neurons) * sizeof *sample);
  int32_t *count = malloc((size_t)(steps * neurons) * sizeof *count);
  assert_ok(fim_spiking_samples(net, 0, sample, steps, &rows));
  for (int64_t i = 0; i < steps * neurons; i++) {
    count[i] = (int32_t)lround(sample[i] / weight_nS);
  }
  free(sample);
  free(neuron);
  fim_spiking_destroy(net);
  return count;
}

#endif
