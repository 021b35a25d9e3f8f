/*
 * trains_test.c: spike trains from rates: rates, correlations, Fano factors, and the packet. Statistical checks accept
 * 4 standard errors, which a correct generator exceeds for one seed in 16,000; seeds are fixed.
 */
#include <math.h>

#include "poisson_check.h"
#include "spiking_fixture.h"

/* Two populations: eight full blocks, which share a row, and a partial one, which has another; a small block of its
 * own. */
enum { FIRST = 2100, SECOND = 70, NEURONS = FIRST + SECOND, GROUPS = 10, CHUNK = 100, CHUNKS = 300 };

static const int64_t sizes[2] = {FIRST, SECOND};
static const int64_t group_size[GROUPS] = {256, 256, 256, 256, 256, 256, 256, 256, FIRST - 2048, SECOND};

static fim_trains_t trains_of(enum fim_process process, double shared) {
  fim_trains_t trains = {.seed = 77,
                         .population_size = sizes,
                         .dt_ms = 0.1,
                         .shared = shared,
                         .populations = 2,
                         .process = (int32_t)process,
                         .index = 4};
  return trains;
}

/* Counts of many steps at one rate. */
typedef struct counts {
  double mean[GROUPS];               /* spikes per neuron and step */
  double covariance[GROUPS][GROUPS]; /* of the groups' spikes per step */
  int64_t neuron[NEURONS];           /* spikes of each */
} counts_t;

static void add_packet(const void *packet, counts_t *counts) {
  const fim_spike_packet_t *header = packet;
  const uint32_t *index = packet_index(packet);
  const uint32_t *id = packet_ids(packet);
  assert_int_equal(header->groups, GROUPS);
  assert_int_equal(index[header->steps * GROUPS], header->count);
  for (int32_t s = 0; s < header->steps; s++) {
    double number[GROUPS];
    for (int g = 0; g < GROUPS; g++) {
      const uint32_t *bounds = index + s * GROUPS + g;
      number[g] = bounds[1] - bounds[0];
      counts->mean[g] += number[g] / (double)group_size[g] / (CHUNK * CHUNKS);
      for (uint32_t i = bounds[0]; i < bounds[1]; i++) {
        uint32_t first = g < GROUPS - 1 ? (uint32_t)g * 256 : 0;
        assert_true(id[i] >= first && id[i] < first + group_size[g]);
        counts->neuron[id[i] + (g == GROUPS - 1 ? FIRST : 0)]++;
      }
    }
    for (int a = 0; a < GROUPS; a++) {
      for (int b = 0; b < GROUPS; b++) {
        counts->covariance[a][b] += number[a] * number[b] / (CHUNK * CHUNKS);
      }
    }
  }
}

static counts_t *count(const fim_trains_t *trains, double rate_hz) {
  counts_t *counts = calloc(1, sizeof *counts);
  void *packet = malloc(PACKET_BYTES);
  double rates[CHUNK];
  for (int i = 0; i < CHUNK; i++) {
    rates[i] = rate_hz;
  }
  for (int64_t chunk = 0; chunk < CHUNKS; chunk++) {
    int64_t bytes;
    assert_ok(fim_trains_generate(trains, chunk * CHUNK, CHUNK, rates, packet, PACKET_BYTES, &bytes));
    add_packet(packet, counts);
  }
  for (int a = 0; a < GROUPS; a++) {
    for (int b = 0; b < GROUPS; b++) {
      double product = counts->mean[a] * counts->mean[b] * (double)(group_size[a] * group_size[b]);
      counts->covariance[a][b] -= product;
    }
  }
  free(packet);
  return counts;
}

/*
 * All processes give neurons the same rate and pairs the correlation `shared` (0 for independent trains), so groups a,
 * b have the covariance mean (n_a n_b shared + [a = b] n_a (1 - shared)), that is the Fano factor 1 + (n - 1) shared.
 * shared_events: of the common train in all; they dominate the errors.
 */
