/* lfp_kernel_test.c: the kernel method against cables that get the mean of their synapses, cell by cell. */
#include "lfp_kernel_fixture.h"
#include "recipe.h"
#include "variant_check.h"

static void assert_near(const double *value, const double *expected, int64_t count, double tolerance) {
  double scale = 0;
  for (int64_t k = 0; k < count; k++) {
    scale = fmax(scale, fabs(expected[k]));
  }
  assert_true(scale > 0);
  for (int64_t k = 0; k < count; k++) {
    if (!(fabs(value[k] - expected[k]) <= tolerance * scale)) {
      fail_msg("value %lld of %lld: %.17g, expected %.17g, largest %g", (long long)k, (long long)count, value[k],
               expected[k], scale);
    }
  }
}

/* Adds what a population's cells give in each step, each cell on its own. phi: [STEPS][SITES] mV, modified. */
static void add_cables(const network_t *net, int32_t population, double *phi) {
  enum { MOST = CELL_MOST_NODES / 16 };
  static double part[ROWS][MOST * CELLS], matrix[CELLS * SITES * MOST], current[MOST * CELLS], membrane[MOST * CELLS];
  const fim_lfp_population_t *cells = &net->population[population];
  const int32_t nodes = cells->tree.nodes;
  const int32_t n = (int32_t)cells->cells;
  double g[ROWS] = {0};
  fim_cable_t *cable;
  assert_ok(fim_cable_create(&cells->tree, net->config.dt_ms, n, &cable));
  assert_ok(fim_electrode_matrix(&net->config.electrode, &cells->sources, n, cells->soma, cells->rotation, matrix));
  for (int32_t i = 0; i < ROWS * nodes * n; i++) {
    const int32_t k = i / (nodes * n);
    part[k][i % (nodes * n)] = part_of_layer(net, &net->row[k], i % n, i / n % nodes);
  }
  for (int32_t step = 0; step < STEPS; step++) {
    memset(current, 0, sizeof current);
    for (int32_t r = 0; r < ROWS; r++) {
      const fim_lfp_synapses_t *row = &net->row[r];
      const double x = net->config.dt_ms / row->tau_ms;
      for (int32_t i = 0; i < nodes * n && row->target == population; i++) {
        current[i] += row->driving_force_mV * g[r] * (1 - exp(-x)) / x * part[r][i];
      }
      g[r] = g[r] * exp(-x) + row->weight_nS * mean_events(net, row, step);
    }
    assert_ok(fim_cable_advance(cable, 1, current, NULL));
    assert_ok(fim_cable_membrane_current(cable, membrane));
    for (int32_t i = 0; i < n * SITES * nodes; i++) {
      phi[step * SITES + i / nodes % SITES] += matrix[i] * membrane[i % nodes * n + i / (nodes * SITES)];
    }
  }
  fim_cable_destroy(cable);
}

static void mean_samples(const double *phi, int32_t interval, double *out) {
  memset(out, 0, sizeof *out * (size_t)(STEPS / interval * SITES));
  for (int32_t i = 0; i < STEPS / interval * interval * SITES; i++) {
    out[i / SITES / interval * SITES + i % SITES] += phi[i] / interval;
  }
}

static void should_equal_cables_that_get_the_mean_of_their_synapses(void **state) {
  (void)state;
  static network_t net;
  static double phi[STEPS * SITES], expected[STEPS * SITES], out[STEPS * SITES];
  make_network(&net);
  memset(phi, 0, sizeof phi);
  add_cables(&net, 0, phi);
  add_cables(&net, 1, phi);
  const int32_t intervals[] = {1, 10, 40};
  for (int k = 0; k < 3; k++) {
    net.config.interval_steps = intervals[k];
    mean_samples(phi, intervals[k], expected);
    run_lfp(&net, STEPS, out);
    assert_near(out, expected, STEPS / intervals[k] * SITES, 1e-11);
  }
}

static void should_put_cells_of_nearly_one_height_together_where_nodes_are_short(void **state) {
  (void)state;
  static network_t net;
  static double phi[STEPS * SITES], expected[STEPS * SITES], out[STEPS * SITES];
  make_network(&net);
  cell_make_stick(&net.cell[0], 400, 150, 55);
  const cell_t *cell = &net.cell[0];
  net.population[0] =
      (fim_lfp_population_t){cell_tree(cell), cell_sources(cell), cell->area, net.soma[0][0], net.rotation, CELLS};
  memset(phi, 0, sizeof phi);
  add_cables(&net, 0, phi);
  add_cables(&net, 1, phi);
  mean_samples(phi, 10, expected);
  run_lfp(&net, STEPS, out);
  assert_near(out, expected, STEPS / 10 * SITES, 1e-2);
}

