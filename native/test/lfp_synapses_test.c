/*
 * lfp_synapses_test.c: how many synapses a cell has, where they lie and from whom they are; which own arrivals it gets.
 * Statistical checks accept |z| < 4, which a correct generator fails for one seed in 16,000 (statistics.h).
 */
#include "draws.h"
#include "lfp_fixture.h"
#include "lfp_full.h"
#include "spiking_input.h"
#include "statistics.h"

enum { CELLS = 300, STEPS = 60 };

static region_t region;

/* The plain form of the kernel, which the library hides. */
static void arrive_plainly(const fim_rows_t *rows, const fim_span_t *span, int64_t spans, double weight) {
  for (int64_t i = 0; i < spans; i++) {
    fim_arrivals_t row = fim_arrivals(rows, span[i].entity, span[i].width);
    for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
      int64_t neuron = cell % span[i].width - span[i].first;
      if (neuron >= 0 && neuron < span[i].size) {
        span[i].in[neuron] += weight;
      }
    }
  }
}

static const fim_kernels_t kernels = {.fim_arrive = arrive_plainly};

/* The parts of the method that draw and collect, with nodes in the order of the tree. */
typedef struct parts {
  lfp_full_t full;
  lfp_cells_t cells;
  lfp_projection_t projection;
  lfp_train_t train[2];
  lfp_events_t events;
  int32_t place[CELL_MOST_NODES];
} parts_t;

static parts_t *make_parts(int64_t cells) {
  parts_t *parts = calloc(1, sizeof *parts);
  region.population[0].cells = cells;
  parts->full.config = region.config;
  parts->full.kernels = &kernels;
  parts->cells.cells = cells;
  parts->cells.tiles = fim_blocks(cells);
  parts->cells.place = parts->place;
  parts->cells.projection = &parts->projection;
  parts->cells.train = parts->train;
  for (int32_t i = 0; i < region.cell.nodes; i++) {
    parts->place[i] = i;
  }
  assert_ok(lfp_membrane_create(&parts->cells.membrane, &region.population[0]));
  return parts;
}

static void free_parts(parts_t *parts) {
  lfp_membrane_free(&parts->cells.membrane);
  free(parts->projection.first);
  free(parts->projection.synapse);
  for (int32_t i = 0; i < parts->cells.trains; i++) {
    free(parts->train[i].row);
    free(parts->train[i].share);
    free(parts->train[i].band);
  }
  for (int b = 0; b < TILE_BLOCKS; b++) {
    free(parts->events.block[b].event);
  }
  free(parts);
}

static void forget_events(parts_t *parts) {
  for (int b = 0; b < TILE_BLOCKS; b++) {
    parts->events.block[b].count = 0;
  }
}

/* Cell and node of an event. */
static int32_t cell_of(int64_t tile, int block, uint32_t event) {
  return (int32_t)(tile * FIM_BLOCK + block * CABLE_LANES + event % CABLE_LANES);
}

static int32_t node_of(uint32_t event) {
  return (int32_t)((event & ((1U << PLACE_BITS) - 1)) / CABLE_LANES);
}

/* Draws the synapses of the row; returns them counted as [cell][source] and [cell][node]. */
static void draw(parts_t *parts, int64_t sources, int64_t *by_source, int64_t *by_node) {
  lfp_cells_t *cells = &parts->cells;
  cells->projections = 1;
  assert_ok(lfp_synapses_allocate(&parts->full, cells, &parts->projection));
  assert_ok(spike_history_create(&parts->full.history, 1, 1));
  spike_slot_t *slot = spike_history_slot(&parts->full.history, 0);
  assert_ok(spike_slot_append(&parts->full.history, slot, 0, 0.0));
  slot->start[1] = 1;
  for (int64_t tile = 0; tile < cells->tiles; tile++) {
    lfp_synapses_draw(&parts->full, cells, &parts->projection, tile);
    for (int64_t source = 0; source < sources; source++) {
      slot->id[0] = (uint32_t)source;
      forget_events(parts);
      lfp_synapses_collect(&parts->full, cells, tile, 1, &parts->events);
      for (int b = 0; b < TILE_BLOCKS; b++) {
        for (uint32_t i = 0; i < parts->events.block[b].count; i++) {
          uint32_t event = parts->events.block[b].event[i];
          int32_t cell = cell_of(tile, b, event);
          by_source[cell * sources + source]++;
          by_node[(int64_t)cell * region.cell.nodes + node_of(event)]++;
        }
      }
    }
  }
  spike_history_free(&parts->full.history);
}

