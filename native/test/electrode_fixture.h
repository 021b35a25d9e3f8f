/* electrode_fixture.h: cells of random segments, electrodes about them, and the plain formulas of both sources. */
#ifndef FIMBRIA_TEST_ELECTRODE_FIXTURE_H
#define FIMBRIA_TEST_ELECTRODE_FIXTURE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "fimbria/electrode.h"
#include "fimbria/random.h"

enum { MOST_NODES = 32, MOST_CELLS = 64, MOST_SITES = 16 };

static const long double pi = 3.141592653589793238462643383279503L;

/* A cell of n segments and an electrode, with the arrays that they borrow. */
typedef struct scene {
  double ends[MOST_NODES][6], diameter[MOST_NODES];
  int32_t kind[MOST_NODES];
  double site[MOST_SITES][3];
  double position[MOST_CELLS][3], rotation[MOST_CELLS];
  fim_sources_t cell;
  fim_electrode_t electrode;
} scene_t;

/* Uniform in [low, high). */
static inline double uniform(uint32_t entity, uint32_t draw, double low, double high) {
  double u;
  assert_ok(fim_random_uniforms(7, 1, entity, 0, draw, 1, &u));
  return low + (high - low) * u;
}

/* Every seventh node is a junction, every fifth a point. */
static inline int32_t kind_of(int32_t node) {
  return node % 7 == 3 ? FIM_SOURCE_NONE : node % 5 == 0 ? FIM_SOURCE_POINT : FIM_SOURCE_LINE;
}

/* Segments of up to 40 um within 150 um, cells within 600 um, sites within 200 um. */
static inline void make_scene(scene_t *scene, int32_t nodes, int32_t sites) {
  memset(scene, 0, sizeof *scene);
  for (uint32_t k = 0; k < (uint32_t)nodes; k++) {
    scene->kind[k] = kind_of((int32_t)k);
    scene->diameter[k] = uniform(k, 100, 0.5, 4.0);
    for (uint32_t d = 0; d < 3; d++) {
      scene->ends[k][d] = uniform(k, d, -150, 150);
      scene->ends[k][3 + d] = scene->ends[k][d] + uniform(k, 3 + d, -20, 20);
    }
  }
  for (uint32_t s = 0; s < (uint32_t)sites; s++) {
    for (uint32_t d = 0; d < 3; d++) {
      scene->site[s][d] = uniform(1000 + s, d, -200, 200);
    }
  }
  for (uint32_t c = 0; c < MOST_CELLS; c++) {
    for (uint32_t d = 0; d < 3; d++) {
      scene->position[c][d] = uniform(2000 + c, d, d == 2 ? -50 : -600, d == 2 ? 50 : 600);
    }
    scene->rotation[c] = uniform(2000 + c, 3, -10, 10);
  }
  scene->cell =
      (fim_sources_t){.ends = scene->ends[0], .diameter = scene->diameter, .kind = scene->kind, .nodes = nodes};
  scene->electrode = (fim_electrode_t){.site = scene->site[0], .sigma = 0.3, .sites = sites};
}

/* A scene of one segment about the origin along x, of length L and diameter d, and one site. */
static inline void make_segment(scene_t *scene, double length, double diameter, double x, double y, double z) {
  make_scene(scene, 1, 1);
  scene->kind[0] = FIM_SOURCE_LINE;
  scene->diameter[0] = diameter;
  memcpy(scene->ends[0], (double[6]){-length / 2, 0, 0, length / 2, 0, 0}, sizeof scene->ends[0]);
  memcpy(scene->site[0], (double[3]){x, y, z}, sizeof scene->site[0]);
  memset(scene->position[0], 0, sizeof scene->position[0]);
  scene->rotation[0] = 0;
}

/* Potential of the first cell's node at the first site. */
static inline double potential_of(const scene_t *scene, int32_t node) {
  double out[MOST_SITES * MOST_NODES];
  assert_ok(fim_electrode_matrix(&scene->electrode, &scene->cell, 1, scene->position[0], scene->rotation, out));
  return out[node];
}

/* mV/pA at distance r um. */
static inline long double point_potential(double sigma, long double r) {
  return 1e-3L / (4 * pi * (long double)sigma * r);
}

/* Holt & Koch's three cases, in long double: h and l as in electrode.h, r no less than the radius. */
static inline long double line_potential(double sigma, long double length, long double h, long double r) {
  const long double l = length + h;
  const long double dh = sqrtl(h * h + r * r);
  const long double dl = sqrtl(l * l + r * r);
  const long double ratio = l < 0 ? (dh - h) / (dl - l) : h < 0 ? (dh - h) * (dl + l) / (r * r) : (dl + l) / (dh + h);
  return point_potential(sigma, length) * logl(ratio);
}

/* The plain reference of one element: ends brought to their place, then the formula. */
static inline double plain_potential(const scene_t *scene, int32_t cell, int32_t site, int32_t node) {
  const double *e = scene->ends[node];
  const long double cosine = cosl((long double)scene->rotation[cell]);
  const long double sine = sinl((long double)scene->rotation[cell]);
  long double at[2][3];
  for (int k = 0; k < 2; k++) {
    at[k][0] = scene->position[cell][0] + cosine * e[3 * k] - sine * e[3 * k + 1];
    at[k][1] = scene->position[cell][1] + sine * e[3 * k] + cosine * e[3 * k + 1];
    at[k][2] = scene->position[cell][2] + (long double)e[3 * k + 2];
  }
  long double length2 = 0;
  long double along = 0;
  long double from_end2 = 0;
  long double from_middle2 = 0;
  for (int d = 0; d < 3; d++) {
    const long double direction = at[1][d] - at[0][d];
    const long double from_end = scene->site[site][d] - at[1][d];
    const long double from_middle = scene->site[site][d] - (at[0][d] + at[1][d]) / 2;
    length2 += direction * direction;
    along += direction * from_end;
    from_end2 += from_end * from_end;
    from_middle2 += from_middle * from_middle;
  }
  const long double radius = scene->diameter[node] / 2;
  const double sigma = scene->electrode.sigma;
  if (scene->kind[node] == FIM_SOURCE_NONE) {
    return 0;
  }
  if (scene->kind[node] == FIM_SOURCE_POINT) {
    return (double)point_potential(sigma, fmaxl(sqrtl(from_middle2), radius));
  }
  const long double h = along / sqrtl(length2);
  return (double)line_potential(sigma, sqrtl(length2), h, fmaxl(sqrtl(fmaxl(from_end2 - h * h, 0)), radius));
}

#endif
