/* neuralmass_coupling_test.c: coupling computed for many steps at once has the bits of one plain sum for each. */
#include "brain.h"
#include "check.h"
#include "fimbria/neuralmass.h"

enum { STEPS = 90, LONGEST = 45 };

/* What the proxy delivers for the end of a step. */
static double delivered(int32_t region, int32_t step) {
  return scattered(977 * region + step);
}

/*
 * All to all, some weights 0, delays from `shortest` on; 0 weights have no delay. From proxies delays are at least an
 * epoch, since each epoch's values are delivered before it.
 */
static setup_t network(int32_t regions, int32_t shortest, int32_t epoch, int32_t proxies) {
  setup_t s = setup("wilson_cowan", regions);
  for (int32_t i = 0; i < regions; i++) {
    for (int32_t j = 0; j < regions; j++) {
      const int32_t k = i * regions + j;
      const int32_t delay = k == 0 ? shortest : shortest + (7 * i + 13 * j) % (LONGEST - shortest);
      const int zero = k > 0 && (i + 2 * j) % 7 == 0;
      connect(&s, i, j, zero ? 0 : 4 * (scattered(k) - 0.4) / regions, zero ? 0 : delay);
    }
    s.initial[i] = scattered(100 + i);
    s.initial[regions + i] = scattered(300 + i);
  }
  for (int32_t p = 0; p < proxies; p++) {
    add_proxy(&s, (p + 1) * regions / (proxies + 1));
  }
  s.config.integrator = FIM_EULER;
  s.config.max_steps = epoch;
  sample_every(&s, 1);
  return s;
}

/* E of all regions after each step, [STEPS][regions], by the engine; and c of all, [STEPS][regions], from its past. */
static void run_engine(const setup_t *s, double *E, double *c) {
  const int32_t n = s->config.regions;
  const int32_t epoch = s->config.max_steps;
  fim_neuralmass_t *brain = build(s);
  double *rows = calloc((size_t)epoch * 2 * n, sizeof(double));
  double *values = calloc((size_t)epoch, sizeof(double));
  for (int32_t now = 0; now < STEPS; now += epoch) {
    const int32_t steps = STEPS - now < epoch ? STEPS - now : epoch;
    int64_t first_step;
    int32_t taken;
    for (int32_t p = 0; p < s->config.proxies; p++) {
      for (int32_t k = 0; k < steps; k++) {
        values[k] = delivered(s->proxy[p], now + k);
      }
      assert_ok(fim_neuralmass_set_proxy(brain, s->proxy[p], now, steps, values));
    }
    assert_ok(fim_neuralmass_advance(brain, steps));
    assert_ok(fim_neuralmass_samples(brain, 0, rows, epoch, &first_step, &taken));
    assert_int_equal(taken, steps);
    for (int32_t k = 0; k < steps; k++) {
      memcpy(E + (int64_t)(now + k) * n, rows + (int64_t)k * 2 * n, sizeof(double) * n);
    }
    for (int32_t i = 0; i < n; i++) {
      assert_ok(fim_neuralmass_coupling(brain, i, now, steps, values));
      for (int32_t k = 0; k < steps; k++) {
        c[(int64_t)(now + k) * n + i] = values[k];
      }
    }
  }
  free(rows);
  free(values);
  fim_neuralmass_destroy(brain);
}

/* c of one step, source after source. E: as above, before it the initial values. */
static void plain_coupling(const setup_t *s, const double *E, int32_t step, double *c) {
  const int32_t n = s->config.regions;
  for (int32_t i = 0; i < n; i++) {
    c[i] = 0;
    for (int32_t j = 0; j < n; j++) {
      const int32_t m = step - s->delays[i * n + j];
      const double y = m <= 0 ? s->initial[j] : E[(int64_t)(m - 1) * n + j];
      c[i] += s->weights[i * n + j] * y;
    }
  }
}

static double clipped(double x) {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* Euler's steps from the plain coupling. */
static void run_plainly(const setup_t *s, double *E, double *c) {
  const int32_t n = s->config.regions;
  double *y = malloc(sizeof(double) * 4 * n);
  double *dy = y + 2 * n;
  memcpy(y, s->initial, sizeof(double) * 2 * n);
  for (int32_t step = 0; step < STEPS; step++) {
    plain_coupling(s, E, step, c + (int64_t)step * n);
    assert_ok(fim_neuralmass_derivative(s->config.model, s->params, n, y, c + (int64_t)step * n, dy));
    for (int32_t k = 0; k < 2 * n; k++) {
      y[k] = clipped(y[k] + s->config.dt_ms * dy[k]);
    }
    for (int32_t p = 0; p < s->config.proxies; p++) {
      y[s->proxy[p]] = delivered(s->proxy[p], step);
    }
    memcpy(E + (int64_t)step * n, y, sizeof(double) * n);
  }
  free(y);
}

static void assert_same_bits(int32_t regions, int32_t shortest, int32_t epoch, int32_t proxies) {
  setup_t s = network(regions, shortest, epoch, proxies);
  const size_t count = (size_t)STEPS * regions;
  double *numbers = calloc(4 * count, sizeof(double));
  run_engine(&s, numbers, numbers + count);
  run_plainly(&s, numbers + 2 * count, numbers + 3 * count);
  for (size_t k = 0; k < 2 * count; k++) {
    if (memcmp(&numbers[k], &numbers[2 * count + k], sizeof(double)) != 0) {
      fail_msg(
          "%d regions, shortest delay %d, epochs of %d, %d proxies: %s of region %zu at step %zu is %a instead of %a",
          regions, shortest, epoch, proxies, k < count ? "E" : "c", k % regions, k % count / regions, numbers[k],
          numbers[2 * count + k]);
    }
  }
  free(numbers);
  setup_free(&s);
}

/* Around the widths of vectors, of the groups of sources (4) and of the tiles of targets (128). */
static void should_have_the_bits_of_a_plain_sum_for_every_number_of_regions(void **state) {
  (void)state;
  for (int32_t regions = 1; regions <= 17; regions++) {
    assert_same_bits(regions, 14, 20, 0);
  }
  assert_same_bits(104, 14, 20, 0);
  assert_same_bits(105, 14, 20, 2);
  assert_same_bits(131, 6, 20, 2);
}

static void should_have_the_bits_of_a_plain_sum_for_every_epoch(void **state) {
  (void)state;
  for (int32_t epoch = 1; epoch <= 40; epoch++) {
    assert_same_bits(9, 14, epoch, 0);
    assert_same_bits(9, 20, epoch, 2);
  }
}

/* Without delay and with hardly any each step needs the one before it. */
static void should_have_the_bits_of_a_plain_sum_for_every_shortest_delay(void **state) {
  (void)state;
  for (int32_t shortest = 0; shortest <= 24; shortest++) {
    assert_same_bits(11, shortest, 20, 0);
    assert_same_bits(11, shortest, 90, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_have_the_bits_of_a_plain_sum_for_every_number_of_regions),
      cmocka_unit_test(should_have_the_bits_of_a_plain_sum_for_every_epoch),
      cmocka_unit_test(should_have_the_bits_of_a_plain_sum_for_every_shortest_delay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
