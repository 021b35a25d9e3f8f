/*
 * lfp_invariance_test.c: the same bits from the full method for every number of threads, division of steps into
 * advances, form of the input's packets and variant of the kernels.
 */
#include "lfp_fixture.h"
#include "variant_check.h"

enum { STEPS = 330, INTERVAL = 10, VALUES = STEPS / INTERVAL * FIXTURE_SITES, SPIKES = 60, PACKET_BYTES = 1 << 22 };

static region_t region;
static spike_t spike[SPIKES];

/* Two populations, the second with a tail of lanes, sources of every kind in one and two layers. */
static void make_region(int32_t kind, int32_t threads) {
  region_start(&region, 600, 291);
  region.config.interval_steps = INTERVAL;
  region.config.threads = threads;
  region.config.synapses_kind = kind;
  region.config.inputs = 1;
  region_add_row(&region, 0, 30, 600);
  fim_lfp_synapses_t *row = region_add_row(&region, 1, 12, 291);
  row->source = 1;
  row->driving_force_mV = -15.0;
  row->tau_ms = 3.0;
  row->delay_steps = 17;
  for (int layer = 0; layer < 2; layer++) {
    row = region_add_row(&region, 0, layer == 0 ? 0.3 : 0.7, 0);
    row->source_kind = FIM_LFP_INPUT;
    row->delay_steps = 0;
    row->z_low_um -= 200.0 * layer;
    row->z_high_um -= 200.0 * layer;
  }
  row = region_add_row(&region, 1, 1.0, 0);
  row->source_kind = FIM_LFP_BACKGROUND;
  row->rate_hz = 300.0;
}

static void make_spikes(void) {
  for (int i = 0; i < SPIKES; i++) {
    spike[i] = (spike_t){(int64_t)5 * i + 1, i % 2, (uint32_t)(i * 37 % 291)};
  }
}

/* Which way to the same numbers. */
typedef struct way {
  int32_t kind, threads, cut;
  bool expanded;
} way_t;

static void run(const way_t *way, double *out) {
  static packet_t packet;
  const int64_t size[2] = {600, 291};
  const fim_trains_t trains = {
      .seed = 3, .population_size = size, .dt_ms = 0.1, .shared = 0.3, .populations = 2, .process = 1};
  double rate_hz[STEPS];
  void *recipe = malloc(PACKET_BYTES);
  void *input = malloc(PACKET_BYTES);
  fim_lfp_t *lfp;
  int64_t written = 0;
  make_region(way->kind, way->threads);
  assert_ok(fim_lfp_create(&region.config, &lfp));
  for (int32_t step = 0; step < STEPS; step += way->cut) {
    int32_t steps = STEPS - step < way->cut ? STEPS - step : way->cut;
    int64_t bytes;
    int32_t rows;
    for (int32_t s = 0; s < steps; s++) {
      rate_hz[s] = 200.0 + 100.0 * ((step + s) % 7);
    }
    make_packet(&packet, step, steps, 2, spike, SPIKES);
    assert_ok(fim_trains_recipe(&trains, step, steps, rate_hz, recipe, PACKET_BYTES, &bytes));
    assert_ok(fim_trains_expand(recipe, size, 2, input, PACKET_BYTES, &bytes));
    assert_ok(fim_lfp_advance(lfp, &packet, (const void *const[]){way->expanded ? input : recipe}));
    assert_ok(fim_lfp_samples(lfp, out + written * FIXTURE_SITES, STEPS, &rows));
    written += rows;
  }
  assert_int_equal(written, STEPS / INTERVAL);
  fim_lfp_destroy(lfp);
  free(recipe);
  free(input);
}

static void should_not_depend_on_threads_or_the_division_into_advances(void **state) {
  (void)state;
  static double known[VALUES];
  static double out[VALUES];
  make_spikes();
  for (int32_t kind = FIM_LFP_CURRENT; kind <= FIM_LFP_CONDUCTANCE; kind++) {
    way_t way = {kind, 1, STEPS, false};
    run(&way, known);
    assert_true(known[VALUES - 1] != 0.0);
    const way_t ways[] = {{kind, 2, STEPS, false}, {kind, 3, 1, false},  {kind, 1, 7, false},
                          {kind, 2, 64, true},     {kind, 4, 100, true}, {kind, 1, 10, true}};
    for (int i = 0; i < 6; i++) {
      run(&ways[i], out);
      assert_memory_equal(out, known, sizeof out);
    }
  }
}

static void compute(const void *arguments, double *out) {
  run(arguments, out);
}

static void should_agree_in_all_variants(void **state) {
  (void)state;
  make_spikes();
  for (int32_t kind = FIM_LFP_CURRENT; kind <= FIM_LFP_CONDUCTANCE; kind++) {
    const way_t way = {kind, 1, 50, false};
    assert_variants_agree(compute, &way, VALUES, 1e-10, 1e-3);
  }
}

/* Cells do not know of each other: those of two populations give the sum of what each gives. */
static void should_add_up_over_populations(void **state) {
  (void)state;
  enum { ALL = STEPS * FIXTURE_SITES };
  static double part[3][ALL];
  make_spikes();
  for (int k = 0; k < 3; k++) {
    region_start(&region, 70, 300);
    region.config.interval_steps = 1;
    for (int target = 0; target < 2; target++) {
      if (k == 2 || k == target) {
        region_add_row(&region, target, 25, 600)->stream = target;
      }
    }
    region_run(&region, spike, SPIKES, STEPS, STEPS, part[k]);
  }
  double largest = 0.0;
  for (int i = 0; i < ALL; i++) {
    largest = fmax(largest, fabs(part[2][i]));
  }
  for (int i = 0; i < ALL; i++) {
    assert_true(fabs(part[2][i] - (part[0][i] + part[1][i])) <= 1e-12 * largest);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_not_depend_on_threads_or_the_division_into_advances),
      cmocka_unit_test(should_agree_in_all_variants),
      cmocka_unit_test(should_add_up_over_populations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
