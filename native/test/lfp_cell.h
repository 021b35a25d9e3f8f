/* lfp_cell.h: cells of cylindrical sections for tests and studies of cables and local field potentials. */
#ifndef FIMBRIA_TEST_LFP_CELL_H
#define FIMBRIA_TEST_LFP_CELL_H

#include <assert.h>
#include <math.h>
#include <string.h>

#include "fimbria/lfp.h"

enum { CELL_MOST_NODES = 2048 };

static const double cell_pi = 3.14159265358979323846;

/* What membrane and cytoplasm are made of. */
typedef struct membrane {
  double C_m_uF, R_a_ohm_cm, tau_m_ms; /* uF/cm2, Ohm cm, ms */
} membrane_t;

static const membrane_t usual_membrane = {1.0, 150.0, 20.0};

/* A cell as it grows: tree, sources and areas. */
typedef struct cell {
  membrane_t membrane;
  int32_t nodes;
  int32_t parent[CELL_MOST_NODES];
  double C_m[CELL_MOST_NODES], g_L[CELL_MOST_NODES], g_axial[CELL_MOST_NODES];
  double ends[CELL_MOST_NODES][6], diameter[CELL_MOST_NODES], area[CELL_MOST_NODES];
  int32_t kind[CELL_MOST_NODES];
} cell_t;

/* Conductance of a cylinder along its axis: um, Ohm cm; nS. */
static inline double axial_nS(double diameter_um, double length_um, double R_a_ohm_cm) {
  return 1e5 * cell_pi * diameter_um * diameter_um / 4.0 / (R_a_ohm_cm * length_um);
}

static inline int32_t cell_add_node(cell_t *cell, int32_t parent, double g_axial, double area_um2) {
  int32_t node = cell->nodes++;
  assert(node < CELL_MOST_NODES);
  cell->parent[node] = parent;
  cell->g_axial[node] = g_axial;
  cell->area[node] = area_um2;
  cell->C_m[node] = 1e-2 * cell->membrane.C_m_uF * area_um2;
  cell->g_L[node] = cell->C_m[node] / cell->membrane.tau_m_ms;
  cell->kind[node] = FIM_SOURCE_NONE;
  return node;
}

/* A cell with a soma in the origin, node 0: a point source. */
static inline void cell_start(cell_t *cell, membrane_t membrane, double soma_um) {
  memset(cell, 0, sizeof *cell);
  cell->membrane = membrane;
  cell_add_node(cell, -1, 0.0, cell_pi * soma_um * soma_um);
  cell->kind[0] = FIM_SOURCE_POINT;
  cell->diameter[0] = soma_um;
  cell->ends[0][2] = -soma_um / 2.0;
  cell->ends[0][5] = soma_um / 2.0;
}

/* A section of equal cylinders from one point to another, joined to a node; its other end, a junction, is returned. */
static inline int32_t cell_add_section(cell_t *cell, int32_t parent, const double *from, const double *to,
                                       double diameter_um, int32_t cylinders) {
  double length = sqrt(pow(to[0] - from[0], 2) + pow(to[1] - from[1], 2) + pow(to[2] - from[2], 2)) / cylinders;
  double g_half = axial_nS(diameter_um, length / 2.0, cell->membrane.R_a_ohm_cm);
  int32_t node = parent;
  for (int32_t i = 0; i < cylinders; i++) {
    node = cell_add_node(cell, node, i == 0 ? g_half : g_half / 2.0, cell_pi * diameter_um * length);
    cell->kind[node] = FIM_SOURCE_LINE;
    cell->diameter[node] = diameter_um;
    for (int k = 0; k < 3; k++) {
      cell->ends[node][k] = from[k] + (to[k] - from[k]) * i / cylinders;
      cell->ends[node][3 + k] = from[k] + (to[k] - from[k]) * (i + 1) / cylinders;
    }
  }
  return cell_add_node(cell, node, g_half, 0.0);
}

static inline fim_tree_t cell_tree(const cell_t *cell) {
  return (fim_tree_t){cell->parent, cell->C_m, cell->g_L, cell->g_axial, cell->nodes, 0};
}

static inline fim_sources_t cell_sources(const cell_t *cell) {
  return (fim_sources_t){cell->ends[0], cell->diameter, cell->kind, cell->nodes, 0};
}

/* A soma with one dendrite upwards and one downwards. */
static inline void cell_make_stick(cell_t *cell, double up_um, double down_um, int32_t cylinders) {
  const double origin[3] = {0, 0, 0};
  const double top[3] = {0, 0, up_um};
  const double bottom[3] = {0, 0, -down_um};
  cell_start(cell, usual_membrane, 10.0);
  cell_add_section(cell, 0, origin, top, 2.0, cylinders);
  cell_add_section(cell, 0, origin, bottom, 1.5, cylinders);
}

