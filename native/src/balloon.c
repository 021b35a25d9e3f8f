/* balloon.c: see balloon.h. */
#include "balloon.h"

#include "vector_math.h"

#define LARGEST_LOG 5.0

const fim_balloon_t fim_balloon_default = {.kappa = 0.65,
                                           .gamma = 0.41,
                                           .tau_0 = 0.98,
                                           .alpha = 0.32,
                                           .E_0 = 0.34,
                                           .V_0 = 0.02,
                                           .k_1 = 7 * 0.34,
                                           .k_2 = 2,
                                           .k_3 = 2 * 0.34 - 0.2};

typedef struct balloon_state {
  double s, log_f, log_v, log_q;
} balloon_state_t;

static balloon_state_t slope(const fim_balloon_t *b, double log_rest, double x, balloon_state_t y) {
  const double f = fim_exp(y.log_f);
  const double outflow = fim_exp(y.log_v / b->alpha); /* v^(1/alpha) */
  const double extracted = (1 - fim_exp(log_rest / f)) / b->E_0;
  const double per_v = fim_exp(-y.log_v);
  return (balloon_state_t){.s = x - b->kappa * y.s - b->gamma * (f - 1),
                           .log_f = y.s / f,
                           .log_v = (f - outflow) * per_v / b->tau_0,
                           .log_q = (f * extracted * fim_exp(-y.log_q) - outflow * per_v) / b->tau_0};
}

static double bounded(double x) {
  return x < -LARGEST_LOG ? -LARGEST_LOG : x > LARGEST_LOG ? LARGEST_LOG : x;
}

static balloon_state_t moved(balloon_state_t y, double h, balloon_state_t dy) {
  return (balloon_state_t){y.s + h * dy.s, bounded(y.log_f + h * dy.log_f), bounded(y.log_v + h * dy.log_v),
                           bounded(y.log_q + h * dy.log_q)};
}

void fim_balloon_step(const fim_balloon_t *balloon, double h, int32_t n, const double *x, double *state) {
  const double log_rest = fim_log(1 - balloon->E_0);
  double *s = state + (int64_t)FIM_BALLOON_S * n;
  double *log_f = state + (int64_t)FIM_BALLOON_F * n;
  double *log_v = state + (int64_t)FIM_BALLOON_V * n;
  double *log_q = state + (int64_t)FIM_BALLOON_Q * n;
  for (int32_t i = 0; i < n; i++) {
    const balloon_state_t y = {s[i], log_f[i], log_v[i], log_q[i]};
    const balloon_state_t first = slope(balloon, log_rest, x[i], y);
    const balloon_state_t second = slope(balloon, log_rest, x[i], moved(y, h, first));
    const balloon_state_t mean = {(first.s + second.s) / 2, (first.log_f + second.log_f) / 2,
                                  (first.log_v + second.log_v) / 2, (first.log_q + second.log_q) / 2};
    const balloon_state_t next = moved(y, h, mean);
    s[i] = next.s;
    log_f[i] = next.log_f;
    log_v[i] = next.log_v;
    log_q[i] = next.log_q;
  }
}

void fim_balloon_signal(const fim_balloon_t *balloon, int32_t n, const double *state, double *y) {
  const double *log_v = state + (int64_t)FIM_BALLOON_V * n;
  const double *log_q = state + (int64_t)FIM_BALLOON_Q * n;
  for (int32_t i = 0; i < n; i++) {
    const double v = fim_exp(log_v[i]);
    const double q = fim_exp(log_q[i]);
    y[i] = balloon->V_0 *
           (balloon->k_1 * (1 - q) + balloon->k_2 * (1 - fim_exp(log_q[i] - log_v[i])) + balloon->k_3 * (1 - v));
  }
}
