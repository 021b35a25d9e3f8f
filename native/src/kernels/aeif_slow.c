/*
 * aeif_slow.c: the slow lane of aeif.h.
 *
 * Neurons wait for their next sub-step, those of each coordinate (aeif_substep.h) apart. A round moves all of one
 * coordinate, each by a length of its own; then one neuron after another spikes, is refractory, waits again or has
 * reached the end of the step.
 */
#include "aeif_crossing.h"
#include "aeif_substep.h"
#include "kernels/kernels.h"

enum { MAX_SUBSTEPS = 100000, WIDTH = 8 };

static const double logarithmic_x = 1.0; /* coordinate u from here */
static const double largest_u = 0.5;     /* and until u is larger than this */

/* One neuron between sub-steps. */
typedef struct runner {
  double V, u; /* u: 0 where V_m is the coordinate */
  double w, g_ex, g_in;
  double left;    /* ms to the step's end */
  double release; /* ms into the step in which refractory reaches the release count */
  int32_t refractory;
  int32_t moves;
} runner_t;

enum coordinate { IN_V, IN_U, COORDINATES };

/* A step of up to LANES neurons. */
typedef struct batch {
  const aeif_t *p;
  const aeif_state_t *state;
  const int32_t *neuron;
  aeif_spikes_t *spikes;
  runner_t runner[LANES];
  int32_t waiting[COORDINATES][LANES]; /* places in runner */
  int32_t count[COORDINATES];
  lanes_t lanes;
} batch_t;

/* Puts a neuron at V_m = V, in u where the exponential current is large and drives more than the others. */
static void place(const aeif_t *p, runner_t *r, double V) {
  double x = (V - p->V_th) * p->inverse_Delta;
  r->V = V;
  r->u = 0.0;
  if (x > logarithmic_x) {
    double u = fim_exp(-x);
    double outward = outward_current(V, r->w, drive_of(p, r->g_ex, r->g_in));
    r->u = u * p->inverse_Delta * fabs(outward) < p->g_L ? u : 0.0;
  }
}

/* V_m stays clamped for a time, at most to the step's end. */
static void clamp(const aeif_t *p, runner_t *r, double time) {
  double rest = p->a * (p->V_reset - p->E_L);
  r->w = rest + (r->w - rest) * fim_exp(-time * p->inverse_tau_w);
  r->g_ex *= fim_exp2_coarse(-time * p->decay_rate_ex);
  r->g_in *= fim_exp2_coarse(-time * p->decay_rate_in);
  r->left -= time;
}

/* After a spike now: as NEST counts, from the end of the step; or, if exact, from here. */
static void start_refractoriness(const aeif_t *p, runner_t *r) {
  if (!aeif_is_exact(p)) {
    r->refractory = p->t_ref_steps > 0 ? p->t_ref_steps + 1 : 0;
    return;
  }
  double release = p->dt - r->left + p->t_ref_rest;
  bool later = release > p->dt;
  r->refractory = p->t_ref_steps + (later ? 2 : 1);
  r->release = later ? release - p->dt : release;
}

/* Clamps V_m for the step, or to where it is released. */
static void stay_refractory(const aeif_t *p, runner_t *r) {
  if (r->refractory != p->release_count) {
    clamp(p, r, r->left);
    return;
  }
  double passed = p->dt - r->left;
  if (r->release > passed) {
    clamp(p, r, fim_smaller(r->release - passed, r->left));
  }
  if (r->left > 0.0) {
    r->refractory = 0;
  }
}

static void finish(const batch_t *batch, int32_t id, bool stable) {
  const aeif_state_t *state = batch->state;
  const runner_t *r = &batch->runner[id];
  int32_t i = batch->neuron[id];
  state->V_m[i] = r->V;
  state->w[i] = r->w;
  state->refractory[i] = r->refractory;
  if (state->release != NULL) {
    state->release[i] = r->release;
  }
  if (!stable || !(fabs(r->V) < 1e3 && fabs(r->w) < 1e6)) {
    batch->spikes->count[id] = AEIF_UNSTABLE;
  }
}

/* V_m is reset; false beyond the model's number of spikes in a step. */
static bool spike(batch_t *batch, int32_t id) {
  const aeif_t *p = batch->p;
  runner_t *r = &batch->runner[id];
  int32_t *count = &batch->spikes->count[id];
  if (*count == AEIF_MAX_SPIKES_PER_STEP) {
    *count = AEIF_TOO_MANY_SPIKES;
    return false;
  }
  batch->spikes->offset[id][(*count)++] = aeif_is_exact(p) ? r->left : 0.0;
  start_refractoriness(p, r);
  r->w += p->b;
  place(p, r, p->V_reset);
  return true;
}

/* What a neuron does at a point between sub-steps. */
static void go_on(batch_t *batch, int32_t id, bool spiked) {
  const aeif_t *p = batch->p;
  runner_t *r = &batch->runner[id];
  if (spiked && !spike(batch, id)) {
    return;
  }
  while (r->left > 0.0 && r->refractory > 0) {
    stay_refractory(p, r);
  }
  if (r->left > 0.0 && r->moves++ < MAX_SUBSTEPS) {
    enum coordinate in = r->u > 0.0 ? IN_U : IN_V;
    batch->waiting[in][batch->count[in]++] = id;
  } else {
    finish(batch, id, !(r->left > 0.0));
  }
}

