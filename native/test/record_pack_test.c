/* record_pack_test.c: chunks unpack to what they were, whatever they hold, and are no larger than by zlib alone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "check.h"
#include "record_file.h"

enum { MOST = 8192, KINDS = 6 };

static uint64_t state = 1;

/* Splitmix64. */
static uint64_t bits(void) {
  uint64_t z = (state += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

/* Noise, noisy doubles, a constant, a counter, runs of equal times, and a row of noise that repeats. */
static void fill(uint64_t *values, size_t n, int kind) {
  for (size_t i = 0; i < n; i++) {
    double noisy = 0.01 + 1e-4 * (double)(bits() >> 11) * 0x1p-53;
    double time = 0.1 * (double)(i / 20);
    switch (kind) {
      case 0:
        values[i] = bits();
        break;
      case 1:
        memcpy(&values[i], &noisy, sizeof noisy);
        break;
      case 2:
        values[i] = 0x4050123456789abcU;
        break;
      case 3:
        values[i] = i;
        break;
      case 4:
        memcpy(&values[i], &time, sizeof time);
        break;
      default:
        values[i] = i < 104 ? bits() : values[i - 104];
    }
  }
}

/* Packs, unpacks, compares; sizes of the result and of what zlib makes of the same planes. */
static void pack(struct z_stream_s *packer, const uint64_t *values, size_t bytes, size_t element, int level,
                 size_t *size, size_t *plain) {
  static uint8_t shuffled[MOST * sizeof(uint64_t)];
  static uint8_t unpacked[sizeof shuffled];
  static uint8_t packed[2 * sizeof shuffled];
  assert_true(fim_record_packed_bound(bytes) <= sizeof packed);
  *size = fim_record_pack(packer, (const uint8_t *)values, bytes, element, level, shuffled, packed);
  assert_in_range(*size, 1, fim_record_packed_bound(bytes));
  uLongf length = sizeof unpacked;
  assert_int_equal(uncompress(unpacked, &length, packed, *size), Z_OK);
  assert_int_equal(length, bytes);
  size_t elements = bytes / element;
  for (size_t i = 0; i < bytes; i++) {
    size_t at = i % element * elements + i / element;
    assert_int_equal(unpacked[at], ((const uint8_t *)values)[i]);
  }
  *plain = sizeof packed;
  assert_int_equal(compress2(packed, plain, unpacked, bytes, level), Z_OK);
}

static void unpacks_to_what_it_was_for_every_size(void **unused) {
  (void)unused;
  static uint64_t values[MOST];
  struct z_stream_s *packer = NULL;
  assert_int_equal(fim_record_packer(&packer), FIM_OK);
  static const size_t sizes[] = {1, 2, 3, 7, 64, 511, 512, 513, 2047, 2048, 2049, MOST};
  for (int kind = 0; kind < KINDS; kind++) {
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
      size_t size = 0;
      size_t plain = 0;
      fill(values, sizes[i], kind);
      for (int level = 1; level <= 9; level += 4) {
        pack(packer, values, sizes[i] * 8, 8, level, &size, &plain);
        pack(packer, values, sizes[i] * 4, 4, level, &size, &plain);
      }
    }
  }
  fim_record_free_packer(packer);
}

static void is_no_larger_than_by_zlib_alone(void **unused) {
  (void)unused;
  static uint64_t values[MOST];
  struct z_stream_s *packer = NULL;
  assert_int_equal(fim_record_packer(&packer), FIM_OK);
  for (int kind = 0; kind < KINDS; kind++) {
    size_t size = 0;
    size_t plain = 0;
    fill(values, MOST, kind);
    pack(packer, values, sizeof values, 8, 4, &size, &plain);
    assert_in_range(size, 1, plain + plain / 50 + 128);
  }
  fim_record_free_packer(packer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unpacks_to_what_it_was_for_every_size),
      cmocka_unit_test(is_no_larger_than_by_zlib_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
