/* lfp_check.c: validation of the populations, the rows of synapses and the scalars of a configuration. */
#include "lfp_check.h"

#include <math.h>
#include <stddef.h>

#include "arrivals.h"
#include "cable_tree.h"
#include "error.h"
#include "recipe.h"

static const double longest_delay_steps = 1e7;

static bool is_positive(double x) {
  return x > 0.0 && isfinite(x);
}

static bool are_finite(const double *x, int64_t n) {
  bool finite = true;
  for (int64_t i = 0; i < n; i++) {
    finite = finite && isfinite(x[i]);
  }
  return finite;
}

static int32_t check_scalars(const fim_lfp_config_t *config) {
  if (!(config->dt_ms > 0.0 && config->dt_ms <= 10.0)) {
    return fim_fail(FIM_E_ARGUMENT, "dt_ms = %g, allowed above 0 to 10", config->dt_ms);
  }
  if (!(config->kernel_ms >= 0.0 && config->kernel_ms <= 1e4)) {
    return fim_fail(FIM_E_ARGUMENT, "kernel_ms = %g, allowed 0 to 10000", config->kernel_ms);
  }
  if (config->method != FIM_LFP_FULL && config->method != FIM_LFP_KERNEL) {
    return fim_fail(FIM_E_ARGUMENT, "method = %d, allowed %d (full), %d (kernel)", config->method, FIM_LFP_FULL,
                    FIM_LFP_KERNEL);
  }
  if (config->synapses_kind != FIM_LFP_CURRENT && config->synapses_kind != FIM_LFP_CONDUCTANCE) {
    return fim_fail(FIM_E_ARGUMENT, "synapses_kind = %d, allowed %d (current), %d (conductance)", config->synapses_kind,
                    FIM_LFP_CURRENT, FIM_LFP_CONDUCTANCE);
  }
  const struct {
    const char *name;
    int32_t value, least, most;
  } counts[] = {
      {"populations", config->populations, 1, 1 << 12}, {"rows", config->rows, 1, LFP_MOST_ROWS},
      {"inputs", config->inputs, 0, 1 << 12},           {"interval_steps", config->interval_steps, 1, 1 << 24},
      {"max_steps", config->max_steps, 1, 1 << 24},     {"threads", config->threads, 1, 1 << 12},
  };
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
    if (counts[i].value < counts[i].least || counts[i].value > counts[i].most) {
      return fim_fail(FIM_E_ARGUMENT, "%s = %d, allowed %d to %d", counts[i].name, counts[i].value, counts[i].least,
                      counts[i].most);
    }
  }
  return FIM_OK;
}

static int32_t check_electrode(const fim_electrode_t *electrode) {
  if (electrode->sites < 1 || electrode->site == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "electrode: sites = %d, allowed 1 and above", electrode->sites);
  }
  if (!is_positive(electrode->sigma)) {
    return fim_fail(FIM_E_ARGUMENT, "electrode: sigma = %g S/m, allowed above 0", electrode->sigma);
  }
  for (int32_t i = 0; i < electrode->sites; i++) {
    if (!are_finite(electrode->site + (int64_t)3 * i, 3)) {
      return fim_fail(FIM_E_ARGUMENT, "electrode: site[%d] has a coordinate that is no finite number", i);
    }
  }
  return FIM_OK;
}

static int32_t check_source(const fim_lfp_population_t *population, int32_t node) {
  const fim_sources_t *sources = &population->sources;
  int32_t kind = sources->kind[node];
  if (kind != FIM_SOURCE_NONE && kind != FIM_SOURCE_POINT && kind != FIM_SOURCE_LINE) {
    return fim_fail(FIM_E_ARGUMENT, "kind[%d] = %d, allowed %d (none), %d (point), %d (line)", node, kind,
                    FIM_SOURCE_NONE, FIM_SOURCE_POINT, FIM_SOURCE_LINE);
  }
  if (!(population->area[node] >= 0.0 && isfinite(population->area[node]))) {
    return fim_fail(FIM_E_ARGUMENT, "area[%d] = %g um2, allowed 0 and above", node, population->area[node]);
  }
  if (kind == FIM_SOURCE_NONE) {
    return population->area[node] == 0.0
               ? FIM_OK
               : fim_fail(FIM_E_ARGUMENT, "area[%d] = %g um2, allowed 0: the node is a junction", node,
                          population->area[node]);
  }
  if (!are_finite(sources->ends + (int64_t)6 * node, 6) || !is_positive(sources->diameter[node])) {
    return fim_fail(FIM_E_ARGUMENT, "node %d: ends must be finite; diameter = %g um, allowed above 0", node,
                    sources->diameter[node]);
  }
  return FIM_OK;
}

