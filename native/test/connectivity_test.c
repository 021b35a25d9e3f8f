/*
 * connectivity_test.c: synapses drawn by rule. Statistical checks accept |z| < 4, which a correct generator fails for
 * one seed in 16,000 (statistics.h); seeds are fixed.
 */
#include <math.h>

#include "spiking_fixture.h"
#include "statistics.h"

enum { SOURCES = 400, TARGETS = 700, CAPACITY = 4096, BOTH = FIM_ALLOW_AUTAPSES | FIM_ALLOW_MULTAPSES };

/* Two populations and one projection from `source` to population 1. */
static fim_spiking_t *connect(int32_t threads, int32_t source, int32_t rule, double number, int32_t flags) {
  double params[PARAMETERS];
  excitatory_params(params);
  fim_spiking_t *net;
  assert_ok(fim_spiking_create(11, 0.1, threads, 10, &net));
  fim_population_t first = population_of(SOURCES, params);
  fim_population_t second = population_of(TARGETS, params);
  assert_ok(fim_spiking_add_population(net, &first, NULL));
  assert_ok(fim_spiking_add_population(net, &second, NULL));
  fim_projection_t projection = {number, 1, source, 1, rule, flags, 1, 9};
  assert_ok(fim_spiking_add_projection(net, &projection, NULL));
  assert_ok(fim_spiking_build(net));
  return net;
}

/* What a projection came out as. */
typedef struct summary {
  int64_t synapses, autapses, multapses;
  int64_t in_degree[TARGETS];
  int64_t out_degree[TARGETS]; /* the first so many sources */
} summary_t;

static summary_t *summarise(const fim_spiking_t *net) {
  summary_t *summary = calloc(1, sizeof *summary);
  int64_t *source = malloc(CAPACITY * sizeof *source);
  for (int64_t target = 0; target < TARGETS; target++) {
    int64_t count;
    assert_ok(fim_spiking_sources(net, 0, target, source, CAPACITY, &count));
    summary->synapses += count;
    summary->in_degree[target] = count;
    for (int64_t i = 0; i < count; i++) {
      assert_true(i == 0 || source[i] >= source[i - 1]);
      summary->out_degree[source[i]]++;
      summary->autapses += source[i] == target;
      summary->multapses += i > 0 && source[i] == source[i - 1];
    }
  }
  assert_int_equal(summary->synapses, fim_spiking_synapses(net));
  free(source);
  return summary;
}

static void should_give_every_target_exactly_its_in_degree_from_uniform_sources(void **state) {
  (void)state;
  enum { DEGREE = 100 };
  fim_spiking_t *net = connect(2, 0, FIM_RULE_FIXED_INDEGREE, DEGREE, BOTH);
  summary_t *summary = summarise(net);
  for (int i = 0; i < TARGETS; i++) {
    assert_int_equal(summary->in_degree[i], DEGREE);
  }
  double chi_square = uniform_chi_square(summary->out_degree, SOURCES, (double)DEGREE * TARGETS / SOURCES);
  assert_true(fabs(chi_square_z(chi_square, SOURCES - 1)) < 4);
  /* Pairs drawn twice: per target, a draw repeats an earlier one with probability about (k - 1) / SOURCES. */
  double distinct = SOURCES * (1 - pow(1 - 1.0 / SOURCES, DEGREE));
  assert_true(fabs((double)summary->multapses / TARGETS - (DEGREE - distinct)) < 1);
  free(summary);
  fim_spiking_destroy(net);
}

static void should_keep_out_autapses_and_multapses_where_they_are_not_allowed(void **state) {
  (void)state;
  const double degrees[] = {1, 350, 400, TARGETS - 1};
  for (int i = 0; i < 4; i++) {
    fim_spiking_t *net = connect(3, 1, FIM_RULE_FIXED_INDEGREE, degrees[i], 0);
    summary_t *summary = summarise(net);
    assert_int_equal(summary->synapses, (int64_t)degrees[i] * TARGETS);
    assert_int_equal(summary->autapses, 0);
    assert_int_equal(summary->multapses, 0);
    free(summary);
    fim_spiking_destroy(net);
  }
  fim_spiking_t *net = connect(3, 1, FIM_RULE_FIXED_INDEGREE, 900, FIM_ALLOW_MULTAPSES);
  summary_t *summary = summarise(net);
  assert_int_equal(summary->synapses, 900 * TARGETS);
  assert_int_equal(summary->autapses, 0);
  assert_true(summary->multapses > 0);
  free(summary);
  fim_spiking_destroy(net);
}

