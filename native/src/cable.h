/*
 * cable.h: a tree prepared for elimination, and the kernels that move blocks of cells of one kind by a step.
 *
 * Implicit Euler: with G = C_m / dt + g_L + g (nS; g what synapses add) and r = C_m / dt v + current (pA)
 *   (G_i + sum of all joined g_axial) v_i - sum over joined nodes g_axial v_j = r_i.
 * From the tips to the root (Hines 1984, doi 10.1016/0020-7101(84)90008-4) every node passes to its parent the share
 * f_i = g_axial / (s_i + g_axial) of its right-hand side, and of the conductance s_i that it has to ground, its
 * children's included. No difference is taken, so that nothing cancels where axial conductances are large.
 *
 * Nodes are in an order of their own: each is followed by the branch of its first child. Most nodes then follow their
 * parents, and what goes from one to the other stays in registers along such a run.
 */
#ifndef FIMBRIA_SRC_CABLE_H
#define FIMBRIA_SRC_CABLE_H

#include "fimbria/cable.h"

/* Cells side by side in a block, whose arrays are [node][lane] and aligned to FIM_ALIGNMENT. */
enum { CABLE_LANES = 16 };

typedef struct cable {
  int32_t *parent;   /* [nodes], [0] = -1 */
  int32_t *node;     /* [nodes] the caller's index of each node */
  int32_t *end;      /* [nodes] behind the last of the nodes from here on that follow their parents */
  double *C_dt;      /* [nodes] nS: C_m / dt */
  double *own;       /* [nodes] nS: C_m / dt + g_L */
  double *g_axial;   /* [nodes] nS, [0] = 0 */
  double *to_parent; /* [nodes] f without synapses, [0] = 0 */
  double *inverse;   /* [nodes] 1/nS: 1 / (s + g_axial) without synapses */
  double *memory;
  int32_t nodes;
} cable_t;

/* Checks and prepares a tree. FIM_E_ARGUMENT, FIM_E_MEMORY. cable: written; cable_free ends it, also after a failure.
 */
int32_t cable_create(cable_t *cable, const fim_tree_t *tree, double dt_ms);
void cable_free(cable_t *cable);

/*
 * Kernel: a step of a block. current: [nodes][lane] pA into the cells, used up. v: [nodes][lane] mV, modified. sum:
 * [nodes][lane] mV, the new v are added; NULL: not wanted.
 */
typedef void cable_step_t(const cable_t *cable, double *current, double *v, double *sum);

/* The arrays of a step with conductances to ground. */
typedef struct cable_load {
  double *conductance; /* [nodes][lane] nS, used up */
  double *factors;     /* [2][nodes][lane], written */
} cable_load_t;

/* Kernel: the same with conductances. */
typedef void cable_step_loaded_t(const cable_t *cable, cable_load_t load, double *current, double *v, double *sum);

/*
 * Kernel: transmembrane currents, outward: what flows in along the axis, scale g_axial (v_joined - v). out:
 * [nodes][lane] pA, written. Whatever leaves one node along the axis enters another: the sum of a cell is 0 but for
 * rounding.
 */
typedef void cable_membrane_current_t(const cable_t *cable, double scale, const double *v, double *out);

#endif