/* sources: few, so that bins have one, or many, so that bins are shared. */
static void check_projection(int64_t sources, double number) {
  region_start(&region, CELLS, 0);
  for (int i = 0; i < CELLS; i++) {
    region.soma[i][2] = -50.0 + i * 100.0 / CELLS;
  }
  fim_lfp_synapses_t *row = region_add_row(&region, 0, number, sources);
  row->z_low_um = -20.0;
  row->z_high_um = 250.0;
  parts_t *parts = make_parts(CELLS);
  int32_t nodes = region.cell.nodes;
  int64_t *by_source = calloc((size_t)(CELLS * sources), sizeof *by_source);
  int64_t *by_node = calloc((size_t)(CELLS * nodes), sizeof *by_node);
  draw(parts, sources, by_source, by_node);
  double chi_square = 0.0;
  int32_t freedom = 0;
  for (int32_t cell = 0; cell < CELLS; cell++) {
    int64_t sum = 0;
    double area = 0.0;
    for (int32_t i = 0; i < nodes; i++) {
      double z = region.soma[cell][2] + (region.cell.ends[i][2] + region.cell.ends[i][5]) / 2.0;
      bool inside = z >= row->z_low_um && z < row->z_high_um && region.cell.area[i] > 0.0;
      area += inside ? region.cell.area[i] : 0.0;
      assert_true(inside || by_node[cell * nodes + i] == 0);
      sum += by_node[cell * nodes + i];
    }
    assert_int_equal(sum, (int64_t)number);
    for (int32_t i = 0; i < nodes; i++) {
      double z = region.soma[cell][2] + (region.cell.ends[i][2] + region.cell.ends[i][5]) / 2.0;
      if (z >= row->z_low_um && z < row->z_high_um && region.cell.area[i] > 0.0) {
        double expected = number * region.cell.area[i] / area;
        chi_square += pow((double)by_node[cell * nodes + i] - expected, 2) / expected;
        freedom++;
      }
    }
    freedom--;
  }
  assert_true(fabs(chi_square_z(chi_square, freedom)) < 4);
  for (int64_t source = 0; source < sources; source++) {
    for (int32_t cell = 1; cell < CELLS; cell++) {
      by_source[source] += by_source[cell * sources + source];
    }
  }
  chi_square = uniform_chi_square(by_source, sources, number * CELLS / (double)sources);
  assert_true(fabs(chi_square_z(chi_square, (double)sources - 1)) < 4);
  free(by_source);
  free(by_node);
  free_parts(parts);
}

static void should_draw_a_cells_synapses_by_area_and_from_any_source(void **state) {
  (void)state;
  check_projection(40, 500);
}

static void should_find_the_synapses_of_sources_that_share_a_bin(void **state) {
  (void)state;
  check_projection(2000, 20);
}

static void should_keep_a_synapse_in_at_most_five_bytes(void **state) {
  (void)state;
  enum { WHOLE_TILES = 2 * FIM_BLOCK };
  const int64_t sources[] = {1, 100, 8000, 1000000};
  for (int i = 0; i < 4; i++) {
    region_start(&region, WHOLE_TILES, 0);
    region_add_row(&region, 0, 200, sources[i]);
    parts_t *parts = make_parts(WHOLE_TILES);
    assert_ok(lfp_synapses_allocate(&parts->full, &parts->cells, &parts->projection));
    double synapses = 200.0 * WHOLE_TILES;
    double words = synapses + (double)(parts->cells.tiles * (parts->projection.bins + 1));
    assert_true(4.0 * words / synapses < 5.01);
    free_parts(parts);
  }
}