/* Lane i of a sub-step that reaches the spike: back to where it does. */
static void cross(batch_t *batch, bool logarithmic, int32_t i, int32_t id) {
  const aeif_t *p = batch->p;
  const lanes_t *l = &batch->lanes;
  runner_t *r = &batch->runner[id];
  double h = l->h[i];
  double level = logarithmic ? p->u_spike : p->V_spike;
  point_t to = {l->y_end[i], l->w_end[i]};
  point_t d = slope_at(logarithmic, p, to, drive_of(p, l->g_ex_end[i], l->g_in_end[i]));
  cubic_t y = cubic_through(l->y[i] - level, h * l->dy[i], to.y - level, h * d.y);
  cubic_t w = cubic_through(l->w[i], h * l->dw[i], to.w, h * d.w);
  double s = crossing(&y);
  double w_end = cubic_at(&w, s);
  r->w = logarithmic ? w_after_fall(p, r->w, w_end, s * h, l->y[i], level) : w_end;
  r->g_ex *= fim_exp2_coarse(-s * h * p->decay_rate_ex);
  r->g_in *= fim_exp2_coarse(-s * h * p->decay_rate_in);
  r->left -= s * h;
  go_on(batch, id, true);
}

/* What lane i's sub-step has come to. */
static void settle(batch_t *batch, bool logarithmic, int32_t i, int32_t id) {
  const aeif_t *p = batch->p;
  const lanes_t *l = &batch->lanes;
  runner_t *r = &batch->runner[id];
  if (!isfinite(l->y_end[i]) || !isfinite(l->w_end[i])) {
    finish(batch, id, false);
  } else if (logarithmic ? l->y_end[i] <= p->u_spike : l->y_end[i] >= p->V_spike) {
    cross(batch, logarithmic, i, id);
  } else {
    r->V = l->V_end[i];
    r->u = logarithmic ? l->y_end[i] : 0.0;
    r->w = l->w_end[i];
    r->g_ex = l->g_ex_end[i];
    r->g_in = l->g_in_end[i];
    r->left -= l->h[i];
    if (r->left > 0.0 && (!logarithmic || r->u > largest_u)) {
      place(p, r, r->V);
    }
    go_on(batch, id, false);
  }
}

/* A sub-step of all that wait in one coordinate. Unused lanes repeat the last one. */
static void round_in(enum coordinate in, batch_t *batch) {
  lanes_t *l = &batch->lanes;
  int32_t id[LANES];
  int32_t n = batch->count[in];
  int32_t padded = (n + WIDTH - 1) / WIDTH * WIDTH;
  for (int32_t i = 0; i < padded; i++) {
    id[i] = batch->waiting[in][i < n ? i : n - 1];
    const runner_t *r = &batch->runner[id[i]];
    l->y[i] = in == IN_U ? r->u : r->V;
    l->V[i] = r->V;
    l->w[i] = r->w;
    l->g_ex[i] = r->g_ex;
    l->g_in[i] = r->g_in;
    l->left[i] = r->left;
  }
  if (in == IN_U) {
    move(true, batch->p, l, padded);
  } else {
    move(false, batch->p, l, padded);
  }
  batch->count[in] = 0;
  for (int32_t i = 0; i < n; i++) {
    settle(batch, in == IN_U, i, id[i]);
  }
}

static void start(batch_t *batch, int32_t id) {
  const aeif_t *p = batch->p;
  const aeif_state_t *state = batch->state;
  int32_t i = batch->neuron[id];
  runner_t *r = &batch->runner[id];
  *r = (runner_t){.w = state->w[i],
                  .g_ex = state->g_ex[i],
                  .g_in = state->g_in[i],
                  .left = p->dt,
                  .release = state->release != NULL ? state->release[i] : p->dt,
                  .refractory = state->refractory[i]};
  place(p, r, state->V_m[i]);
  batch->spikes->count[id] = 0;
  go_on(batch, id, r->refractory == 0 && r->V >= p->V_spike);
}

void FIM_KERNEL(aeif_step_slow)(const aeif_t *p, const aeif_state_t *state, int64_t n, const int32_t *neuron,
                                aeif_spikes_t *spikes) {
  batch_t batch;
  batch.p = p;
  batch.state = state;
  batch.neuron = neuron;
  batch.spikes = spikes;
  batch.count[IN_V] = 0;
  batch.count[IN_U] = 0;
  for (int32_t id = 0; id < n; id++) {
    start(&batch, id);
  }
  while (batch.count[IN_V] + batch.count[IN_U] > 0) {
    for (enum coordinate in = IN_V; in < COORDINATES; in++) {
      if (batch.count[in] > 0) {
        round_in(in, &batch);
      }
    }
  }
}
