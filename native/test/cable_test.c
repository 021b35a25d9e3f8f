/*
 * cable_test.c: cables against cable theory: a finite cylinder with sealed ends, a tree that is equivalent to one, and
 * the orders of convergence. Formulas: Rall 1969 (doi 10.1016/S0006-3495(69)86467-2), Jack, Noble & Tsien 1975, ch. 4.
 */
#include <stdlib.h>

#include "check.h"
#include "lfp_cell.h"

/* A cylinder of R_m = 20 kOhm cm2 and R_a = 150 Ohm cm, 2 um thick. */
static const double diameter_um = 2.0;

/* lambda = sqrt(d / 4 R_m / R_a), um; R_m in Ohm cm2 is tau_m / C_m. */
static double length_constant(double diameter) {
  double R_m = 1e3 * usual_membrane.tau_m_ms / usual_membrane.C_m_uF;
  return 1e4 * sqrt(diameter * 1e-4 / 4.0 * R_m / usual_membrane.R_a_ohm_cm);
}

/* Input resistance of a half-infinite cylinder, mV per pA. */
static double infinite_resistance(double diameter) {
  double R_m = 1e3 * usual_membrane.tau_m_ms / usual_membrane.C_m_uF;
  double ohm = 2.0 / cell_pi * sqrt(R_m * usual_membrane.R_a_ohm_cm) * pow(diameter * 1e-4, -1.5);
  return ohm * 1e-9;
}

/* A chain of equal cylinders. Node 0: the first; node 1: the junction at its free end; then the others; last: a
 * junction. */
static void make_cylinder(cell_t *cell, double length_um, int32_t cylinders) {
  double h = length_um / cylinders;
  double g_half = axial_nS(diameter_um, h / 2.0, usual_membrane.R_a_ohm_cm);
  memset(cell, 0, sizeof *cell);
  cell->membrane = usual_membrane;
  int32_t node = cell_add_node(cell, -1, 0.0, cell_pi * diameter_um * h);
  cell_add_node(cell, node, g_half, 0.0);
  for (int32_t i = 1; i < cylinders; i++) {
    node = cell_add_node(cell, node, g_half / 2.0, cell_pi * diameter_um * h);
  }
  cell_add_node(cell, node, g_half, 0.0);
}

/* Node of the middle of a cylinder. */
static int32_t node_of(int32_t cylinder) {
  return cylinder == 0 ? 0 : cylinder + 1;
}

/* Potentials after steps of 1 pA into a node. v: [nodes], written. */
static void respond(const cell_t *cell, int32_t into, double dt_ms, int32_t steps, double *v) {
  fim_tree_t tree = cell_tree(cell);
  fim_cable_t *cable;
  double *current = calloc((size_t)cell->nodes, sizeof *current);
  current[into] = 1.0;
  assert_ok(fim_cable_create(&tree, dt_ms, 1, &cable));
  assert_ok(fim_cable_advance(cable, steps, current, NULL));
  assert_ok(fim_cable_potential(cable, v));
  fim_cable_destroy(cable);
  free(current);
}

/* Steady state: implicit Euler comes nearer to it by the factor tau_m / dt = 2e-5 in each step. */
static void settle(const cell_t *cell, int32_t into, double *v) {
  respond(cell, into, 1e6, 4, v);
}

static void assert_close(double value, double expected, double tolerance) {
  if (!(fabs(value - expected) <= tolerance * fabs(expected))) {
    fail_msg("%.12g, expected %.12g within %g", value, expected, tolerance);
  }
}

static void should_have_the_input_resistance_of_a_sealed_cylinder(void **state) {
  (void)state;
  static cell_t cell;
  double v[CELL_MOST_NODES];
  const double lengths[] = {0.2, 1.0, 2.5};
  for (int i = 0; i < 3; i++) {
    make_cylinder(&cell, lengths[i] * length_constant(diameter_um), 1000);
    settle(&cell, 1, v);
    assert_close(v[1], infinite_resistance(diameter_um) / tanh(lengths[i]), 1e-5);
  }
}

static void should_attenuate_along_a_sealed_cylinder_as_the_hyperbolic_cosine(void **state) {
  (void)state;
  enum { CYLINDERS = 1000 };
  static cell_t cell;
  double v[CELL_MOST_NODES];
  const double L = 1.5;
  make_cylinder(&cell, L * length_constant(diameter_um), CYLINDERS);
  settle(&cell, 1, v);
  for (int32_t i = 0; i < CYLINDERS; i += 37) {
    double X = L * (i + 0.5) / CYLINDERS;
    assert_close(v[node_of(i)] / v[1], cosh(L - X) / cosh(L), 1e-5);
  }
  assert_close(v[cell.nodes - 1] / v[1], 1.0 / cosh(L), 1e-5);
}

