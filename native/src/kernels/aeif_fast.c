/*
 * aeif_fast.c: the fast lane of aeif.h, plain loops that the compiler vectorises for each instruction set.
 *
 * Neurons go through a step in blocks, a block stage by stage: the operations of a stage depend on each other, so that
 * those of several neurons must fill the processor, and it looks ahead over several stages but not over several steps.
 * What is between stages stays in the first cache.
 */
#include "kernels/kernels.h"
#include "vector_math.h"

enum { LANES = 128, GROUP = 16 };

/* Weights of g_ex and g_in at one time within a step: in the conductance, and in its current at 0 mV. */
typedef struct drive {
  double G_ex, G_in, I_ex, I_in;
} drive_t;

/* What loops over neurons need beside their state. */
typedef struct constants {
  aeif_t p;
  drive_t begin, middle, end;
  double a_E_L; /* pA */
  double h_V;   /* ms/pF, dt / C_m */
  double h_w;   /* dt / tau_w */
} constants_t;

/* A block between stages. */
typedef struct block {
  aeif_state_t state;
  _Alignas(64) double h_V[LANES];                 /* ms/pF; 0 where V_m is clamped, NaN where it is released */
  _Alignas(64) double V[LANES], w[LANES];         /* where the next slope is taken */
  _Alignas(64) double sum_V[LANES], sum_w[LANES]; /* C_m dV_m/dt and tau_w dw/dt, added up over stages */
  _Alignas(64) double highest[LANES];             /* V_m so far, infinite if the conductance is too large */
  _Alignas(64) int64_t slow[LANES];
} block_t;

static constants_t constants_of(const aeif_t *p) {
  return (constants_t){
      .p = *p,
      .begin = {1.0, 1.0, p->E_ex, p->E_in},
      .middle = {p->decay_ex_half, p->decay_in_half, p->decay_ex_half * p->E_ex, p->decay_in_half * p->E_in},
      .end = {p->decay_ex, p->decay_in, p->decay_ex * p->E_ex, p->decay_in * p->E_in},
      .a_E_L = p->a * p->E_L,
      .h_V = p->dt * p->inverse_C_m,
      .h_w = p->dt * p->inverse_tau_w,
  };
}

static inline double conductance(const constants_t *c, const drive_t *d, double g_ex, double g_in) {
  return fim_fma(g_ex, d->G_ex, fim_fma(g_in, d->G_in, c->p.g_L));
}

/* C_m dV_m/dt. */
static inline double slope_V(const constants_t *c, const drive_t *d, const double g[2], double V, double w) {
  double spike = fim_exp2_coarse(fim_fma(V, c->p.exponent_slope, c->p.exponent_offset));
  double I = fim_fma(g[0], d->I_ex, fim_fma(g[1], d->I_in, c->p.I_rest));
  return fim_fma(-conductance(c, d, g[0], g[1]), V, I) + (spike - w);
}

/* tau_w dw/dt. */
static inline double slope_w(const constants_t *c, double V, double w) {
  return fim_fma(c->p.a, V, -c->a_E_L) - w;
}

/* Refractory count, and what it makes of dt / C_m. */
static void count_down(const constants_t *c, block_t *block, int64_t n) {
  int32_t *refractory = block->state.refractory;
  for (int64_t i = 0; i < n; i++) {
    int32_t count = refractory[i] - (refractory[i] > 0);
    refractory[i] = count;
    block->h_V[i] = count == 0 ? c->h_V : count == c->p.release_count ? __builtin_nan("") : 0.0;
  }
}

/* What the last step left to do to conductances. */
void FIM_KERNEL(aeif_add_arrivals)(const aeif_t *p, int64_t n, const aeif_state_t *state) {
  const double decay_ex = p->decay_ex;
  const double decay_in = p->decay_in;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    state->g_ex[i] = aeif_conductance(state->g_ex[i], decay_ex, state->in_ex[i]);
    state->g_in[i] = aeif_conductance(state->g_in[i], decay_in, state->in_in[i]);
    state->in_ex[i] = 0.0;
    state->in_in[i] = 0.0;
  }
}

