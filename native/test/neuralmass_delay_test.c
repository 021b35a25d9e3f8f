/* neuralmass_delay_test.c: every delay is exact, from none to the longest, whatever the length of the ring. */
#include "brain.h"
#include "check.h"
#include "fimbria/neuralmass.h"

enum { LONGEST = 300 };

/* What the proxy delivers for the end of a step; at time 0 and before it is silent. */
static double irregular(int64_t step) {
  return step < 0 ? 0 : scattered((int32_t)step);
}

/* Targets 0, 1, ... with the given delays from the proxy behind them; everything at rest until the proxy's values come.
 */
static setup_t fan(int32_t targets, const int32_t *delay, int32_t max_steps) {
  setup_t s = setup("wilson_cowan", targets + 1);
  memset(s.initial, 0, sizeof(double) * 2 * (targets + 1));
  for (int32_t i = 0; i < targets; i++) {
    connect(&s, i, targets, 3, delay[i]);
  }
  add_proxy(&s, targets);
  s.config.max_steps = max_steps;
  sample_every(&s, 1);
  return s;
}

/*
 * Integrates `steps` steps. The coupling is the proxy's value of `delay` steps earlier, and the state that of target 0,
 * whose delay is 0, `delay` steps earlier.
 */
static void assert_exact(int32_t targets, const int32_t *delay, int32_t max_steps, int32_t steps) {
  setup_t s = fan(targets, delay, max_steps);
  fim_neuralmass_t *brain = build(&s);
  const int32_t row = 2 * (targets + 1);
  double *samples = calloc((size_t)steps * row, sizeof(double));
  double *value = calloc((size_t)max_steps, sizeof(double));
  for (int32_t now = 0; now < steps; now += max_steps) {
    int64_t first_step;
    int32_t rows;
    for (int32_t n = 0; n < max_steps; n++) {
      value[n] = irregular(now + n);
    }
    assert_ok(fim_neuralmass_set_proxy(brain, targets, now, max_steps, value));
    for (int32_t i = 0; i < targets; i++) {
      assert_ok(fim_neuralmass_coupling(brain, i, now, max_steps, value));
      for (int32_t n = 0; n < max_steps; n++) {
        assert_true(value[n] == 3 * irregular(now + n - delay[i] - 1));
      }
    }
    assert_ok(fim_neuralmass_advance(brain, max_steps));
    assert_ok(fim_neuralmass_samples(brain, 0, samples + (int64_t)now * row, max_steps, &first_step, &rows));
    assert_int_equal(rows, max_steps);
  }
  for (int32_t n = 0; n < steps; n++) {
    for (int32_t i = 0; i < targets; i++) {
      const double undelayed = n < delay[i] ? 0 : samples[(n - delay[i]) * row];
      assert_true(samples[n * row + i] == undelayed);
    }
  }
  assert_true(samples[(steps - 1) * row] > 0);
  free(samples);
  free(value);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

/* The ring has LONGEST + 4 max_steps + 1 slots: it turns twice and more. */
static void should_be_exact_for_every_delay_up_to_the_longest(void **state) {
  (void)state;
  int32_t delay[LONGEST + 1];
  for (int32_t d = 0; d <= LONGEST; d++) {
    delay[d] = d;
  }
  assert_exact(LONGEST + 1, delay, 1, 800);
  assert_exact(LONGEST + 1, delay, 20, 800);
  assert_exact(LONGEST + 1, delay, 100, 1500);
}

/* Rings of every length from 6 slots on. */
static void should_be_exact_for_rings_of_every_length(void **state) {
  (void)state;
  for (int32_t longest = 1; longest <= 130; longest++) {
    const int32_t delay[4] = {0, 1, (longest + 1) / 2, longest};
    assert_exact(4, delay, 1, 4 * longest + 20);
    assert_exact(4, delay, 7, 7 * longest + 70);
  }
}

/* Without a delay the coupling is the state at the start of the step, between regions and of a region to itself. */
static void should_read_the_start_of_the_step_without_delay(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 2);
  connect(&s, 0, 1, 2, 0);
  connect(&s, 1, 1, 0.5, 0);
  set_parameter(&s, "P", 1.5);
  fim_neuralmass_t *brain = build(&s);
  for (int n = 0; n < 50; n++) {
    double y[4];
    double c[2];
    assert_ok(fim_neuralmass_state(brain, y));
    assert_ok(fim_neuralmass_coupling(brain, 0, n, 1, &c[0]));
    assert_ok(fim_neuralmass_coupling(brain, 1, n, 1, &c[1]));
    assert_true(c[0] == 2 * y[1] && c[1] == 0.5 * y[1]);
    assert_ok(fim_neuralmass_advance(brain, 1));
  }
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_be_exact_for_every_delay_up_to_the_longest),
      cmocka_unit_test(should_be_exact_for_rings_of_every_length),
      cmocka_unit_test(should_read_the_start_of_the_step_without_delay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
