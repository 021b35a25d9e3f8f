/* spiking_error_test.c: what a network refuses, and how it ends when its numbers leave the allowed range. */
#include <math.h>

#include "spiking_fixture.h"

enum { CHUNK = 100, BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES };

static fim_spiking_t *create(int32_t threads) {
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(1, 0.1, threads, CHUNK, &net));
  return net;
}

static int32_t add(fim_spiking_t *net, int64_t size, const char *symbol, double value) {
  double params[PARAMETERS];
  excitatory_params(params);
  if (symbol != NULL) {
    set_parameter(params, symbol, value);
  }
  fim_population_t population = population_of(size, params);
  return fim_spiking_add_population(net, &population, NULL);
}

static void assert_refused(int32_t code, int32_t expected, const char *text) {
  assert_int_equal(code, expected);
  if (strstr(fim_error_text(), text) == NULL) {
    fail_msg("\"%s\" does not name %s", fim_error_text(), text);
  }
}

static void should_list_every_parameter_with_its_default_within_its_range(void **state) {
  (void)state;
  double params[PARAMETERS];
  assert_int_equal(fim_aeif_parameter_count(), PARAMETERS);
  for (int i = 0; i < PARAMETERS; i++) {
    fim_parameter_t row;
    assert_ok(fim_aeif_parameter(i, &row));
    assert_true(row.minimum <= row.default_value && row.default_value <= row.maximum);
    assert_true(strlen(row.symbol) > 0 && strlen(row.unit) > 0 && strlen(row.meaning) > 0 && strlen(row.source) > 0);
    params[i] = row.default_value;
  }
  fim_spiking_t *net = create(1);
  fim_population_t population = population_of(1, params);
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  fim_spiking_destroy(net);
  fim_parameter_t row;
  assert_refused(fim_aeif_parameter(PARAMETERS, &row), FIM_E_ARGUMENT, "index = 16");
}

static void should_name_the_parameter_that_is_out_of_range(void **state) {
  (void)state;
  fim_spiking_t *net = create(1);
  assert_refused(add(net, 1, "C_m", 0), FIM_E_ARGUMENT, "C_m = 0 pF");
  assert_refused(add(net, 1, "Delta_T", -1), FIM_E_ARGUMENT, "Delta_T = -1 mV");
  assert_refused(add(net, 1, "tau_w", NAN), FIM_E_ARGUMENT, "tau_w = nan ms");
  assert_refused(add(net, 1, "V_peak", -60), FIM_E_ARGUMENT, "V_peak = -60 mV, allowed V_th = -50 mV");
  assert_refused(add(net, 1, "V_reset", 0), FIM_E_ARGUMENT, "V_reset = 0 mV, allowed below V_peak = 0 mV");
  assert_refused(add(net, 1, "t_ref", 0.25), FIM_E_ARGUMENT, "t_ref = 0.25 ms, allowed multiples of dt = 0.1 ms");
  assert_refused(add(net, 0, NULL, 0), FIM_E_ARGUMENT, "size = 0");
  assert_refused(add(net, 1LL << 33, NULL, 0), FIM_E_ARGUMENT, "size = 8589934592");
  assert_ok(add(net, 1LL << 31, NULL, 0));
  assert_refused(add(net, 1LL << 31, NULL, 0), FIM_E_ARGUMENT, "allowed 1 to 2147483647: the ids of all neurons");
  assert_ok(add(net, 1, "t_ref", 0.3));
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "Delta_T", 0);
  set_parameter(params, "V_reset", -50);
  fim_population_t leaky = population_of(1, params);
  assert_refused(fim_spiking_add_population(net, &leaky, NULL), FIM_E_ARGUMENT,
                 "V_reset = -50 mV, allowed below V_th = -50 mV with Delta_T = 0");
  fim_spiking_destroy(net);
}

static void should_accept_any_t_ref_with_exact_spike_times(void **state) {
  (void)state;
  fim_spiking_t *net = create(1);
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "t_ref", 0.25);
  fim_population_t population = population_of(1, params);
  population.spike_times = FIM_SPIKE_TIMES_EXACT;
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  population.spike_times = 2;
  assert_refused(fim_spiking_add_population(net, &population, NULL), FIM_E_ARGUMENT,
                 "spike_times = 2, allowed 0 (grid)");
  fim_spiking_destroy(net);
}

static void should_name_what_is_wrong_with_a_population(void **state) {
  (void)state;
  fim_spiking_t *net = create(1);
  double params[PARAMETERS];
  excitatory_params(params);
  const fim_population_t good = population_of(4, params);
  fim_population_t wrong = good;
  wrong.background_rate_hz = -1;
  assert_refused(fim_spiking_add_population(net, &wrong, NULL), FIM_E_ARGUMENT, "background_rate_hz = -1");
  wrong = good;
  wrong.background_rate_hz = 1;
  wrong.background_delay_steps = 0;
  assert_refused(fim_spiking_add_population(net, &wrong, NULL), FIM_E_ARGUMENT, "background_delay_steps = 0");
  wrong = good;
  wrong.V_m_std = -2;
  assert_refused(fim_spiking_add_population(net, &wrong, NULL), FIM_E_ARGUMENT, "V_m_std = -2 mV");
  wrong = good;
  wrong.V_m_mean = INFINITY;
  assert_refused(fim_spiking_add_population(net, &wrong, NULL), FIM_E_ARGUMENT, "V_m_mean = inf mV");
  fim_spiking_destroy(net);
}

