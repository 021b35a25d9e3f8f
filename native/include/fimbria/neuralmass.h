/*
 * neuralmass.h: regions of neural masses joined by a connectome with delays.
 *
 * Steps count from 0; step n covers [n dt, (n + 1) dt) and gives the state at (n + 1) dt. The coupling of step n is
 *   c_i(n) = sum_j weights[i][j] * y_j(n - delay_steps[i][j]),   y_j(m): coupling variable at time m dt (y(0):
 * initial), summed in ascending j (TVB's convention: zero delay reads the state at the start of the step), held for the
 * step. Proxy regions are integrated by another simulator: their coupling variable in the history is what
 * fim_neuralmass_set_proxy delivers; their own states are not computed. Exact exchange is enforced: reading a value
 * that has not been delivered or computed yet is FIM_E_STATE, never a wrong number. Units are the model's own (kHz and
 * pA in the mean-field AdEx).
 */
#ifndef FIMBRIA_NEURALMASS_H
#define FIMBRIA_NEURALMASS_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_neuralmass fim_neuralmass_t;

/* Models by name: "mean_field_adex_2" (second order), "mean_field_adex_1" (first order), "wilson_cowan". */
FIM_API int32_t fim_neuralmass_model_count(void);
FIM_API const char *fim_neuralmass_model_name(int32_t model);
FIM_API int32_t fim_neuralmass_find_model(const char *name); /* index, or FIM_E_ARGUMENT */

/*
 * Parameter rows and state variables of a model. Unit "option" marks a choice by whole number. A state row gives
 * symbol, unit, meaning, initial default and the limits that the variable is clipped to (infinite: none).
 */
FIM_API int32_t fim_neuralmass_parameter_count(int32_t model);
FIM_API int32_t fim_neuralmass_parameter(int32_t model, int32_t index, fim_parameter_t *out);
FIM_API int32_t fim_neuralmass_variable_count(int32_t model);
FIM_API int32_t fim_neuralmass_variable(int32_t model, int32_t index, fim_parameter_t *out);

enum fim_integrator { FIM_EULER = 0, FIM_HEUN = 1, FIM_RK4 = 2 };

/*
 * What is sampled. Sample k (k = 0, 1, ...) is of the steps [b(k), b(k + 1)), b(k) = rint(k interval_ms / dt_ms): an
 * interval of 1000/1024 ms has 9 or 10 steps of 0.1 ms, and none is lost or counted twice. It is the mean of the states
 * at their ends (the sum in ascending time, divided once), or the last of these states.
 */
typedef struct fim_monitor {
  double interval_ms;    /* at least dt_ms */
  int32_t mean;          /* 0: the last state, 1: the mean */
  int32_t coupling_only; /* 0: all variables, 1: the coupling variable only */
} fim_monitor_t;

typedef struct fim_neuralmass_config {
  const double *params;         /* [parameter_count] in the order of the table */
  const double *weights;        /* [regions][regions] row = target, column = source */
  const int32_t *delay_steps;   /* [regions][regions] row = target, column = source, >= 0 */
  const double *initial;        /* [variable_count][regions] state at time 0 and before (constant history) */
  const double *noise;          /* [variable_count] D of dy = f dt + sqrt(2 D) dW, 0: none; TVB's nsig */
  const int32_t *proxy;         /* [proxies] regions integrated elsewhere, ascending */
  const fim_monitor_t *monitor; /* [monitors] */
  uint64_t seed;
  double dt_ms;
  int32_t model, integrator; /* index of the model; enum fim_integrator */
  int32_t regions, proxies;
  int32_t monitors;
  int32_t max_steps; /* largest number of steps of one call */
} fim_neuralmass_config_t;

FIM_API int32_t fim_neuralmass_create(const fim_neuralmass_config_t *config, fim_neuralmass_t **out);

/*
 * Integrates steps more steps, or none: FIM_E_STATE when a step needs a proxy's value that was not delivered,
 * FIM_E_CAPACITY when samples would be lost. FIM_E_NUMERIC names the state that is no longer a number or beyond
 * what the model allows (1 kHz in the mean-field AdEx); the engine then stays at the step before. One thread at a time;
 * no allocation.
 */
FIM_API int32_t fim_neuralmass_advance(fim_neuralmass_t *brain, int32_t steps);

/*
 * Delivers the coupling variable of proxy region `region` for the states at the END of steps [first_step, + steps).
 * Calls per proxy come in order, without gaps, at most 2 * max_steps steps behind or ahead of the integration.
 * value: [steps], within the limits of the coupling variable.
 */
FIM_API int32_t fim_neuralmass_set_proxy(fim_neuralmass_t *brain, int32_t region, int64_t first_step, int32_t steps,
                                         const double *value);

/*
 * c of one region for steps [first_step, first_step + steps), which may lie ahead of the integration as far as delays
 * allow, and 2 * max_steps behind it. out: [steps].
 */
FIM_API int32_t fim_neuralmass_coupling(const fim_neuralmass_t *brain, int32_t region, int64_t first_step,
                                        int32_t steps, double *out);

/* Transfer of the whole state at the present step, [variable_count][regions]; proxies' states are NaN. */
FIM_API int32_t fim_neuralmass_state(const fim_neuralmass_t *brain, double *out);

/*
 * Samples of a monitor that were not fetched yet and are complete (proxies delivered), [variables][regions] each: all
 * variables, or the coupling variable. A proxy's coupling variable is what was delivered, its other variables are NaN.
 * first_step: last step of the first row; rows: number written, at most capacity_rows. There is room for the samples of
 * 4 * max_steps steps.
 */
FIM_API int32_t fim_neuralmass_samples(fim_neuralmass_t *brain, int32_t monitor, double *out, int64_t capacity_rows,
                                       int64_t *first_step, int32_t *rows);

/* The model's right-hand side for tests: n regions, state and out [variable_count][n], c [n] coupling. */
FIM_API int32_t fim_neuralmass_derivative(int32_t model, const double *params, int32_t n, const double *state,
                                          const double *c, double *out);

/* Transfer function of the mean-field AdEx for tests, kHz: all arrays [n]; inhibitory: 0 or 1. */
FIM_API int32_t fim_mean_field_adex_transfer(const double *params, int32_t inhibitory, int32_t n, const double *nu_e,
                                             const double *nu_i, const double *x_e, const double *x_i, const double *W,
                                             double *out);

FIM_API void fim_neuralmass_destroy(fim_neuralmass_t *brain);

#ifdef __cplusplus
}
#endif

#endif
