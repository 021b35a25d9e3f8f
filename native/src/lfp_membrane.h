/*
 * lfp_membrane.h: the membrane of a cell that synapses may lie on, by height: which nodes a layer has, and one of them
 * drawn by area.
 *
 * A layer is of absolute heights: of a cell it has the nodes whose middle, soma and node added, lies in [z_low,
 * z_high).
 */
#ifndef FIMBRIA_SRC_LFP_MEMBRANE_H
#define FIMBRIA_SRC_LFP_MEMBRANE_H

#include "fimbria/lfp.h"

typedef struct lfp_membrane {
  int32_t *node; /* [count] of the tree, those with area, ascending in height */
  double *z;     /* [count] um, middle of the node, from the middle of the soma */
  double *below; /* [count + 1] um2, area of the nodes before */
  int32_t count;
} lfp_membrane_t;

/* Nodes [first, end) of a membrane. */
typedef struct lfp_band {
  int32_t first, end;
} lfp_band_t;

/* FIM_E_MEMORY. membrane: written; lfp_membrane_free ends it, also after a failure. */
int32_t lfp_membrane_create(lfp_membrane_t *membrane, const fim_lfp_population_t *population);
void lfp_membrane_free(lfp_membrane_t *membrane);

/* What a layer has of a cell whose soma lies at soma_z. */
lfp_band_t lfp_membrane_band(const lfp_membrane_t *membrane, double soma_z, double z_low, double z_high);

static inline double lfp_band_area(const lfp_membrane_t *membrane, lfp_band_t band) {
  return membrane->below[band.end] - membrane->below[band.first];
}

/* Node of the tree by area, at a uniform number in (0, 1), of a band that has some. */
int32_t lfp_membrane_draw(const lfp_membrane_t *membrane, lfp_band_t band, double uniform);

/* FIM_OK if every cell has membrane in every layer with synapses for it; FIM_E_ARGUMENT names the first without. */
int32_t lfp_check_layers(const fim_lfp_config_t *config);

#endif
