/* electrode_segments.c: checks a cell's sources and lays them out as lanes. */
#include "electrode_segments.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "error.h"
#include "vector_math.h"

/* Arrays of doubles in fim_segments_t. */
enum { ARRAYS = 8 };

static int32_t check_node(const fim_sources_t *cell, int32_t node) {
  const double *end = cell->ends + 6 * (int64_t)node;
  const int32_t kind = cell->kind[node];
  if (kind < FIM_SOURCE_NONE || kind > FIM_SOURCE_LINE) {
    return fim_fail(FIM_E_ARGUMENT, "kind[%d] = %d, allowed 0 to 2", node, kind);
  }
  for (int32_t k = 0; k < 6; k++) {
    if (!isfinite(end[k])) {
      return fim_fail(FIM_E_ARGUMENT, "ends[%d][%d] = %g um, allowed finite", node, k, end[k]);
    }
  }
  if (kind == FIM_SOURCE_NONE) {
    return FIM_OK;
  }
  if (!(cell->diameter[node] > 0.0 && isfinite(cell->diameter[node]))) {
    return fim_fail(FIM_E_ARGUMENT, "diameter[%d] = %g um, allowed above 0", node, cell->diameter[node]);
  }
  if (kind == FIM_SOURCE_LINE && end[0] == end[3] && end[1] == end[4] && end[2] == end[5]) {
    return fim_fail(FIM_E_ARGUMENT, "ends[%d]: a line source without length", node);
  }
  return FIM_OK;
}

static int32_t check(const fim_sources_t *cell, int32_t count[3]) {
  if (cell == NULL || cell->ends == NULL || cell->diameter == NULL || cell->kind == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "an argument is NULL");
  }
  if (cell->nodes < 1) {
    return fim_fail(FIM_E_ARGUMENT, "nodes = %d, allowed from 1", cell->nodes);
  }
  for (int32_t node = 0; node < cell->nodes; node++) {
    const int32_t code = check_node(cell, node);
    if (code != FIM_OK) {
      return code;
    }
    count[cell->kind[node]]++;
  }
  return FIM_OK;
}

static void bind(fim_segments_t *s, int32_t capacity, double **memory, int32_t **nodes) {
  double **arrays[ARRAYS] = {&s->x, &s->y, &s->z, &s->ux, &s->uy, &s->uz, &s->length, &s->clip};
  for (int32_t k = 0; k < ARRAYS; k++) {
    *arrays[k] = *memory;
    *memory += fim_padded(capacity);
  }
  s->node = *nodes;
  *nodes += fim_padded(capacity);
}

static void set(fim_segments_t *s, int32_t i, const double at[3], const double direction[3], double radius) {
  const double length = sqrt(direction[0] * direction[0] + direction[1] * direction[1] + direction[2] * direction[2]);
  const double unit = length > 0.0 ? 1.0 / length : 0.0;
  s->x[i] = at[0];
  s->y[i] = at[1];
  s->z[i] = at[2];
  s->ux[i] = direction[0] * unit;
  s->uy[i] = direction[1] * unit;
  s->uz[i] = direction[2] * unit;
  s->length[i] = length;
  s->clip[i] = radius * radius;
}

static void add(fim_segments_t *s, int32_t node, const double at[3], const double direction[3], double radius) {
  s->node[s->count] = node;
  set(s, s->count, at, direction, radius);
  s->count++;
  s->padded = fim_padded(s->count);
  for (int32_t i = s->count; i < s->padded; i++) {
    set(s, i, at, direction, radius);
  }
}

/* Widens the cylinder to both ends. */
static void enclose(fim_cell_sources_t *out, const double *ends) {
  for (int32_t k = 0; k < 6; k += 3) {
    out->low = fim_smaller(ends[k + 2], out->low);
    out->high = fim_larger(ends[k + 2], out->high);
    out->reach = fim_larger(sqrt(ends[k] * ends[k] + ends[k + 1] * ends[k + 1]), out->reach);
  }
}

int32_t fim_cell_sources_create(const fim_sources_t *cell, fim_cell_sources_t *out) {
  int32_t count[3] = {0};
  const int32_t code = check(cell, count);
  *out = (fim_cell_sources_t){.low = HUGE_VAL, .high = -HUGE_VAL};
  if (code != FIM_OK) {
    return code;
  }
  const int32_t points = count[FIM_SOURCE_POINT];
  const int32_t lines = count[FIM_SOURCE_LINE];
  const size_t lanes = (size_t)(fim_padded(points) + fim_padded(lines) + fim_padded(points + lines));
  double *memory = out->memory = aligned_alloc(FIM_ALIGNMENT, (lanes + FIM_LANES) * ARRAYS * sizeof *memory);
  int32_t *nodes = out->nodes = malloc((lanes + FIM_LANES) * sizeof *nodes);
  if (memory == NULL || nodes == NULL) {
    fim_cell_sources_destroy(out);
    return fim_fail(FIM_E_MEMORY, "no memory for %d sources", points + lines);
  }
  bind(&out->lines, lines, &memory, &nodes);
  bind(&out->points, points, &memory, &nodes);
  bind(&out->middles, points + lines, &memory, &nodes);
  for (int32_t node = 0; node < cell->nodes; node++) {
    const double *e = cell->ends + 6 * (int64_t)node;
    if (cell->kind[node] == FIM_SOURCE_NONE) {
      continue;
    }
    const double radius = 0.5 * cell->diameter[node];
    const double along[3] = {e[3] - e[0], e[4] - e[1], e[5] - e[2]};
    const double middle[3] = {0.5 * (e[0] + e[3]), 0.5 * (e[1] + e[4]), 0.5 * (e[2] + e[5])};
    const bool is_line = cell->kind[node] == FIM_SOURCE_LINE;
    add(is_line ? &out->lines : &out->points, node, is_line ? e : middle, along, radius);
    add(&out->middles, node, middle, along, radius);
    enclose(out, e);
  }
  return FIM_OK;
}

void fim_cell_sources_destroy(fim_cell_sources_t *sources) {
  free(sources->memory);
  free(sources->nodes);
  sources->memory = NULL;
  sources->nodes = NULL;
}
