/*
 * lfp_full_test.c: the full method against a cable that is driven by hand, superposition, delays and signs, and the
 * conductances' limit of small weights.
 */
#include "lfp_fixture.h"

enum { STEPS = 300, VALUES = STEPS * FIXTURE_SITES };

static region_t region;

/* A synapse of the only cell on the only node with its middle in [z, z + 10). */
static fim_lfp_synapses_t *add_synapse_at(double z_um) {
  fim_lfp_synapses_t *row = region_add_row(&region, 0, 1, 1);
  row->z_low_um = z_um;
  row->z_high_um = z_um + 10.0;
  return row;
}

static int32_t node_at(double z_um) {
  for (int32_t i = 0; i < region.cell.nodes; i++) {
    double middle = (region.cell.ends[i][2] + region.cell.ends[i][5]) / 2.0;
    if (region.cell.area[i] > 0.0 && middle >= z_um && middle < z_um + 10.0) {
      return i;
    }
  }
  fail_msg("no node at %g um", z_um);
  return -1;
}

/* The gains of cell 0, also as the full method keeps them. gain: [sites][nodes], written. */
static void compute_gains(double *gain, bool single_precision) {
  fim_sources_t sources = cell_sources(&region.cell);
  assert_ok(fim_electrode_matrix(&region.config.electrode, &sources, 1, region.soma[0], region.rotation, gain));
  for (int32_t i = 0; i < FIXTURE_SITES * region.cell.nodes; i++) {
    gain[i] = single_precision ? (double)(float)gain[i] : gain[i];
  }
}

/* What a synapse at a node gives after a spike in step 0 over its delay: the equations one by one. out: [STEPS][sites]
 */
static void drive_by_hand(const fim_lfp_synapses_t *row, int32_t node, bool single_precision, double *out) {
  bool loaded = region.config.synapses_kind == FIM_LFP_CONDUCTANCE;
  static double gain[FIXTURE_SITES * CELL_MOST_NODES];
  static double current[CELL_MOST_NODES];
  static double conductance[CELL_MOST_NODES];
  fim_tree_t tree = cell_tree(&region.cell);
  fim_cable_t *cable;
  compute_gains(gain, single_precision);
  assert_ok(fim_cable_create(&tree, region.config.dt_ms, 1, &cable));
  const double decay = exp(-region.config.dt_ms / row->tau_ms);
  double g = 0.0;
  for (int32_t step = 0; step < STEPS; step++) {
    memset(current, 0, sizeof current);
    memset(conductance, 0, sizeof conductance);
    conductance[node] = g * row->tau_ms / region.config.dt_ms * (1.0 - decay);
    current[node] = conductance[node] * row->driving_force_mV;
    assert_ok(fim_cable_advance(cable, 1, current, loaded ? conductance : NULL));
    assert_ok(fim_cable_membrane_current(cable, current));
    for (int32_t site = 0; site < FIXTURE_SITES; site++) {
      double *phi = &out[step * FIXTURE_SITES + site];
      *phi = 0.0;
      for (int32_t i = 0; i < region.cell.nodes; i++) {
        *phi += gain[site * region.cell.nodes + i] * current[i];
      }
    }
    g = g * decay + (step == row->delay_steps ? row->weight_nS : 0.0);
  }
  fim_cable_destroy(cable);
}

static double largest_of(const double *x) {
  double largest = 0.0;
  for (int i = 0; i < VALUES; i++) {
    largest = fmax(largest, fabs(x[i]));
  }
  return largest;
}

static void assert_near(const double *x, const double *expected, double tolerance) {
  double largest = largest_of(expected);
  assert_true(largest > 0.0);
  for (int i = 0; i < VALUES; i++) {
    if (!(fabs(x[i] - expected[i]) <= tolerance * largest)) {
      fail_msg("value %d: %g, expected %g, largest %g", i, x[i], expected[i], largest);
    }
  }
}

static void should_give_one_synapse_what_the_cable_does_by_hand(void **state) {
  (void)state;
  static double out[VALUES];
  static double expected[VALUES];
  const spike_t spike = {0, 0, 0};
  for (int loaded = 0; loaded < 2; loaded++) {
    region_start(&region, 1, 0);
    region.config.synapses_kind = loaded == 1 ? FIM_LFP_CONDUCTANCE : FIM_LFP_CURRENT;
    fim_lfp_synapses_t *row = add_synapse_at(250.0);
    row->delay_steps = 4;
    region_run(&region, &spike, 1, STEPS, STEPS, out);
    drive_by_hand(row, node_at(250.0), true, expected);
    assert_near(out, expected, 1e-12);
  }
}

static void should_lose_nothing_that_counts_by_gains_in_single_precision(void **state) {
  (void)state;
  static double out[VALUES];
  static double expected[VALUES];
  const spike_t spike = {0, 0, 0};
  region_start(&region, 1, 0);
  fim_lfp_synapses_t *row = add_synapse_at(250.0);
  region_run(&region, &spike, 1, STEPS, STEPS, out);
  drive_by_hand(row, node_at(250.0), false, expected);
  assert_near(out, expected, 1e-6);
}