static void assert_statistics(const fim_trains_t *trains, double shared, double shared_events) {
  const double rate_hz = 100;
  const double steps = CHUNK * CHUNKS;
  const double mean = rate_hz * 1e-4;
  counts_t *counts = count(trains, rate_hz);
  for (int a = 0; a < GROUPS; a++) {
    double n = (double)group_size[a];
    double fano = 1 + (n - 1) * shared;
    assert_true(fabs(counts->mean[a] - mean) < 4 * sqrt(mean * fano / n / steps));
    for (int b = 0; b < GROUPS; b++) {
      double expected = mean * (n * (double)group_size[b] * shared + (a == b ? n * (1 - shared) : 0));
      double own = mean * n * fano;
      double other = mean * (double)group_size[b] * (1 + ((double)group_size[b] - 1) * shared);
      double error = sqrt((own * other + expected * expected) / steps);
      error += shared_events > 0 ? expected * sqrt(1 / shared_events) : 0;
      error += sqrt(own) * sqrt(other) / sqrt(steps * mean * n);
      assert_true(fabs(counts->covariance[a][b] - expected) < 4 * error);
    }
  }
  for (int i = 0; i < NEURONS; i++) {
    assert_true(fabs((double)counts->neuron[i] - mean * steps) < 5 * sqrt(mean * steps));
  }
  free(counts);
}

static void should_give_the_multiple_interaction_process_its_rate_correlation_and_Fano_factor(void **state) {
  (void)state;
  const double shared[] = {0.01, 0.05, 0.3, 1};
  for (int i = 0; i < 4; i++) {
    fim_trains_t trains = trains_of(FIM_PROCESS_MULTIPLE_INTERACTION, shared[i]);
    assert_statistics(&trains, shared[i], 0.01 / shared[i] * CHUNK * CHUNKS);
  }
}

static void should_give_the_single_interaction_process_its_rate_correlation_and_Fano_factor(void **state) {
  (void)state;
  const double shared[] = {0, 0.2, 1};
  for (int i = 0; i < 3; i++) {
    fim_trains_t trains = trains_of(FIM_PROCESS_SINGLE_INTERACTION, shared[i]);
    assert_statistics(&trains, shared[i], 0.01 * shared[i] * CHUNK * CHUNKS);
  }
}

static void should_give_independent_trains_no_correlation(void **state) {
  (void)state;
  fim_trains_t trains = trains_of(FIM_PROCESS_INDEPENDENT, 0);
  assert_statistics(&trains, 0, 0);
}

/* Reference events of a step that one neuron keeps: a Poisson number, though others keep copies of the same. */
static void should_give_each_neuron_Poisson_counts(void **state) {
  (void)state;
  enum { MOST = 64, STEPS = 5000 };
  const double rate_hz = 8000;
  const uint32_t neurons[] = {0, 255, 700, 2099};
  static uint32_t packet[PACKET_BYTES / 4];
  static const double shared[] = {0.02, 0.4, 0};
  for (int32_t process = FIM_PROCESS_MULTIPLE_INTERACTION; process <= FIM_PROCESS_INDEPENDENT; process++) {
    fim_trains_t trains = trains_of((enum fim_process)process, shared[process]);
    int64_t count[4][MOST] = {{0}};
    for (int64_t step = 0; step < STEPS; step++) {
      int64_t here[FIRST] = {0};
      int64_t bytes;
      assert_ok(fim_trains_generate(&trains, step, 1, &rate_hz, packet, PACKET_BYTES, &bytes));
      for (uint32_t i = 0; i < packet_index(packet)[GROUPS - 1]; i++) {
        here[packet_ids(packet)[i]]++;
      }
      for (int k = 0; k < 4; k++) {
        assert_true(here[neurons[k]] < MOST);
        count[k][here[neurons[k]]]++;
      }
    }
    for (int k = 0; k < 4; k++) {
      assert_poisson(count[k], MOST, rate_hz * 1e-4, STEPS);
    }
  }
}

