/* cable.c: trees prepared for elimination, and the public engine of equal cells. */
#include "cable.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cable_tree.h"
#include "error.h"
#include "lanes.h"
#include "variant.h"

enum { ARRAYS = 5 };

static int32_t allocate(cable_t *cable, int32_t nodes) {
  size_t n = (size_t)nodes;
  *cable = (cable_t){.nodes = nodes,
                     .parent = malloc(n * sizeof *cable->parent),
                     .node = malloc(n * sizeof *cable->node),
                     .end = malloc(n * sizeof *cable->end),
                     .memory = calloc(ARRAYS * n, sizeof *cable->memory)};
  if (cable->parent == NULL || cable->node == NULL || cable->end == NULL || cable->memory == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for a tree of %d nodes", nodes);
  }
  double **const array[ARRAYS] = {&cable->C_dt, &cable->own, &cable->g_axial, &cable->to_parent, &cable->inverse};
  for (int i = 0; i < ARRAYS; i++) {
    *array[i] = cable->memory + (size_t)i * n;
  }
  return FIM_OK;
}

/* Every node followed by the branch of its first child, so that most nodes follow their parent. FIM_E_MEMORY. */
static int32_t order_by_branch(cable_t *cable, const fim_tree_t *tree) {
  size_t n = (size_t)tree->nodes;
  int32_t *size = malloc(n * sizeof *size);   /* nodes of the branch that begins here */
  int32_t *place = malloc(n * sizeof *place); /* of each node */
  int32_t *next = malloc(n * sizeof *next);   /* place of its next child */
  int32_t code = size == NULL || place == NULL || next == NULL
                     ? fim_fail(FIM_E_MEMORY, "no memory for a tree of %d nodes", tree->nodes)
                     : FIM_OK;
  for (int32_t i = 0; i < tree->nodes && code == FIM_OK; i++) {
    size[i] = 1;
  }
  for (int32_t i = tree->nodes - 1; i > 0 && code == FIM_OK; i--) {
    size[tree->parent[i]] += size[i];
  }
  for (int32_t i = 0; i < tree->nodes && code == FIM_OK; i++) {
    int32_t parent = tree->parent[i];
    place[i] = i == 0 ? 0 : next[parent];
    next[i] = place[i] + 1;
    if (i > 0) {
      next[parent] += size[i];
    }
    cable->node[place[i]] = i;
    cable->parent[place[i]] = i == 0 ? -1 : place[parent];
  }
  for (int32_t i = tree->nodes - 1; i >= 0 && code == FIM_OK; i--) {
    bool goes_on = i + 1 < tree->nodes && cable->parent[i + 1] == i;
    cable->end[i] = goes_on ? cable->end[i + 1] : i + 1;
  }
  free(size);
  free(place);
  free(next);
  return code;
}

/* What elimination needs where no synapse adds a conductance. */
static void factorise(cable_t *cable) {
  double *ground = cable->inverse; /* s, until it is used */
  memcpy(ground, cable->own, (size_t)cable->nodes * sizeof *ground);
  for (int32_t i = cable->nodes - 1; i >= 0; i--) {
    double inverse = 1.0 / (ground[i] + cable->g_axial[i]);
    cable->to_parent[i] = cable->g_axial[i] * inverse;
    if (i > 0) {
      ground[cable->parent[i]] += cable->to_parent[i] * ground[i];
    }
    cable->inverse[i] = inverse;
  }
}

int32_t cable_create(cable_t *cable, const fim_tree_t *tree, double dt_ms) {
  *cable = (cable_t){0};
  int32_t code = cable_check_tree(tree);
  if (code == FIM_OK && !(dt_ms > 0.0 && dt_ms <= 1e6)) {
    code = fim_fail(FIM_E_ARGUMENT, "dt_ms = %g, allowed above 0 to 1e6", dt_ms);
  }
  code = code == FIM_OK ? allocate(cable, tree->nodes) : code;
  code = code == FIM_OK ? order_by_branch(cable, tree) : code;
  for (int32_t i = 0; code == FIM_OK && i < cable->nodes; i++) {
    int32_t node = cable->node[i];
    cable->C_dt[i] = tree->C_m[node] / dt_ms;
    cable->own[i] = cable->C_dt[i] + tree->g_L[node];
    cable->g_axial[i] = i == 0 ? 0.0 : tree->g_axial[node];
  }
  if (code == FIM_OK) {
    factorise(cable);
  }
  return code;
}

void cable_free(cable_t *cable) {
  free(cable->parent);
  free(cable->node);
  free(cable->end);
  free(cable->memory);
}

struct fim_cable {
  cable_t cable;
  const fim_kernels_t *kernels;
  double *v;       /* [blocks][nodes][lane] mV */
  double *scratch; /* [4][nodes][lane]: current, conductance, factors */
  int32_t cells, blocks;
};

static int64_t block_size(const fim_cable_t *cable) {
  return (int64_t)cable->cable.nodes * CABLE_LANES;
}