static int32_t check_population(const fim_lfp_population_t *population) {
  const fim_sources_t *sources = &population->sources;
  int32_t code = cable_check_tree(&population->tree);
  if (code != FIM_OK) {
    return code;
  }
  if (sources->ends == NULL || sources->diameter == NULL || sources->kind == NULL || population->area == NULL ||
      population->soma == NULL || population->rotation == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "an array is NULL");
  }
  if (sources->nodes != population->tree.nodes) {
    return fim_fail(FIM_E_ARGUMENT, "the sources have %d nodes, the tree %d", sources->nodes, population->tree.nodes);
  }
  if (population->cells < 1 || population->cells > UINT32_MAX) {
    return fim_fail(FIM_E_ARGUMENT, "cells = %lld, allowed 1 to %lld", (long long)population->cells,
                    (long long)UINT32_MAX);
  }
  for (int32_t node = 0; node < sources->nodes && code == FIM_OK; node++) {
    code = check_source(population, node);
  }
  for (int64_t i = 0; i < population->cells && code == FIM_OK; i++) {
    if (!are_finite(population->soma + 3 * i, 3) || !isfinite(population->rotation[i])) {
      code = fim_fail(FIM_E_ARGUMENT, "soma[%lld] or rotation[%lld] is no finite number", (long long)i, (long long)i);
    }
  }
  return code;
}

/* What a synapse does where it is. */
static int32_t check_effect(const fim_lfp_synapses_t *row) {
  if (!is_positive(row->weight_nS)) {
    return fim_fail(FIM_E_ARGUMENT, "weight_nS = %g, allowed above 0", row->weight_nS);
  }
  if (!isfinite(row->driving_force_mV)) {
    return fim_fail(FIM_E_ARGUMENT, "driving_force_mV = %g, allowed finite numbers", row->driving_force_mV);
  }
  if (!is_positive(row->tau_ms)) {
    return fim_fail(FIM_E_ARGUMENT, "tau_ms = %g, allowed above 0", row->tau_ms);
  }
  if (!(row->z_low_um < row->z_high_um)) {
    return fim_fail(FIM_E_ARGUMENT, "layer z_low_um = %g to z_high_um = %g, allowed low < high", row->z_low_um,
                    row->z_high_um);
  }
  if (row->stream < 0 || row->stream >= 1 << 24) {
    return fim_fail(FIM_E_ARGUMENT, "stream = %d, allowed 0 to %d", row->stream, (1 << 24) - 1);
  }
  return FIM_OK;
}

static int32_t check_number(const fim_lfp_synapses_t *row) {
  if (row->source_kind != FIM_LFP_GROUP) {
    return row->number > 0.0 && row->number <= 1.0
               ? FIM_OK
               : fim_fail(FIM_E_ARGUMENT, "number = %g, the layer's share of the train, allowed above 0 to 1",
                          row->number);
  }
  if (!(row->number >= 0.0 && row->number < 0x1p24 && row->number == floor(row->number))) {
    return fim_fail(FIM_E_ARGUMENT, "number = %g synapses of a cell, allowed whole numbers below 2^24", row->number);
  }
  if (row->source_size < 1 || row->source_size > UINT32_MAX) {
    return fim_fail(FIM_E_ARGUMENT, "source_size = %lld, allowed 1 to %lld", (long long)row->source_size,
                    (long long)UINT32_MAX);
  }
  return FIM_OK;
}

