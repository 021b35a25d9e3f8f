/* electrode.c: potential at the sites of an electrode per unit membrane current of each node. */
#include "fimbria/electrode.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "electrode_segments.h"
#include "error.h"
#include "variant.h"
#include "vector_math.h"

/* Of one call: all cells share the kernels, the sources and what a site's sums need. */
typedef struct field {
  const fim_kernels_t *kernels;
  fim_cell_sources_t sources;
  double scale; /* mV um / pA: 1 / (4 pi sigma) */
  int32_t nodes;
  double *near, *distant; /* [cells][3] um, the site in the frames of these cells */
  double *lanes;          /* sums of all lanes */
} field_t;

static int32_t check_electrode(const fim_electrode_t *electrode) {
  if (electrode == NULL || electrode->site == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "an argument is NULL");
  }
  if (electrode->sites < 1 || !(electrode->sigma > 0.0 && isfinite(electrode->sigma))) {
    return fim_fail(FIM_E_ARGUMENT, "sites = %d, sigma = %g S/m, allowed from 1 and above 0", electrode->sites,
                    electrode->sigma);
  }
  for (int32_t k = 0; k < 3 * electrode->sites; k++) {
    if (!isfinite(electrode->site[k])) {
      return fim_fail(FIM_E_ARGUMENT, "site[%d][%d] = %g um, allowed finite", k / 3, k % 3, electrode->site[k]);
    }
  }
  return FIM_OK;
}

static int32_t check_cells(int64_t cells, const double *position, const double *rotation, const double *out) {
  if (position == NULL || rotation == NULL || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "an argument is NULL");
  }
  if (cells < 1) {
    return fim_fail(FIM_E_ARGUMENT, "cells = %lld, allowed from 1", (long long)cells);
  }
  for (int64_t c = 0; c < cells; c++) {
    const double *at = position + 3 * c;
    if (!(isfinite(at[0]) && isfinite(at[1]) && isfinite(at[2]) && isfinite(rotation[c]))) {
      return fim_fail(FIM_E_ARGUMENT, "position or rotation of cell %lld is not finite", (long long)c);
    }
  }
  return FIM_OK;
}

static void field_destroy(field_t *field) {
  fim_cell_sources_destroy(&field->sources);
  free(field->near);
  free(field->distant);
  free(field->lanes);
}

/* most: cells that one sum may be about. */
static int32_t field_create(const fim_electrode_t *electrode, const fim_sources_t *cell, int64_t most, field_t *out) {
  const double pi = 3.14159265358979323846;
  *out = (field_t){.kernels = fim_kernels_chosen()};
  int32_t code = out->kernels == NULL ? FIM_E_ARGUMENT : check_electrode(electrode);
  if (code == FIM_OK) {
    code = fim_cell_sources_create(cell, &out->sources);
  }
  if (code != FIM_OK) {
    return code;
  }
  /* 1 pA / (S/m um) is 1e-6 V. */
  out->scale = 1e-3 / (4.0 * pi * electrode->sigma);
  out->nodes = cell->nodes;
  out->near = malloc((size_t)most * 3 * sizeof *out->near);
  out->distant = malloc((size_t)most * 3 * sizeof *out->distant);
  out->lanes = aligned_alloc(FIM_ALIGNMENT, ((size_t)out->sources.middles.padded + FIM_LANES) * sizeof *out->lanes);
  if (out->near == NULL || out->distant == NULL || out->lanes == NULL) {
    field_destroy(out);
    return fim_fail(FIM_E_MEMORY, "no memory for %lld cells", (long long)most);
  }
  return FIM_OK;
}

/* The site as a cell sees it that stands at position, turned: (turned back, from its origin). */
static void site_in_frame(const double *site, const double *position, const double turn[2], double out[3]) {
  const double x = site[0] - position[0];
  const double y = site[1] - position[1];
  out[0] = x * turn[0] + y * turn[1];
  out[1] = y * turn[0] - x * turn[1];
  out[2] = site[2] - position[2];
}

/* Cosine and sine. */
static void turn_of(double rotation, double turn[2]) {
  const double turns = rotation * 0.15915494309189533577;
  fim_turn(turns - floor(turns), &turn[0], &turn[1]);
}

static void scatter(const field_t *field, const fim_segments_t *segments, double *out) {
  for (int32_t i = 0; i < segments->count; i++) {
    out[segments->node[i]] += field->scale * field->lanes[i];
  }
}

/* Adds the potential of near cells at one site. at: [cells][3] um; out: [nodes] mV/pA, modified. */
static void add_near(const field_t *field, const double *at, int64_t cells, double *out) {
  field->kernels->fim_sum_lines(&field->sources.lines, at, cells, field->lanes);
  scatter(field, &field->sources.lines, out);
  field->kernels->fim_sum_points(&field->sources.points, at, cells, field->lanes);
  scatter(field, &field->sources.points, out);
}

static void add_distant(const field_t *field, const double *at, int64_t cells, double *out) {
  field->kernels->fim_sum_points_coarse(&field->sources.middles, at, cells, field->lanes);
  scatter(field, &field->sources.middles, out);
}

