/* spiking_check.c: validation of a network's parts. */
#include "spiking_check.h"

#include <math.h>
#include <stddef.h>

#include "error.h"
#include "packet.h"
#include "recipe.h"

static const double longest_delay_steps = 1e7;

static bool is_finite_and_not_negative(double x) {
  return x >= 0.0 && isfinite(x);
}

static int32_t check_background(const fim_spiking_t *net, const fim_population_t *spec) {
  double most_hz = FIM_MOST_BLOCK_EVENTS / (1e-3 * net->dt * FIM_BLOCK);
  if (!(spec->background_rate_hz >= 0.0 && spec->background_rate_hz <= most_hz)) {
    return fim_fail(FIM_E_ARGUMENT, "background_rate_hz = %g, allowed 0 to %g", spec->background_rate_hz, most_hz);
  }
  if (!isfinite(spec->background_weight_nS)) {
    return fim_fail(FIM_E_ARGUMENT, "background_weight_nS = %g, allowed finite numbers", spec->background_weight_nS);
  }
  if (spec->background_rate_hz > 0.0 && spec->background_delay_steps < 1) {
    return fim_fail(FIM_E_ARGUMENT, "background_delay_steps = %d, allowed 1 and above", spec->background_delay_steps);
  }
  return FIM_OK;
}

int32_t check_open(const fim_spiking_t *net) {
  if (net == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "the network is NULL");
  }
  return net->partition == NULL ? FIM_OK : fim_fail(FIM_E_STATE, "the network is built, nothing can be added");
}

int32_t check_population(const fim_spiking_t *net, const fim_population_t *spec) {
  if (spec == NULL || spec->params == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "population or its params is NULL");
  }
  if (spec->size < 1 || spec->size > UINT32_MAX - net->neurons) {
    return fim_fail(FIM_E_ARGUMENT, "size = %lld, allowed 1 to %lld: the ids of all neurons have 32 bits",
                    (long long)spec->size, (long long)(UINT32_MAX - net->neurons));
  }
  if (!(fabs(spec->V_m_mean) < 1e3) || !(fabs(spec->w_mean) < 1e6)) {
    return fim_fail(FIM_E_ARGUMENT, "V_m_mean = %g mV, w_mean = %g pA, allowed within 1000 mV and 1e6 pA",
                    spec->V_m_mean, spec->w_mean);
  }
  if (!is_finite_and_not_negative(spec->V_m_std) || !is_finite_and_not_negative(spec->w_std)) {
    return fim_fail(FIM_E_ARGUMENT, "V_m_std = %g mV, w_std = %g pA, allowed 0 and above", spec->V_m_std, spec->w_std);
  }
  if (spec->spike_times != FIM_SPIKE_TIMES_GRID && spec->spike_times != FIM_SPIKE_TIMES_EXACT) {
    return fim_fail(FIM_E_ARGUMENT, "spike_times = %d, allowed %d (grid), %d (exact)", spec->spike_times,
                    FIM_SPIKE_TIMES_GRID, FIM_SPIKE_TIMES_EXACT);
  }
  int32_t code = check_background(net, spec);
  bool exact = spec->spike_times == FIM_SPIKE_TIMES_EXACT;
  return code != FIM_OK ? code : aeif_check_parameters(spec->params, net->dt, exact);
}

static int32_t check_number(const fim_spiking_t *net, const fim_projection_t *spec) {
  double sources = (double)net->population[spec->source].spec.size;
  bool whole = spec->number >= 0.0 && spec->number <= 0x1p48 && spec->number == floor(spec->number);
  bool autapse_lost = spec->source == spec->target && !(spec->flags & FIM_ALLOW_AUTAPSES);
  double allowed = autapse_lost ? sources - 1.0 : sources;
  switch (spec->rule) {
    case FIM_RULE_FIXED_INDEGREE:
      if (!whole || spec->number > UINT32_MAX) {
        return fim_fail(FIM_E_ARGUMENT, "in-degree = %g, allowed whole numbers from 0", spec->number);
      }
      if (spec->number > 0.0 && allowed < (spec->flags & FIM_ALLOW_MULTAPSES ? 1.0 : spec->number)) {
        return fim_fail(FIM_E_ARGUMENT, "in-degree = %g, but only %g different sources are allowed", spec->number,
                        allowed);
      }
      return FIM_OK;
    case FIM_RULE_PAIRWISE_BERNOULLI:
      if (!(spec->number >= 0.0 && spec->number <= 1.0)) {
        return fim_fail(FIM_E_ARGUMENT, "probability = %g, allowed 0 to 1", spec->number);
      }
      return FIM_OK;
    case FIM_RULE_FIXED_TOTAL_NUMBER:
      if (!whole) {
        return fim_fail(FIM_E_ARGUMENT, "number of synapses = %g, allowed whole numbers from 0", spec->number);
      }
      if (!(spec->flags & FIM_ALLOW_MULTAPSES)) {
        return fim_fail(FIM_E_ARGUMENT, "fixed_total_number needs FIM_ALLOW_MULTAPSES");
      }
      if (spec->number > 0.0 && allowed < 1.0) {
        return fim_fail(FIM_E_ARGUMENT, "number of synapses = %g, but no pair is allowed", spec->number);
      }
      return FIM_OK;
    default:
      return fim_fail(FIM_E_ARGUMENT, "rule = %d, allowed 0 to 2", spec->rule);
  }
}