/*
 * Layers of one node, sources of one neuron, arrivals for all cells at once. The full method's gains are in single
 * precision.
 */
static void should_equal_the_full_method_where_nothing_is_drawn(void **state) {
  (void)state;
  static network_t net;
  static double full[STEPS * SITES], kernel[STEPS * SITES];
  make_network(&net);
  net.config.rows = ROWS - 1; /* no background */
  for (int32_t r = 0; r < ROWS; r++) {
    net.row[r].source_size = 1;
    net.row[r].z_low_um = r % 5 == 0 || r == 6 ? 50 : -40;
    net.row[r].z_high_um = r % 5 == 0 || r == 6 ? 80 : -20;
  }
  for (int32_t p = 0; p < POPULATIONS; p++) {
    net.population[p].cells = CELLS - 1;
    for (int32_t c = 0; c < CELLS; c++) {
      net.soma[p][c][2] = 0;
    }
  }
  for (int32_t i = 0; i < STEPS * GROUPS; i++) {
    net.spikes[i / GROUPS][i % GROUPS] = i % 5 == 0;
  }
  for (int32_t i = 0; i < STEPS * POPULATIONS; i++) {
    net.arrivals[i / POPULATIONS][i % POPULATIONS] = i % 7 == 0 ? CELLS - 1 : 0;
  }
  run_lfp(&net, 50, kernel);
  net.config.method = FIM_LFP_FULL;
  run_lfp(&net, 50, full);
  assert_near(kernel, full, STEPS / 10 * SITES, 1e-6);
}

static void should_give_the_same_bits_however_steps_are_cut(void **state) {
  (void)state;
  static network_t net;
  static double whole[STEPS * SITES], cut[STEPS * SITES];
  make_network(&net);
  run_lfp(&net, STEPS, whole);
  const int32_t cuts[] = {1, 3, 10, 64, 599};
  for (int k = 0; k < 5; k++) {
    run_lfp(&net, cuts[k], cut);
    assert_memory_equal(cut, whole, sizeof *cut * (size_t)(STEPS / 10 * SITES));
  }
}

static void should_add_the_potentials_of_spikes(void **state) {
  (void)state;
  static network_t net;
  static network_t other;
  static double out[3][STEPS * SITES];
  const int64_t count = STEPS / 10 * SITES;
  make_network(&net);
  net.row[7].rate_hz = 1e-6;
  other = net;
  other.config.population = other.population;
  other.config.synapses = other.row;
  for (int n = 0; n < STEPS; n++) {
    for (int g = 0; g < GROUPS; g++) {
      other.spikes[n][g] = n % 7;
    }
  }
  run_lfp(&net, STEPS, out[0]);
  run_lfp(&other, STEPS, out[1]);
  for (int n = 0; n < STEPS; n++) {
    for (int g = 0; g < GROUPS; g++) {
      net.spikes[n][g] += other.spikes[n][g];
    }
    net.arrivals[n][0] *= 2;
    net.arrivals[n][1] *= 2;
  }
  net.row[7].rate_hz *= 2;
  run_lfp(&net, STEPS, out[2]);
  for (int64_t k = 0; k < count; k++) {
    out[0][k] += out[1][k];
  }
  assert_near(out[2], out[0], count, 1e-13);
}

typedef struct recipe {
  fim_spike_packet_t packet;
  fim_recipe_t recipe;
  fim_recipe_step_t step[STEPS];
} recipe_t;

/* Runs all steps, with the recipe up to step `change` and the network's arrivals from there on. */
static void run_changing(const network_t *net, recipe_t *recipe, int32_t change, double *out) {
  fim_lfp_t *lfp;
  int32_t rows = 0;
  assert_ok(fim_lfp_create(&net->config, &lfp));
  recipe->packet.steps = change;
  for (int32_t first = 0, end = change; first < STEPS; first = end, end = STEPS) {
    void *spikes = make_packet(net->spikes[0], GROUPS, first, end - first);
    void *arrivals = make_packet(net->arrivals[0], POPULATIONS, first, end - first);
    const void *inputs[] = {first == 0 ? (void *)recipe : arrivals};
    int32_t fetched;
    assert_ok(fim_lfp_advance(lfp, spikes, inputs));
    assert_ok(fim_lfp_samples(lfp, out + (int64_t)rows * SITES, STEPS, &fetched));
    rows += fetched;
    free(spikes);
    free(arrivals);
  }
  assert_int_equal(rows, STEPS / 10);
  fim_lfp_destroy(lfp);
}

