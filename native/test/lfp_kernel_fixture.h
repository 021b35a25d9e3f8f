/* lfp_kernel_fixture.h: two populations of sticks under an electrode, five sources, and packets of random counts. */
#ifndef FIMBRIA_TEST_LFP_KERNEL_FIXTURE_H
#define FIMBRIA_TEST_LFP_KERNEL_FIXTURE_H

#include <stdlib.h>

#include "check.h"
#include "fimbria/random.h"
#include "fimbria/spikes.h"
#include "lfp_cell.h"

enum { CELLS = 41, GROUPS = 3, ROWS = 8, SITES = 11, STEPS = 600, POPULATIONS = 2, GROUP_SIZE = 50 };

/* What a network and its electrode look like, with the arrays that the configuration borrows. */
typedef struct network {
  cell_t cell[POPULATIONS];
  double soma[POPULATIONS][CELLS][3], rotation[CELLS], site[SITES][3];
  fim_lfp_population_t population[POPULATIONS];
  fim_lfp_synapses_t row[ROWS];
  fim_lfp_config_t config;
  int32_t spikes[STEPS][GROUPS];        /* of a step and group */
  int32_t arrivals[STEPS][POPULATIONS]; /* of a step, for the cells of a population */
} network_t;

/* Uniform in [low, high). */
static inline double uniform(uint32_t entity, uint32_t draw, double low, double high) {
  double u;
  assert_ok(fim_random_uniforms(11, 1, entity, 0, draw, 1, &u));
  return low + (high - low) * u;
}

static inline void make_cells(network_t *net) {
  cell_make_stick(&net->cell[0], 400, 150, 9);
  cell_make_stick(&net->cell[1], 100, 250, 4);
  for (uint32_t p = 0; p < POPULATIONS; p++) {
    for (uint32_t c = 0; c < CELLS; c++) {
      net->soma[p][c][0] = uniform(100 * p + c, 0, -80, 80);
      net->soma[p][c][1] = uniform(100 * p + c, 1, -80, 80);
      net->soma[p][c][2] = uniform(100 * p + c, 2, -50, 50);
      net->rotation[c] = uniform(c, 3, 0, 6);
    }
    const cell_t *cell = &net->cell[p];
    net->population[p] = (fim_lfp_population_t){cell_tree(cell), cell_sources(cell), cell->area,
                                                net->soma[p][0], net->rotation,      CELLS - p};
  }
  for (int32_t s = 0; s < SITES; s++) {
    net->site[s][1] = 15;
    net->site[s][2] = 40.0 * (s - SITES / 2);
  }
}

/* Two layers of one source, an inhibitory one, the other population's, both layers of the trains and the background. */
static inline void make_rows(network_t *net) {
  const fim_lfp_synapses_t usual = {.weight_nS = 1.5,
                                    .driving_force_mV = 65,
                                    .tau_ms = 5,
                                    .z_low_um = -100,
                                    .z_high_um = 200,
                                    .number = 20,
                                    .rate_hz = 3,
                                    .source_size = GROUP_SIZE,
                                    .delay_steps = 2};
  for (int32_t r = 0; r < ROWS; r++) {
    net->row[r] = usual;
    net->row[r].stream = r;
  }
  net->row[1].z_low_um = 200;
  net->row[1].z_high_um = 700;
  net->row[2].source = 2;
  net->row[2].driving_force_mV = -15;
  net->row[2].weight_nS = 8;
  net->row[2].tau_ms = 7;
  net->row[3].target = 1;
  net->row[4].target = 1;
  net->row[4].delay_steps = 5;
  for (int32_t r = 5; r < 7; r++) {
    net->row[r].source_kind = FIM_LFP_INPUT;
    net->row[r].delay_steps = 0;
    net->row[r].number = r == 5 ? 0.25 : 0.75;
  }
  net->row[6].z_low_um = 200;
  net->row[6].z_high_um = 700;
  net->row[7].source_kind = FIM_LFP_BACKGROUND;
  net->row[7].number = 1;
  net->row[7].target = 1;
}