/* Where spikes come from, and when they arrive. */
static int32_t check_origin(const fim_lfp_config_t *config, const fim_lfp_synapses_t *row) {
  if (row->source_kind < FIM_LFP_GROUP || row->source_kind > FIM_LFP_BACKGROUND) {
    return fim_fail(FIM_E_ARGUMENT, "source_kind = %d, allowed %d (group), %d (input), %d (background)",
                    row->source_kind, FIM_LFP_GROUP, FIM_LFP_INPUT, FIM_LFP_BACKGROUND);
  }
  bool input = row->source_kind == FIM_LFP_INPUT;
  int32_t most = input ? config->inputs - 1 : (1 << 24) - 1;
  if (row->source < 0 || row->source > most) {
    return fim_fail(FIM_E_ARGUMENT, "source = %d, allowed 0 to %d", row->source, most);
  }
  if (row->target < 0 || row->target >= config->populations) {
    return fim_fail(FIM_E_ARGUMENT, "target = %d, allowed 0 to %d", row->target, config->populations - 1);
  }
  if (input ? row->delay_steps != 0 : row->delay_steps < 1 || row->delay_steps > longest_delay_steps) {
    return fim_fail(FIM_E_ARGUMENT, "delay_steps = %d, allowed %s", row->delay_steps,
                    input ? "0: packets of inputs are of arrivals" : "1 to 1e7");
  }
  double most_hz = FIM_MOST_BLOCK_EVENTS / (1e-3 * config->dt_ms * FIM_BLOCK);
  bool drawn = row->source_kind == FIM_LFP_BACKGROUND;
  if (!(row->rate_hz >= 0.0 && row->rate_hz <= (drawn ? most_hz : 1e9)) || (drawn && row->rate_hz == 0.0)) {
    return fim_fail(FIM_E_ARGUMENT, "rate_hz = %g, allowed %s to %g", row->rate_hz, drawn ? "above 0" : "0",
                    drawn ? most_hz : 1e9);
  }
  return FIM_OK;
}

/* Rows before this one that it must agree with, or differ from. */
static int32_t check_against(const fim_lfp_config_t *config, int32_t index) {
  const fim_lfp_synapses_t *row = &config->synapses[index];
  for (int32_t i = 0; i < index; i++) {
    const fim_lfp_synapses_t *other = &config->synapses[i];
    if (other->stream == row->stream) {
      return fim_fail(FIM_E_ARGUMENT, "stream = %d is that of row %d", row->stream, i);
    }
    bool same_group =
        row->source_kind == FIM_LFP_GROUP && other->source_kind == FIM_LFP_GROUP && row->source == other->source;
    if (same_group && row->source_size != other->source_size) {
      return fim_fail(FIM_E_ARGUMENT, "source_size = %lld, that of row %d with the same group is %lld",
                      (long long)row->source_size, i, (long long)other->source_size);
    }
    if (lfp_share_train(row, other) && (row->rate_hz != other->rate_hz || row->delay_steps != other->delay_steps)) {
      return fim_fail(FIM_E_ARGUMENT, "rate_hz = %g, delay_steps = %d, those of row %d with the same train are %g, %d",
                      row->rate_hz, row->delay_steps, i, other->rate_hz, other->delay_steps);
    }
  }
  return FIM_OK;
}

/* The layers of a train have all of it. */
static int32_t check_shares(const fim_lfp_config_t *config, int32_t index) {
  const fim_lfp_synapses_t *row = &config->synapses[index];
  if (row->source_kind == FIM_LFP_GROUP) {
    return FIM_OK;
  }
  double sum = 0.0;
  for (int32_t i = 0; i < config->rows; i++) {
    sum += lfp_share_train(row, &config->synapses[i]) ? config->synapses[i].number : 0.0;
  }
  return fabs(sum - 1.0) <= 1e-9
             ? FIM_OK
             : fim_fail(FIM_E_ARGUMENT, "the shares of its train, number, have the sum %.10g, allowed 1", sum);
}

static int32_t check_row(const fim_lfp_config_t *config, int32_t index) {
  const fim_lfp_synapses_t *row = &config->synapses[index];
  int32_t code = check_effect(row);
  code = code == FIM_OK ? check_origin(config, row) : code;
  code = code == FIM_OK ? check_number(row) : code;
  code = code == FIM_OK ? check_against(config, index) : code;
  return code == FIM_OK ? check_shares(config, index) : code;
}

int32_t lfp_check_config(const fim_lfp_config_t *config) {
  int32_t code = check_scalars(config);
  code = code == FIM_OK ? check_electrode(&config->electrode) : code;
  if (code == FIM_OK && (config->population == NULL || config->synapses == NULL)) {
    code = fim_fail(FIM_E_ARGUMENT, "population or synapses is NULL");
  }
  for (int32_t i = 0; code == FIM_OK && i < config->populations; i++) {
    code = check_population(&config->population[i]);
    code = code == FIM_OK ? FIM_OK : fim_chain(code, "population %d", i);
  }
  for (int32_t i = 0; code == FIM_OK && i < config->rows; i++) {
    code = check_row(config, i);
    code = code == FIM_OK ? FIM_OK : fim_chain(code, "synapses row %d", i);
  }
  return code;
}
