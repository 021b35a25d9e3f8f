/*
 * cable_reference_test.c: cables against the same equations solved by Gaussian elimination of the full matrix, in
 * random trees with junctions, in every tail of lanes and every variant; what must hold of currents; trees that are
 * refused.
 */
#include <stdlib.h>

#include "draws.h"
#include "lfp_cell.h"
#include "variant_check.h"

enum { MOST = 64, STEPS = 5 };

static const double dt_ms = 0.1;

static double uniform(fim_draws_t *draws, double low, double high) {
  return low + (high - low) * fim_draw_uniform(draws);
}

/* Numbers of dendrites: junctions without membrane among nodes of some pF, axial conductances over three decades. */
static void make_tree(cell_t *cell, int32_t nodes, uint32_t seed) {
  fim_draws_t draws = fim_draws(seed, 1, 0, 0);
  memset(cell, 0, sizeof *cell);
  cell->nodes = nodes;
  cell->parent[0] = -1;
  for (int32_t i = 0; i < nodes; i++) {
    bool junction = i > 0 && fim_draw_uniform(&draws) < 0.3;
    cell->parent[i] = i == 0 ? -1 : (int32_t)fim_draw_index(&draws, (uint64_t)i);
    cell->C_m[i] = junction ? 0.0 : uniform(&draws, 0.5, 5.0);
    cell->g_L[i] = junction ? 0.0 : cell->C_m[i] / 20.0;
    cell->g_axial[i] = 5.0 * pow(10.0, uniform(&draws, 0.0, 3.0));
  }
}

/* Inputs of one cell: [nodes] current and conductance. */
static void draw_inputs(int32_t nodes, uint32_t cell, double *current, double *conductance) {
  fim_draws_t draws = fim_draws(77, 2, cell, 0);
  for (int32_t i = 0; i < nodes; i++) {
    current[i] = uniform(&draws, -20.0, 50.0);
    conductance[i] = uniform(&draws, 0.0, 2.0);
  }
}

/* One step by Gaussian elimination with pivots. conductance may be NULL. */
static void step_densely(const cell_t *cell, const double *current, const double *conductance, double *v) {
  static long double m[MOST][MOST + 1];
  int32_t n = cell->nodes;
  memset(m, 0, sizeof m);
  for (int32_t i = 0; i < n; i++) {
    m[i][i] += cell->C_m[i] / dt_ms + cell->g_L[i] + (conductance != NULL ? conductance[i] : 0.0);
    m[i][n] = cell->C_m[i] / dt_ms * v[i] + current[i];
    int32_t p = cell->parent[i];
    if (p >= 0) {
      m[i][i] += cell->g_axial[i];
      m[p][p] += cell->g_axial[i];
      m[i][p] -= cell->g_axial[i];
      m[p][i] -= cell->g_axial[i];
    }
  }
  for (int32_t k = 0; k < n; k++) {
    int32_t pivot = k;
    for (int32_t i = k + 1; i < n; i++) {
      pivot = fabsl(m[i][k]) > fabsl(m[pivot][k]) ? i : pivot;
    }
    for (int32_t j = 0; j <= n; j++) {
      long double x = m[k][j];
      m[k][j] = m[pivot][j];
      m[pivot][j] = x;
    }
    for (int32_t i = k + 1; i < n; i++) {
      long double factor = m[i][k] / m[k][k];
      for (int32_t j = k; j <= n; j++) {
        m[i][j] -= factor * m[k][j];
      }
    }
  }
  for (int32_t i = n - 1; i >= 0; i--) {
    long double x = m[i][n];
    for (int32_t j = i + 1; j < n; j++) {
      x -= m[i][j] * v[j];
    }
    v[i] = (double)(x / m[i][i]);
  }
}

/* What one computation is made of, and its results [cells][2][nodes]: potential and transmembrane current. */
typedef struct job {
  const cell_t *cell;
  int32_t cells;
  bool loaded;
} job_t;