static void should_take_the_expected_arrivals_of_a_recipe(void **state) {
  (void)state;
  static network_t net;
  static double expected[STEPS * SITES], out[STEPS * SITES];
  static recipe_t recipe = {.packet = {.groups = POPULATIONS, .kind = FIM_PACKET_RECIPE},
                            .recipe = {.seed = 1, .probability = 0.5}};
  make_network(&net);
  net.row[3].source_kind = FIM_LFP_INPUT; /* the same input, of the other population */
  net.row[3].delay_steps = 0;
  net.row[3].number = 1;
  for (int n = 0; n < STEPS; n++) {
    recipe.step[n] = (fim_recipe_step_t){.events = 2 * (n % 3), .mean = n % 2};
    for (int p = 0; p < POPULATIONS; p++) {
      net.arrivals[n][p] = (n % 3 + n % 2) * (int32_t)net.population[p].cells;
    }
  }
  run_lfp(&net, STEPS, expected);
  run_changing(&net, &recipe, STEPS, out);
  assert_near(out, expected, STEPS / 10 * SITES, 1e-13);
  run_changing(&net, &recipe, STEPS / 2 + 3, out);
  assert_near(out, expected, STEPS / 10 * SITES, 1e-13);
}

/* Adds a row's response to what its source did. phi: [STEPS][SITES] mV, modified. */
static void fold_by_hand(const network_t *net, const fim_lfp_t *lfp, int32_t r, double *phi) {
  static double response[2 * STEPS * SITES];
  const fim_lfp_synapses_t *row = &net->row[r];
  int64_t lags;
  assert_ok(fim_lfp_kernel(lfp, r, response, 2 * STEPS, &lags));
  assert_int_equal(lags, STEPS + row->delay_steps + 1);
  for (int32_t n = 0; n < STEPS; n++) {
    const double background = 1e-3 * row->rate_hz * net->config.dt_ms * (double)net->population[row->target].cells;
    const double spikes = row->source_kind == FIM_LFP_GROUP   ? net->spikes[n][row->source]
                          : row->source_kind == FIM_LFP_INPUT ? net->arrivals[n][row->target]
                                                              : background;
    for (int32_t i = 0; i < (STEPS - n) * SITES; i++) {
      phi[n * SITES + i] += spikes * response[i];
    }
  }
}

static void should_be_its_kernels_folded_with_the_counts(void **state) {
  (void)state;
  static network_t net;
  static double phi[STEPS * SITES], expected[STEPS * SITES], out[STEPS * SITES];
  make_network(&net);
  memset(phi, 0, sizeof phi);
  fim_lfp_t *lfp;
  assert_ok(fim_lfp_create(&net.config, &lfp));
  for (int32_t r = 0; r < ROWS; r++) {
    fold_by_hand(&net, lfp, r, phi);
  }
  mean_samples(phi, 10, expected);
  run_lfp(&net, 20, out);
  assert_near(out, expected, STEPS / 10 * SITES, 1e-12);
  fim_lfp_destroy(lfp);
}

static double largest_from(const double *response, int64_t from, int64_t to) {
  double largest = 0;
  for (int64_t i = from * SITES; i < to * SITES; i++) {
    largest = fmax(largest, fabs(response[i]));
  }
  return largest;
}

static void should_end_a_kernel_where_it_stays_below_1e_4_of_its_largest_value(void **state) {
  (void)state;
  static network_t net;
  static double whole[5100 * SITES], out[5100 * SITES];
  make_network(&net);
  for (int32_t r = 0; r < ROWS; r++) {
    fim_lfp_t *lfp;
    int64_t lags;
    int64_t all;
    net.config.kernel_ms = 500;
    assert_ok(fim_lfp_create(&net.config, &lfp));
    assert_ok(fim_lfp_kernel(lfp, r, whole, 5100, &all));
    fim_lfp_destroy(lfp);
    net.config.kernel_ms = 0;
    assert_ok(fim_lfp_create(&net.config, &lfp));
    assert_ok(fim_lfp_kernel(lfp, r, out, 5100, &lags));
    fim_lfp_destroy(lfp);
    assert_in_range(lags, 100, 2000);
    assert_memory_equal(out, whole, sizeof *out * (size_t)(lags * SITES));
    const double largest = largest_from(whole, 0, all);
    assert_true(largest_from(whole, lags, all) <= 1e-4 * largest);
    assert_true(largest_from(whole, lags - 1, lags) > 1e-4 * largest);
    assert_true(largest_from(whole, 0, net.row[r].delay_steps + 1) == 0);
    assert_true(largest_from(whole, net.row[r].delay_steps + 1, net.row[r].delay_steps + 2) > 0);
  }
}