/* Potential of a sealed cylinder of electrotonic length L at X, T time constants after the onset of 1 pA at X = 0. */
static double step_response(double L, double X, double T) {
  double sum = (1.0 - exp(-T)) / L;
  for (int n = 1; n < 20000; n++) {
    double k = 1.0 + pow(n * cell_pi / L, 2);
    sum += 2.0 / L * cos(n * cell_pi * X / L) * (1.0 - exp(-k * T)) / k;
  }
  return sum * infinite_resistance(diameter_um);
}

static void should_respond_to_a_step_as_the_equalising_time_constants_say(void **state) {
  (void)state;
  enum { CYLINDERS = 201 };
  static cell_t cell;
  double v[CELL_MOST_NODES];
  const double L = 1.2;
  const double dt_ms = 0.002;
  make_cylinder(&cell, L * length_constant(diameter_um), CYLINDERS);
  const double times[] = {0.2, 0.5, 1.0, 2.0};
  for (int i = 0; i < 4; i++) {
    double T = times[i];
    respond(&cell, 1, dt_ms, (int32_t)lround(T * usual_membrane.tau_m_ms / dt_ms), v);
    assert_close(v[1], step_response(L, 0.0, T), 1e-3);
    assert_close(v[node_of(CYLINDERS / 2)], step_response(L, L / 2.0, T), 1e-3);
    assert_close(v[cell.nodes - 1], step_response(L, L, T), 1e-3);
  }
}

static void should_converge_with_the_second_order_of_the_cylinders_length(void **state) {
  (void)state;
  static cell_t cell;
  double v[CELL_MOST_NODES];
  const double L = 1.5;
  double last = 0.0;
  for (int32_t cylinders = 8; cylinders <= 64; cylinders *= 2) {
    make_cylinder(&cell, L * length_constant(diameter_um), cylinders);
    settle(&cell, 1, v);
    double error = fabs(v[cell.nodes - 1] - infinite_resistance(diameter_um) / sinh(L));
    if (cylinders > 8) {
      double order = log2(last / error);
      assert_true(order > 1.95 && order < 2.05);
    }
    last = error;
  }
}

static void should_converge_with_the_first_order_of_the_step(void **state) {
  (void)state;
  static cell_t cell;
  double v[CELL_MOST_NODES];
  double value[4];
  make_cylinder(&cell, 1.2 * length_constant(diameter_um), 21);
  for (int i = 0; i < 4; i++) {
    respond(&cell, 1, 0.1 / (1 << i), 100 << i, v);
    value[i] = v[1];
  }
  for (int i = 0; i < 2; i++) {
    double order = log2((value[i] - value[i + 1]) / (value[i + 1] - value[i + 2]));
    assert_true(order > 0.97 && order < 1.03);
  }
}

/* Adds a chain of cylinders of equal electrotonic length to a node; its last junction. */
static int32_t add_branch(cell_t *cell, int32_t parent, double diameter, double electrotonic, int32_t cylinders) {
  const double from[3] = {0, 0, 0};
  const double to[3] = {0, 0, electrotonic * length_constant(diameter)};
  return cell_add_section(cell, parent, from, to, diameter, cylinders);
}

/*
 * Where d^(3/2) of the daughters have the sum of the mother's, and tips are equally far, a tree is a cylinder (Rall
 * 1962, doi 10.1111/j.1749-6632.1962.tb54120.x).
 */
static void should_make_a_cylinder_of_a_tree_by_the_three_halves_rule(void **state) {
  (void)state;
  enum { CYLINDERS = 200 };
  static cell_t cell;
  double v[CELL_MOST_NODES];
  const double near = 0.4;
  const double far = 0.7;
  const double thick = 1.4;
  const double thin = pow(pow(diameter_um, 1.5) - pow(thick, 1.5), 2.0 / 3.0);
  make_cylinder(&cell, near * length_constant(diameter_um), CYLINDERS);
  int32_t fork = cell.nodes - 1;
  int32_t tip = add_branch(&cell, fork, thick, far, CYLINDERS);
  int32_t other_tip = add_branch(&cell, fork, thin, far, CYLINDERS);
  settle(&cell, 1, v);
  double R = infinite_resistance(diameter_um);
  assert_close(v[1], R / tanh(near + far), 1e-4);
  assert_close(v[fork] / v[1], cosh(far) / cosh(near + far), 1e-4);
  assert_close(v[tip] / v[1], 1.0 / cosh(near + far), 1e-4);
  assert_close(v[other_tip], v[tip], 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_have_the_input_resistance_of_a_sealed_cylinder),
      cmocka_unit_test(should_attenuate_along_a_sealed_cylinder_as_the_hyperbolic_cosine),
      cmocka_unit_test(should_respond_to_a_step_as_the_equalising_time_constants_say),
      cmocka_unit_test(should_converge_with_the_second_order_of_the_cylinders_length),
      cmocka_unit_test(should_converge_with_the_first_order_of_the_step),
      cmocka_unit_test(should_make_a_cylinder_of_a_tree_by_the_three_halves_rule),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
