/* variant_check.h: one computation in every variant that the machine runs, and how far apart the results are. */
#ifndef FIMBRIA_TEST_VARIANT_CHECK_H
#define FIMBRIA_TEST_VARIANT_CHECK_H

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Variants without fused multiply-add round twice where the others, which agree to the bit, round once. */
static inline bool is_fused(const char *variant) {
  return strcmp(variant, "x86-64-v2") != 0 && strcmp(variant, "generic") != 0;
}

/* Computes with engines that it makes. out: [count], written. */
typedef void compute_t(const void *arguments, double *out);

static inline double *compute_in(const char *variant, compute_t *compute, const void *arguments, int64_t count) {
  double *out = calloc((size_t)count, sizeof *out);
  assert_non_null(out);
  assert_ok(fim_native_select(variant));
  compute(arguments, out);
  assert_ok(fim_native_select(NULL));
  return out;
}

/*
 * Fails unless all fused variants agree to the bit and the others to |difference| <= tolerance (|value| + scale).
 * Skips, aloud, on a machine that runs one variant.
 */
static inline void assert_variants_agree(compute_t *compute, const void *arguments, int64_t count, double tolerance,
                                         double scale) {
  int32_t widest = fim_native_variant_count() - 1;
  while (!fim_native_variant_runs(widest)) {
    widest--;
  }
  if (widest == 0) {
    print_message("one variant only: nothing to compare\n");
    skip();
  }
  const char *known_name = fim_native_variant_name(widest);
  double *known = compute_in(known_name, compute, arguments, count);
  for (int32_t v = 0; v < widest; v++) {
    const char *name = fim_native_variant_name(v);
    const bool same = is_fused(name) && is_fused(known_name);
    if (!fim_native_variant_runs(v)) {
      continue;
    }
    double *other = compute_in(name, compute, arguments, count);
    for (int64_t k = 0; k < count; k++) {
      const bool agree = same ? memcmp(&other[k], &known[k], sizeof *known) == 0
                              : fabs(other[k] - known[k]) <= tolerance * (fabs(known[k]) + scale);
      if (!agree) {
        fail_msg("value %lld of %lld: %a in %s, %a in %s", (long long)k, (long long)count, other[k], name, known[k],
                 known_name);
      }
    }
    free(other);
  }
  free(known);
}

#endif