/*
 * The steady state of cells with constant rates, as a nonlinear problem: conductances and currents of the mean, per
 * cell. phi: [SITES] mV, modified.
 */
static void add_steady(const network_t *net, int32_t population, const double *rate_hz, double *phi) {
  enum { MOST = CELL_MOST_NODES / 16 };
  static double matrix[CELLS * SITES * MOST], conductance[MOST * CELLS], current[MOST * CELLS], membrane[MOST * CELLS];
  const fim_lfp_population_t *cells = &net->population[population];
  const int32_t nodes = cells->tree.nodes;
  const int32_t n = (int32_t)cells->cells;
  memset(conductance, 0, sizeof conductance);
  memset(current, 0, sizeof current);
  for (int32_t r = 0; r < ROWS; r++) {
    const fim_lfp_synapses_t *row = &net->row[r];
    for (int32_t i = 0; i < nodes * n && row->target == population; i++) {
      const double g =
          1e-3 * rate_hz[r] * row->number * row->weight_nS * row->tau_ms * part_of_layer(net, row, i % n, i / n);
      conductance[i] += g;
      current[i] += g * row->driving_force_mV;
    }
  }
  fim_cable_t *cable;
  assert_ok(fim_cable_create(&cells->tree, 10.0, n, &cable));
  assert_ok(fim_electrode_matrix(&net->config.electrode, &cells->sources, n, cells->soma, cells->rotation, matrix));
  assert_ok(fim_cable_advance(cable, 200, current, conductance));
  assert_ok(fim_cable_membrane_current(cable, membrane));
  for (int32_t i = 0; i < n * SITES * nodes; i++) {
    phi[i / nodes % SITES] += matrix[i] * membrane[i % nodes * n + i / (nodes * SITES)];
  }
  fim_cable_destroy(cable);
}

/* Sum of a row's kernel times a rate: what constant spikes of all its sources lead to. out: [SITES], modified. */
static void add_constant(const network_t *net, const fim_lfp_t *lfp, int32_t r, double rate_hz, double *out) {
  static double response[5100 * SITES];
  const fim_lfp_synapses_t *row = &net->row[r];
  const int64_t cells = net->population[row->target].cells;
  const double sources = (double)(row->source_kind == FIM_LFP_GROUP ? row->source_size : cells);
  int64_t lags;
  assert_ok(fim_lfp_kernel(lfp, r, response, 5100, &lags));
  for (int64_t i = 0; i < lags * SITES; i++) {
    out[i % SITES] += 1e-3 * rate_hz * net->config.dt_ms * sources * response[i];
  }
}

/* About the mean state: what a little more of one source changes is the derivative of the nonlinear steady state. */
static void should_be_linear_about_the_mean_state_of_conductances(void **state) {
  (void)state;
  static network_t net;
  const double more = 1e-3;
  make_network(&net);
  net.config.synapses_kind = FIM_LFP_CONDUCTANCE;
  net.config.kernel_ms = 500;
  double rate_hz[ROWS];
  for (int32_t r = 0; r < ROWS; r++) {
    net.row[r].rate_hz *= 40;
  }
  fim_lfp_t *lfp;
  assert_ok(fim_lfp_create(&net.config, &lfp));
  for (int32_t r = 0; r < ROWS; r++) {
    double expected[SITES] = {0};
    double low[SITES] = {0};
    double change[SITES] = {0};
    for (int32_t k = 0; k < ROWS; k++) {
      rate_hz[k] = net.row[k].rate_hz * (k == r ? 1 + more : 1);
    }
    add_steady(&net, net.row[r].target, rate_hz, expected);
    rate_hz[r] = net.row[r].rate_hz * (1 - more);
    add_steady(&net, net.row[r].target, rate_hz, low);
    for (int32_t s = 0; s < SITES; s++) {
      expected[s] = (expected[s] - low[s]) / (2 * more);
    }
    add_constant(&net, lfp, r, net.row[r].rate_hz, change);
    assert_near(change, expected, SITES, 1e-5);
  }
  fim_lfp_destroy(lfp);
}