/* Chosen by rejection or by leaving out: uniform either way. */
static void should_draw_different_sources_uniformly(void **state) {
  (void)state;
  const double degrees[] = {150, 300};
  for (int i = 0; i < 2; i++) {
    fim_spiking_t *net = connect(1, 0, FIM_RULE_FIXED_INDEGREE, degrees[i], 0);
    summary_t *summary = summarise(net);
    double p = degrees[i] / SOURCES;
    /* Without replacement the variance of a count is smaller by 1 - p. */
    double chi_square = uniform_chi_square(summary->out_degree, SOURCES, p * TARGETS) / (1 - p);
    assert_true(fabs(chi_square_z(chi_square, SOURCES - 1)) < 4);
    free(summary);
    fim_spiking_destroy(net);
  }
}

static void should_connect_pairs_with_the_given_probability(void **state) {
  (void)state;
  const double p = 0.15;
  fim_spiking_t *net = connect(2, 1, FIM_RULE_PAIRWISE_BERNOULLI, p, 0);
  summary_t *summary = summarise(net);
  double pairs = (double)TARGETS * (TARGETS - 1);
  double expected = p * (TARGETS - 1);
  assert_int_equal(summary->autapses, 0);
  assert_int_equal(summary->multapses, 0);
  assert_true(fabs((double)summary->synapses - p * pairs) < 4 * sqrt(pairs * p * (1 - p)));
  double in = uniform_chi_square(summary->in_degree, TARGETS, expected) / (1 - p);
  double out = uniform_chi_square(summary->out_degree, TARGETS, expected) / (1 - p);
  assert_true(fabs(chi_square_z(in, TARGETS)) < 4);
  assert_true(fabs(chi_square_z(out, TARGETS)) < 4);
  free(summary);
  fim_spiking_destroy(net);
}

static void should_connect_all_or_none_at_the_ends_of_probability(void **state) {
  (void)state;
  fim_spiking_t *net = connect(2, 1, FIM_RULE_PAIRWISE_BERNOULLI, 1, FIM_ALLOW_AUTAPSES);
  assert_int_equal(fim_spiking_synapses(net), (int64_t)TARGETS * TARGETS);
  fim_spiking_destroy(net);
  net = connect(2, 1, FIM_RULE_PAIRWISE_BERNOULLI, 0, FIM_ALLOW_AUTAPSES);
  assert_int_equal(fim_spiking_synapses(net), 0);
  fim_spiking_destroy(net);
}

static void should_draw_exactly_the_total_number_from_uniform_pairs(void **state) {
  (void)state;
  enum { NUMBER = 50000 };
  fim_spiking_t *net = connect(3, 0, FIM_RULE_FIXED_TOTAL_NUMBER, NUMBER, BOTH);
  summary_t *summary = summarise(net);
  assert_int_equal(summary->synapses, NUMBER);
  double in = uniform_chi_square(summary->in_degree, TARGETS, (double)NUMBER / TARGETS);
  double out = uniform_chi_square(summary->out_degree, SOURCES, (double)NUMBER / SOURCES);
  assert_true(fabs(chi_square_z(in, TARGETS - 1)) < 4);
  assert_true(fabs(chi_square_z(out, SOURCES - 1)) < 4);
  free(summary);
  fim_spiking_destroy(net);
}

