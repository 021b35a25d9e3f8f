/*
 * neuralmass_order_test.c: orders of convergence, measured: the slope of log(error) over log(dt) while dt is halved.
 */
#include <math.h>
#include <stdlib.h>

#include "brain.h"
#include "check.h"
#include "fimbria/neuralmass.h"
#include "fimbria/random.h"

enum { HALVINGS = 5 };
static const char *const integrator_name[3] = {"Euler", "Heun", "Runge-Kutta 4"};

/* Least-squares slope of log2(error[k]) against log2(dt), where dt is halved from k to k + 1. */
static double order_of(const double *error) {
  double slope = 0;
  double norm = 0;
  for (int k = 0; k < HALVINGS; k++) {
    const double x = (HALVINGS - 1) / 2.0 - k;
    slope += x * log2(error[k]);
    norm += x * x;
  }
  return slope / norm;
}

/* Prints the errors; their order must lie within `bound` of the expected one. */
static void assert_order(const char *what, int32_t integrator, const double *error, double expected, double bound) {
  const double order = order_of(error);
  print_message("%s, %s: order %.3f, errors %.2g to %.2g\n", what, integrator_name[integrator], order, error[0],
                error[HALVINGS - 1]);
  assert_true(fabs(order - expected) <= bound);
}

enum { MOST_VALUES = 16 };

/* State after duration ms; delay_ms > 0: two regions coupled with each other. */
static void state_after(setup_t *s, int32_t integrator, double duration, int32_t steps, double delay_ms, double *y) {
  s->config.integrator = integrator;
  s->config.dt_ms = duration / steps;
  s->config.max_steps = steps;
  if (delay_ms > 0) {
    const int32_t delay = (int32_t)rint(delay_ms / s->config.dt_ms);
    connect(s, 0, 1, 3, delay);
    connect(s, 1, 0, 2, delay);
  }
  fim_neuralmass_t *brain = build(s);
  assert_ok(fim_neuralmass_advance(brain, steps));
  assert_ok(fim_neuralmass_state(brain, y));
  fim_neuralmass_destroy(brain);
}

enum { COARSEST = 32 };

/* Runge-Kutta 4 with steps 16 times finer than the finest that is measured. */
static void nearly_exact(setup_t *s, double duration, double delay_ms, double *exact) {
  state_after(s, FIM_RK4, duration, COARSEST << (HALVINGS + 3), delay_ms, exact);
}

/* Largest relative errors of the state. */
static void measure(setup_t *s, int32_t integrator, double duration, double delay_ms, const double *exact,
                    double *error) {
  double y[MOST_VALUES];
  for (int k = 0; k < HALVINGS; k++) {
    state_after(s, integrator, duration, COARSEST << k, delay_ms, y);
    error[k] = 0;
    for (int v = 0; v < s->variables * s->config.regions; v++) {
      error[k] = exact[v] == 0 ? error[k] : fmax(error[k], fabs(y[v] / exact[v] - 1));
    }
  }
}

static void assert_orders_1_2_4(const char *what, setup_t *s, double duration) {
  double exact[MOST_VALUES];
  nearly_exact(s, duration, 0, exact);
  for (int32_t integrator = FIM_EULER; integrator <= FIM_RK4; integrator++) {
    double error[HALVINGS];
    measure(s, integrator, duration, 0, exact, error);
    assert_order(what, integrator, error, 1 << integrator, 0.1);
  }
}

static void should_converge_with_the_order_of_the_integrator_in_wilson_cowan(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 1);
  set_parameter(&s, "P", 1.5);
  assert_orders_1_2_4("wilson_cowan", &s, 16);
  setup_free(&s);
}

/* One region rising from 2 Hz under a constant drive. */
static setup_t driven_region(const char *model) {
  setup_t s = setup(model, 1);
  set_parameter(&s, "external_input_ex_ex", 0.004);
  set_parameter(&s, "external_input_in_ex", 0.004);
  s.initial[0] = 0.002;
  s.initial[1] = 0.005;
  return s;
}

static void should_converge_with_the_order_of_the_integrator_in_the_mean_field(void **state) {
  (void)state;
  setup_t first = driven_region("mean_field_adex_1");
  setup_t second = driven_region("mean_field_adex_2");
  assert_orders_1_2_4("mean_field_adex_1", &first, 32);
  assert_orders_1_2_4("mean_field_adex_2, published derivatives", &second, 32);
  set_parameter(&second, "derivatives", 1);
  assert_orders_1_2_4("mean_field_adex_2, consistent derivatives", &second, 32);
  setup_free(&first);
  setup_free(&second);
}

