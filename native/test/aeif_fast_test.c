/*
 * aeif_fast_test.c: the fast lane against the same step written plainly, with the C library's exp.
 *
 * The lane is compiled into this test for the plain instruction set; that the others agree is for the variants' tests.
 */
#define FIM_VARIANT plain
#include "../src/kernels/aeif_fast.c"

#include <math.h>

#include "../src/aeif_prepare.c"
#include "fimbria/random.h"
#include "spiking_fixture.h"

enum { NEURONS = 2 * LANES + 16, ARRAYS = 6 };

/* Neurons of a size, and what the lane makes of them. */
typedef struct cells {
  _Alignas(64) double array[ARRAYS][NEURONS]; /* V_m, w, g_ex, g_in, in_ex, in_in */
  _Alignas(64) int32_t refractory[NEURONS];
  int32_t slow[NEURONS];
  int64_t slow_count;
} cells_t;

static aeif_state_t state_of(cells_t *cells) {
  return (aeif_state_t){cells->array[0], cells->array[1], cells->array[2],   cells->array[3],
                        cells->array[4], cells->array[5], cells->refractory, NULL};
}

/* Between rest and beyond the reach of the lane; a third is refractory, for 1 to 3 steps more. */
static void fill(cells_t *cells, uint32_t entity) {
  static const double low[ARRAYS] = {-75, -20, 0, 0, -2, -2};
  static const double high[ARRAYS] = {-42, 60, 25, 25, 2, 2};
  double uniform[ARRAYS + 1][NEURONS];
  assert_ok(fim_random_uniforms(5, 0, entity, 0, 0, (ARRAYS + 1) * NEURONS, uniform[0]));
  for (int i = 0; i < NEURONS; i++) {
    for (int k = 0; k < ARRAYS; k++) {
      cells->array[k][i] = fmax(0, low[k] + (high[k] - low[k]) * uniform[k][i]);
    }
    cells->array[0][i] = low[0] + (high[0] - low[0]) * uniform[0][i];
    cells->array[1][i] = low[1] + (high[1] - low[1]) * uniform[1][i];
    cells->refractory[i] = uniform[ARRAYS][i] < 0.33 ? (int32_t)(10 * uniform[ARRAYS][i]) + 1 : 0;
  }
}

static void run(const aeif_t *p, cells_t *cells, int64_t n) {
  aeif_state_t state = state_of(cells);
  cells->slow_count = aeif_step_fast_plain(p, n, &state, cells->slow);
}

/* dV_m/dt and dw/dt, g at time t. */
static void slopes(const aeif_t *p, const double *g, double t, double V, double w, double *dV, double *dw) {
  double ex = g[0] * exp(-t / p->tau_syn_ex);
  double in = g[1] * exp(-t / p->tau_syn_in);
  double spike = p->Delta_T > 0 ? p->g_L * p->Delta_T * exp((V - p->V_th) / p->Delta_T) : 0;
  *dV = (spike - p->g_L * (V - p->E_L) - ex * (V - p->E_ex) - in * (V - p->E_in) - w + p->I_e) / p->C_m;
  *dw = (p->a * (V - p->E_L) - w) / p->tau_w;
}

/* Fourth-order step of a neuron whose V_m moves or not; whether the lane may take it. */
static bool plain_step(const aeif_t *p, const double *g, bool clamped, double *V, double *w) {
  static const double place[4] = {0, 0.5, 0.5, 1};
  static const double weight[4] = {1, 2, 2, 1};
  double dV = 0;
  double dw = 0;
  double highest = *V;
  double V_new = *V;
  double w_new = *w;
  for (int stage = 0; stage < 4; stage++) {
    double h = place[stage] * p->dt;
    double V_stage = *V + h * dV;
    highest = fmax(highest, V_stage);
    slopes(p, g, h, V_stage, *w + h * dw, &dV, &dw);
    dV = clamped ? 0 : dV;
    V_new += p->dt / 6 * weight[stage] * dV;
    w_new += p->dt / 6 * weight[stage] * dw;
  }
  bool fast = fmax(highest, fmax(V_new, 2 * V_new - *V)) <= p->V_fast && p->g_L + g[0] + g[1] <= p->g_fast;
  *V = fast ? V_new : *V;
  *w = fast ? w_new : *w;
  return fast;
}

