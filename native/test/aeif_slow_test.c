/*
 * aeif_slow_test.c: one step of the slow lane against the plain fine integration, at every number of neurons.
 *
 * The lane is compiled into this test for the plain instruction set; that the others agree is for the variants' tests.
 */
#define FIM_VARIANT plain
#include "../src/kernels/aeif_slow.c"

#include "../src/aeif_prepare.c"
#include "aeif_reference.h"
#include "fimbria/random.h"

enum { VARIABLES = 4 };

/* Neurons before or after a step. */
typedef struct cells {
  double array[VARIABLES][LANES]; /* V_m, w, g_ex, g_in */
  double release[LANES];
  int32_t refractory[LANES];
} cells_t;

static aeif_state_t state_of(cells_t *cells, const aeif_t *p) {
  return (aeif_state_t){.V_m = cells->array[0],
                        .w = cells->array[1],
                        .g_ex = cells->array[2],
                        .g_in = cells->array[3],
                        .refractory = cells->refractory,
                        .release = aeif_is_exact(p) ? cells->release : NULL};
}

/*
 * V_m from below V_th up to where a spike is a hundredth of a step away; a fifth is released within the step if exact,
 * another one stays refractory.
 */
static void fill(const aeif_t *p, uint32_t entity, cells_t *cells) {
  double uniform[VARIABLES + 1][LANES];
  assert_ok(fim_random_uniforms(6, 0, entity, 0, 0, (VARIABLES + 1) * LANES, uniform[0]));
  for (int i = 0; i < LANES; i++) {
    double way = 2 * uniform[0][i] - 1;
    double above = fmin(9 * p->Delta_T, p->V_peak - p->V_th);
    cells->array[0][i] = p->V_th + (way > 0 && above > 0 ? above * way : -4 * fabs(way));
    cells->array[1][i] = 80 * uniform[1][i];
    cells->array[2][i] = 40 * uniform[2][i] * uniform[2][i];
    cells->array[3][i] = 30 * uniform[3][i] * uniform[3][i];
    int kind = (int)(5 * uniform[4][i]);
    cells->release[i] = p->dt * uniform[0][i];
    cells->refractory[i] = kind == 0 && aeif_is_exact(p) ? 1 : kind == 1 ? 7 : 0;
    cells->array[0][i] = cells->refractory[i] > 0 ? p->V_reset : cells->array[0][i];
  }
}

static void run(const aeif_t *p, cells_t *cells, int64_t n, const int32_t *neuron, aeif_spikes_t *spikes) {
  aeif_state_t state = state_of(cells, p);
  memset(spikes, 0xff, sizeof *spikes);
  aeif_step_slow_plain(p, &state, n, neuron, spikes);
}

/* Time clamped that is before a neuron at the beginning of the step. */
static double clamped_ms(const aeif_t *p, const cells_t *cells, int i) {
  bool released = aeif_is_exact(p) && cells->refractory[i] == 1;
  return released ? cells->release[i] : cells->refractory[i] > 0 ? 1e9 : 0;
}

/* Errors: of a spike's time 1e-6 ms, of V_m what it moves in this time at its speed now or 10 mV/ms, 100 at a spike. */
static void assert_stepped(const aeif_t *p, const model_t *model, const cells_t *before, const cells_t *after, int i,
                           const aeif_spikes_t *spikes, int place) {
  neuron_t n = {.V_m = before->array[0][i],
                .w = before->array[1][i],
                .g_ex = before->array[2][i],
                .g_in = before->array[3][i],
                .clamped_ms = clamped_ms(p, before, i)};
  int count = reference_step(model, p->dt, aeif_is_exact(p), &n);
  assert_int_equal(spikes->count[place], count);
  for (int k = 0; k < count; k++) {
    double offset = aeif_is_exact(p) ? p->dt - n.time_ms[k] : 0;
    assert_true(fabs(spikes->offset[place][k] - offset) < 1e-6);
  }
  double dV;
  double dw;
  slopes(model, n.V_m, n.w, n.g_ex, n.g_in, &dV, &dw);
  double moved = fabs(dV) + (count > 0 ? 100 : 10);
  assert_true(n.clamped_ms > 0 ? after->array[0][i] == p->V_reset : fabs(after->array[0][i] - n.V_m) < 1e-6 * moved);
  assert_true(fabs(after->array[1][i] - n.w) < 3e-4);
  assert_true((after->refractory[i] > 0) == (n.clamped_ms > 0));
}

static void prepare(const named_value_t *changes, int count, bool exact, aeif_t *p, model_t *model) {
  double params[PARAMETERS];
  excitatory_params(params);
  for (int k = 0; k < count; k++) {
    set_parameter(params, changes[k].symbol, changes[k].value);
  }
  aeif_prepare(params, 0.1, exact, p);
  *model = model_of(params);
}

