/*
 * electrode.h: extracellular potential of membrane currents in an infinite, homogeneous, isotropic, resistive medium.
 *
 * Point source: phi = I / (4 pi sigma r). Line source: the same, spread evenly over a segment of length L,
 *   phi = I / (4 pi sigma L) log |(sqrt(h^2 + r^2) - h) / (sqrt(l^2 + r^2) - l)|
 * with r the distance from the segment's axis, h the distance along it from its end, l = L + h (Holt & Koch 1999, doi
 * 10.1023/A:1008832702585; Linden et al. 2014, LFPy, doi 10.3389/fninf.2013.00041). A site counts as no nearer to a
 * point, or to the axis of a line, than the source's radius. Units: pA, um, S/m give mV.
 */
#ifndef FIMBRIA_ELECTRODE_H
#define FIMBRIA_ELECTRODE_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fim_source { FIM_SOURCE_NONE = 0, FIM_SOURCE_POINT = 1, FIM_SOURCE_LINE = 2 };

/* Where currents leave a cell. */
typedef struct fim_sources {
  const double *ends;     /* [nodes][6] um, x y z of the begin and of the end; a point source lies in the middle */
  const double *diameter; /* [nodes] um */
  const int32_t *kind;    /* [nodes] enum fim_source; NONE: a junction */
  int32_t nodes;
  int32_t reserved;
} fim_sources_t;

/* An electrode: its sites and the medium. */
typedef struct fim_electrode {
  const double *site; /* [sites][3] um */
  double sigma;       /* S/m > 0 */
  int32_t sites;
  int32_t reserved;
} fim_electrode_t;

/*
 * Potential at each site per unit current of each node, of cells that are copies of one another: turned about the z
 * axis by rotation (rad, from x to y) about their origin, then moved by position. position: [cells][3] um; rotation:
 * [cells]. out: [cells][sites][nodes] mV/pA, 0 for junctions.
 */
FIM_API int32_t fim_electrode_matrix(const fim_electrode_t *electrode, const fim_sources_t *cell, int64_t cells,
                                     const double *position, const double *rotation, double *out);

/*
 * The sum of fim_electrode_matrix over the cells of each class. class_of: [cells] in [0, classes). out:
 * [classes][sites][nodes] mV/pA. Cells further than `far` um >= 0 from a site (the upright cylinder about all their
 * sources is) count as point sources at their segments' middles, in single sums within 1e-11: a segment of length L
 * then has a relative error of at most (L / far)^2 / 12. far = HUGE_VAL: none.
 */
FIM_API int32_t fim_electrode_sum(const fim_electrode_t *electrode, const fim_sources_t *cell, int64_t cells,
                                  const double *position, const double *rotation, const int32_t *class_of,
                                  int32_t classes, double far, double *out);

#ifdef __cplusplus
}
#endif

#endif
