/* electrode_test.c: line and point sources against their definitions, and what physics demands of them. */
#include "electrode_fixture.h"
#include "variant_check.h"

static void assert_close(double value, double expected, double tolerance) {
  if (!(fabs(value - expected) <= tolerance * fabs(expected))) {
    fail_msg("%.17g, expected %.17g: relative error %.2g", value, expected, fabs(value / expected - 1));
  }
}

static void should_give_1_pA_at_1_um_in_0_3_S_per_m_as_265_nV(void **state) {
  (void)state;
  scene_t scene;
  make_segment(&scene, 1.0, 0.1, 0, 1, 0);
  scene.kind[0] = FIM_SOURCE_POINT;
  assert_close(potential_of(&scene, 0), 2.6525823848649224e-4, 1e-15);
}

/* The integral of the point source's potential over the segment, by Simpson's rule. */
static double integrated(double length, double x, double r) {
  const int intervals = 20000;
  long double sum = 0;
  for (int k = 0; k <= intervals; k++) {
    const long double at = length * ((long double)k / intervals - 0.5L);
    const int weight = k == 0 || k == intervals ? 1 : k % 2 == 1 ? 4 : 2;
    sum += weight * point_potential(0.3, sqrtl((x - at) * (x - at) + r * r));
  }
  return (double)(sum / (3 * intervals));
}

static void should_be_the_integral_of_point_sources_on_every_side_of_a_segment(void **state) {
  (void)state;
  const double x[] = {-1500, -60, -20, -19, 0, 3, 20, 25, 400};
  const double r[] = {0.5, 1, 7, 90, 2500};
  for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
    for (size_t j = 0; j < sizeof r / sizeof *r; j++) {
      scene_t scene;
      make_segment(&scene, 40.0, 1.0, x[i], 0.6 * r[j], -0.8 * r[j]);
      assert_close(potential_of(&scene, 0), integrated(40.0, x[i], r[j]), 1e-12);
    }
  }
}

/* n points in the middles of n parts: the error falls as 1 / n^2. */
static void should_be_the_limit_of_many_point_sources(void **state) {
  (void)state;
  const double line_x = 31.0;
  double error[2];
  for (int k = 0; k < 2; k++) {
    const int32_t n = 16 << k;
    scene_t scene;
    make_segment(&scene, 40.0, 1.0, line_x, 14, 9);
    const double line = potential_of(&scene, 0);
    double sum = 0;
    for (int32_t i = 0; i < n; i++) {
      scene.kind[i] = FIM_SOURCE_POINT;
      scene.diameter[i] = 1.0;
      for (int e = 0; e < 6; e++) {
        scene.ends[i][e] = e % 3 == 0 ? 40.0 * ((i + 0.5) / n - 0.5) : 0.0;
      }
    }
    scene.cell.nodes = n;
    double out[MOST_NODES];
    assert_ok(fim_electrode_matrix(&scene.electrode, &scene.cell, 1, scene.position[0], scene.rotation, out));
    for (int32_t i = 0; i < n; i++) {
      sum += out[i] / n;
    }
    error[k] = fabs(sum / line - 1);
  }
  assert_true(error[0] < 1e-3 && error[0] > 1e-8);
  assert_close(error[0] / error[1], 4.0, 0.05);
}

/* Over the ends' planes, and where the axis is nearer than the radius: on it, beside and beyond the segment. */
static void should_have_no_jump_anywhere(void **state) {
  (void)state;
  const double radius = 0.75;
  const double step = 1e-9;
  const double x[] = {-20, 20, 0, 8, -35, 50};
  const double y[] = {0, 0.3, radius, 4};
  for (size_t i = 0; i < sizeof x / sizeof *x; i++) {
    for (size_t j = 0; j < sizeof y / sizeof *y; j++) {
      scene_t scene;
      make_segment(&scene, 40.0, 2 * radius, x[i], y[j], 0);
      const double here = potential_of(&scene, 0);
      for (int d = 0; d < 2; d++) {
        scene.site[0][d] += step;
        assert_close(potential_of(&scene, 0), here, 1e-8);
        scene.site[0][d] -= 2 * step;
        assert_close(potential_of(&scene, 0), here, 1e-8);
        scene.site[0][d] += step;
      }
    }
  }
}