/* Arrivals of a step and cell, over all blocks; shares of the rows are added up. */
static void count_events(parts_t *parts, int64_t tile, int32_t *count, int64_t *by_row, int64_t *inside) {
  for (int b = 0; b < TILE_BLOCKS; b++) {
    for (uint32_t i = 0; i < parts->events.block[b].count; i++) {
      uint32_t event = parts->events.block[b].event[i];
      const fim_lfp_synapses_t *row = &region.row[event >> PLACE_BITS];
      const double *ends = region.cell.ends[node_of(event)];
      double z = (ends[2] + ends[5]) / 2.0;
      count[cell_of(tile, b, event)]++;
      by_row[event >> PLACE_BITS]++;
      *inside += z >= row->z_low_um && z < row->z_high_um ? 1 : 0;
    }
  }
}

/* Compares the collected arrivals of all cells and steps with those that the spiking engine delivers. */
static void compare_with_network(const void *input, double rate_hz, int32_t delay_steps) {
  int32_t *expected = spiking_arrivals(region.config.seed, FIXTURE_CELLS, STEPS, input, rate_hz, delay_steps);
  parts_t *parts = make_parts(FIXTURE_CELLS);
  const fim_spike_packet_t *packets[] = {input};
  lfp_steps_t advance = {.inputs = packets, .steps = STEPS};
  int64_t by_row[FIXTURE_ROWS] = {0};
  int64_t inside = 0;
  int64_t total = 0;
  parts->full.part.advance = &advance;
  assert_ok(lfp_trains_create(&parts->full, &parts->cells));
  for (int64_t step = 0; step < STEPS; step++) {
    int32_t count[FIXTURE_CELLS] = {0};
    for (int64_t tile = 0; tile < parts->cells.tiles; tile++) {
      forget_events(parts);
      lfp_trains_collect(&parts->full, &parts->cells, tile, step, &parts->events);
      count_events(parts, tile, count, by_row, &inside);
    }
    for (int32_t cell = 0; cell < FIXTURE_CELLS; cell++) {
      assert_int_equal(count[cell], expected[step * FIXTURE_CELLS + cell]);
      total += count[cell];
    }
  }
  assert_true(total > 1000);
  assert_int_equal(inside, total);
  double share = region.row[0].number;
  double z = ((double)by_row[0] - share * (double)total) / sqrt(share * (1.0 - share) * (double)total);
  assert_true(fabs(z) < 4);
  free(expected);
  free_parts(parts);
}

static void add_layers(int32_t kind, double rate_hz, int32_t delay_steps) {
  region_start(&region, FIXTURE_CELLS, 0);
  region.config.inputs = 1;
  for (int layer = 0; layer < 2; layer++) {
    fim_lfp_synapses_t *row = region_add_row(&region, 0, layer == 0 ? 0.3 : 0.7, 0);
    row->source_kind = kind;
    row->rate_hz = rate_hz;
    row->delay_steps = delay_steps;
    row->z_low_um -= 200.0 * layer;
    row->z_high_um -= 200.0 * layer;
  }
}

static void should_repeat_the_networks_background(void **state) {
  (void)state;
  add_layers(FIM_LFP_BACKGROUND, 2000.0, 7);
  compare_with_network(NULL, 2000.0, 7);
}

static void should_repeat_the_networks_input(void **state) {
  (void)state;
  const int64_t size = FIXTURE_CELLS;
  double rate_hz[STEPS];
  for (int s = 0; s < STEPS; s++) {
    rate_hz[s] = 1000.0 + 50.0 * s;
  }
  for (int32_t process = 0; process <= 2; process++) {
    const fim_trains_t trains = {
        .seed = 8, .population_size = &size, .dt_ms = 0.1, .shared = 0.4, .populations = 1, .process = process};
    char recipe[4096];
    int64_t bytes;
    assert_ok(fim_trains_recipe(&trains, 0, STEPS, rate_hz, recipe, sizeof recipe, &bytes));
    add_layers(FIM_LFP_INPUT, 0.0, 0);
    compare_with_network(recipe, 0.0, 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_draw_a_cells_synapses_by_area_and_from_any_source),
      cmocka_unit_test(should_find_the_synapses_of_sources_that_share_a_bin),
      cmocka_unit_test(should_keep_a_synapse_in_at_most_five_bytes),
      cmocka_unit_test(should_repeat_the_networks_background),
      cmocka_unit_test(should_repeat_the_networks_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
