/*
 * recipe_test.c: the spiking engine delivers of a recipe, to the bit, what the packet of its spikes holds, in every
 * variant, for every number of threads and every length of an advance; and refuses recipes that are none.
 */
#include <math.h>

#include "arrivals.h"
#include "spiking_fixture.h"

enum { POPULATIONS = 2, STEPS = 20, MOST_PACKET = 1 << 24 };

/* A port's populations, and one before it that it leaves alone. */
typedef struct port {
  int64_t size[POPULATIONS];
  double weight_nS;
} port_t;

/* What arrives at each of the port's neurons after each step: with a decay of 1e-43 per step g is what arrived. */
static double *arrivals(const port_t *port, int32_t threads, int32_t chunk, void *const *packets) {
  const int32_t variable[2] = {FIM_G_EX, FIM_G_IN};
  double params[PARAMETERS];
  excitatory_params(params);
  set_parameter(params, "tau_syn_ex", 1e-3);
  set_parameter(params, "tau_syn_in", 1e-3);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(8, 0.1, threads, STEPS, &net));
  fim_population_t alone = population_of(300, params);
  assert_ok(fim_spiking_add_population(net, &alone, NULL));
  for (int i = 0; i < POPULATIONS; i++) {
    fim_population_t population = population_of(port->size[i], params);
    int64_t *neuron = malloc((size_t)port->size[i] * sizeof *neuron);
    for (int64_t n = 0; n < port->size[i]; n++) {
      neuron[n] = n;
    }
    fim_recorder_t recorder = {neuron, variable, i + 1, (int32_t)port->size[i], 2, 1};
    assert_ok(fim_spiking_add_population(net, &population, NULL));
    assert_ok(fim_spiking_add_recorder(net, &recorder, NULL));
    free(neuron);
  }
  fim_input_t input = {port->weight_nS, 1, POPULATIONS};
  assert_ok(fim_spiking_add_input(net, &input, NULL));
  assert_ok(fim_spiking_build(net));
  double *sample = calloc((size_t)(2 * STEPS * (port->size[0] + port->size[1])), sizeof *sample);
  double *next[POPULATIONS] = {sample, sample + 2 * STEPS * port->size[0]};
  for (int32_t step = 0; step < STEPS; step += chunk) {
    const void *const packet[] = {packets[step / chunk]};
    assert_ok(fim_spiking_advance(net, chunk, packet));
    for (int i = 0; i < POPULATIONS; i++) {
      int32_t rows;
      assert_ok(fim_spiking_samples(net, i, next[i], STEPS, &rows));
      next[i] += 2 * rows * port->size[i];
    }
  }
  fim_spiking_destroy(net);
  return sample;
}

typedef int32_t make_t(const fim_trains_t *trains, int64_t first_step, int32_t steps, const double *rate_hz,
                       void *packet, int64_t capacity, int64_t *bytes);

static double *run(make_t *make, const fim_trains_t *trains, const double *rate_hz, const port_t *port, int32_t threads,
                   int32_t chunk) {
  void *packets[STEPS];
  for (int32_t k = 0; k < STEPS / chunk; k++) {
    int64_t bytes;
    packets[k] = malloc(MOST_PACKET);
    assert_ok(make(trains, k * chunk, chunk, rate_hz + k * chunk, packets[k], MOST_PACKET, &bytes));
  }
  double *result = arrivals(port, threads, chunk, packets);
  for (int32_t k = 0; k < STEPS / chunk; k++) {
    free(packets[k]);
  }
  return result;
}

/* Rates of `most` Hz, half of it, and none. */
static void fill_rates(double most, double *rate_hz) {
  for (int s = 0; s < STEPS; s++) {
    rate_hz[s] = s % 5 == 4 ? 0 : s % 2 == 0 ? most : most / 2;
  }
}

