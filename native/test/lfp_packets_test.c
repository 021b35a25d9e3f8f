/* lfp_packets_test.c: packets that do not fit the engine of local field potentials are refused, and change nothing. */
#include "lfp_fixture.h"

static region_t region;
static packet_t packet;
static packet_t input;

static fim_lfp_t *make(void) {
  fim_lfp_t *lfp;
  region_start(&region, 300, 0);
  region.config.max_steps = 20;
  region.config.interval_steps = 5;
  region.config.inputs = 1;
  region_add_row(&region, 0, 10, 50)->source = 1;
  fim_lfp_synapses_t *row = region_add_row(&region, 0, 1.0, 0);
  row->source_kind = FIM_LFP_INPUT;
  row->delay_steps = 0;
  assert_ok(fim_lfp_create(&region.config, &lfp));
  return lfp;
}

static void make_both(int64_t first_step, int32_t steps, uint32_t source, uint32_t cell) {
  const spike_t spike = {first_step, 1, source};
  const spike_t arrival = {first_step, cell / 256, cell};
  make_packet(&packet, first_step, steps, 2, &spike, 1);
  make_packet(&input, first_step, steps, 2, &arrival, 1);
}

static int32_t advance(fim_lfp_t *lfp) {
  return fim_lfp_advance(lfp, &packet, (const void *const[]){&input});
}

static void assert_refused(fim_lfp_t *lfp, const char *text) {
  assert_int_equal(advance(lfp), FIM_E_ARGUMENT);
  if (strstr(fim_error_text(), text) == NULL) {
    fail_msg("\"%s\" lacks \"%s\"", fim_error_text(), text);
  }
}

static void should_refuse_packets_of_other_steps_groups_or_neurons(void **state) {
  (void)state;
  fim_lfp_t *lfp = make();
  make_both(40, 21, 0, 0);
  assert_refused(lfp, "packet of spikes: steps = 21, allowed 1 to 20");
  make_both(40, 10, 50, 0);
  assert_refused(lfp, "packet of spikes: group 1 at step 40: neuron 50, allowed 0 to 49");
  make_both(40, 10, 0, 0);
  packet.header.kind = FIM_PACKET_RECIPE;
  assert_refused(lfp, "kind = 1, allowed 0");
  make_both(40, 10, 0, 0);
  packet.header.groups = 1;
  assert_refused(lfp, "groups = 1");
  make_both(40, 10, 0, 0);
  packet.words[3] = 5;
  assert_refused(lfp, "index does not ascend");
  make_both(40, 10, 0, 0);
  input.header.first_step = 41;
  assert_refused(lfp, "packet of input 0: first_step = 41, steps = 10, groups = 2, expected 40, 10, 2");
  make_both(40, 10, 0, 299);
  input.words[21] = 300;
  assert_refused(lfp, "packet of input 0: group 1 at step 40: neuron 300, allowed 256 to 299");
  make_both(40, 10, 0, 299);
  assert_ok(advance(lfp));
  assert_refused(lfp, "first_step = 40, expected 50");
  fim_lfp_destroy(lfp);
}

static void should_refuse_to_go_on_while_samples_are_not_fetched(void **state) {
  (void)state;
  fim_lfp_t *lfp = make();
  double out[32 * FIXTURE_SITES];
  int32_t rows;
  assert_int_equal(fim_lfp_max_rows(lfp), 4);
  int64_t step = 0;
  for (; step < 80; step += 20) {
    make_both(step, 20, 0, 0);
    assert_ok(advance(lfp));
  }
  make_both(step, 20, 0, 0);
  assert_int_equal(advance(lfp), FIM_E_CAPACITY);
  assert_ok(fim_lfp_samples(lfp, out, 3, &rows));
  assert_int_equal(rows, 3);
  assert_int_equal(advance(lfp), FIM_E_CAPACITY);
  assert_ok(fim_lfp_samples(lfp, out, 32, &rows));
  assert_int_equal(rows, 13);
  assert_ok(advance(lfp));
  assert_ok(fim_lfp_samples(lfp, out, 32, &rows));
  assert_int_equal(rows, 4);
  assert_ok(fim_lfp_samples(lfp, out, 32, &rows));
  assert_int_equal(rows, 0);
  fim_lfp_destroy(lfp);
}

/* Where a run begins changes no number, but for spikes of before. */
static void should_begin_where_the_first_packet_does(void **state) {
  (void)state;
  double out[2][4 * FIXTURE_SITES];
  for (int i = 0; i < 2; i++) {
    fim_lfp_t *lfp = make();
    int32_t rows;
    make_both(1000 * i, 20, 7, 3);
    input.header.count = 0;
    memset(input.words, 0, sizeof input.words);
    assert_ok(advance(lfp));
    assert_ok(fim_lfp_samples(lfp, out[i], 4, &rows));
    assert_int_equal(rows, 4);
    fim_lfp_destroy(lfp);
  }
  assert_true(out[0][FIXTURE_SITES] != 0.0);
  assert_memory_equal(out[0], out[1], sizeof out[0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_refuse_packets_of_other_steps_groups_or_neurons),
      cmocka_unit_test(should_refuse_to_go_on_while_samples_are_not_fetched),
      cmocka_unit_test(should_begin_where_the_first_packet_does),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