static void should_clip_the_distance_from_the_axis_and_from_a_point_at_the_radius(void **state) {
  (void)state;
  scene_t scene;
  make_segment(&scene, 40.0, 3.0, 5, 0, 0);
  assert_close(potential_of(&scene, 0), (double)line_potential(0.3, 40, -15, 1.5L), 1e-14);
  scene.site[0][1] = 1.5;
  assert_close(potential_of(&scene, 0), (double)line_potential(0.3, 40, -15, 1.5L), 1e-14);
  scene.kind[0] = FIM_SOURCE_POINT;
  scene.site[0][0] = 0.1;
  scene.site[0][1] = 0;
  assert_close(potential_of(&scene, 0), (double)point_potential(0.3, 1.5L), 1e-14);
}

/* Two opposite currents a apart: p cos(angle) / (4 pi sigma r^2), up to a relative error of the order of (a / r)^2. */
static void should_see_two_opposite_points_as_a_dipole_from_far(void **state) {
  (void)state;
  const double a = 50.0;
  double error[2];
  for (int k = 0; k < 2; k++) {
    const double r = 1000.0 * (k + 1);
    scene_t scene;
    make_segment(&scene, 1.0, 0.5, 0.6 * r, 0.8 * r, 0);
    scene.cell.nodes = 2;
    for (int i = 0; i < 2; i++) {
      scene.kind[i] = FIM_SOURCE_POINT;
      scene.diameter[i] = 0.5;
      const double x = i == 0 ? a / 2 : -a / 2;
      memcpy(scene.ends[i], (double[6]){x, 0, 0, x, 0, 0}, sizeof scene.ends[i]);
    }
    const double dipole = 1e-3 * a * 0.6 / (4 * (double)pi * 0.3 * r * r);
    error[k] = fabs((potential_of(&scene, 0) - potential_of(&scene, 1)) / dipole - 1);
  }
  assert_true(error[0] < 1e-3 && error[0] > 1e-6);
  assert_close(error[0] / error[1], 4.0, 0.01);
}

static void should_not_change_when_site_and_point_source_change_places(void **state) {
  (void)state;
  for (uint32_t k = 0; k < 20; k++) {
    scene_t scene;
    make_segment(&scene, 1.0, 0.5, uniform(k, 0, -99, 99), uniform(k, 1, -99, 99), uniform(k, 2, -99, 99));
    scene.kind[0] = FIM_SOURCE_POINT;
    const double at[3] = {uniform(k, 3, -99, 99), uniform(k, 4, -99, 99), uniform(k, 5, -99, 99)};
    memcpy(scene.ends[0], at, sizeof at);
    memcpy(scene.ends[0] + 3, at, sizeof at);
    const double there = potential_of(&scene, 0);
    double site[3];
    memcpy(site, scene.site[0], sizeof site);
    memcpy(scene.site[0], at, sizeof at);
    memcpy(scene.ends[0], site, sizeof site);
    memcpy(scene.ends[0] + 3, site, sizeof site);
    assert_close(potential_of(&scene, 0), there, 1e-14);
  }
}

static void turn(double *xyz, double angle) {
  const double x = xyz[0];
  xyz[0] = cos(angle) * x - sin(angle) * xyz[1];
  xyz[1] = sin(angle) * x + cos(angle) * xyz[1];
}

/* About z by the cells' own rotation, then a turn of x, y, z into each other of what the cells consist of. */
static void should_not_change_when_everything_is_turned_and_moved(void **state) {
  (void)state;
  enum { CELLS = 9, NODES = 13, SITES = 5, COUNT = CELLS * NODES * SITES };
  const double angle = 2.1;
  scene_t scene;
  double before[COUNT];
  double after[COUNT];
  make_scene(&scene, NODES, SITES);
  assert_ok(fim_electrode_matrix(&scene.electrode, &scene.cell, CELLS, scene.position[0], scene.rotation, before));
  for (int c = 0; c < CELLS; c++) {
    turn(scene.position[c], angle);
    scene.rotation[c] += angle;
    scene.position[c][2] += 300;
  }
  for (int s = 0; s < SITES; s++) {
    turn(scene.site[s], angle);
    scene.site[s][2] += 300;
  }
  assert_ok(fim_electrode_matrix(&scene.electrode, &scene.cell, CELLS, scene.position[0], scene.rotation, after));
  for (int k = 0; k < COUNT; k++) {
    assert_close(after[k], before[k], 1e-12);
  }
}