/* A section of a morphology: from the end of another one, 0: the soma. */
typedef struct section {
  int32_t parent; /* number of the section, from 1 */
  double length_um, diameter_um;
  double direction[3];
} section_t;

/* Odd number of cylinders, each at most 0.1 of the length constant at 100 Hz (Carnevale & Hines 2006, chapter 5). */
static inline int32_t cylinders_of(double length_um, double diameter_um, membrane_t membrane) {
  double lambda = 1e5 * sqrt(diameter_um / (4.0 * cell_pi * 100.0 * membrane.R_a_ohm_cm * membrane.C_m_uF));
  return (int32_t)((length_um / (0.1 * lambda) + 0.9) / 2.0) * 2 + 1;
}

static inline void cell_make_sections(cell_t *cell, const section_t *section, int32_t sections) {
  enum { MOST = 32 };
  double end[MOST][3] = {{0}};
  int32_t junction[MOST] = {0};
  assert(sections < MOST);
  cell_start(cell, usual_membrane, 10.0);
  for (int32_t i = 1; i <= sections; i++) {
    const section_t s = section[i - 1];
    const double *d = s.direction;
    double norm = sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    for (int k = 0; k < 3; k++) {
      end[i][k] = end[s.parent][k] + s.length_um * d[k] / norm;
    }
    junction[i] = cell_add_section(cell, junction[s.parent], end[s.parent], end[i], s.diameter_um,
                                   cylinders_of(s.length_um, s.diameter_um, cell->membrane));
  }
}

/* Lengths and diameters of a pyramidal cell of CA1 (Poirazi et al. 2003, doi 10.1016/S0896-6273(02)01149-X, reduced).
 */
static inline void cell_make_pyramidal(cell_t *cell) {
  const section_t sections[] = {
      {0, 100, 4, {0, 0, 1}},      {1, 100, 3, {0, 0, 1}},       {2, 200, 2, {0, 0, 1}},
      {3, 100, 2, {0, 25, 40}},    {4, 100, 1.5, {0, 25, 35}},   {5, 50, 1, {0, 20, 70}},
      {5, 50, 1, {0, 60, 40}},     {3, 100, 2, {0, -25, 40}},    {8, 100, 1.5, {0, -25, 35}},
      {9, 50, 1, {0, -20, 70}},    {9, 50, 1, {0, -60, 40}},     {1, 100, 2, {0, 45, 45}},
      {12, 100, 1.5, {0, 30, 30}}, {13, 50, 1, {0, 20, 80}},     {13, 50, 1, {0, 70, 30}},
      {1, 100, 2, {0, -45, 45}},   {16, 100, 1.5, {0, -30, 30}}, {17, 50, 1, {0, -20, 80}},
      {17, 50, 1, {0, -70, 30}},   {0, 100, 2, {0, 52, -22}},    {20, 100, 1.5, {0, 30, -61}},
      {20, 100, 1.5, {0, 45, 9}},  {0, 100, 2, {0, -52, -22}},   {23, 100, 1.5, {0, -30, -61}},
      {23, 100, 1.5, {0, -45, 9}}, {0, 150, 1, {0, 0, -1}}};
  int32_t count = sizeof sections / sizeof sections[0];
  cell_make_sections(cell, sections, count);
}

/* The same of a basket cell (Santhakumar et al. 2005, doi 10.1152/jn.00777.2004). */
static inline void cell_make_basket(cell_t *cell) {
  const section_t sections[] = {
      {0, 100, 4, {0, -14, 15}}, {1, 100, 3, {0, -1, 1}}, {2, 200, 2, {0, -1, 1}},    {3, 100, 1.5, {0, -1, 1}},
      {4, 100, 1, {0, -1, 1}},   {0, 100, 4, {0, 1, 1}},  {6, 100, 3, {0, 1, 1}},     {7, 200, 2, {0, 1, 1}},
      {8, 100, 1.5, {0, 1, 1}},  {9, 100, 1, {0, 1, 1}},  {0, 100, 2, {0, -1, -1}},   {11, 100, 1.5, {0, -1, -1}},
      {12, 100, 1, {0, -1, -1}}, {0, 100, 2, {0, 1, -1}}, {14, 100, 1.5, {0, 1, -1}}, {15, 100, 1, {0, 1, -1}}};
  int32_t count = sizeof sections / sizeof sections[0];
  cell_make_sections(cell, sections, count);
}

#endif
