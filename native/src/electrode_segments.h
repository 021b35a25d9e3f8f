/*
 * electrode_segments.h: a cell's segments as vector lanes, in the frame of the cell. The sites are brought into that
 * frame, so that all cells of a kind share one copy.
 */
#ifndef FIMBRIA_SRC_ELECTRODE_SEGMENTS_H
#define FIMBRIA_SRC_ELECTRODE_SEGMENTS_H

#include "fimbria/electrode.h"
#include "lanes.h"

/* Sources of one shape. Arrays: [padded]; the padding repeats the last source. */
typedef struct fim_segments {
  double *x, *y, *z;    /* um, begin of a line, place of a point */
  double *ux, *uy, *uz; /* direction of a line, length 1 */
  double *length;       /* um, of a line */
  double *clip;         /* um2, square of the radius */
  int32_t *node;        /* [count] node of each source */
  int32_t count, padded;
} fim_segments_t;

/* All sources of a cell. */
typedef struct fim_cell_sources {
  fim_segments_t lines, points;
  fim_segments_t middles; /* lines and points, all as points */
  double low, high;       /* um, z of the cylinder about the z axis that holds all of them */
  double reach;           /* um, its radius */
  double *memory;
  int32_t *nodes;
} fim_cell_sources_t;

/* FIM_E_ARGUMENT names the node; FIM_E_MEMORY. */
int32_t fim_cell_sources_create(const fim_sources_t *cell, fim_cell_sources_t *out);
void fim_cell_sources_destroy(fim_cell_sources_t *sources);

/*
 * Kernels: the sum over sites (the same site seen from several cells) of 4 pi sigma phi / I. site: [sites][3] um; out:
 * [padded] 1/um, written. A lane's sum runs through the sites in order and does not depend on the other lanes.
 */
typedef void fim_sum_lines_t(const fim_segments_t *lines, const double *site, int64_t sites, double *out);
typedef void fim_sum_points_t(const fim_segments_t *points, const double *site, int64_t sites, double *out);

#endif
