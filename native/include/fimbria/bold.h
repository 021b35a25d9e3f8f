/*
 * bold.h: blood oxygen level dependent (BOLD) signal of regions, from their rates.
 *
 * Rates come as means over an interim step h (4 ms in The Virtual Brain); x is the rate in kHz, taken as a plain
 * number.
 *
 * FIM_BOLD_VOLTERRA: first-order Volterra kernel (Friston et al. 2000, doi 10.1006/nimg.2000.0630), as TVB's Bold
 * monitor has it:
 *   y(k h) = k_1 V_0 (sum_l G(l h) x(k - l) - 1),   l = 0, 1, ... up to 20 s, x = 0 before the start
 *   G(t) = 1/3 exp(-t / (2 tau_s)) sin(omega t) / omega,   omega^2 = 1 / tau_f - 1 / (4 tau_s^2)
 * with tau_s = 0.8 s, tau_f = 0.4 s, k_1 = 5.6, V_0 = 0.02. The sum has no factor h, so that the signal depends on it.
 * TVB's stock of rates is turned one interim step too far: its signal is this one, 4 ms later.
 *
 * FIM_BOLD_BALLOON: Balloon-Windkessel model (Friston et al. 2003, doi 10.1016/S1053-8119(03)00202-7; Stephan et al.
 * 2007, doi 10.1016/j.neuroimage.2007.07.040), from rest (s = 0, f = v = q = 1); balloon.h has equations and
 * parameters.
 */
#ifndef FIMBRIA_BOLD_H
#define FIMBRIA_BOLD_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_bold fim_bold_t;

enum fim_bold_model { FIM_BOLD_VOLTERRA = 0, FIM_BOLD_BALLOON = 1 };

/*
 * model: enum fim_bold_model; step_ms: h, 0.1 to 1000; steps_per_sample: interim steps from one value of the signal to
 * the next.
 */
FIM_API int32_t fim_bold_create(int32_t model, int32_t regions, double step_ms, int32_t steps_per_sample,
                                fim_bold_t **out);

/*
 * Goes on by rows interim steps. rates: [rows][regions] kHz; signal: [capacity_rows][regions], written; taken: rows
 * written, each after a multiple of steps_per_sample steps. FIM_E_CAPACITY, before anything is done, when they
 * are too many. A rate that is no number makes its region's signal none, for 20 s or for good. No allocation.
 */
FIM_API int32_t fim_bold_advance(fim_bold_t *bold, int64_t rows, const double *rates, int64_t capacity_rows,
                                 double *signal, int64_t *taken);

FIM_API void fim_bold_destroy(fim_bold_t *bold);

#ifdef __cplusplus
}
#endif

#endif