/* Constant arrivals of whole numbers in every step, at the rates that the rows say. */
static void should_reach_the_steady_state_of_the_mean_conductances(void **state) {
  (void)state;
  static network_t net;
  static double out[STEPS * SITES];
  make_network(&net);
  net.config.synapses_kind = FIM_LFP_CONDUCTANCE;
  net.config.kernel_ms = 500;
  double rate_hz[ROWS];
  for (int32_t r = 0; r < ROWS; r++) {
    const bool group = net.row[r].source_kind == FIM_LFP_GROUP;
    const double sources = group ? GROUP_SIZE : (double)net.population[net.row[r].target].cells;
    rate_hz[r] = net.row[r].source_kind == FIM_LFP_BACKGROUND ? 300 : 1e3 / (net.config.dt_ms * sources);
    net.row[r].rate_hz = rate_hz[r];
    net.row[r].tau_ms = 1; /* and a membrane of 2 ms: the run is long enough */
  }
  for (int32_t p = 0; p < POPULATIONS; p++) {
    for (int32_t node = 0; node < net.cell[p].nodes; node++) {
      net.cell[p].g_L[node] *= 10;
    }
  }
  for (int32_t n = 0; n < STEPS; n++) {
    net.spikes[n][0] = net.spikes[n][1] = net.spikes[n][2] = net.arrivals[n][0] = net.arrivals[n][1] = 1;
  }
  double expected[SITES] = {0};
  add_steady(&net, 0, rate_hz, expected);
  add_steady(&net, 1, rate_hz, expected);
  run_lfp(&net, 100, out);
  assert_near(out + (STEPS / 10 - 1) * SITES, expected, SITES, 1e-6);
}

static void compute(const void *arguments, double *out) {
  run_lfp(arguments, 20, out);
}

static void should_give_the_same_bits_in_every_variant_with_fused_multiply_add(void **state) {
  (void)state;
  static network_t net;
  make_network(&net);
  assert_variants_agree(compute, &net, STEPS / 10 * SITES, 1e-9, 1e-3);
  net.config.synapses_kind = FIM_LFP_CONDUCTANCE;
  assert_variants_agree(compute, &net, STEPS / 10 * SITES, 1e-9, 1e-3);
}

static void should_say_how_many_lags_a_kernel_has(void **state) {
  (void)state;
  static network_t net;
  make_network(&net);
  fim_lfp_t *lfp;
  int64_t lags;
  assert_ok(fim_lfp_create(&net.config, &lfp));
  assert_int_equal(fim_lfp_kernel(lfp, 4, NULL, 0, &lags), FIM_E_CAPACITY);
  assert_int_equal(lags, STEPS + 6);
  assert_int_equal(fim_lfp_kernel(lfp, ROWS, NULL, 0, &lags), FIM_E_ARGUMENT);
  assert_non_null(strstr(fim_error_text(), "row = 8, allowed 0 to 7"));
  assert_true(fim_lfp_bytes(lfp) > STEPS * SITES * 8);
  fim_lfp_destroy(lfp);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_equal_cables_that_get_the_mean_of_their_synapses),
      cmocka_unit_test(should_put_cells_of_nearly_one_height_together_where_nodes_are_short),
      cmocka_unit_test(should_equal_the_full_method_where_nothing_is_drawn),
      cmocka_unit_test(should_give_the_same_bits_however_steps_are_cut),
      cmocka_unit_test(should_add_the_potentials_of_spikes),
      cmocka_unit_test(should_take_the_expected_arrivals_of_a_recipe),
      cmocka_unit_test(should_be_its_kernels_folded_with_the_counts),
      cmocka_unit_test(should_end_a_kernel_where_it_stays_below_1e_4_of_its_largest_value),
      cmocka_unit_test(should_be_linear_about_the_mean_state_of_conductances),
      cmocka_unit_test(should_reach_the_steady_state_of_the_mean_conductances),
      cmocka_unit_test(should_give_the_same_bits_in_every_variant_with_fused_multiply_add),
      cmocka_unit_test(should_say_how_many_lags_a_kernel_has),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
