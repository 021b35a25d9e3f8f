/*
 * lfp_kernel_trees.h: the trees of a population's classes under one event each in the layers of its responses. Lanes:
 * lane r * classes + c is response r in class c.
 */
#ifndef FIMBRIA_SRC_LFP_KERNEL_TREES_H
#define FIMBRIA_SRC_LFP_KERNEL_TREES_H

#include "lfp_kernel_classes.h"
#include "lfp_kernel_response.h"

typedef struct lfp_trees {
  const fim_lfp_config_t *config;
  const fim_lfp_population_t *cells;
  int32_t population, nodes, lanes;
  lfp_membrane_t membrane;
  lfp_classes_t classes;
  double *drive;       /* [nodes][lanes] pA per pA or nS of an event */
  double *conductance; /* [nodes][lanes] nS, the rows' mean; NULL with CURRENT */
  double *balance;     /* [nodes][lanes] pA, conductance times v_0; NULL with CURRENT */
} lfp_trees_t;

/* response: [responses], all with this target. FIM_E_MEMORY. */
int32_t lfp_trees_create(const fim_lfp_config_t *config, int32_t population, const lfp_response_t *const *response,
                         int32_t responses, lfp_trees_t *out);
void lfp_trees_destroy(lfp_trees_t *trees);

/* Membrane currents that constant currents lead to in the end. current, out: [nodes][lanes] pA. */
int32_t lfp_trees_steady(const lfp_trees_t *trees, const double *current, double *out);

#endif