static void should_name_what_is_wrong_with_a_projection(void **state) {
  (void)state;
  const fim_projection_t good = {2, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 7};
  static const struct {
    fim_projection_t spec;
    const char *text;
  } wrong[] = {
      {{2, 1, 0, 1, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 0}, "target = 1"},
      {{2, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 0, 0}, "delay_steps = 0"},
      {{2, NAN, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 0}, "weight_nS = nan"},
      {{2, 1, 0, 0, 3, BOTH, 1, 0}, "rule = 3"},
      {{2, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 7}, "stream = 7"},
      {{2, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 1 << 24}, "stream = 16777216"},
      {{1.5, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 0}, "in-degree = 1.5"},
      {{4, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, 0, 1, 0}, "only 3 different sources"},
      {{1.1, 1, 0, 0, FIM_RULE_PAIRWISE_BERNOULLI, BOTH, 1, 0}, "probability = 1.1"},
      {{-2, 1, 0, 0, FIM_RULE_FIXED_TOTAL_NUMBER, BOTH, 1, 0}, "number of synapses = -2"},
      {{5, 1, 0, 0, FIM_RULE_FIXED_TOTAL_NUMBER, FIM_ALLOW_AUTAPSES, 1, 0}, "needs FIM_ALLOW_MULTAPSES"},
  };
  fim_spiking_t *net = create(1);
  int32_t index;
  assert_ok(add(net, 4, NULL, 0));
  assert_ok(fim_spiking_add_projection(net, &good, &index));
  assert_int_equal(index, 0);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    assert_refused(fim_spiking_add_projection(net, &wrong[i].spec, NULL), FIM_E_ARGUMENT, wrong[i].text);
  }
  fim_spiking_destroy(net);
}

static void should_refuse_synapses_that_no_pair_allows(void **state) {
  (void)state;
  fim_spiking_t *net = create(1);
  assert_ok(add(net, 1, NULL, 0));
  const fim_projection_t indegree = {1, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, FIM_ALLOW_MULTAPSES, 1, 0};
  const fim_projection_t total = {1, 1, 0, 0, FIM_RULE_FIXED_TOTAL_NUMBER, FIM_ALLOW_MULTAPSES, 1, 0};
  assert_refused(fim_spiking_add_projection(net, &indegree, NULL), FIM_E_ARGUMENT, "only 0 different sources");
  assert_refused(fim_spiking_add_projection(net, &total, NULL), FIM_E_ARGUMENT, "no pair is allowed");
  fim_spiking_destroy(net);
}

static void should_refuse_ports_and_recorders_beyond_the_network(void **state) {
  (void)state;
  fim_spiking_t *net = create(1);
  assert_ok(add(net, 4, NULL, 0));
  const fim_input_t input = {1, 0, 2};
  assert_refused(fim_spiking_add_input(net, &input, NULL), FIM_E_ARGUMENT, "populations = 2");
  const int64_t neuron = 4;
  const int32_t variables[] = {FIM_V_M, 4};
  fim_recorder_t recorder = {&neuron, variables, 0, 1, 1, 1};
  assert_refused(fim_spiking_add_recorder(net, &recorder, NULL), FIM_E_ARGUMENT, "neuron[0] = 4");
  const int64_t allowed = 3;
  recorder.neuron = &allowed;
  recorder.variables = 2;
  assert_refused(fim_spiking_add_recorder(net, &recorder, NULL), FIM_E_ARGUMENT, "variable[1] = 4");
  recorder.variables = 1;
  recorder.interval_steps = 0;
  assert_refused(fim_spiking_add_recorder(net, &recorder, NULL), FIM_E_ARGUMENT, "interval_steps = 0");
  fim_spiking_destroy(net);
}

