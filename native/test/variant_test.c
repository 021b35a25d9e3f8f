/* variant_test.c: which variants there are, and which one an engine takes. */
#include <stdlib.h>
#include <string.h>

#include "brain.h"
#include "fimbria/spiking.h"

static const char environment[] = "FIMBRIA_NATIVE_VARIANT";

static int forget_choices(void **state) {
  (void)state;
  unsetenv(environment);
  return fim_native_select(NULL);
}

static const char *widest(void) {
  int32_t index = fim_native_variant_count() - 1;
  while (!fim_native_variant_runs(index)) {
    index--;
  }
  return fim_native_variant_name(index);
}

static void should_use_the_widest_that_the_machine_runs(void **state) {
  (void)state;
  assert_string_equal(fim_native_variant(), widest());
}

static void should_always_run_the_narrowest(void **state) {
  (void)state;
  assert_int_equal(fim_native_variant_runs(0), 1);
  assert_ok(fim_native_select(fim_native_variant_name(0)));
  assert_string_equal(fim_native_variant(), fim_native_variant_name(0));
}

static void should_know_no_variant_beyond_the_list(void **state) {
  (void)state;
  const int32_t wrong[] = {-1, fim_native_variant_count()};
  for (int k = 0; k < 2; k++) {
    assert_null(fim_native_variant_name(wrong[k]));
    assert_int_equal(fim_native_variant_runs(wrong[k]), 0);
  }
}

static void should_refuse_a_wrong_name_and_list_what_runs(void **state) {
  (void)state;
  assert_ok(fim_native_select(fim_native_variant_name(0)));
  assert_int_equal(fim_native_select("sse9"), FIM_E_ARGUMENT);
  assert_text_has("native variant = sse9: this machine runs ");
  assert_text_has(fim_native_variant_name(0));
  assert_text_has(widest());
  assert_string_equal(fim_native_variant(), fim_native_variant_name(0));
}

static void should_use_what_the_environment_names_until_one_is_selected(void **state) {
  (void)state;
  setenv(environment, fim_native_variant_name(0), 1);
  assert_string_equal(fim_native_variant(), fim_native_variant_name(0));
  assert_ok(fim_native_select(widest()));
  assert_string_equal(fim_native_variant(), widest());
  setenv(environment, "", 1);
  assert_ok(fim_native_select(NULL));
  assert_string_equal(fim_native_variant(), widest());
}

static void should_make_no_engine_when_the_environment_names_a_wrong_one(void **state) {
  (void)state;
  setup_t s = setup("wilson_cowan", 1);
  fim_neuralmass_t *brain = NULL;
  fim_spiking_t *net = NULL;
  double zero[2] = {0};
  setenv(environment, "sse9", 1);
  assert_null(fim_native_variant());
  assert_int_equal(fim_neuralmass_create(&s.config, &brain), FIM_E_ARGUMENT);
  assert_text_has("fim_neuralmass_create: FIMBRIA_NATIVE_VARIANT = sse9: this machine runs ");
  assert_int_equal(fim_spiking_create(1, 0.1, 1, 1, &net), FIM_E_ARGUMENT);
  assert_text_has("fim_spiking_create: FIMBRIA_NATIVE_VARIANT = sse9: this machine runs ");
  assert_int_equal(fim_neuralmass_derivative(s.config.model, s.params, 1, zero, zero, zero), FIM_E_ARGUMENT);
  assert_text_has("derivative: FIMBRIA_NATIVE_VARIANT = sse9: this machine runs ");
  assert_null(brain);
  assert_null(net);
  setup_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(should_use_the_widest_that_the_machine_runs, forget_choices),
      cmocka_unit_test_setup(should_always_run_the_narrowest, forget_choices),
      cmocka_unit_test_setup(should_know_no_variant_beyond_the_list, forget_choices),
      cmocka_unit_test_setup(should_refuse_a_wrong_name_and_list_what_runs, forget_choices),
      cmocka_unit_test_setup(should_use_what_the_environment_names_until_one_is_selected, forget_choices),
      cmocka_unit_test_setup(should_make_no_engine_when_the_environment_names_a_wrong_one, forget_choices),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