static inline void make_network(network_t *net) {
  memset(net, 0, sizeof *net);
  make_cells(net);
  make_rows(net);
  net->config = (fim_lfp_config_t){.population = net->population,
                                   .synapses = net->row,
                                   .electrode = {net->site[0], 0.3, SITES, 0},
                                   .seed = 5,
                                   .dt_ms = 0.1,
                                   .kernel_ms = 0.1 * STEPS,
                                   .populations = POPULATIONS,
                                   .rows = ROWS,
                                   .inputs = 1,
                                   .method = FIM_LFP_KERNEL,
                                   .interval_steps = 10,
                                   .max_steps = STEPS,
                                   .threads = 1};
  for (uint32_t n = 0; n < STEPS; n++) {
    for (uint32_t g = 0; g < GROUPS; g++) {
      net->spikes[n][g] = (int32_t)fmax(0, uniform(1000 + n, g, -4, 4));
    }
    for (uint32_t p = 0; p < POPULATIONS; p++) {
      net->arrivals[n][p] = (int32_t)fmax(0, uniform(1000 + n, 10 + p, -4, 4));
    }
  }
}

/* A packet of steps [first, first + steps), whose counts [..][groups] are given; ids are of the smallest population. */
static inline void *make_packet(const int32_t *counts, int32_t groups, int32_t first, int32_t steps) {
  int64_t count = 0;
  for (int32_t i = 0; i < steps * groups; i++) {
    count += counts[first * groups + i];
  }
  fim_spike_packet_t *packet = malloc((size_t)fim_spike_packet_bytes(steps, groups, count));
  assert_non_null(packet);
  *packet = (fim_spike_packet_t){.first_step = first, .count = count, .steps = steps, .groups = groups};
  uint32_t *index = (uint32_t *)(packet + 1);
  uint32_t *id = index + steps * groups + 1;
  index[0] = 0;
  for (int32_t i = 0; i < steps * groups; i++) {
    index[i + 1] = index[i] + (uint32_t)counts[first * groups + i];
    for (uint32_t k = index[i]; k < index[i + 1]; k++) {
      id[k] = (k - index[i]) % (CELLS - 1);
    }
  }
  return packet;
}

/* Runs all steps in advances of `cut` steps. out: [STEPS / interval_steps][SITES] mV. */
static inline void run_lfp(const network_t *net, int32_t cut, double *out) {
  fim_lfp_t *lfp;
  int32_t rows = 0;
  assert_ok(fim_lfp_create(&net->config, &lfp));
  for (int32_t first = 0; first < STEPS; first += cut) {
    const int32_t steps = STEPS - first < cut ? STEPS - first : cut;
    void *spikes = make_packet(net->spikes[0], GROUPS, first, steps);
    void *input = make_packet(net->arrivals[0], POPULATIONS, first, steps);
    const void *inputs[] = {input};
    int32_t fetched;
    assert_ok(fim_lfp_advance(lfp, spikes, inputs));
    assert_ok(fim_lfp_samples(lfp, out + (int64_t)rows * SITES, STEPS, &fetched));
    rows += fetched;
    free(spikes);
    free(input);
  }
  assert_int_equal(rows, STEPS / net->config.interval_steps);
  fim_lfp_destroy(lfp);
}

/* What a row's synapses on one cell get in a step, on average: events. */
static inline double mean_events(const network_t *net, const fim_lfp_synapses_t *row, int32_t step) {
  const int32_t emitted = step - row->delay_steps;
  if (emitted < 0) {
    return 0;
  }
  if (row->source_kind == FIM_LFP_GROUP) {
    return row->number * net->spikes[emitted][row->source] / (double)row->source_size;
  }
  if (row->source_kind == FIM_LFP_INPUT) {
    return row->number * net->arrivals[emitted][row->target] / (double)net->population[row->target].cells;
  }
  return row->number * 1e-3 * row->rate_hz * net->config.dt_ms;
}

/* Part of a row's layer, of a cell, that a node has. */
static inline double part_of_layer(const network_t *net, const fim_lfp_synapses_t *row, int32_t cell, int32_t node) {
  const cell_t *tree = &net->cell[row->target];
  double total = 0;
  double own = 0;
  for (int32_t k = 0; k < tree->nodes; k++) {
    const double z = net->soma[row->target][cell][2] + (tree->ends[k][2] + tree->ends[k][5]) / 2;
    const double area = z >= row->z_low_um && z < row->z_high_um ? tree->area[k] : 0;
    total += area;
    own += k == node ? area : 0;
  }
  return own / total;
}

#endif
