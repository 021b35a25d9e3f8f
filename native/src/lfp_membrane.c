/* lfp_membrane.c: nodes sorted by height, with the sums of their areas. */
#include "lfp_membrane.h"

#include <math.h>
#include <stdlib.h>

#include "error.h"

typedef struct height {
  double z;
  int32_t node;
} height_t;

static int compare(const void *a, const void *b) {
  const height_t *x = a;
  const height_t *y = b;
  if (x->z != y->z) {
    return x->z < y->z ? -1 : 1;
  }
  return x->node < y->node ? -1 : x->node > y->node;
}

int32_t lfp_membrane_create(lfp_membrane_t *membrane, const fim_lfp_population_t *population) {
  int32_t nodes = population->tree.nodes;
  size_t n = (size_t)nodes;
  *membrane = (lfp_membrane_t){.node = malloc(n * sizeof *membrane->node),
                               .z = malloc(n * sizeof *membrane->z),
                               .below = malloc((n + 1) * sizeof *membrane->below)};
  height_t *height = malloc(n * sizeof *height);
  if (membrane->node == NULL || membrane->z == NULL || membrane->below == NULL || height == NULL) {
    free(height);
    return fim_fail(FIM_E_MEMORY, "no memory for a membrane of %d nodes", nodes);
  }
  for (int32_t i = 0; i < nodes; i++) {
    const double *ends = population->sources.ends + (int64_t)6 * i;
    if (population->area[i] > 0.0) {
      height[membrane->count++] = (height_t){(ends[2] + ends[5]) / 2.0, i};
    }
  }
  qsort(height, (size_t)membrane->count, sizeof *height, compare);
  membrane->below[0] = 0.0;
  for (int32_t i = 0; i < membrane->count; i++) {
    membrane->node[i] = height[i].node;
    membrane->z[i] = height[i].z;
    membrane->below[i + 1] = membrane->below[i] + population->area[height[i].node];
  }
  free(height);
  return FIM_OK;
}

void lfp_membrane_free(lfp_membrane_t *membrane) {
  free(membrane->node);
  free(membrane->z);
  free(membrane->below);
}

/* First node that is not below z. */
static int32_t first_at(const lfp_membrane_t *membrane, double soma_z, double z) {
  int32_t low = 0;
  int32_t high = membrane->count;
  while (low < high) {
    int32_t middle = (low + high) / 2;
    if (soma_z + membrane->z[middle] < z) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

lfp_band_t lfp_membrane_band(const lfp_membrane_t *membrane, double soma_z, double z_low, double z_high) {
  return (lfp_band_t){first_at(membrane, soma_z, z_low), first_at(membrane, soma_z, z_high)};
}

int32_t lfp_membrane_draw(const lfp_membrane_t *membrane, lfp_band_t band, double uniform) {
  double area = membrane->below[band.first] + uniform * lfp_band_area(membrane, band);
  int32_t low = band.first;
  int32_t high = band.end - 1;
  while (low < high) {
    int32_t middle = (low + high + 1) / 2;
    if (membrane->below[middle] <= area) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return membrane->node[low];
}

/* Every cell has membrane in the row's layer; mostly the node of the cell before tells, without a search. */
static int32_t check_row(const fim_lfp_config_t *config, const lfp_membrane_t *membrane, int32_t index) {
  const fim_lfp_synapses_t *row = &config->synapses[index];
  const fim_lfp_population_t *target = &config->population[row->target];
  double found = HUGE_VAL;
  for (int64_t cell = 0; cell < target->cells && row->number > 0.0; cell++) {
    const double z = target->soma[3 * cell + 2];
    if (z + found >= row->z_low_um && z + found < row->z_high_um) {
      continue;
    }
    const lfp_band_t band = lfp_membrane_band(membrane, z, row->z_low_um, row->z_high_um);
    if (band.first >= band.end) {
      return fim_fail(FIM_E_ARGUMENT,
                      "synapses row %d: cell %lld of population %d, its soma at %g um, has no membrane in the layer "
                      "from z_low_um = %g to z_high_um = %g",
                      index, (long long)cell, row->target, z, row->z_low_um, row->z_high_um);
    }
    found = membrane->z[band.first + (band.end - band.first) / 2];
  }
  return FIM_OK;
}

int32_t lfp_check_layers(const fim_lfp_config_t *config) {
  int32_t code = FIM_OK;
  for (int32_t p = 0; p < config->populations && code == FIM_OK; p++) {
    lfp_membrane_t membrane;
    code = lfp_membrane_create(&membrane, &config->population[p]);
    for (int32_t i = 0; i < config->rows && code == FIM_OK; i++) {
      code = config->synapses[i].target == p ? check_row(config, &membrane, i) : FIM_OK;
    }
    lfp_membrane_free(&membrane);
  }
  return code;
}