static int32_t create(fim_cable_t *cable, const fim_tree_t *tree, double dt_ms, int32_t cells) {
  if (cells < 1 || cells > 1 << 24) {
    return fim_fail(FIM_E_ARGUMENT, "cells = %d, allowed 1 to %d", cells, 1 << 24);
  }
  int32_t code = cable_create(&cable->cable, tree, dt_ms);
  if (code != FIM_OK) {
    return code;
  }
  cable->cells = cells;
  cable->blocks = (cells + CABLE_LANES - 1) / CABLE_LANES;
  cable->kernels = fim_kernels_chosen();
  if (cable->kernels == NULL) {
    return FIM_E_ARGUMENT;
  }
  size_t row = (size_t)block_size(cable) * sizeof(double);
  cable->v = aligned_alloc(FIM_ALIGNMENT, (size_t)cable->blocks * row);
  cable->scratch = aligned_alloc(FIM_ALIGNMENT, 4 * row);
  if (cable->v == NULL || cable->scratch == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d cells", cells);
  }
  memset(cable->v, 0, (size_t)cable->blocks * row);
  return FIM_OK;
}

int32_t fim_cable_create(const fim_tree_t *tree, double dt_ms, int32_t cells, fim_cable_t **out) {
  if (out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_cable_create: out is NULL");
  }
  *out = NULL;
  fim_cable_t *cable = calloc(1, sizeof *cable);
  if (cable == NULL) {
    return fim_fail(FIM_E_MEMORY, "fim_cable_create: no memory");
  }
  int32_t code = create(cable, tree, dt_ms, cells);
  if (code != FIM_OK) {
    fim_cable_destroy(cable);
    return fim_chain(code, "fim_cable_create");
  }
  *out = cable;
  return FIM_OK;
}

/* Cells of a block. */
static int32_t lanes_of(const fim_cable_t *cable, int32_t block) {
  int32_t left = cable->cells - block * CABLE_LANES;
  return left < CABLE_LANES ? left : CABLE_LANES;
}

/* From [nodes][cells], in the caller's order of nodes, to a block; lanes without a cell are 0. */
static void load(const fim_cable_t *cable, int32_t block, const double *from, double *to) {
  memset(to, 0, (size_t)block_size(cable) * sizeof *to);
  for (int32_t i = 0; i < cable->cable.nodes; i++) {
    const double *row = from + (int64_t)cable->cable.node[i] * cable->cells + (int64_t)block * CABLE_LANES;
    memcpy(to + (int64_t)i * CABLE_LANES, row, (size_t)lanes_of(cable, block) * sizeof *to);
  }
}

static void store(const fim_cable_t *cable, int32_t block, const double *from, double *to) {
  for (int32_t i = 0; i < cable->cable.nodes; i++) {
    double *row = to + (int64_t)cable->cable.node[i] * cable->cells + (int64_t)block * CABLE_LANES;
    memcpy(row, from + (int64_t)i * CABLE_LANES, (size_t)lanes_of(cable, block) * sizeof *to);
  }
}

int32_t fim_cable_advance(fim_cable_t *cable, int32_t steps, const double *current, const double *conductance) {
  if (cable == NULL || current == NULL || steps < 0) {
    return fim_fail(FIM_E_ARGUMENT, "fim_cable_advance: steps = %d, allowed 0 and above; current = %p", steps,
                    (const void *)current);
  }
  int64_t size = block_size(cable);
  double *r = cable->scratch;
  for (int32_t block = 0; block < cable->blocks; block++) {
    double *v = cable->v + block * size;
    for (int32_t step = 0; step < steps; step++) {
      load(cable, block, current, r);
      if (conductance == NULL) {
        cable->kernels->cable_step(&cable->cable, r, v, NULL);
      } else {
        load(cable, block, conductance, r + size);
        cable->kernels->cable_step_loaded(&cable->cable, (cable_load_t){r + size, r + 2 * size}, r, v, NULL);
      }
    }
  }
  return FIM_OK;
}

int32_t fim_cable_potential(const fim_cable_t *cable, double *out) {
  if (cable == NULL || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_cable_potential: an argument is NULL");
  }
  for (int32_t block = 0; block < cable->blocks; block++) {
    store(cable, block, cable->v + block * block_size(cable), out);
  }
  return FIM_OK;
}

int32_t fim_cable_membrane_current(const fim_cable_t *cable, double *out) {
  if (cable == NULL || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_cable_membrane_current: an argument is NULL");
  }
  for (int32_t block = 0; block < cable->blocks; block++) {
    cable->kernels->cable_membrane_current(&cable->cable, 1.0, cable->v + block * block_size(cable), cable->scratch);
    store(cable, block, cable->scratch, out);
  }
  return FIM_OK;
}

void fim_cable_destroy(fim_cable_t *cable) {
  if (cable != NULL) {
    cable_free(&cable->cable);
    free(cable->v);
    free(cable->scratch);
    free(cable);
  }
}