/* Whether a site in the cell's frame is further than `far` from the cylinder about the cell. */
static bool is_distant(const fim_cell_sources_t *cell, const double at[3], double far) {
  const double beside = fim_larger(sqrt(at[0] * at[0] + at[1] * at[1]) - cell->reach, 0.0);
  const double above = fim_larger(fim_larger(at[2] - cell->high, cell->low - at[2]), 0.0);
  return beside * beside + above * above > far * far;
}

int32_t fim_electrode_matrix(const fim_electrode_t *electrode, const fim_sources_t *cell, int64_t cells,
                             const double *position, const double *rotation, double *out) {
  field_t field;
  int32_t code = check_cells(cells, position, rotation, out);
  if (code == FIM_OK) {
    code = field_create(electrode, cell, 1, &field);
  }
  if (code != FIM_OK) {
    return fim_chain(code, "fim_electrode_matrix");
  }
  memset(out, 0, (size_t)(cells * electrode->sites * field.nodes) * sizeof *out);
  for (int64_t c = 0; c < cells; c++) {
    double turn[2];
    turn_of(rotation[c], turn);
    for (int32_t s = 0; s < electrode->sites; s++) {
      site_in_frame(electrode->site + 3 * s, position + 3 * c, turn, field.near);
      add_near(&field, field.near, 1, out + (c * electrode->sites + s) * field.nodes);
    }
  }
  field_destroy(&field);
  return FIM_OK;
}

/* Cells in the order of their classes. */
typedef struct classes {
  int64_t *begin; /* [classes + 1] */
  int64_t *cell;  /* [cells] */
  double *turn;   /* [cells][2] in that order */
} classes_t;

static void classes_destroy(classes_t *order) {
  free(order->begin);
  free(order->cell);
  free(order->turn);
}

static int32_t classes_create(int64_t cells, const int32_t *class_of, int32_t classes, const double *rotation,
                              classes_t *out) {
  *out = (classes_t){.begin = calloc((size_t)classes + 2, sizeof *out->begin),
                     .cell = malloc((size_t)cells * sizeof *out->cell),
                     .turn = malloc((size_t)cells * 2 * sizeof *out->turn)};
  if (out->begin == NULL || out->cell == NULL || out->turn == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %lld cells", (long long)cells);
  }
  for (int64_t c = 0; c < cells; c++) {
    if (class_of[c] < 0 || class_of[c] >= classes) {
      return fim_fail(FIM_E_ARGUMENT, "class_of[%lld] = %d, allowed 0 to %d", (long long)c, class_of[c], classes - 1);
    }
    out->begin[class_of[c] + 2]++;
  }
  for (int32_t k = 2; k <= classes; k++) {
    out->begin[k] += out->begin[k - 1];
  }
  for (int64_t c = 0; c < cells; c++) {
    const int64_t at = out->begin[class_of[c] + 1]++;
    out->cell[at] = c;
    turn_of(rotation[c], out->turn + 2 * at);
  }
  return FIM_OK;
}

/* One class, one site: near cells in their order, then distant ones. out: [nodes] mV/pA, modified. */
static void add_class(const field_t *field, const classes_t *order, int32_t class, const double *site,
                      const double *position, double far, double *out) {
  int64_t near = 0;
  int64_t distant = 0;
  for (int64_t k = order->begin[class]; k < order->begin[class + 1]; k++) {
    double at[3];
    site_in_frame(site, position + 3 * order->cell[k], order->turn + 2 * k, at);
    double *to = is_distant(&field->sources, at, far) ? field->distant + 3 * distant++ : field->near + 3 * near++;
    memcpy(to, at, sizeof at);
  }
  add_near(field, field->near, near, out);
  add_distant(field, field->distant, distant, out);
}

int32_t fim_electrode_sum(const fim_electrode_t *electrode, const fim_sources_t *cell, int64_t cells,
                          const double *position, const double *rotation, const int32_t *class_of, int32_t classes,
                          double far, double *out) {
  field_t field = {0};
  classes_t order = {0};
  int32_t code = check_cells(cells, position, rotation, out);
  if (code == FIM_OK && (class_of == NULL || classes < 1 || !(far >= 0.0))) {
    code = fim_fail(FIM_E_ARGUMENT, "classes = %d, far = %g um, allowed from 1 and from 0", classes, far);
  }
  if (code == FIM_OK) {
    code = classes_create(cells, class_of, classes, rotation, &order);
  }
  if (code == FIM_OK) {
    code = field_create(electrode, cell, cells, &field);
  }
  if (code == FIM_OK) {
    memset(out, 0, (size_t)classes * (size_t)electrode->sites * (size_t)field.nodes * sizeof *out);
    for (int64_t k = 0; k < (int64_t)classes * electrode->sites; k++) {
      const int32_t class = (int32_t)(k / electrode->sites);
      const double *site = electrode->site + 3 * (k % electrode->sites);
      add_class(&field, &order, class, site, position, far, out + k * field.nodes);
    }
    field_destroy(&field);
  }
  classes_destroy(&order);
  return code == FIM_OK ? FIM_OK : fim_chain(code, "fim_electrode_sum");
}