int32_t check_projection(const fim_spiking_t *net, const fim_projection_t *spec) {
  if (spec == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "projection is NULL");
  }
  if (!network_has_populations(net, spec->source, 1) || !network_has_populations(net, spec->target, 1)) {
    return fim_fail(FIM_E_ARGUMENT, "source = %d, target = %d, allowed 0 to %d", spec->source, spec->target,
                    net->populations - 1);
  }
  if (!isfinite(spec->weight_nS)) {
    return fim_fail(FIM_E_ARGUMENT, "weight_nS = %g, allowed finite numbers", spec->weight_nS);
  }
  if (spec->delay_steps < 1 || spec->delay_steps > longest_delay_steps) {
    return fim_fail(FIM_E_ARGUMENT, "delay_steps = %d, allowed 1 to %g", spec->delay_steps, longest_delay_steps);
  }
  if (spec->stream < 0 || spec->stream >= 1 << 24) {
    return fim_fail(FIM_E_ARGUMENT, "stream = %d, allowed 0 to %d", spec->stream, (1 << 24) - 1);
  }
  for (int32_t q = 0; q < net->projections; q++) {
    if (net->projection[q].stream == spec->stream) {
      return fim_fail(FIM_E_ARGUMENT, "stream = %d is that of projection %d", spec->stream, q);
    }
  }
  return check_number(net, spec);
}

int32_t check_input(const fim_spiking_t *net, const fim_input_t *spec) {
  if (spec == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "input is NULL");
  }
  if (!network_has_populations(net, spec->first_population, spec->populations)) {
    return fim_fail(FIM_E_ARGUMENT, "first_population = %d, populations = %d, allowed within %d populations",
                    spec->first_population, spec->populations, net->populations);
  }
  if (!isfinite(spec->weight_nS)) {
    return fim_fail(FIM_E_ARGUMENT, "weight_nS = %g, allowed finite numbers", spec->weight_nS);
  }
  return FIM_OK;
}

int32_t check_recorder(const fim_spiking_t *net, const fim_recorder_t *spec) {
  if (spec == NULL || spec->neuron == NULL || spec->variable == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "recorder or one of its arrays is NULL");
  }
  if (!network_has_populations(net, spec->population, 1)) {
    return fim_fail(FIM_E_ARGUMENT, "population = %d, allowed 0 to %d", spec->population, net->populations - 1);
  }
  if (spec->neurons < 1 || spec->variables < 1 || spec->interval_steps < 1) {
    return fim_fail(FIM_E_ARGUMENT, "neurons = %d, variables = %d, interval_steps = %d, allowed 1 and above",
                    spec->neurons, spec->variables, spec->interval_steps);
  }
  int64_t size = net->population[spec->population].spec.size;
  for (int32_t i = 0; i < spec->neurons; i++) {
    if (spec->neuron[i] < 0 || spec->neuron[i] >= size) {
      return fim_fail(FIM_E_ARGUMENT, "neuron[%d] = %lld, allowed 0 to %lld", i, (long long)spec->neuron[i],
                      (long long)(size - 1));
    }
  }
  for (int32_t i = 0; i < spec->variables; i++) {
    if (spec->variable[i] < FIM_V_M || spec->variable[i] > FIM_G_IN) {
      return fim_fail(FIM_E_ARGUMENT, "variable[%d] = %d, allowed %d to %d", i, spec->variable[i], FIM_V_M, FIM_G_IN);
    }
  }
  return FIM_OK;
}

int32_t check_packet(const fim_spiking_t *net, int32_t input, int32_t steps, const fim_spike_packet_t *packet) {
  int32_t code = fim_check_arrivals(packet, net->step, steps, net->input[input].groups);
  return code == FIM_OK ? FIM_OK : fim_chain(code, "packet of input %d", input);
}