static void compute(const void *arguments, double *out) {
  const job_t *job = arguments;
  int32_t n = job->cell->nodes;
  size_t size = (size_t)n * (size_t)job->cells;
  double *current = malloc(size * sizeof *current);
  double *conductance = malloc(size * sizeof *conductance);
  for (int32_t c = 0; c < job->cells; c++) {
    double i_c[MOST];
    double g_c[MOST];
    draw_inputs(n, (uint32_t)c, i_c, g_c);
    for (int32_t i = 0; i < n; i++) {
      current[i * job->cells + c] = i_c[i];
      conductance[i * job->cells + c] = g_c[i];
    }
  }
  fim_tree_t tree = cell_tree(job->cell);
  fim_cable_t *cable;
  assert_ok(fim_cable_create(&tree, dt_ms, job->cells, &cable));
  assert_ok(fim_cable_advance(cable, STEPS, current, job->loaded ? conductance : NULL));
  for (int quantity = 0; quantity < 2; quantity++) {
    assert_ok(quantity == 0 ? fim_cable_potential(cable, current) : fim_cable_membrane_current(cable, current));
    for (int32_t c = 0; c < job->cells; c++) {
      for (int32_t i = 0; i < n; i++) {
        out[(2 * c + quantity) * n + i] = current[i * job->cells + c];
      }
    }
  }
  fim_cable_destroy(cable);
  free(current);
  free(conductance);
}

/* Potential and currents of a cell against the full matrix, the sum of the currents against 0. */
static void check_cell(const job_t *job, int32_t c, const double *result) {
  const cell_t *cell = job->cell;
  int32_t n = cell->nodes;
  double current[MOST];
  double conductance[MOST];
  double v[MOST] = {0};
  double before[MOST];
  draw_inputs(n, (uint32_t)c, current, conductance);
  for (int step = 0; step < STEPS; step++) {
    memcpy(before, v, sizeof v);
    step_densely(cell, current, job->loaded ? conductance : NULL, v);
  }
  double largest = 0.0;
  double absolute = 0.0;
  double sum = 0.0;
  for (int32_t i = 0; i < n; i++) {
    largest = fmax(largest, fabs(v[i]));
    sum += result[n + i];
    absolute += fabs(result[n + i]);
  }
  for (int32_t i = 0; i < n; i++) {
    assert_true(fabs(result[i] - v[i]) <= 1e-12 * largest);
    double g = cell->g_L[i] + (job->loaded ? conductance[i] : 0.0);
    double outward = cell->C_m[i] * (v[i] - before[i]) / dt_ms + g * v[i] - current[i];
    assert_true(fabs(result[n + i] - outward) <= 1e-9 * (absolute + 1.0));
  }
  assert_true(fabs(sum) <= 1e-12 * absolute);
}

static void should_solve_as_the_full_matrix_does_in_every_tail(void **state) {
  (void)state;
  static cell_t cell;
  const int32_t nodes[] = {1, 2, 3, 8, 40, 64};
  const int32_t cells[] = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33};
  for (int i = 0; i < 6; i++) {
    make_tree(&cell, nodes[i], (uint32_t)i);
    for (int k = 0; k < 12; k++) {
      for (int loaded = 0; loaded < 2; loaded++) {
        job_t job = {&cell, cells[k], loaded == 1};
        double *out = malloc(sizeof *out * 2 * (size_t)nodes[i] * (size_t)cells[k]);
        compute(&job, out);
        for (int32_t c = 0; c < cells[k]; c++) {
          check_cell(&job, c, out + (ptrdiff_t)2 * c * nodes[i]);
        }
        free(out);
      }
    }
  }
}

static void should_agree_in_all_variants(void **state) {
  (void)state;
  static cell_t cell;
  make_tree(&cell, MOST, 9);
  for (int loaded = 0; loaded < 2; loaded++) {
    job_t job = {&cell, 19, loaded == 1};
    assert_variants_agree(compute, &job, (int64_t)2 * MOST * job.cells, 1e-11, 1.0);
  }
}

