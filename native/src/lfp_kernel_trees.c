/* lfp_kernel_trees.c: where events go, and the mean state about which their effect is linear. */
#include "lfp_kernel_trees.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

/* An implicit step so long that it ends in the steady state: what is left of the begin is C / (g dt) of it, per step.
 */
static const double endless_ms = 1e6;
enum { ENDLESS_STEPS = 4 };

static double *new_currents(const lfp_trees_t *trees) {
  return calloc((size_t)trees->nodes * (size_t)trees->lanes, sizeof(double));
}

/* Adds factor, spread over the row's layer by area, to a lane. to: [nodes][lanes]. */
static void spread(const lfp_trees_t *trees, const fim_lfp_synapses_t *row, double factor, int32_t lane, double *to) {
  const lfp_membrane_t *membrane = &trees->membrane;
  const double soma_z = trees->classes.soma_z[lane % trees->classes.count];
  const lfp_band_t band = lfp_membrane_band(membrane, soma_z, row->z_low_um, row->z_high_um);
  const double per_area = factor / lfp_band_area(membrane, band);
  for (int32_t i = band.first; i < band.end; i++) {
    const int32_t node = membrane->node[i];
    to[(int64_t)node * trees->lanes + lane] += per_area * trees->cells->area[node];
  }
}

/* Mean conductance of all synapses of a row on a cell. */
static double mean_conductance(const fim_lfp_synapses_t *row) {
  const double per_ms = 1e-3 * row->rate_hz * row->number;
  return per_ms * row->weight_nS * row->tau_ms;
}

/* The steady state: v and membrane currents, [nodes][lanes], each unless NULL. */
static int32_t solve_steady(const lfp_trees_t *trees, const double *current, double *v, double *membrane) {
  fim_cable_t *cable;
  int32_t code = fim_cable_create(&trees->cells->tree, endless_ms, trees->lanes, &cable);
  if (code != FIM_OK) {
    return code;
  }
  code = fim_cable_advance(cable, ENDLESS_STEPS, current, trees->conductance);
  if (code == FIM_OK && v != NULL) {
    code = fim_cable_potential(cable, v);
  }
  if (code == FIM_OK && membrane != NULL) {
    code = fim_cable_membrane_current(cable, membrane);
  }
  fim_cable_destroy(cable);
  return code;
}

int32_t lfp_trees_steady(const lfp_trees_t *trees, const double *current, double *out) {
  return solve_steady(trees, current, NULL, out);
}

/* The mean state: its conductances, v_0, and drive's driving force at v_0. */
static int32_t linearise(lfp_trees_t *trees) {
  const int64_t count = (int64_t)trees->nodes * trees->lanes;
  trees->conductance = new_currents(trees);
  trees->balance = new_currents(trees);
  double *current = new_currents(trees);
  int32_t code = trees->conductance == NULL || trees->balance == NULL || current == NULL
                     ? fim_fail(FIM_E_MEMORY, "no memory for %d trees", trees->lanes)
                     : FIM_OK;
  for (int32_t r = 0; r < trees->config->rows && code == FIM_OK; r++) {
    const fim_lfp_synapses_t *row = &trees->config->synapses[r];
    for (int32_t lane = 0; lane < trees->lanes && row->target == trees->population; lane++) {
      const double nS = mean_conductance(row);
      spread(trees, row, nS, lane, trees->conductance);
      spread(trees, row, nS * row->driving_force_mV, lane, current);
    }
  }
  double *v_0 = trees->balance;
  code = code == FIM_OK ? solve_steady(trees, current, v_0, NULL) : code;
  free(current);
  if (code != FIM_OK) {
    return code;
  }
  for (int64_t i = 0; i < count; i++) {
    trees->drive[i] *= -v_0[i];
    trees->balance[i] = v_0[i] * trees->conductance[i];
  }
  return FIM_OK;
}

static int32_t create(lfp_trees_t *trees, const lfp_response_t *const *response, int32_t responses) {
  const bool linear = trees->config->synapses_kind == FIM_LFP_CONDUCTANCE;
  const int32_t classes = trees->classes.count;
  trees->lanes = responses * classes;
  trees->drive = new_currents(trees);
  if (trees->drive == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d trees", trees->lanes);
  }
  for (int32_t lane = 0; lane < trees->lanes; lane++) {
    spread(trees, &response[lane / classes]->row, 1.0, lane, trees->drive);
  }
  const int32_t code = linear ? linearise(trees) : FIM_OK;
  for (int32_t lane = 0; lane < trees->lanes && code == FIM_OK && linear; lane++) {
    const fim_lfp_synapses_t *row = &response[lane / classes]->row;
    spread(trees, row, row->driving_force_mV, lane, trees->drive);
  }
  return code;
}

int32_t lfp_trees_create(const fim_lfp_config_t *config, int32_t population, const lfp_response_t *const *response,
                         int32_t responses, lfp_trees_t *out) {
  *out = (lfp_trees_t){.config = config,
                       .cells = &config->population[population],
                       .population = population,
                       .nodes = config->population[population].tree.nodes};
  int32_t code = lfp_membrane_create(&out->membrane, out->cells);
  code = code == FIM_OK ? lfp_classes_create(config, population, &out->membrane, &out->classes) : code;
  code = code == FIM_OK ? create(out, response, responses) : code;
  if (code != FIM_OK) {
    lfp_trees_destroy(out);
  }
  return code;
}

void lfp_trees_destroy(lfp_trees_t *trees) {
  lfp_membrane_free(&trees->membrane);
  lfp_classes_destroy(&trees->classes);
  free(trees->drive);
  free(trees->conductance);
  free(trees->balance);
  *trees = (lfp_trees_t){0};
}