static void should_not_depend_on_the_axes_of_the_cell(void **state) {
  (void)state;
  enum { NODES = 13 };
  scene_t scene;
  double before[NODES];
  make_scene(&scene, NODES, 1);
  scene.rotation[0] = 0;
  memset(scene.position[0], 0, sizeof scene.position[0]);
  assert_ok(fim_electrode_matrix(&scene.electrode, &scene.cell, 1, scene.position[0], scene.rotation, before));
  turn(scene.site[0] + 1, 0.7);
  for (int k = 0; k < NODES; k++) {
    turn(scene.ends[k] + 1, 0.7);
    turn(scene.ends[k] + 4, 0.7);
  }
  double after[NODES];
  assert_ok(fim_electrode_matrix(&scene.electrode, &scene.cell, 1, scene.position[0], scene.rotation, after));
  for (int k = 0; k < NODES; k++) {
    assert_close(after[k], before[k], 1e-12);
  }
}

static void should_agree_with_the_plain_formula_for_every_tail_of_the_lanes(void **state) {
  (void)state;
  for (int32_t nodes = 1; nodes <= 19; nodes++) {
    enum { CELLS = 3, SITES = 4 };
    scene_t scene;
    double out[CELLS * SITES * MOST_NODES];
    make_scene(&scene, nodes, SITES);
    assert_ok(fim_electrode_matrix(&scene.electrode, &scene.cell, CELLS, scene.position[0], scene.rotation, out));
    for (int32_t k = 0; k < CELLS * SITES * nodes; k++) {
      const double plain = plain_potential(&scene, k / (SITES * nodes), k / nodes % SITES, k % nodes);
      assert_close(out[k], plain, 1e-12);
    }
  }
}

enum { CLASSES = 4 };

static void make_classes(int32_t *class_of) {
  for (int32_t c = 0; c < MOST_CELLS; c++) {
    class_of[c] = c * 7 % (CLASSES - 1); /* the last class has no cell */
  }
}

/* Sums of the matrix over classes. */
static void summed(const scene_t *scene, const int32_t *class_of, double *out) {
  const int32_t count = scene->electrode.sites * scene->cell.nodes;
  double *matrix = malloc((size_t)(MOST_CELLS * count) * sizeof *matrix);
  assert_non_null(matrix);
  assert_ok(
      fim_electrode_matrix(&scene->electrode, &scene->cell, MOST_CELLS, scene->position[0], scene->rotation, matrix));
  memset(out, 0, (size_t)(CLASSES * count) * sizeof *out);
  for (int32_t k = 0; k < MOST_CELLS * count; k++) {
    out[class_of[k / count] * count + k % count] += matrix[k];
  }
  free(matrix);
}

/* Largest relative error of the sum with a given far. */
static double error_of_sum(int32_t nodes, double far) {
  enum { SITES = 4 };
  scene_t scene;
  int32_t class_of[MOST_CELLS];
  double expected[CLASSES * SITES * MOST_NODES];
  double out[CLASSES * SITES * MOST_NODES];
  make_scene(&scene, nodes, SITES);
  make_classes(class_of);
  summed(&scene, class_of, expected);
  assert_ok(fim_electrode_sum(&scene.electrode, &scene.cell, MOST_CELLS, scene.position[0], scene.rotation, class_of,
                              CLASSES, far, out));
  double worst = 0;
  for (int32_t k = 0; k < CLASSES * SITES * nodes; k++) {
    const double scale = expected[k] == 0 ? 1 : fabs(expected[k]);
    worst = fmax(worst, fabs(out[k] - expected[k]) / scale);
  }
  return worst;
}

static void should_sum_the_matrix_over_the_cells_of_a_class(void **state) {
  (void)state;
  for (int32_t nodes = 1; nodes <= 17; nodes += 4) {
    assert_true(error_of_sum(nodes, HUGE_VAL) < 1e-13);
  }
}

