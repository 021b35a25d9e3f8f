/* neuralmass_test.c: tables, refusals of bad input, samples, and independence of a region's place. */
#include "fimbria/neuralmass.h"

#include <math.h>

#include "brain.h"
#include "check.h"

static void should_have_defaults_within_the_ranges_of_every_model(void **state) {
  (void)state;
  fim_parameter_t row;
  fim_parameter_t other;
  for (int32_t m = 0; m < fim_neuralmass_model_count(); m++) {
    assert_int_equal(fim_neuralmass_find_model(fim_neuralmass_model_name(m)), m);
    for (int32_t p = 0; p < fim_neuralmass_parameter_count(m); p++) {
      assert_ok(fim_neuralmass_parameter(m, p, &row));
      assert_true(row.minimum <= row.default_value && row.default_value <= row.maximum);
      assert_true(*row.symbol && *row.unit && *row.meaning && *row.source);
      for (int32_t q = 0; q < p; q++) {
        assert_ok(fim_neuralmass_parameter(m, q, &other));
        assert_string_not_equal(row.symbol, other.symbol);
      }
    }
    for (int32_t v = 0; v < fim_neuralmass_variable_count(m); v++) {
      assert_ok(fim_neuralmass_variable(m, v, &row));
      assert_true(row.minimum <= row.default_value && row.default_value <= row.maximum);
    }
    assert_int_equal(fim_neuralmass_parameter(m, fim_neuralmass_parameter_count(m), &row), FIM_E_ARGUMENT);
    assert_int_equal(fim_neuralmass_variable(m, -1, &row), FIM_E_ARGUMENT);
  }
  assert_int_equal(fim_neuralmass_find_model("mean_field"), FIM_E_ARGUMENT);
  assert_int_equal(fim_neuralmass_parameter_count(99), FIM_E_ARGUMENT);
}

static void refuses(const setup_t *s, const char *text) {
  fim_neuralmass_t *brain = NULL;
  assert_int_equal(fim_neuralmass_create(&s->config, &brain), FIM_E_ARGUMENT);
  assert_null(brain);
  assert_text_has(text);
}

static void should_name_what_is_wrong_with_a_configuration(void **state) {
  (void)state;
  setup_t s = setup("mean_field_adex_2", 2);
  const fim_neuralmass_config_t good = s.config;
  set_parameter(&s, "g", 1.5);
  refuses(&s, "g = 1.5 1: allowed are 0.01 to 0.99");
  set_parameter(&s, "g", 0.2);
  set_parameter(&s, "cross_terms", 0.5);
  refuses(&s, "cross_terms = 0.5: allowed are the whole numbers 0 to 2");
  set_parameter(&s, "cross_terms", 0);
  s.initial[1] = -1;
  refuses(&s, "initial E of region 1 = -1 kHz: allowed are 0 to inf");
  s.initial[1] = 0;
  s.noise[7] = -1;
  refuses(&s, "noise of xi = -1");
  s.noise[7] = 0;
  connect(&s, 1, 0, NAN, 3);
  refuses(&s, "target region 1, source region 0: weight = nan");
  connect(&s, 1, 0, 1, -3);
  refuses(&s, "delay = -3");
  connect(&s, 1, 0, 1, 3);
  s.config.dt_ms = 0;
  refuses(&s, "dt_ms = 0");
  s.config = good;
  s.config.model = 7;
  refuses(&s, "model = 7: allowed are 0 to 2");
  s.config = good;
  s.config.integrator = 3;
  refuses(&s, "integrator = 3");
  s.config = good;
  s.config.max_steps = 0;
  refuses(&s, "max_steps = 0");
  s.config = good;
  add_proxy(&s, 1);
  add_proxy(&s, 1);
  refuses(&s, "proxy[1] = 1: allowed are regions 2 to 1, ascending");
  setup_free(&s);
}

static void should_refuse_calls_with_bad_arguments(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 2);
  add_proxy(&s, 1);
  s.config.max_steps = 10;
  fim_neuralmass_t *brain = build(&s);
  double value[2] = {0.5, NAN};
  double c;
  assert_int_equal(fim_neuralmass_advance(brain, 11), FIM_E_ARGUMENT);
  assert_text_has("steps = 11: allowed are 0 to 10");
  assert_int_equal(fim_neuralmass_set_proxy(brain, 0, 0, 1, value), FIM_E_ARGUMENT);
  assert_int_equal(fim_neuralmass_set_proxy(brain, 2, 0, 1, value), FIM_E_ARGUMENT);
  assert_int_equal(fim_neuralmass_set_proxy(brain, 1, 0, 2, value), FIM_E_ARGUMENT);
  assert_text_has("E of proxy region 1 at step 1 = nan 1: allowed are 0 to 1");
  assert_int_equal(fim_neuralmass_coupling(brain, 0, -1, 1, &c), FIM_E_ARGUMENT);
  assert_ok(fim_neuralmass_set_proxy(brain, 1, 0, 1, value));
  fim_neuralmass_destroy(brain);
  fim_neuralmass_destroy(NULL);
  setup_free(&s);
}

static void should_give_a_region_the_same_bits_wherever_it_lies(void **state) {
  (void)state;
  enum { VARIABLES = 8 };
  static const int32_t counts[5] = {1, 7, 8, 9, 104};
  for (int consistent = 0; consistent < 2; consistent++) {
    double first[VARIABLES] = {0};
    for (int k = 0; k < 5; k++) {
      const int32_t n = counts[k];
      setup_t s = setup("mean_field_adex_2", n);
      set_parameter(&s, "derivatives", consistent);
      for (int32_t i = 0; i < n; i++) {
        s.initial[i] = 0.003;
        s.initial[5 * n + i] = 20;
      }
      fim_neuralmass_t *brain = build(&s);
      double y[VARIABLES * 104];
      assert_ok(fim_neuralmass_advance(brain, 50));
      assert_ok(fim_neuralmass_state(brain, y));
      for (int v = 0; v < VARIABLES; v++) {
        first[v] = k == 0 ? y[v * n] : first[v];
        for (int32_t i = 0; i < n; i++) {
          assert_memory_equal(&y[v * n + i], &first[v], sizeof first[v]);
        }
      }
      fim_neuralmass_destroy(brain);
      setup_free(&s);
    }
  }
}

static void should_stop_before_a_sample_would_be_lost(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 1);
  sample_every(&s, 3);
  s.config.max_steps = 10;
  fim_neuralmass_t *brain = build(&s);
  double rows_out[20 * 2];
  int64_t first_step;
  int32_t rows;
  for (int k = 0; k < 4; k++) {
    assert_ok(fim_neuralmass_advance(brain, 10));
  }
  assert_ok(fim_neuralmass_advance(brain, 2));
  assert_int_equal(fim_neuralmass_advance(brain, 3), FIM_E_CAPACITY);
  assert_ok(fim_neuralmass_samples(brain, 0, rows_out, 5, &first_step, &rows));
  assert_true(rows == 5 && first_step == 2);
  assert_ok(fim_neuralmass_samples(brain, 0, rows_out, 20, &first_step, &rows));
  assert_true(rows == 9 && first_step == 17);
  assert_ok(fim_neuralmass_advance(brain, 3));
  fim_neuralmass_destroy(brain);
  setup_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_have_defaults_within_the_ranges_of_every_model),
      cmocka_unit_test(should_name_what_is_wrong_with_a_configuration),
      cmocka_unit_test(should_refuse_calls_with_bad_arguments),
      cmocka_unit_test(should_give_a_region_the_same_bits_wherever_it_lies),
      cmocka_unit_test(should_stop_before_a_sample_would_be_lost),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