static void should_average_the_potential_over_the_interval(void **state) {
  (void)state;
  static double fine[VALUES];
  static double coarse[VALUES];
  const spike_t spike[] = {{3, 0, 0}, {17, 0, 0}};
  region_start(&region, 1, 0);
  add_synapse_at(250.0);
  region_run(&region, spike, 2, STEPS, STEPS, fine);
  region.config.interval_steps = 10;
  region_run(&region, spike, 2, STEPS, 7, coarse);
  for (int k = 0; k < STEPS / 10; k++) {
    for (int site = 0; site < FIXTURE_SITES; site++) {
      double mean = 0.0;
      for (int i = 0; i < 10; i++) {
        mean += fine[(10 * k + i) * FIXTURE_SITES + site] / 10.0;
      }
      assert_true(fabs(coarse[k * FIXTURE_SITES + site] - mean) <= 1e-12 * largest_of(fine));
    }
  }
}

static void should_superpose_the_spikes_of_current_synapses(void **state) {
  (void)state;
  static double first[VALUES];
  static double second[VALUES];
  static double both[VALUES];
  region_start(&region, 40, 30);
  region_add_row(&region, 0, 20, 10);
  region_add_row(&region, 1, 5, 10)->tau_ms = 2.0;
  fim_lfp_synapses_t *inhibitory = region_add_row(&region, 0, 8, 7);
  inhibitory->source = 1;
  inhibitory->driving_force_mV = -15.0;
  const spike_t spike[] = {{2, 0, 4}, {30, 1, 6}};
  region_run(&region, &spike[0], 1, STEPS, STEPS, first);
  region_run(&region, &spike[1], 1, STEPS, STEPS, second);
  region_run(&region, spike, 2, STEPS, STEPS, both);
  for (int i = 0; i < VALUES; i++) {
    first[i] += second[i];
  }
  assert_near(both, first, 1e-12);
}

static void should_begin_one_delay_after_the_spike(void **state) {
  (void)state;
  static double out[VALUES];
  const spike_t spike = {12, 0, 0};
  const int32_t delays[] = {1, 2, 40};
  for (int d = 0; d < 3; d++) {
    region_start(&region, 1, 0);
    add_synapse_at(250.0)->delay_steps = delays[d];
    for (int32_t cut = 5; cut <= STEPS; cut *= 60) {
      region_run(&region, &spike, 1, STEPS, cut, out);
      /* The conductance jumps at the end of step 12 + delay: the next step is the first that it has an effect in. */
      int32_t first = 12 + delays[d] + 1;
      for (int i = 0; i < first * FIXTURE_SITES; i++) {
        assert_true(out[i] == 0.0);
      }
      assert_true(out[first * FIXTURE_SITES] != 0.0);
    }
  }
}

/* An excitatory synapse draws current in: a sink beside it, a source where current leaves the cell. */
static void should_be_negative_beside_excitation_and_positive_beside_the_soma(void **state) {
  (void)state;
  static double out[VALUES];
  const spike_t spike = {0, 0, 0};
  for (int sign = -1; sign <= 1; sign += 2) {
    region_start(&region, 1, 0);
    add_synapse_at(325.0)->driving_force_mV = 65.0 * sign;
    region_run(&region, &spike, 1, STEPS, STEPS, out);
    for (int step = 20; step < STEPS; step++) {
      assert_true(sign * out[step * FIXTURE_SITES + 4] < 0.0); /* z = 330 um */
      assert_true(sign * out[step * FIXTURE_SITES + 1] > 0.0); /* z = -30 um */
    }
  }
}

static double difference_of_kinds(double weight_nS) {
  static double current[VALUES];
  static double conductance[VALUES];
  const spike_t spike[] = {{0, 0, 1}, {5, 0, 2}};
  region_start(&region, 20, 0);
  region_add_row(&region, 0, 30, 4)->weight_nS = weight_nS;
  region_run(&region, spike, 2, STEPS, STEPS, current);
  region.config.synapses_kind = FIM_LFP_CONDUCTANCE;
  region_run(&region, spike, 2, STEPS, STEPS, conductance);
  double difference = 0.0;
  for (int i = 0; i < VALUES; i++) {
    difference = fmax(difference, fabs(current[i] - conductance[i]));
  }
  return difference / largest_of(current);
}

static void should_tend_to_current_synapses_where_conductances_are_small(void **state) {
  (void)state;
  double large = difference_of_kinds(1.0);
  double small = difference_of_kinds(1e-3);
  double smaller = difference_of_kinds(1e-6);
  assert_true(large > 0.01);
  assert_true(small < 2e-3 * large && small > 0.5e-3 * large);
  assert_true(smaller < 2e-6 * large);
}

static void should_refuse_to_give_a_kernel(void **state) {
  (void)state;
  fim_lfp_t *lfp;
  int64_t lags;
  region_start(&region, 1, 0);
  add_synapse_at(250.0);
  assert_ok(fim_lfp_create(&region.config, &lfp));
  assert_int_equal(fim_lfp_kernel(lfp, 0, NULL, 0, &lags), FIM_E_STATE);
  assert_true(fim_lfp_bytes(lfp) > 0);
  fim_lfp_destroy(lfp);
  fim_lfp_destroy(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_one_synapse_what_the_cable_does_by_hand),
      cmocka_unit_test(should_lose_nothing_that_counts_by_gains_in_single_precision),
      cmocka_unit_test(should_average_the_potential_over_the_interval),
      cmocka_unit_test(should_superpose_the_spikes_of_current_synapses),
      cmocka_unit_test(should_begin_one_delay_after_the_spike),
      cmocka_unit_test(should_be_negative_beside_excitation_and_positive_beside_the_soma),
      cmocka_unit_test(should_tend_to_current_synapses_where_conductances_are_small),
      cmocka_unit_test(should_refuse_to_give_a_kernel),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
