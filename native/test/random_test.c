/* random_test.c: the generator against Random123's published vectors, and its pure-function property. */
#include "fimbria/random.h"

#include <math.h>

#include "check.h"

/* Known answers of philox4x32-10 published with Random123 (kat_vectors): all zero, all one, digits of pi. */
static void should_equal_published_vectors(void **state) {
  (void)state;
  static const struct {
    uint32_t counter[4];
    uint64_t key;
    uint32_t answer[4];
  } known[] = {
      {{0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       0xffffffffffffffffULL,
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       0x299f31d0a4093822ULL,
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    const uint32_t *c = known[i].counter;
    uint32_t words[4];
    assert_int_equal(fim_random_words(known[i].key, c[3], c[2], c[1], c[0], words), FIM_OK);
    for (int w = 0; w < 4; w++) {
      assert_int_equal(words[w], known[i].answer[w]);
    }
  }
}

static void should_give_same_uniforms_however_the_draws_are_split(void **state) {
  (void)state;
  double whole[64];
  double part[2];
  fim_random_uniforms(42, 1, 2, 3, 0, 64, whole);
  for (uint32_t draw = 0; draw < 32; draw++) {
    fim_random_uniforms(42, 1, 2, 3, draw, 2, part);
    assert_true(part[0] == whole[2 * draw] && part[1] == whole[2 * draw + 1]);
  }
}

/* 10^6 numbers: the mean of n standard normals has std n^-1/2, the variance (2/n)^1/2; 5 sigma. */
static void should_have_moments_of_the_standard_normal(void **state) {
  (void)state;
  enum { N = 1000000 };
  static double x[N];
  fim_random_normals(7, 1, 0, 0, 0, N, x);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < N; i++) {
    sum += x[i];
    squares += x[i] * x[i];
  }
  assert_true(fabs(sum / N) < 5 / sqrt(N));
  assert_true(fabs(squares / N - 1) < 5 * sqrt(2.0 / N));
}

static void should_refuse_a_missing_buffer(void **state) {
  (void)state;
  assert_int_equal(fim_random_words(0, 0, 0, 0, 0, NULL), FIM_E_ARGUMENT);
  assert_string_not_equal(fim_error_text(), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_equal_published_vectors),
      cmocka_unit_test(should_give_same_uniforms_however_the_draws_are_split),
      cmocka_unit_test(should_have_moments_of_the_standard_normal),
      cmocka_unit_test(should_refuse_a_missing_buffer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