/* Segments are shorter than 35 um. */
static void should_keep_within_the_stated_error_where_distant_cells_are_points(void **state) {
  (void)state;
  const double far[] = {100, 200, 400};
  for (int k = 0; k < 3; k++) {
    const double error = error_of_sum(17, far[k]);
    assert_true(error > 1e-12 && error < 35.0 / far[k] * 35.0 / far[k] / 12);
  }
  assert_true(error_of_sum(1, 0) < 1e-11 && error_of_sum(1, 0) > 1e-15);
}

static void compute_matrix(const void *arguments, double *out) {
  const scene_t *scene = arguments;
  assert_ok(fim_electrode_matrix(&scene->electrode, &scene->cell, 8, scene->position[0], scene->rotation, out));
}

static void compute_sum(const void *arguments, double *out) {
  const scene_t *scene = arguments;
  int32_t class_of[MOST_CELLS];
  make_classes(class_of);
  assert_ok(fim_electrode_sum(&scene->electrode, &scene->cell, MOST_CELLS, scene->position[0], scene->rotation,
                              class_of, CLASSES, 200.0, out));
}

static void should_give_the_same_bits_in_every_variant_with_fused_multiply_add(void **state) {
  (void)state;
  scene_t scene;
  make_scene(&scene, 29, 7);
  assert_variants_agree(compute_matrix, &scene, 8 * 7 * 29, 1e-13, 0);
  assert_variants_agree(compute_sum, &scene, CLASSES * 7 * 29, 1e-11, 0);
}

static void assert_text_has(const char *part) {
  assert_non_null(strstr(fim_error_text(), part));
}

static void should_refuse_what_has_no_potential(void **state) {
  (void)state;
  scene_t scene;
  double out[MOST_NODES];
  int32_t class_of[1] = {1};
  make_segment(&scene, 1.0, 1.0, 5, 0, 0);
  const double *position = scene.position[0];
  scene.electrode.sigma = 0;
  assert_int_equal(fim_electrode_matrix(&scene.electrode, &scene.cell, 1, position, scene.rotation, out),
                   FIM_E_ARGUMENT);
  assert_text_has("fim_electrode_matrix: sites = 1, sigma = 0 S/m");
  scene.electrode.sigma = 0.3;
  assert_int_equal(fim_electrode_sum(&scene.electrode, &scene.cell, 1, position, scene.rotation, class_of, 1, 9, out),
                   FIM_E_ARGUMENT);
  assert_text_has("fim_electrode_sum: class_of[0] = 1");
  scene.diameter[0] = 0;
  assert_int_equal(fim_electrode_matrix(&scene.electrode, &scene.cell, 1, position, scene.rotation, out),
                   FIM_E_ARGUMENT);
  assert_text_has("diameter[0] = 0 um");
  make_segment(&scene, 0.0, 1.0, 5, 0, 0);
  assert_int_equal(fim_electrode_matrix(&scene.electrode, &scene.cell, 1, position, scene.rotation, out),
                   FIM_E_ARGUMENT);
  assert_text_has("ends[0]: a line source without length");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_1_pA_at_1_um_in_0_3_S_per_m_as_265_nV),
      cmocka_unit_test(should_be_the_integral_of_point_sources_on_every_side_of_a_segment),
      cmocka_unit_test(should_be_the_limit_of_many_point_sources),
      cmocka_unit_test(should_have_no_jump_anywhere),
      cmocka_unit_test(should_clip_the_distance_from_the_axis_and_from_a_point_at_the_radius),
      cmocka_unit_test(should_see_two_opposite_points_as_a_dipole_from_far),
      cmocka_unit_test(should_not_change_when_site_and_point_source_change_places),
      cmocka_unit_test(should_not_change_when_everything_is_turned_and_moved),
      cmocka_unit_test(should_not_depend_on_the_axes_of_the_cell),
      cmocka_unit_test(should_agree_with_the_plain_formula_for_every_tail_of_the_lanes),
      cmocka_unit_test(should_sum_the_matrix_over_the_cells_of_a_class),
      cmocka_unit_test(should_keep_within_the_stated_error_where_distant_cells_are_points),
      cmocka_unit_test(should_give_the_same_bits_in_every_variant_with_fused_multiply_add),
      cmocka_unit_test(should_refuse_what_has_no_potential),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