/* Totals of a step, of the next one, and of another region's: no correlation beyond 4 standard errors. */
static void should_make_steps_and_regions_independent(void **state) {
  (void)state;
  enum { STEPS = 8000 };
  const double rate_hz = 200;
  const double mean = 0.02 * FIRST;
  const double shared = 0.1;
  static uint32_t packet[PACKET_BYTES / 4];
  for (int32_t process = FIM_PROCESS_MULTIPLE_INTERACTION; process <= FIM_PROCESS_INDEPENDENT; process++) {
    fim_trains_t trains = trains_of((enum fim_process)process, shared);
    double own = 0;
    double next = 0;
    double other = 0;
    double last = 0;
    for (int64_t step = 0; step < STEPS; step++) {
      double deviation[2];
      for (int32_t region = 0; region < 2; region++) {
        int64_t bytes;
        trains.index = region;
        assert_ok(fim_trains_generate(&trains, step, 1, &rate_hz, packet, PACKET_BYTES, &bytes));
        deviation[region] = packet_index(packet)[GROUPS - 1] - mean;
      }
      own += deviation[0] * deviation[0];
      next += deviation[0] * last;
      other += deviation[0] * deviation[1];
      last = deviation[0];
    }
    assert_true(own / STEPS > mean * 0.9);
    assert_true(fabs(next / own) < 4 / sqrt(STEPS));
    assert_true(fabs(other / own) < 4 / sqrt(STEPS));
  }
}

/* A shared event reaches either all neurons of a step or none. */
static void should_give_all_neurons_the_shared_train_when_everything_is_shared(void **state) {
  (void)state;
  for (int32_t process = FIM_PROCESS_MULTIPLE_INTERACTION; process <= FIM_PROCESS_SINGLE_INTERACTION; process++) {
    fim_trains_t trains = trains_of((enum fim_process)process, 1);
    counts_t *counts = count(&trains, 100);
    for (int i = 1; i < NEURONS; i++) {
      assert_int_equal(counts->neuron[i], counts->neuron[0]);
    }
    free(counts);
  }
}

static void should_give_the_same_spikes_however_the_steps_are_divided(void **state) {
  (void)state;
  enum { STEPS = 60, CALL = 4 };
  static const double shared[] = {0.1, 0.1, 0};
  static uint32_t whole[PACKET_BYTES / 4];
  static uint32_t part[PACKET_BYTES / 4];
  double rates[STEPS];
  for (int i = 0; i < STEPS; i++) {
    rates[i] = i % 3 == 2 ? 0 : 50.0 * i;
  }
  for (int32_t process = FIM_PROCESS_MULTIPLE_INTERACTION; process <= FIM_PROCESS_INDEPENDENT; process++) {
    fim_trains_t trains = trains_of((enum fim_process)process, shared[process]);
    int64_t bytes;
    assert_ok(fim_trains_generate(&trains, 1000, STEPS, rates, whole, PACKET_BYTES, &bytes));
    const uint32_t *id = packet_ids(whole);
    assert_true(packet_index(whole)[STEPS * GROUPS] > 100);
    for (int32_t s = 0; s < STEPS; s += CALL) {
      assert_ok(fim_trains_generate(&trains, 1000 + s, CALL, rates + s, part, PACKET_BYTES, &bytes));
      int64_t count = ((fim_spike_packet_t *)(void *)part)->count;
      assert_int_equal(count, packet_index(whole)[(s + CALL) * GROUPS] - packet_index(whole)[s * GROUPS]);
      assert_memory_equal(packet_ids(part), id, (size_t)count * sizeof *id);
      id += count;
    }
    for (int32_t s = 2; s < STEPS; s += 3) {
      assert_int_equal(packet_index(whole)[s * GROUPS], packet_index(whole)[(s + 1) * GROUPS]);
    }
  }
}

