/*
 * lfp_kernel_response.h: what one synaptic event in a layer of a population adds to the potential, on average over the
 * layer's area and summed over all cells.
 *
 * Cells of a class have equal currents, so that their forward matrices are added beforehand: with F_c the sum over
 * class c (fim_electrode_sum) and i_c its transmembrane currents after the event, phi = sum over c of F_c i_c.
 *   CONDUCTANCE: linear about the state v_0 that the rows' mean conductances g_0 keep: current g (E - v_0 - dv) is
 * g (E - v_0) into a tree whose leak is g_L + g_0 (Hagen et al. 2022, doi 10.1371/journal.pcbi.1010353).
 */
#ifndef FIMBRIA_SRC_LFP_KERNEL_RESPONSE_H
#define FIMBRIA_SRC_LFP_KERNEL_RESPONSE_H

#include "fimbria/lfp.h"
#include "lanes.h"

/* Response that rows have in common which differ in number, weight and sources only. */
typedef struct lfp_response {
  fim_lfp_synapses_t row; /* one of them: its layer, tau, target; with CONDUCTANCE also its driving force */
  double *phi;            /* [lags][stride] mV per nS (CONDUCTANCE) or pA; lag 0: the step after the jump */
  int32_t lags;
} lfp_response_t;

/* What brings the currents of the classes' trees to the sites. */
typedef struct lfp_weights {
  double *weight; /* [site blocks][nodes][classes][FIM_LANES] mV/pA */
  int32_t nodes, classes, blocks;
  int64_t lanes; /* of a node's currents, of which the first `classes` count */
} lfp_weights_t;

/* Columns of currents that are brought there at a time. */
enum { LFP_COLUMNS = 8 };

/*
 * Kernel: out[k][site] = sum over nodes and classes of weight * current[k]. current: LFP_COLUMNS arrays
 * [nodes][lanes] pA; out: LFP_COLUMNS rows [blocks * FIM_LANES] mV, written.
 */
typedef void lfp_respond_t(const lfp_weights_t *weights, const double *const *current, double *const *out);

/*
 * Computes phi and lags of all responses whose target is the population, and adds to offset [stride] the potential
 * that the mean state has beyond the responses to its mean rates. FIM_E_MEMORY.
 */
int32_t lfp_compute_responses(const fim_lfp_config_t *config, int32_t population, lfp_response_t *response,
                              int32_t responses, double *offset);

#endif
