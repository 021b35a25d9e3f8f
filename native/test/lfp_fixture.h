/* lfp_fixture.h: small configurations of the engine of local field potentials, packets for it, and whole runs. */
#ifndef FIMBRIA_TEST_LFP_FIXTURE_H
#define FIMBRIA_TEST_LFP_FIXTURE_H

#include <stdbool.h>
#include <stdlib.h>

#include "check.h"
#include "fimbria/spikes.h"
#include "lfp_cell.h"

enum { FIXTURE_CELLS = 600, FIXTURE_ROWS = 8, FIXTURE_SITES = 5, FIXTURE_MOST_IDS = 4096 };

/* Two populations of one kind of cell, and what the configuration points to. */
typedef struct region {
  cell_t cell;
  double soma[FIXTURE_CELLS][3], rotation[FIXTURE_CELLS];
  double site[FIXTURE_SITES][3];
  fim_lfp_population_t population[2];
  fim_lfp_synapses_t row[FIXTURE_ROWS];
  fim_lfp_config_t config;
} region_t;

/* A stick with dendrites from z = -200 to 400 um, cylinders of 10 and 5 um; sites along it, 30 um beside. */
static inline void region_start(region_t *region, int64_t first_cells, int64_t second_cells) {
  memset(region, 0, sizeof *region);
  cell_make_stick(&region->cell, 400, 200, 40);
  for (int i = 0; i < FIXTURE_CELLS; i++) {
    region->soma[i][0] = 3.0 * (i % 20);
    region->soma[i][1] = 2.0 * (i / 20);
    region->rotation[i] = 0.1 * i;
  }
  for (int i = 0; i < FIXTURE_SITES; i++) {
    region->site[i][0] = -30.0;
    region->site[i][2] = -150.0 + 120.0 * i;
  }
  const int64_t cells[2] = {first_cells, second_cells};
  for (int i = 0; i < 2; i++) {
    region->population[i] = (fim_lfp_population_t){cell_tree(&region->cell), cell_sources(&region->cell),
                                                   region->cell.area,        region->soma[0],
                                                   region->rotation,         cells[i]};
  }
  region->config = (fim_lfp_config_t){.population = region->population,
                                      .synapses = region->row,
                                      .electrode = {region->site[0], 0.3, FIXTURE_SITES, 0},
                                      .seed = 5,
                                      .dt_ms = 0.1,
                                      .populations = second_cells > 0 ? 2 : 1,
                                      .method = FIM_LFP_FULL,
                                      .synapses_kind = FIM_LFP_CURRENT,
                                      .interval_steps = 1,
                                      .max_steps = 1000,
                                      .threads = 1};
}

/* Adds excitatory synapses from group 0 on the upper dendrite, and returns them for changes. */
static inline fim_lfp_synapses_t *region_add_row(region_t *region, int32_t target, double number, int64_t source_size) {
  int32_t i = region->config.rows++;
  assert_true(i < FIXTURE_ROWS);
  region->row[i] = (fim_lfp_synapses_t){.weight_nS = 1.0,
                                        .driving_force_mV = 65.0,
                                        .tau_ms = 5.0,
                                        .z_low_um = 200.0,
                                        .z_high_um = 400.0,
                                        .number = number,
                                        .rate_hz = 2.0,
                                        .source_size = source_size,
                                        .target = target,
                                        .delay_steps = 1,
                                        .stream = i};
  return &region->row[i];
}

/* A spike of the network; a list of them is ordered by step, then group, then neuron. */
typedef struct spike {
  int64_t step;
  int32_t group;
  uint32_t neuron;
} spike_t;

typedef struct packet {
  fim_spike_packet_t header;
  uint32_t words[3 * FIXTURE_MOST_IDS];
} packet_t;

static inline void make_packet(packet_t *packet, int64_t first_step, int32_t steps, int32_t groups,
                               const spike_t *spike, int32_t spikes) {
  uint32_t *id = packet->words + (ptrdiff_t)steps * groups + 1;
  uint32_t count = 0;
  assert_true(steps * groups + 1 <= FIXTURE_MOST_IDS);
  int32_t i = 0;
  while (i < spikes && spike[i].step < first_step) {
    i++;
  }
  packet->words[0] = 0;
  for (int32_t bound = 0; bound < steps * groups; bound++) {
    while (i < spikes && spike[i].step == first_step + bound / groups && spike[i].group == bound % groups) {
      id[count++] = spike[i++].neuron;
    }
    packet->words[bound + 1] = count;
  }
  packet->header = (fim_spike_packet_t){.first_step = first_step, .count = count, .steps = steps, .groups = groups};
}

/* Runs spikes of two groups, without inputs, in advances of `cut` steps. out: [steps / interval][sites], written. */
static inline void region_run(const region_t *region, const spike_t *spike, int32_t spikes, int32_t steps, int32_t cut,
                              double *out) {
  static packet_t packet;
  fim_lfp_t *lfp;
  int64_t written = 0;
  assert_ok(fim_lfp_create(&region->config, &lfp));
  for (int32_t step = 0; step < steps; step += cut) {
    int32_t rows;
    make_packet(&packet, step, steps - step < cut ? steps - step : cut, 2, spike, spikes);
    assert_ok(fim_lfp_advance(lfp, &packet, NULL));
    assert_ok(fim_lfp_samples(lfp, out + written * FIXTURE_SITES, steps, &rows));
    written += rows;
  }
  assert_int_equal(written, steps / region->config.interval_steps);
  fim_lfp_destroy(lfp);
}

#endif