static void should_give_regions_different_trains(void **state) {
  (void)state;
  const double rate_hz = 3000;
  static uint32_t packet[2][PACKET_BYTES / 4];
  int64_t bytes[2];
  for (int32_t process = FIM_PROCESS_MULTIPLE_INTERACTION; process <= FIM_PROCESS_INDEPENDENT; process++) {
    for (int32_t region = 0; region < 2; region++) {
      fim_trains_t trains = trains_of((enum fim_process)process, 0.2);
      trains.index = region;
      assert_ok(fim_trains_generate(&trains, 0, 1, &rate_hz, packet[region], PACKET_BYTES, &bytes[region]));
    }
    assert_true(bytes[0] != bytes[1] || memcmp(packet[0], packet[1], (size_t)bytes[0]) != 0);
  }
}

static void should_tell_the_bytes_needed_when_the_packet_is_too_small(void **state) {
  (void)state;
  const double rate_hz = 20000;
  static uint32_t packet[PACKET_BYTES / 4];
  fim_trains_t trains = trains_of(FIM_PROCESS_INDEPENDENT, 0);
  int64_t needed;
  assert_ok(fim_trains_generate(&trains, 5, 1, &rate_hz, packet, PACKET_BYTES, &needed));
  const int64_t capacities[] = {0, 8, fim_spike_packet_bytes(1, GROUPS, 0), needed - 1};
  for (int i = 0; i < 4; i++) {
    int64_t bytes;
    uint32_t *small = malloc((size_t)capacities[i] + 1);
    assert_int_equal(fim_trains_generate(&trains, 5, 1, &rate_hz, small, capacities[i], &bytes), FIM_E_CAPACITY);
    assert_int_equal(bytes, needed);
    free(small);
  }
}

static void should_refuse_wrong_arguments_by_name(void **state) {
  (void)state;
  static uint32_t packet[PACKET_BYTES / 4];
  const double good = 10;
  const double wrong_rates[] = {-1, NAN, INFINITY, 1e300};
  int64_t bytes;
  fim_trains_t trains = trains_of(FIM_PROCESS_MULTIPLE_INTERACTION, 0.5);
  for (int i = 0; i < 4; i++) {
    assert_int_equal(fim_trains_generate(&trains, 0, 1, &wrong_rates[i], packet, PACKET_BYTES, &bytes), FIM_E_ARGUMENT);
    assert_non_null(strstr(fim_error_text(), "rate_hz[0]"));
  }
  const double wrong_shared[] = {0, -0.1, 1.1, NAN};
  for (int i = 0; i < 4; i++) {
    trains.shared = wrong_shared[i];
    assert_int_equal(fim_trains_generate(&trains, 0, 1, &good, packet, PACKET_BYTES, &bytes), FIM_E_ARGUMENT);
    assert_non_null(strstr(fim_error_text(), "shared"));
  }
  trains.shared = 0.5;
  trains.process = 3;
  assert_int_equal(fim_trains_generate(&trains, 0, 1, &good, packet, PACKET_BYTES, &bytes), FIM_E_ARGUMENT);
  trains.process = FIM_PROCESS_INDEPENDENT;
  assert_int_equal(fim_trains_generate(&trains, -1, 1, &good, packet, PACKET_BYTES, &bytes), FIM_E_ARGUMENT);
  assert_int_equal(fim_trains_generate(&trains, UINT32_MAX, 1, &good, packet, PACKET_BYTES, &bytes), FIM_E_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_the_multiple_interaction_process_its_rate_correlation_and_Fano_factor),
      cmocka_unit_test(should_give_the_single_interaction_process_its_rate_correlation_and_Fano_factor),
      cmocka_unit_test(should_give_independent_trains_no_correlation),
      cmocka_unit_test(should_give_each_neuron_Poisson_counts),
      cmocka_unit_test(should_make_steps_and_regions_independent),
      cmocka_unit_test(should_give_all_neurons_the_shared_train_when_everything_is_shared),
      cmocka_unit_test(should_give_the_same_spikes_however_the_steps_are_divided),
      cmocka_unit_test(should_give_regions_different_trains),
      cmocka_unit_test(should_tell_the_bytes_needed_when_the_packet_is_too_small),
      cmocka_unit_test(should_refuse_wrong_arguments_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
