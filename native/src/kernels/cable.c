/* cable.c: steps of passive trees (cable.h), the cells of a block as lanes. */
#include "cable.h"

#include <stddef.h>

#include "kernels/kernels.h"
#include "lanes.h"

#define FOR_LANES _Pragma("omp simd") for (int32_t lane = 0; lane < CABLE_LANES; lane++)

FIM_INLINE double *row_of(double *array, int64_t node) {
  return FIM_ASSUME_ALIGNED(array + node * CABLE_LANES);
}

FIM_INLINE const double *const_row_of(const double *array, int64_t node) {
  return FIM_ASSUME_ALIGNED(array + node * CABLE_LANES);
}

FIM_INLINE void add_to(double *sum, int64_t node, const double *v) {
  double *restrict sum_i = row_of(sum, node);
  FOR_LANES {
    sum_i[lane] += v[lane];
  }
}

/* From the tips to the root: right-hand sides. Where a node follows its parent, its share stays in registers. */
FIM_INLINE void gather(const cable_t *cable, double *current, const double *v) {
  double share[CABLE_LANES] = {0}; /* of the node before, for this one */
  for (int32_t i = cable->nodes - 1; i >= 0; i--) {
    const double C_dt = cable->C_dt[i];
    const double f = cable->to_parent[i];
    const double *restrict v_i = const_row_of(v, i);
    double *restrict r = row_of(current, i);
    double total[CABLE_LANES];
    FOR_LANES {
      total[lane] = fim_fma(C_dt, v_i[lane], r[lane]) + share[lane];
      r[lane] = total[lane];
      share[lane] = f * total[lane];
    }
    if (cable->parent[i] < i - 1) {
      double *restrict r_parent = row_of(current, cable->parent[i]);
      FOR_LANES {
        r_parent[lane] += share[lane];
        share[lane] = 0.0;
      }
    }
  }
}

/* From the root to the tips: potentials. */
FIM_INLINE void spread(const cable_t *cable, const double *current, double *v, double *sum) {
  for (int32_t i = 0; i < cable->nodes;) {
    double last[CABLE_LANES];
    const double *restrict v_parent = const_row_of(v, i == 0 ? 0 : cable->parent[i]);
    FOR_LANES {
      last[lane] = v_parent[lane];
    }
    const int32_t end = cable->end[i];
    for (; i < end; i++) {
      const double f = cable->to_parent[i];
      const double inverse = cable->inverse[i];
      const double *restrict r = const_row_of(current, i);
      double *restrict v_i = row_of(v, i);
      FOR_LANES {
        last[lane] = fim_fma(f, last[lane], inverse * r[lane]);
        v_i[lane] = last[lane];
      }
      if (sum != NULL) {
        add_to(sum, i, last);
      }
    }
  }
}

void FIM_KERNEL(cable_step)(const cable_t *cable, double *current, double *v, double *sum) {
  gather(cable, current, v);
  if (sum == NULL) {
    spread(cable, current, v, NULL);
  } else {
    spread(cable, current, v, sum);
  }
}

/* The same two ways where every lane has conductances, hence factors, of its own. */
FIM_INLINE void gather_loaded(const cable_t *cable, cable_load_t load, double *current, const double *v) {
  double *inverse = load.factors + (int64_t)cable->nodes * CABLE_LANES;
  double share[CABLE_LANES] = {0};
  double ground_share[CABLE_LANES] = {0};
  for (int32_t i = cable->nodes - 1; i >= 0; i--) {
    const double C_dt = cable->C_dt[i];
    const double own = cable->own[i];
    const double g_axial = cable->g_axial[i];
    const double *restrict v_i = const_row_of(v, i);
    const double *restrict s = const_row_of(load.conductance, i);
    double *restrict r = row_of(current, i);
    double *restrict f_i = row_of(load.factors, i);
    double *restrict inverse_i = row_of(inverse, i);
    FOR_LANES {
      const double ground = (s[lane] + own) + ground_share[lane];
      const double inv = 1.0 / (ground + g_axial);
      const double f = g_axial * inv;
      const double total = fim_fma(C_dt, v_i[lane], r[lane]) + share[lane];
      r[lane] = total;
      f_i[lane] = f;
      inverse_i[lane] = inv;
      share[lane] = f * total;
      ground_share[lane] = f * ground;
    }
    if (cable->parent[i] < i - 1) {
      double *restrict s_parent = row_of(load.conductance, cable->parent[i]);
      double *restrict r_parent = row_of(current, cable->parent[i]);
      FOR_LANES {
        r_parent[lane] += share[lane];
        s_parent[lane] += ground_share[lane];
        share[lane] = 0.0;
        ground_share[lane] = 0.0;
      }
    }
  }
}

FIM_INLINE void spread_loaded(const cable_t *cable, cable_load_t load, const double *current, double *v, double *sum) {
  const double *inverse = load.factors + (int64_t)cable->nodes * CABLE_LANES;
  for (int32_t i = 0; i < cable->nodes;) {
    double last[CABLE_LANES];
    const double *restrict v_parent = const_row_of(v, i == 0 ? 0 : cable->parent[i]);
    FOR_LANES {
      last[lane] = v_parent[lane];
    }
    const int32_t end = cable->end[i];
    for (; i < end; i++) {
      const double *restrict r = const_row_of(current, i);
      const double *restrict f = const_row_of(load.factors, i);
      const double *restrict inv = const_row_of(inverse, i);
      double *restrict v_i = row_of(v, i);
      FOR_LANES {
        last[lane] = fim_fma(f[lane], last[lane], inv[lane] * r[lane]);
        v_i[lane] = last[lane];
      }
      if (sum != NULL) {
        add_to(sum, i, last);
      }
    }
  }
}

void FIM_KERNEL(cable_step_loaded)(const cable_t *cable, cable_load_t load, double *current, double *v, double *sum) {
  gather_loaded(cable, load, current, v);
  if (sum == NULL) {
    spread_loaded(cable, load, current, v, NULL);
  } else {
    spread_loaded(cable, load, current, v, sum);
  }
}

void FIM_KERNEL(cable_membrane_current)(const cable_t *cable, double scale, const double *v, double *out) {
  FOR_LANES {
    out[lane] = 0.0;
  }
  for (int32_t i = 1; i < cable->nodes; i++) {
    const double g = scale * cable->g_axial[i];
    const double *restrict v_i = const_row_of(v, i);
    const double *restrict v_parent = const_row_of(v, cable->parent[i]);
    double *restrict out_i = row_of(out, i);
    double *restrict out_parent = row_of(out, cable->parent[i]);
    FOR_LANES {
      const double inward = g * (v_parent[lane] - v_i[lane]);
      out_i[lane] = inward;
      out_parent[lane] -= inward;
    }
  }
}
