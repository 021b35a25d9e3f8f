/*
 * lfp_channels.h: synapses that act alike, as one number per node and cell; and the kernels of the full method.
 *
 * CURRENT synapses of one tau are one channel, of pA; CONDUCTANCE synapses of one tau and driving force another, of nS.
 */
#ifndef FIMBRIA_SRC_LFP_CHANNELS_H
#define FIMBRIA_SRC_LFP_CHANNELS_H

#include <stdint.h>

typedef struct lfp_channels {
  double *decay;            /* [count] exp(-dt / tau) */
  double *tau_ms;           /* [count] */
  double *driving_force_mV; /* [count]; CURRENT: 1 */
  int32_t count;
} lfp_channels_t;

/*
 * Kernel: what synapses do in a step, and what is left of them. n: numbers of a channel of a block. state:
 * [channels][n] modified. current: [n] pA, written. conductance: [n] nS, written, NULL: CURRENT.
 */
typedef void lfp_inject_t(const lfp_channels_t *channels, int64_t n, double *state, double *current,
                          double *conductance);

/*
 * Kernel: adds the potentials of a block's currents. matrix: [sites][n] mV/pA, current: [samples][n] pA, n a multiple
 * of 8; out: [samples][sites] mV, modified.
 */
typedef void lfp_project_t(const float *matrix, const double *current, int64_t n, int32_t sites, int32_t samples,
                           double *out);

#endif
