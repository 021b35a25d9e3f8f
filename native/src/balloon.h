/*
 * balloon.h: Balloon-Windkessel model of one region's blood flow, volume and oxygenation.
 *
 *   ds/dt = x - kappa s - gamma (f - 1),   df/dt = s
 *   tau_0 dv/dt = f - v^(1/alpha),   tau_0 dq/dt = f (1 - (1 - E_0)^(1/f)) / E_0 - v^(1/alpha) q / v
 *   y = V_0 (k_1 (1 - q) + k_2 (1 - q / v) + k_3 (1 - v))
 *
 * (Friston et al. 2003, doi 10.1016/S1053-8119(03)00202-7.) f, v and q are kept as logarithms
 * (Stephan et al. 2008, doi 10.1016/j.neuroimage.2008.04.262), so that they stay positive, and within e^-5 to e^5, far
 * beyond what blood does. Heun's method. exp is the library's own: the same bits on every processor.
 */
#ifndef FIMBRIA_SRC_BALLOON_H
#define FIMBRIA_SRC_BALLOON_H

#include <stdint.h>

typedef struct fim_balloon {
  double kappa; /* 1/s, decay of the signal for flow */
  double gamma; /* 1/s^2, regulation of the flow */
  double tau_0; /* s, transit time */
  double alpha; /* stiffness of the vessels */
  double E_0;   /* oxygen extracted at rest */
  double V_0;   /* volume fraction of blood at rest */
  double k_1, k_2, k_3;
} fim_balloon_t;

/* Friston et al. 2003: prior means; V_0 0.02, k_1 = 7 E_0, k_2 = 2, k_3 = 2 E_0 - 0.2. */
extern const fim_balloon_t fim_balloon_default;

/* s and the logarithms of f, v, q of all regions. */
enum { FIM_BALLOON_S, FIM_BALLOON_F, FIM_BALLOON_V, FIM_BALLOON_Q, FIM_BALLOON_STATES };

/* One step of h seconds. x: [n] kHz; state: [FIM_BALLOON_STATES][n], modified. */
void fim_balloon_step(const fim_balloon_t *balloon, double h, int32_t n, const double *x, double *state);

/* y of the present state. y: [n], written. */
void fim_balloon_signal(const fim_balloon_t *balloon, int32_t n, const double *state, double *y);

#endif