static void should_refuse_calls_out_of_order(void **state) {
  (void)state;
  fim_spiking_t *net = create(2);
  int64_t bytes;
  uint32_t packet[64];
  assert_refused(fim_spiking_build(net), FIM_E_STATE, "no population");
  assert_ok(add(net, 4, NULL, 0));
  assert_refused(fim_spiking_advance(net, 1, NULL), FIM_E_STATE, "not built");
  assert_refused(fim_spiking_spikes(net, 0, 1, packet, sizeof packet, &bytes), FIM_E_STATE, "not built");
  assert_ok(fim_spiking_build(net));
  assert_refused(add(net, 4, NULL, 0), FIM_E_STATE, "is built");
  assert_refused(fim_spiking_advance(net, CHUNK + 1, NULL), FIM_E_ARGUMENT, "steps = 101");
  assert_refused(fim_spiking_advance(net, 0, NULL), FIM_E_ARGUMENT, "steps = 0");
  assert_ok(fim_spiking_advance(net, 1, NULL));
  assert_refused(fim_spiking_spikes(net, 0, 1, packet, 8, &bytes), FIM_E_CAPACITY, "needed 40");
  assert_int_equal(bytes, 40);
  fim_spiking_destroy(net);
  fim_spiking_destroy(NULL);
  assert_refused(fim_spiking_create(1, 0, 1, 1, &net), FIM_E_ARGUMENT, "dt = 0 ms");
  assert_refused(fim_spiking_create(1, 0.1, 0, 1, &net), FIM_E_ARGUMENT, "threads = 0");
  assert_refused(fim_spiking_create(1, 0.1, 1, 0, &net), FIM_E_ARGUMENT, "max_steps = 0");
  assert_null(net);
}

static void should_refuse_packets_that_do_not_fit(void **state) {
  (void)state;
  const fim_input_t input = {1, 0, 1};
  fim_spiking_t *net = create(2);
  assert_ok(add(net, 300, NULL, 0));
  assert_ok(fim_spiking_add_input(net, &input, NULL));
  assert_ok(fim_spiking_build(net));
  packet_t packet = packet_begin(1, 1, 2, 4);
  const void *const packets[] = {packet.header};
  packet_end_group(&packet);
  packet_end_group(&packet);
  assert_refused(fim_spiking_advance(net, 1, packets), FIM_E_ARGUMENT, "first_step = 1");
  packet.header->first_step = 0;
  packet.header->groups = 1;
  assert_refused(fim_spiking_advance(net, 1, packets), FIM_E_ARGUMENT, "groups = 1");
  packet.header->groups = 2;
  packet.index[1] = 3;
  assert_refused(fim_spiking_advance(net, 1, packets), FIM_E_ARGUMENT, "index does not ascend");
  packet.index[1] = 0;
  assert_ok(fim_spiking_advance(net, 1, packets));
  packet.header->first_step = 1;
  packet.header->count = 1;
  packet.index[1] = packet.index[2] = 1;
  packet.id[0] = 280;
  assert_refused(fim_spiking_advance(net, 1, packets), FIM_E_ARGUMENT, "neuron of another block");
  free(packet.header);
  fim_spiking_destroy(net);
}

/* The neuron, step and value are the same for every number of threads; nothing hangs; the network is finished. */
static void should_name_the_neuron_and_step_that_left_the_allowed_range(void **state) {
  (void)state;
  char text[512] = "";
  for (int32_t threads = 1; threads <= 4; threads++) {
    fim_spiking_t *net = create(threads);
    assert_ok(add(net, 600, NULL, 0));
    assert_ok(add(net, 600, "I_e", -3e5));
    const fim_projection_t projection = {5, 1, 0, 1, FIM_RULE_FIXED_INDEGREE, BOTH, 2, 0};
    assert_ok(fim_spiking_add_projection(net, &projection, NULL));
    assert_ok(fim_spiking_build(net));
    assert_refused(fim_spiking_advance(net, CHUNK, NULL), FIM_E_NUMERIC, "neuron 600, step 6: V_m = -10");
    assert_true(text[0] == 0 || strcmp(text, fim_error_text()) == 0);
    strncpy(text, fim_error_text(), sizeof text - 1);
    assert_refused(fim_spiking_advance(net, CHUNK, NULL), FIM_E_STATE, "failed before");
    fim_spiking_destroy(net);
  }
}

static void should_refuse_to_spike_without_end(void **state) {
  (void)state;
  fim_spiking_t *net = create(1);
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "t_ref", 0);
  set_parameter(params, "C_m", 10);
  set_parameter(params, "b", 0);
  set_parameter(params, "I_e", 9e5);
  fim_population_t population = population_of(1, params);
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_build(net));
  assert_refused(fim_spiking_advance(net, 1, NULL), FIM_E_NUMERIC, "neuron 0, step 0: more than 64 spikes");
  fim_spiking_destroy(net);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_list_every_parameter_with_its_default_within_its_range),
      cmocka_unit_test(should_name_the_parameter_that_is_out_of_range),
      cmocka_unit_test(should_accept_any_t_ref_with_exact_spike_times),
      cmocka_unit_test(should_name_what_is_wrong_with_a_population),
      cmocka_unit_test(should_name_what_is_wrong_with_a_projection),
      cmocka_unit_test(should_refuse_synapses_that_no_pair_allows),
      cmocka_unit_test(should_refuse_ports_and_recorders_beyond_the_network),
      cmocka_unit_test(should_refuse_calls_out_of_order),
      cmocka_unit_test(should_refuse_packets_that_do_not_fit),
      cmocka_unit_test(should_name_the_neuron_and_step_that_left_the_allowed_range),
      cmocka_unit_test(should_refuse_to_spike_without_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
