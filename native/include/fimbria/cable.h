/*
 * cable.h: passive dendritic trees, many of one kind side by side.
 *
 * C_m dv/dt = -g_L v + sum over neighbours g_axial (v_neighbour - v) + current   (pF, mV/ms, nS, pA)
 * v is the potential relative to rest. Implicit Euler; each step one elimination from the tips to the root and back
 * (Hines 1984, doi 10.1016/0020-7101(84)90008-4), of the order of the number of nodes. Nodes without membrane are
 * junctions: where sections meet.
 */
#ifndef FIMBRIA_CABLE_H
#define FIMBRIA_CABLE_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A passive cell as a tree of nodes, parents before children. */
typedef struct fim_tree {
  const int32_t *parent; /* [nodes] below the own index; parent[0] = -1 */
  const double *C_m;     /* [nodes] pF >= 0, 0: a junction; of node 0 above 0 */
  const double *g_L;     /* [nodes] nS >= 0 */
  const double *g_axial; /* [nodes] nS > 0, to the parent; [0] is not read */
  int32_t nodes;
  int32_t reserved;
} fim_tree_t;

typedef struct fim_cable fim_cable_t;

/*
 * cells: number of equal trees, each with inputs and state of its own; a cell's numbers do not depend on the others.
 * All start at rest, v = 0. FIM_E_ARGUMENT: no tree; FIM_E_MEMORY.
 */
FIM_API int32_t fim_cable_create(const fim_tree_t *tree, double dt_ms, int32_t cells, fim_cable_t **out);

/*
 * Runs steps steps with constant inputs. current: [nodes][cells] pA into the cell. conductance: [nodes][cells] nS >= 0
 * in parallel with g_L and without a battery (its driving force belongs to current), or NULL: none.
 */
FIM_API int32_t fim_cable_advance(fim_cable_t *cable, int32_t steps, const double *current, const double *conductance);

/* v of the last step: [nodes][cells] mV. */
FIM_API int32_t fim_cable_potential(const fim_cable_t *cable, double *out);

/*
 * Transmembrane current of the last step, outward, capacitive + leak + through conductance - current: [nodes][cells]
 * pA, taken from what flows in along the axis. Its sum over a cell is 0 within 1e-12 of the sum of its absolute values.
 */
FIM_API int32_t fim_cable_membrane_current(const fim_cable_t *cable, double *out);

FIM_API void fim_cable_destroy(fim_cable_t *cable);

#ifdef __cplusplus
}
#endif

#endif
