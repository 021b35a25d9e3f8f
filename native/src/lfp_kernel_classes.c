/* lfp_kernel_classes.c: cells sorted by the height of their somata, cut where a node enters or leaves a layer. */
#include "lfp_kernel_classes.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

typedef struct place {
  double z;
  int64_t cell;
} place_t;

static int by_height(const void *a, const void *b) {
  const place_t *left = a;
  const place_t *right = b;
  if (left->z != right->z) {
    return left->z < right->z ? -1 : 1;
  }
  return left->cell < right->cell ? -1 : 1;
}

/* The first of the sorted cells whose node at height z is not below the bound, by the sum that a band is found with. */
static int64_t first_above(const place_t *sorted, int64_t cells, double z, double bound) {
  int64_t low = 0;
  int64_t high = cells;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (sorted[middle].z + z < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* cut: [cells + 1] whether a class begins at a sorted cell. */
static void cut_classes(const fim_lfp_config_t *config, int32_t population, const lfp_membrane_t *membrane,
                        const place_t *sorted, bool *cut) {
  const int64_t cells = config->population[population].cells;
  for (int32_t r = 0; r < config->rows; r++) {
    const fim_lfp_synapses_t *row = &config->synapses[r];
    for (int32_t i = 0; i < membrane->count && row->target == population; i++) {
      cut[first_above(sorted, cells, membrane->z[i], row->z_low_um)] = true;
      cut[first_above(sorted, cells, membrane->z[i], row->z_high_um)] = true;
    }
  }
  cut[0] = true;
}

/* Where there would be more classes, as many with equal numbers of cells: nodes are then so short that a few of them
 * more or less in a layer are no matter. */
static void limit_classes(int64_t cells, bool *cut) {
  int64_t count = 0;
  for (int64_t i = 0; i < cells; i++) {
    count += cut[i];
  }
  if (count <= LFP_MOST_CLASSES) {
    return;
  }
  memset(cut, 0, (size_t)cells * sizeof *cut);
  for (int64_t c = 0; c < LFP_MOST_CLASSES; c++) {
    cut[c * cells / LFP_MOST_CLASSES] = true;
  }
}

/* The middle cell stands for its class. */
static void number_classes(const place_t *sorted, int64_t cells, const bool *cut, lfp_classes_t *out) {
  int64_t begin = 0;
  for (int64_t i = 1; i <= cells; i++) {
    if (i < cells && !cut[i]) {
      continue;
    }
    out->soma_z[out->count] = sorted[begin + (i - begin) / 2].z;
    for (; begin < i; begin++) {
      out->of[sorted[begin].cell] = out->count;
    }
    out->count++;
  }
}

int32_t lfp_classes_create(const fim_lfp_config_t *config, int32_t population, const lfp_membrane_t *membrane,
                           lfp_classes_t *out) {
  const fim_lfp_population_t *cells = &config->population[population];
  const size_t n = (size_t)cells->cells;
  place_t *sorted = malloc(n * sizeof *sorted);
  bool *cut = calloc(n + 1, sizeof *cut);
  *out = (lfp_classes_t){.of = malloc(n * sizeof *out->of), .soma_z = malloc(n * sizeof *out->soma_z)};
  const bool enough = sorted != NULL && cut != NULL && out->of != NULL && out->soma_z != NULL;
  for (size_t i = 0; i < n && enough; i++) {
    sorted[i] = (place_t){.z = cells->soma[3 * i + 2], .cell = (int64_t)i};
  }
  if (enough) {
    qsort(sorted, n, sizeof *sorted, by_height);
    cut_classes(config, population, membrane, sorted, cut);
    limit_classes(cells->cells, cut);
    number_classes(sorted, cells->cells, cut, out);
  }
  free(sorted);
  free(cut);
  if (!enough) {
    lfp_classes_destroy(out);
    return fim_fail(FIM_E_MEMORY, "no memory for %lld cells", (long long)cells->cells);
  }
  return FIM_OK;
}

void lfp_classes_destroy(lfp_classes_t *classes) {
  free(classes->of);
  free(classes->soma_z);
  *classes = (lfp_classes_t){0};
}