static void should_draw_the_same_synapses_for_every_number_of_threads(void **state) {
  (void)state;
  const double number[] = {60, 0.2, 30000};
  int64_t one[CAPACITY];
  int64_t many[CAPACITY];
  for (int32_t rule = FIM_RULE_FIXED_INDEGREE; rule <= FIM_RULE_FIXED_TOTAL_NUMBER; rule++) {
    fim_spiking_t *single = connect(1, 0, rule, number[rule], BOTH);
    fim_spiking_t *divided = connect(5, 0, rule, number[rule], BOTH);
    for (int64_t target = 0; target < TARGETS; target++) {
      int64_t count;
      int64_t other;
      assert_ok(fim_spiking_sources(single, 0, target, one, CAPACITY, &count));
      assert_ok(fim_spiking_sources(divided, 0, target, many, CAPACITY, &other));
      assert_int_equal(count, other);
      assert_memory_equal(one, many, (size_t)count * sizeof *one);
    }
    fim_spiking_destroy(single);
    fim_spiking_destroy(divided);
  }
}

/* More than 16 bits of neurons, in several partitions per thread. */
static void should_draw_the_same_synapses_in_large_populations(void **state) {
  (void)state;
  enum { MANY = 66000, EVERY = 1009 };
  double params[PARAMETERS];
  excitatory_params(params);
  fim_spiking_t *net[2];
  for (int32_t i = 0; i < 2; i++) {
    assert_ok(fim_spiking_create(11, 0.1, 1 + i, 10, &net[i]));
    fim_population_t population = population_of(MANY, params);
    assert_ok(fim_spiking_add_population(net[i], &population, NULL));
    fim_projection_t indegree = {2, 1, 0, 0, FIM_RULE_FIXED_INDEGREE, BOTH, 1, 0};
    fim_projection_t total = {100000, 1, 0, 0, FIM_RULE_FIXED_TOTAL_NUMBER, BOTH, 1, 1};
    assert_ok(fim_spiking_add_projection(net[i], &indegree, NULL));
    assert_ok(fim_spiking_add_projection(net[i], &total, NULL));
    assert_ok(fim_spiking_build(net[i]));
  }
  for (int64_t target = 0; target < MANY; target += EVERY) {
    for (int32_t projection = 0; projection < 2; projection++) {
      int64_t source[2][CAPACITY];
      int64_t count[2];
      assert_ok(fim_spiking_sources(net[0], projection, target, source[0], CAPACITY, &count[0]));
      assert_ok(fim_spiking_sources(net[1], projection, target, source[1], CAPACITY, &count[1]));
      assert_int_equal(count[0], count[1]);
      assert_memory_equal(source[0], source[1], (size_t)count[0] * sizeof(int64_t));
    }
  }
  fim_spiking_destroy(net[0]);
  fim_spiking_destroy(net[1]);
}

static void should_tell_how_many_sources_there_are_when_the_buffer_is_too_small(void **state) {
  (void)state;
  fim_spiking_t *net = connect(1, 0, FIM_RULE_FIXED_INDEGREE, 40, BOTH);
  int64_t source[10];
  int64_t count;
  assert_int_equal(fim_spiking_sources(net, 0, 3, source, 10, &count), FIM_E_CAPACITY);
  assert_int_equal(count, 40);
  assert_int_equal(fim_spiking_sources(net, 0, TARGETS, source, 10, &count), FIM_E_ARGUMENT);
  fim_spiking_destroy(net);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_every_target_exactly_its_in_degree_from_uniform_sources),
      cmocka_unit_test(should_keep_out_autapses_and_multapses_where_they_are_not_allowed),
      cmocka_unit_test(should_draw_different_sources_uniformly),
      cmocka_unit_test(should_connect_pairs_with_the_given_probability),
      cmocka_unit_test(should_connect_all_or_none_at_the_ends_of_probability),
      cmocka_unit_test(should_draw_exactly_the_total_number_from_uniform_pairs),
      cmocka_unit_test(should_draw_the_same_synapses_for_every_number_of_threads),
      cmocka_unit_test(should_draw_the_same_synapses_in_large_populations),
      cmocka_unit_test(should_tell_how_many_sources_there_are_when_the_buffer_is_too_small),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