static void should_give_a_cell_the_same_bits_in_any_lane(void **state) {
  (void)state;
  static cell_t cell;
  make_tree(&cell, 30, 4);
  double many[2 * 30 * 20];
  double one[2 * 30];
  job_t job = {&cell, 20, false};
  compute(&job, many);
  job.cells = 1;
  compute(&job, one);
  assert_memory_equal(many, one, sizeof one);
}

static void should_not_depend_on_how_steps_are_divided(void **state) {
  (void)state;
  static cell_t cell;
  make_tree(&cell, 30, 5);
  fim_tree_t tree = cell_tree(&cell);
  double current[30];
  double conductance[30];
  double v[2][30];
  draw_inputs(30, 0, current, conductance);
  for (int parts = 1; parts <= 2; parts++) {
    fim_cable_t *cable;
    assert_ok(fim_cable_create(&tree, dt_ms, 1, &cable));
    for (int i = 0; i < parts; i++) {
      assert_ok(fim_cable_advance(cable, 12 / parts, current, conductance));
    }
    assert_ok(fim_cable_potential(cable, v[parts - 1]));
    fim_cable_destroy(cable);
  }
  assert_memory_equal(v[0], v[1], sizeof v[0]);
}

static void should_be_reciprocal(void **state) {
  (void)state;
  enum { NODES = 40, CELLS = NODES };
  static cell_t cell;
  static double current[NODES][CELLS];
  static double conductance[NODES][CELLS];
  static double v[NODES][CELLS];
  make_tree(&cell, NODES, 6);
  fim_tree_t tree = cell_tree(&cell);
  double unused[NODES];
  double g[NODES];
  draw_inputs(NODES, 0, unused, g);
  for (int i = 0; i < NODES; i++) {
    for (int c = 0; c < CELLS; c++) {
      current[i][c] = i == c ? 1.0 : 0.0;
      conductance[i][c] = g[i];
    }
  }
  for (int loaded = 0; loaded < 2; loaded++) {
    fim_cable_t *cable;
    assert_ok(fim_cable_create(&tree, dt_ms, CELLS, &cable));
    assert_ok(fim_cable_advance(cable, 30, current[0], loaded == 1 ? conductance[0] : NULL));
    assert_ok(fim_cable_potential(cable, v[0]));
    fim_cable_destroy(cable);
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < i; j++) {
        assert_true(v[i][j] > 0.0 && fabs(v[i][j] - v[j][i]) <= 1e-12 * v[i][j]);
      }
    }
  }
}

static void should_refuse_what_is_no_cable(void **state) {
  (void)state;
  static cell_t cell;
  fim_cable_t *cable;
  make_tree(&cell, 8, 7);
  fim_tree_t tree = cell_tree(&cell);
  assert_int_equal(fim_cable_create(&tree, 0.0, 1, &cable), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "dt_ms = 0, allowed above 0"));
  assert_int_equal(fim_cable_create(&tree, dt_ms, 0, &cable), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "cells = 0, allowed 1"));
  cell.parent[4] = 5;
  assert_int_equal(fim_cable_create(&tree, dt_ms, 1, &cable), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "fim_cable_create: parent[4] = 5, allowed 0 to 3"));
  assert_null(cable);
  assert_int_equal(fim_cable_create(NULL, dt_ms, 1, &cable), FIM_E_ARGUMENT);
  fim_cable_destroy(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_solve_as_the_full_matrix_does_in_every_tail),
      cmocka_unit_test(should_agree_in_all_variants),
      cmocka_unit_test(should_give_a_cell_the_same_bits_in_any_lane),
      cmocka_unit_test(should_not_depend_on_how_steps_are_divided),
      cmocka_unit_test(should_be_reciprocal),
      cmocka_unit_test(should_refuse_what_is_no_cable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