/* Batches of every size, and where they stand in the state. */
static void assert_steps(const named_value_t *changes, int count) {
  for (int exact = 0; exact < 2; exact++) {
    static cells_t before;
    static cells_t after;
    static aeif_spikes_t spikes;
    aeif_t p;
    model_t model;
    int32_t fired = 0;
    prepare(changes, count, exact, &p, &model);
    for (int32_t n = 1; n <= LANES; n += n < 18 ? 1 : 23) {
      int32_t neuron[LANES];
      fill(&p, (uint32_t)(100 * exact + n), &before);
      after = before;
      for (int32_t i = 0; i < n; i++) {
        neuron[i] = LANES - n + i;
      }
      run(&p, &after, n, neuron, &spikes);
      for (int32_t i = 0; i < n; i++) {
        assert_stepped(&p, &model, &before, &after, neuron[i], &spikes, i);
        fired += spikes.count[i];
      }
      for (int v = 0; v < VARIABLES; v++) {
        assert_memory_equal(after.array[v], before.array[v], sizeof(double) * (size_t)(LANES - n));
      }
      assert_memory_equal(after.array[2], before.array[2], 2 * sizeof after.array[2]);
    }
    assert_true(fired > 20);
  }
}

static void should_step_as_the_fine_integration(void **state) {
  (void)state;
  static const named_value_t strong[] = {{"I_e", 2000}};
  assert_steps(NULL, 0);
  assert_steps(strong, 1);
}

static void should_step_an_adapting_neuron_as_the_fine_integration(void **state) {
  (void)state;
  static const named_value_t adapting[] = {{"a", 4}, {"b", 60}, {"tau_w", 2}};
  assert_steps(adapting, 3);
}

static void should_step_a_sharp_neuron_as_the_fine_integration(void **state) {
  (void)state;
  static const named_value_t sharp[] = {{"Delta_T", 0.2}, {"V_peak", -40}, {"t_ref", 0}};
  assert_steps(sharp, 3);
}

static void should_step_a_leaky_neuron_as_the_fine_integration(void **state) {
  (void)state;
  static const named_value_t leaky[] = {{"Delta_T", 0}, {"V_peak", -50}, {"I_e", 3000}};
  assert_steps(leaky, 3);
}

/* A neuron's bits do not depend on who is in the batch, or on the order. */
static void should_step_a_neuron_alike_in_every_batch(void **state) {
  (void)state;
  static cells_t before;
  static cells_t together;
  static cells_t apart;
  static aeif_spikes_t spikes;
  static aeif_spikes_t own;
  int32_t order[LANES];
  aeif_t p;
  model_t model;
  prepare(NULL, 0, true, &p, &model);
  fill(&p, 1, &before);
  together = before;
  apart = before;
  for (int32_t i = 0; i < LANES; i++) {
    order[i] = LANES - 1 - i;
  }
  run(&p, &together, LANES, order, &spikes);
  for (int32_t i = 0; i < LANES;) {
    int32_t n = 1 + i % 5;
    n = n < LANES - i ? n : LANES - i;
    const int32_t neuron[] = {i, i + 1, i + 2, i + 3, i + 4};
    run(&p, &apart, n, neuron, &own);
    for (int32_t k = 0; k < n; k++, i++) {
      assert_int_equal(own.count[k], spikes.count[LANES - 1 - i]);
      assert_memory_equal(own.offset[k], spikes.offset[LANES - 1 - i], sizeof(double) * (size_t)own.count[k]);
    }
  }
  assert_memory_equal(&apart, &together, sizeof apart);
}

static void should_tell_a_neuron_that_leaves_the_numbers_from_its_neighbours(void **state) {
  (void)state;
  static const double odd[] = {NAN, HUGE_VAL, -HUGE_VAL, 1e300};
  static cells_t cells;
  static aeif_spikes_t spikes;
  int32_t neuron[LANES];
  aeif_t p;
  model_t model;
  prepare(NULL, 0, false, &p, &model);
  for (int32_t i = 0; i < LANES; i++) {
    neuron[i] = i;
  }
  for (int k = 0; k < 4; k++) {
    fill(&p, 1, &cells);
    memset(cells.refractory, 0, sizeof cells.refractory);
    cells.array[1][11] = odd[k];
    run(&p, &cells, LANES, neuron, &spikes);
    for (int32_t i = 0; i < LANES; i++) {
      assert_true((spikes.count[i] == AEIF_UNSTABLE) == (i == 11));
    }
  }
}

static void should_refuse_more_spikes_in_a_step_than_the_model_has_sense_for(void **state) {
  (void)state;
  static const named_value_t endless[] = {{"t_ref", 0}, {"I_e", 1e6}, {"V_reset", -1}, {"b", 0}};
  static cells_t cells;
  static aeif_spikes_t spikes;
  const int32_t neuron[] = {3};
  aeif_t p;
  model_t model;
  prepare(endless, 4, true, &p, &model);
  fill(&p, 1, &cells);
  cells.refractory[3] = 0;
  run(&p, &cells, 1, neuron, &spikes);
  assert_int_equal(spikes.count[0], AEIF_TOO_MANY_SPIKES);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_step_as_the_fine_integration),
      cmocka_unit_test(should_step_an_adapting_neuron_as_the_fine_integration),
      cmocka_unit_test(should_step_a_sharp_neuron_as_the_fine_integration),
      cmocka_unit_test(should_step_a_leaky_neuron_as_the_fine_integration),
      cmocka_unit_test(should_step_a_neuron_alike_in_every_batch),
      cmocka_unit_test(should_tell_a_neuron_that_leaves_the_numbers_from_its_neighbours),
      cmocka_unit_test(should_refuse_more_spikes_in_a_step_than_the_model_has_sense_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
