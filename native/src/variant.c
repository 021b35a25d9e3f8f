/* variant.c: which variants of the kernels there are, which of them this machine runs, and which one is in use. */
#include "variant.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "variants.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

#define DECLARE(suffix, name) extern const fim_kernels_t FIM_NAME_OF(fim_kernels, suffix);
FIM_VARIANTS(DECLARE)

#define COUNT(suffix, name) +1
enum { VARIANTS = 0 FIM_VARIANTS(COUNT) };

#define NAME(suffix, name) name,
static const char *const names[VARIANTS] = {FIM_VARIANTS(NAME)};

#define TABLE(suffix, name) &FIM_NAME_OF(fim_kernels, suffix),
static const fim_kernels_t *const tables[VARIANTS] = {FIM_VARIANTS(TABLE)};

/* The compiler's name of an x86-64 level is the variant's. The narrowest one is what the library is compiled for. */
#if defined(__x86_64__)
#define CPU_RUNS(name) (__builtin_cpu_supports(name) != 0)
#elif defined(__aarch64__) && defined(__linux__)
#define CPU_RUNS(name) (strcmp(name, "aarch64-sve") != 0 || (getauxval(AT_HWCAP) & HWCAP_SVE) != 0)
#else
#define CPU_RUNS(name) 1
#endif

static const char environment[] = "FIMBRIA_NATIVE_VARIANT";

/* Index of the variant that fim_native_select chose, or -1. */
static atomic_int selected = -1;

int32_t fim_native_variant_count(void) {
  return VARIANTS;
}

const char *fim_native_variant_name(int32_t index) {
  return index < 0 || index >= VARIANTS ? NULL : names[index];
}

int32_t fim_native_variant_runs(int32_t index) {
#define RUNS(suffix, name) CPU_RUNS(name),
  const int runs[VARIANTS] = {FIM_VARIANTS(RUNS)};
  return index == 0 || (index > 0 && index < VARIANTS && runs[index]);
}

/* The variant of that name, or FIM_E_ARGUMENT with the error text: what names it, what is allowed. */
static int32_t find(const char *name, const char *what) {
  char allowed[64 * VARIANTS] = "";
  for (int32_t i = 0; i < VARIANTS; i++) {
    if (!fim_native_variant_runs(i)) {
      continue;
    }
    if (strcmp(names[i], name) == 0) {
      return i;
    }
    const size_t used = strlen(allowed);
    snprintf(allowed + used, sizeof allowed - used, "%s%s", used == 0 ? "" : ", ", names[i]);
  }
  return fim_fail(FIM_E_ARGUMENT, "%s = %.100s: this machine runs %s", what, name, allowed);
}

static int32_t widest(void) {
  int32_t index = VARIANTS - 1;
  while (!fim_native_variant_runs(index)) {
    index--;
  }
  return index;
}

/* Index of the variant in use, or FIM_E_ARGUMENT. */
static int32_t in_use(void) {
  const int32_t index = atomic_load(&selected);
  if (index >= 0) {
    return index;
  }
  const char *name = getenv(environment);
  return name == NULL || name[0] == '\0' ? widest() : find(name, environment);
}

int32_t fim_native_select(const char *name) {
  const int32_t index = name == NULL ? -1 : find(name, "native variant");
  if (name != NULL && index < 0) {
    return index;
  }
  atomic_store(&selected, index);
  return FIM_OK;
}

const char *fim_native_variant(void) {
  return fim_native_variant_name(in_use());
}

const fim_kernels_t *fim_kernels_chosen(void) {
  const int32_t index = in_use();
  return index < 0 ? NULL : tables[index];
}