/* The coupling is that of the start of a step and held: half a step late on average, whatever the integrator. */
static void should_converge_with_order_1_in_coupled_regions(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 2);
  double exact[MOST_VALUES];
  set_parameter(&s, "P", 1.5);
  s.initial[1] = 0.3;
  nearly_exact(&s, 8, 2, exact);
  for (int32_t integrator = FIM_EULER; integrator <= FIM_RK4; integrator++) {
    double error[HALVINGS];
    measure(&s, integrator, 8, 2, exact, error);
    assert_order("wilson_cowan, two coupled regions", integrator, error, 1, 0.1);
  }
  setup_free(&s);
}

enum { PATHS = 500, VARIABLES = 5, XI = 4, SEED = 7 };
static const double tau_OU = 4;
static const double path_ms = 32;

/* The standard normal that the engine draws for a variable's noise in a step. */
static double normal(uint32_t variable, int32_t path, int32_t step) {
  double z;
  assert_ok(
      fim_random_normals(SEED, (uint32_t)FIM_STREAM_NOISE << 24 | variable, (uint32_t)path, (uint32_t)step, 0, 1, &z));
  return z;
}

/*
 * dx = -x / tau dt + sqrt(2) dW, exactly, on a Brownian path with the increments of the engine's noise. With h = dt /
 * tau, a step's stochastic integral has the mean (1 - exp(-h)) / h dW given its increment dW, and an independent normal
 * rest of variance tau [(1 - exp(-2 h)) / 2 - (1 - exp(-h))^2 / h], drawn from a stream that the engine does not use.
 * exact: the path's end; expected: its mean given the increments.
 */
static void exact_path(int32_t path, int32_t steps, double *exact, double *expected) {
  const double dt = path_ms / steps;
  const double h = dt / tau_OU;
  const double share = -expm1(-h) / h;
  const double rest = sqrt(2 * tau_OU * (-expm1(-2 * h) / 2 - share * share * h));
  *exact = *expected = 0;
  for (int32_t step = 0; step < steps; step++) {
    const double drift = share * sqrt(2 * dt) * normal(XI, path, step);
    *exact = exp(-h) * *exact + drift + rest * normal(100, path, step);
    *expected = exp(-h) * *expected + drift;
  }
}

/* Root mean squares over the paths of what xi is away from the exact path, and from its mean given the increments. */
static void measure_paths(int32_t integrator, int32_t steps, double *strong, double *conditional) {
  setup_t s = setup("mean_field_adex_1", PATHS);
  set_parameter(&s, "tau_OU", tau_OU);
  set_parameter(&s, "weight_noise", 0);
  s.noise[XI] = 1;
  s.config.seed = SEED;
  s.config.integrator = integrator;
  s.config.dt_ms = path_ms / steps;
  fim_neuralmass_t *brain = build(&s);
  static double y[VARIABLES * PATHS];
  assert_ok(fim_neuralmass_advance(brain, steps));
  assert_ok(fim_neuralmass_state(brain, y));
  *strong = *conditional = 0;
  for (int32_t path = 0; path < PATHS; path++) {
    double exact;
    double expected;
    exact_path(path, steps, &exact, &expected);
    *strong += pow(y[XI * PATHS + path] - exact, 2) / PATHS;
    *conditional += pow(y[XI * PATHS + path] - expected, 2) / PATHS;
  }
  *strong = sqrt(*strong);
  *conditional = sqrt(*conditional);
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

/*
 * The rest that no scheme can know from the increments leaves stochastic Heun the error h (tau / 12)^1/2. A root mean
 * square of 500 paths has the relative standard error 3.2 %; 4 of them, and 3 % for the next order at h = 0.1.
 */
static void should_converge_with_strong_order_1_on_the_ornstein_uhlenbeck_process(void **state) {
  (void)state;
  for (int32_t integrator = FIM_EULER; integrator <= FIM_RK4; integrator++) {
    double strong[HALVINGS];
    double conditional[HALVINGS];
    for (int k = 0; k < HALVINGS; k++) {
      const int32_t steps = 40 << k;
      const double h = path_ms / steps / tau_OU;
      measure_paths(integrator, steps, &strong[k], &conditional[k]);
      if (integrator == FIM_HEUN && h <= 0.1) {
        assert_true(fabs(strong[k] / (h * sqrt(tau_OU / 12)) - 1) < 4 * 0.032 + 0.03);
      }
    }
    assert_order("OU process, strong", integrator, strong, 1, 0.1);
    assert_order("OU process, given the increments", integrator, conditional, integrator == FIM_HEUN ? 2 : 1, 0.1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_converge_with_the_order_of_the_integrator_in_wilson_cowan),
      cmocka_unit_test(should_converge_with_the_order_of_the_integrator_in_the_mean_field),
      cmocka_unit_test(should_converge_with_order_1_in_coupled_regions),
      cmocka_unit_test(should_converge_with_strong_order_1_on_the_ornstein_uhlenbeck_process),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
