/* aeif_fast.c: the fast lane of aeif.h, plain loops that the compiler vectorises for each instruction set. */
#include "kernels/kernels.h"
#include "vector_math.h"

/* dV_m/dt with total conductance G and the current I that it drives from 0 mV; mobility: 1 / C_m, 0 if clamped. */
static inline double slope_V(const aeif_t *p, double V, double w, double G, double I, double mobility) {
  double spike = p->g_L * p->Delta_T * fim_exp((V - p->V_th) * p->inverse_Delta);
  return mobility * (I - G * V - w + spike);
}

static inline double slope_w(const aeif_t *p, double V, double w) {
  return p->inverse_tau_w * (p->a * (V - p->E_L) - w);
}

void FIM_KERNEL(aeif_step_fast)(const aeif_t *parameters, int64_t n, const aeif_state_t *state,
                                int64_t *restrict slow) {
  const aeif_t local = *parameters;
  const aeif_t *p = &local;
  double *restrict V_m = __builtin_assume_aligned(state->V_m, 64);
  double *restrict w = __builtin_assume_aligned(state->w, 64);
  const double *restrict g_ex = __builtin_assume_aligned(state->g_ex, 64);
  const double *restrict g_in = __builtin_assume_aligned(state->g_in, 64);
  const int32_t *restrict refractory = __builtin_assume_aligned(state->refractory, 64);
  const double h = p->dt;
  const double half = 0.5 * h;
  const double I_rest = p->g_L * p->E_L + p->I_e;

  for (int64_t i = 0; i < n; i++) {
    double mobility = refractory[i] > 0 ? 0.0 : p->inverse_C_m;
    double V = V_m[i];
    double W = w[i];
    double ex = g_ex[i];
    double in = g_in[i];
    double ex_half = ex * p->decay_ex_half;
    double in_half = in * p->decay_in_half;
    double ex_end = ex * p->decay_ex;
    double in_end = in * p->decay_in;
    double G = p->g_L + ex + in;
    double G_half = p->g_L + ex_half + in_half;
    double G_end = p->g_L + ex_end + in_end;
    double I_half = I_rest + ex_half * p->E_ex + in_half * p->E_in;

    double V1 = slope_V(p, V, W, G, I_rest + ex * p->E_ex + in * p->E_in, mobility);
    double w1 = slope_w(p, V, W);
    double V_b = V + half * V1;
    double w_b = W + half * w1;
    double V2 = slope_V(p, V_b, w_b, G_half, I_half, mobility);
    double w2 = slope_w(p, V_b, w_b);
    double V_c = V + half * V2;
    double w_c = W + half * w2;
    double V3 = slope_V(p, V_c, w_c, G_half, I_half, mobility);
    double w3 = slope_w(p, V_c, w_c);
    double V_d = V + h * V3;
    double w_d = W + h * w3;
    double V4 = slope_V(p, V_d, w_d, G_end, I_rest + ex_end * p->E_ex + in_end * p->E_in, mobility);
    double w4 = slope_w(p, V_d, w_d);
    double V_new = V + h / 6.0 * (V1 + 2.0 * (V2 + V3) + V4);
    double w_new = W + h / 6.0 * (w1 + 2.0 * (w2 + w3) + w4);

    /* The last term looks one step ahead: who moves fast across V_th needs sub-steps before. */
    double highest =
        fim_larger(fim_larger(fim_larger(V, V_b), fim_larger(V_c, V_d)), fim_larger(V_new, V_new + (V_new - V)));
    int fast = (highest <= p->V_fast) & (G <= p->g_fast) & (V_new > -1e3) & (w_new < 1e6) & (w_new > -1e6) &
               (refractory[i] != p->release_count);
    slow[i] = !fast;
    V_m[i] = fast ? V_new : V;
    w[i] = fast ? w_new : W;
  }
}

void FIM_KERNEL(aeif_end_step)(const aeif_t *p, int64_t n, const aeif_state_t *state) {
  double *restrict g_ex = __builtin_assume_aligned(state->g_ex, 64);
  double *restrict g_in = __builtin_assume_aligned(state->g_in, 64);
  double *restrict in_ex = __builtin_assume_aligned(state->in_ex, 64);
  double *restrict in_in = __builtin_assume_aligned(state->in_in, 64);
  int32_t *restrict refractory = __builtin_assume_aligned(state->refractory, 64);
  const double decay_ex = p->decay_ex;
  const double decay_in = p->decay_in;

  for (int64_t i = 0; i < n; i++) {
    g_ex[i] = g_ex[i] * decay_ex + in_ex[i];
    g_in[i] = g_in[i] * decay_in + in_in[i];
    in_ex[i] = 0.0;
    in_in[i] = 0.0;
    refractory[i] -= refractory[i] > 0;
  }
}