static void stage_1(const constants_t *c, block_t *block, int64_t n) {
  const aeif_state_t *state = &block->state;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    const double g[2] = {state->g_ex[i], state->g_in[i]};
    double V = state->V_m[i];
    double w = state->w[i];
    double dV = slope_V(c, &c->begin, g, V, w);
    double dw = slope_w(c, V, w);
    block->sum_V[i] = dV;
    block->sum_w[i] = dw;
    block->V[i] = fim_fma(0.5 * block->h_V[i], dV, V);
    block->w[i] = fim_fma(0.5 * c->h_w, dw, w);
    double highest = fim_larger(V, block->V[i]);
    block->highest[i] = conductance(c, &c->begin, g[0], g[1]) <= c->p.g_fast ? highest : __builtin_inf();
  }
}

/* Stages 2 and 3: slopes in the middle of the step; length: of the step that the next one ends. */
static inline void middle_stage(const constants_t *c, double length, block_t *block, int64_t n) {
  const aeif_state_t *state = &block->state;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    const double g[2] = {state->g_ex[i], state->g_in[i]};
    double V = block->V[i];
    double w = block->w[i];
    double dV = slope_V(c, &c->middle, g, V, w);
    double dw = slope_w(c, V, w);
    block->sum_V[i] = fim_fma(2.0, dV, block->sum_V[i]);
    block->sum_w[i] = fim_fma(2.0, dw, block->sum_w[i]);
    block->V[i] = fim_fma(length * block->h_V[i], dV, state->V_m[i]);
    block->w[i] = fim_fma(length * c->h_w, dw, state->w[i]);
    block->highest[i] = fim_larger(block->highest[i], block->V[i]);
  }
}

static void stage_4(const constants_t *c, block_t *block, int64_t n) {
  const aeif_state_t *state = &block->state;
  const double sixth = 1.0 / 6.0;
#pragma GCC ivdep
  for (int64_t i = 0; i < n; i++) {
    const double g[2] = {state->g_ex[i], state->g_in[i]};
    double V = state->V_m[i];
    double w = state->w[i];
    double dV = slope_V(c, &c->end, g, block->V[i], block->w[i]) + block->sum_V[i];
    double dw = slope_w(c, block->V[i], block->w[i]) + block->sum_w[i];
    double change = (sixth * block->h_V[i]) * dV;
    double V_new = V + change;
    double w_new = fim_fma(sixth * c->h_w, dw, w);
    /* The last term looks one step ahead: who moves fast across V_th needs sub-steps before. */
    double highest = fim_larger(block->highest[i], fim_larger(V_new, V_new + change));
    int fast = (highest <= c->p.V_fast) & (V_new > -1e3) & (w_new < 1e6) & (w_new > -1e6);
    block->slow[i] = !fast;
    state->V_m[i] = fast ? V_new : V;
    state->w[i] = fast ? w_new : w;
  }
}

/* Appends first + i for slow i < n, in groups of which most have none. */
static int32_t *list_slow(const int64_t *slow, int64_t n, int64_t first, int32_t *list) {
  for (int64_t from = 0; from < n; from += GROUP) {
    int64_t any = 0;
    for (int64_t i = from; i < from + GROUP; i++) {
      any |= slow[i];
    }
    for (int64_t i = from; any != 0 && i < from + GROUP && i < n; i++) {
      if (slow[i]) {
        *list++ = (int32_t)(first + i);
      }
    }
  }
  return list;
}

int64_t FIM_KERNEL(aeif_step_fast)(const aeif_t *p, int64_t n, const aeif_state_t *state, int32_t *slow) {
  const constants_t c = constants_of(p);
  int32_t *end = slow;
  block_t block;
  for (int64_t first = 0; first < n; first += LANES) {
    int64_t size = n - first < LANES ? n - first : LANES;
    int64_t padded = (size + GROUP - 1) / GROUP * GROUP;
    block.state = aeif_state_from(state, first);
    count_down(&c, &block, padded);
    if (block.state.in_ex != NULL) {
      FIM_KERNEL(aeif_add_arrivals)(&c.p, padded, &block.state);
    }
    stage_1(&c, &block, padded);
    middle_stage(&c, 0.5, &block, padded);
    middle_stage(&c, 1.0, &block, padded);
    stage_4(&c, &block, padded);
    end = list_slow(block.slow, size, first, end);
  }
  return end - slow;
}