/* All of a step: neuron i of cells, which are those before it. */
static void assert_stepped(const aeif_t *p, const cells_t *before, const cells_t *after, int64_t i, bool slow) {
  double V = before->array[0][i];
  double w = before->array[1][i];
  const double g[2] = {before->array[2][i] * exp(-p->dt / p->tau_syn_ex) + before->array[4][i],
                       before->array[3][i] * exp(-p->dt / p->tau_syn_in) + before->array[5][i]};
  int32_t count = before->refractory[i] > 0 ? before->refractory[i] - 1 : 0;
  bool released = aeif_is_exact(p) && count == 1;
  bool fast = !released && plain_step(p, g, count > 0, &V, &w);
  assert_int_equal(slow, !fast);
  assert_true(fabs(after->array[0][i] - V) < 1e-9);
  assert_true(fabs(after->array[1][i] - w) < 1e-9);
  assert_true(fast || (after->array[0][i] == V && after->array[1][i] == w));
  assert_true(count == 0 || after->array[0][i] == V);
  for (int k = 0; k < 2; k++) {
    assert_true(fabs(after->array[2 + k][i] - g[k]) <= 1e-14 * g[k]);
    assert_true(after->array[4 + k][i] == 0);
  }
  assert_int_equal(after->refractory[i], count);
}

static void prepare(const char *symbol, double value, bool exact, aeif_t *p) {
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "a", 3);
  set_parameter(params, "tau_syn_in", 3);
  set_parameter(params, symbol, value);
  aeif_prepare(params, 0.1, exact, p);
}

/* Every size up to two blocks and a group; neurons beyond it stay. */
static void assert_plain_steps(const aeif_t *p) {
  static cells_t before;
  static cells_t after;
  int64_t slow = 0;
  for (int64_t n = 1; n <= NEURONS; n++) {
    fill(&before, (uint32_t)n);
    after = before;
    run(p, &after, n);
    int64_t next = 0;
    for (int64_t i = 0; i < n; i++) {
      bool listed = next < after.slow_count && after.slow[next] == i;
      next += listed;
      assert_stepped(p, &before, &after, i, listed);
    }
    assert_int_equal(next, after.slow_count);
    int64_t padded = (n + 15) / 16 * 16;
    assert_memory_equal(&after.array[0][padded], &before.array[0][padded], sizeof(double) * (size_t)(NEURONS - padded));
    slow += after.slow_count;
  }
  assert_true(slow > NEURONS && slow < NEURONS * NEURONS / 3);
}

static void should_step_as_plain_runge_kutta_at_every_size(void **state) {
  (void)state;
  aeif_t p;
  prepare("I_e", 200, false, &p);
  assert_plain_steps(&p);
  prepare("Delta_T", 0.5, true, &p);
  assert_plain_steps(&p);
  prepare("Delta_T", 0, false, &p);
  assert_plain_steps(&p);
  prepare("g_L", 0, true, &p);
  assert_plain_steps(&p);
}

static void should_leave_all_to_the_slow_lane_if_w_is_too_fast_for_one_step(void **state) {
  (void)state;
  static cells_t cells;
  aeif_t p;
  prepare("tau_w", 0.9, false, &p);
  fill(&cells, 0);
  run(&p, &cells, NEURONS);
  assert_int_equal(cells.slow_count, NEURONS);
}

/* A neuron's bits do not depend on its place or its neighbours. */
static void should_step_a_neuron_alike_among_all_neighbours(void **state) {
  (void)state;
  static cells_t all;
  static cells_t some;
  static cells_t first;
  aeif_t p;
  prepare("I_e", 200, true, &p);
  fill(&first, 1);
  all = first;
  run(&p, &all, NEURONS);
  for (int shift = 1; shift < NEURONS; shift += 13) {
    fill(&some, (uint32_t)shift);
    for (int k = 0; k < ARRAYS; k++) {
      memcpy(some.array[k], first.array[k] + shift, sizeof(double) * (size_t)(NEURONS - shift));
    }
    memcpy(some.refractory, first.refractory + shift, sizeof(int32_t) * (size_t)(NEURONS - shift));
    run(&p, &some, NEURONS - shift);
    for (int k = 0; k < ARRAYS; k++) {
      assert_memory_equal(some.array[k], all.array[k] + shift, sizeof(double) * (size_t)(NEURONS - shift));
    }
  }
}

static void should_leave_what_is_no_number_to_the_slow_lane(void **state) {
  (void)state;
  static const double odd[] = {NAN, HUGE_VAL, -HUGE_VAL, 1e300, -1e300};
  static cells_t cells;
  aeif_t p;
  prepare("I_e", 0, false, &p);
  for (int k = 0; k < 4; k++) {
    for (int v = 0; v < 5; v++) {
      memset(&cells, 0, sizeof cells);
      for (int i = 0; i < NEURONS; i++) {
        cells.array[0][i] = -60;
      }
      cells.array[k][37] = odd[v];
      run(&p, &cells, 64);
      assert_int_equal(cells.slow_count, 1);
      assert_int_equal(cells.slow[0], 37);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_step_as_plain_runge_kutta_at_every_size),
      cmocka_unit_test(should_leave_all_to_the_slow_lane_if_w_is_too_fast_for_one_step),
      cmocka_unit_test(should_step_a_neuron_alike_among_all_neighbours),
      cmocka_unit_test(should_leave_what_is_no_number_to_the_slow_lane),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