/* Compares an engine that draws itself with one that got the spikes, whose number is right besides. */
static void assert_same(enum fim_process process, double shared, double most_hz, const port_t *port, int32_t threads,
                        int32_t chunk) {
  double rate_hz[STEPS];
  fill_rates(most_hz, rate_hz);
  fim_trains_t trains = {.seed = 77,
                         .population_size = port->size,
                         .dt_ms = 0.1,
                         .shared = shared,
                         .populations = POPULATIONS,
                         .process = (int32_t)process,
                         .index = 4};
  size_t bytes = (size_t)(2 * STEPS * (port->size[0] + port->size[1])) * sizeof(double);
  double *spikes = run(fim_trains_generate, &trains, rate_hz, port, 1, STEPS);
  double *recipe = run(fim_trains_recipe, &trains, rate_hz, port, threads, chunk);
  assert_memory_equal(recipe, spikes, bytes);
  free(recipe);
  double sum = 0;
  for (size_t i = 0; i < bytes / sizeof(double); i++) {
    sum += spikes[i] / fabs(port->weight_nS);
  }
  double expected = 0;
  for (int s = 0; s < STEPS; s++) {
    expected += rate_hz[s] * 1e-4 * (double)(port->size[0] + port->size[1]);
  }
  double n = (double)(port->size[0] + port->size[1]);
  double fano = 1 + (n - 1) * (process == FIM_PROCESS_INDEPENDENT ? 0 : shared);
  assert_true(fabs(sum - expected) < 4 * sqrt(expected * fano));
  free(spikes);
}

/* Blocks, spans, and their partial ends: of one neuron, just below and above. */
static const port_t ports[] = {{{1, 1}, 0x1.8p0},    {{255, 257}, 1.1},   {{256, 512}, -0.7}, {{1023, 1025}, 0.3},
                               {{2049, 100}, -1e-3}, {{1800, 2048}, 2.5}, {{5000, 1300}, 0.1}};

static void should_deliver_copies_as_the_packet_of_their_spikes(void **state) {
  (void)state;
  const double shared[] = {1e-7, 1e-4, 0.01, 0.2, 0.95, 1};
  for (size_t k = 0; k < sizeof ports / sizeof ports[0]; k++) {
    for (int i = 0; i < 6; i++) {
      assert_same(FIM_PROCESS_MULTIPLE_INTERACTION, shared[i], i == 0 ? 0.5 : 700, &ports[k], 1, 10);
    }
  }
}

static void should_deliver_private_and_shared_events_as_the_packet_of_their_spikes(void **state) {
  (void)state;
  const double rate_hz[] = {1e-3, 3, 300, 8000};
  for (size_t k = 0; k < sizeof ports / sizeof ports[0]; k++) {
    for (int i = 0; i < 4; i++) {
      assert_same(FIM_PROCESS_INDEPENDENT, 0, rate_hz[i], &ports[k], 1, 4);
      assert_same(FIM_PROCESS_SINGLE_INTERACTION, 0.3, rate_hz[i], &ports[k], 1, 4);
    }
  }
}

/* Partitions that begin and end within spans. */
static void should_deliver_the_same_bits_for_every_number_of_threads(void **state) {
  (void)state;
  const int32_t threads[] = {2, 3, 7};
  for (int i = 0; i < 3; i++) {
    assert_same(FIM_PROCESS_MULTIPLE_INTERACTION, 0.01, 600, &ports[5], threads[i], 1);
    assert_same(FIM_PROCESS_SINGLE_INTERACTION, 0.1, 600, &ports[6], threads[i], STEPS);
    assert_same(FIM_PROCESS_INDEPENDENT, 0, 1e-3, &ports[5], threads[i], 10);
  }
}

/* Each variant equals the spikes, which have none. */
static void should_deliver_the_same_bits_in_every_variant(void **state) {
  (void)state;
  int32_t variants = 0;
  for (int32_t v = 0; v < fim_native_variant_count(); v++) {
    if (!fim_native_variant_runs(v)) {
      continue;
    }
    variants++;
    assert_ok(fim_native_select(fim_native_variant_name(v)));
    for (size_t k = 0; k < sizeof ports / sizeof ports[0]; k++) {
      assert_same(FIM_PROCESS_MULTIPLE_INTERACTION, 0.01, 600, &ports[k], 1, STEPS);
      assert_same(FIM_PROCESS_SINGLE_INTERACTION, 0.1, 600, &ports[k], 1, STEPS);
    }
    assert_ok(fim_native_select(NULL));
  }
  assert_true(variants > 0);
}

static void should_expand_a_recipe_to_the_spikes_of_its_trains(void **state) {
  (void)state;
  const port_t *port = &ports[5];
  double rate_hz[STEPS];
  fill_rates(400, rate_hz);
  static uint32_t recipe[PACKET_BYTES / 4];
  static uint32_t spikes[PACKET_BYTES / 4];
  static uint32_t expanded[PACKET_BYTES / 4];
  for (int32_t process = FIM_PROCESS_MULTIPLE_INTERACTION; process <= FIM_PROCESS_INDEPENDENT; process++) {
    fim_trains_t trains = {.seed = 3,
                           .population_size = port->size,
                           .dt_ms = 0.1,
                           .shared = 0.05,
                           .populations = POPULATIONS,
                           .process = process};
    int64_t small;
    int64_t bytes;
    int64_t again;
    assert_ok(fim_trains_recipe(&trains, 50, STEPS, rate_hz, recipe, PACKET_BYTES, &small));
    assert_int_equal(small, fim_recipe_packet_bytes(STEPS));
    assert_ok(fim_trains_generate(&trains, 50, STEPS, rate_hz, spikes, PACKET_BYTES, &bytes));
    assert_ok(fim_trains_expand(recipe, port->size, POPULATIONS, expanded, PACKET_BYTES, &again));
    assert_int_equal(again, bytes);
    assert_memory_equal(expanded, spikes, (size_t)bytes);
    assert_int_equal(fim_trains_expand(recipe, port->size, POPULATIONS, expanded, bytes - 1, &again), FIM_E_CAPACITY);
    assert_int_equal(again, bytes);
    assert_int_equal(fim_trains_recipe(&trains, 50, STEPS, rate_hz, recipe, small - 1, &again), FIM_E_CAPACITY);
    assert_int_equal(again, small);
    assert_int_equal(fim_trains_expand(recipe, port->size, 1, expanded, PACKET_BYTES, &again), FIM_E_ARGUMENT);
    assert_int_equal(fim_trains_expand(spikes, port->size, POPULATIONS, expanded, PACKET_BYTES, &again),
                     FIM_E_ARGUMENT);
  }
}

/* A packet with a recipe, as it may be tampered with. */
typedef struct recipe {
  fim_spike_packet_t header;
  fim_recipe_t recipe;
  fim_recipe_step_t step[2];
} recipe_t;

static void assert_refused(recipe_t recipe, const char *text) {
  const void *const packets[] = {&recipe};
  double params[PARAMETERS];
  excitatory_params(params);
  fim_population_t population = population_of(300, params);
  fim_input_t input = {1, 0, 1};
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(1, 0.1, 1, 2, &net));
  assert_ok(fim_spiking_add_population(net, &population, NULL));
  assert_ok(fim_spiking_add_input(net, &input, NULL));
  assert_ok(fim_spiking_build(net));
  if (text == NULL) {
    assert_ok(fim_spiking_advance(net, 2, packets));
  } else {
    assert_int_equal(fim_spiking_advance(net, 2, packets), FIM_E_ARGUMENT);
    assert_non_null(strstr(fim_error_text(), text));
    assert_non_null(strstr(fim_error_text(), "packet of input 0"));
  }
  fim_spiking_destroy(net);
}

static void should_refuse_recipes_that_are_none(void **state) {
  (void)state;
  const recipe_t good = {{.steps = 2, .groups = 2, .kind = FIM_PACKET_RECIPE},
                         {.seed = 1, .probability = 0.1, .index = 3},
                         {{.events = 5, .mean = 0.1}, {.events = FIM_MOST_REFERENCE_EVENTS, .mean = 0}}};
  assert_refused(good, NULL);
  recipe_t bad = good;
  bad.header.kind = 2;
  assert_refused(bad, "kind = 2");
  bad = good;
  bad.header.groups = 3;
  assert_refused(bad, "groups = 3");
  const double probabilities[] = {0, -0.1, 1.1, NAN};
  const double means[] = {-1e-9, 4000, NAN, INFINITY};
  for (int i = 0; i < 4; i++) {
    bad = good;
    bad.recipe.probability = probabilities[i];
    assert_refused(bad, "probability = ");
    bad = good;
    bad.step[1].mean = means[i];
    assert_refused(bad, "mean[1] = ");
  }
  bad = good;
  bad.recipe.index = 1 << 24;
  assert_refused(bad, "index = 16777216");
  bad = good;
  bad.step[0].events = -1;
  assert_refused(bad, "events[0] = -1");
  bad.step[0].events = FIM_MOST_REFERENCE_EVENTS + 1;
  assert_refused(bad, "events[0] = 524289");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_deliver_copies_as_the_packet_of_their_spikes),
      cmocka_unit_test(should_deliver_private_and_shared_events_as_the_packet_of_their_spikes),
      cmocka_unit_test(should_deliver_the_same_bits_for_every_number_of_threads),
      cmocka_unit_test(should_deliver_the_same_bits_in_every_variant),
      cmocka_unit_test(should_expand_a_recipe_to_the_spikes_of_its_trains),
      cmocka_unit_test(should_refuse_recipes_that_are_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
