/*
 * abi.h: what every Fimbria header shares: export marks, error codes, error text, version and parameter rows.
 *
 * Every function that can fail returns int32_t: FIM_OK or a negative FIM_E* code; the text of the failure is kept
 * per thread (fim_error_text). Handles are opaque, made by *_create(..., &out) and ended by *_destroy, which accepts
 * NULL. Array arguments are borrowed for the duration of the call.
 */
#ifndef FIMBRIA_ABI_H
#define FIMBRIA_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FIM_API __attribute__((visibility("default")))

/* Raised with every change of a function, a struct or a constant below include/fimbria. */
#define FIM_ABI_VERSION 5

enum fim_status {
  FIM_OK = 0,
  FIM_E_ARGUMENT = -1, /* a value outside its documented range */
  FIM_E_MEMORY = -2,   /* the system gave no memory */
  FIM_E_CAPACITY = -3, /* the caller's buffer is too small; the size needed is in the out argument */
  FIM_E_STATE = -4,    /* called out of order, or data of the future was asked for */
  FIM_E_IO = -5,       /* a file operation failed */
  FIM_E_NUMERIC = -6,  /* the integration left the numbers that the model allows */
  FIM_E_LINK = -7      /* another rank does not answer, or the exchange was aborted */
};

/* Version of the ABI that the library was compiled with; equal to FIM_ABI_VERSION of matching bindings. */
FIM_API int32_t fim_abi_version(void);

/* Size in bytes of a public struct by its tag ("fim_population"), or -1 for an unknown name. */
FIM_API int64_t fim_abi_struct_size(const char *tag);

/*
 * The kernels exist once per variant, an instruction set: "x86-64-v2", "x86-64-v3", "x86-64-v4", "aarch64",
 * "aarch64-sve" or "generic". An engine takes one when it is made and keeps it: the one selected, else the one named by
 * the environment's FIMBRIA_NATIVE_VARIANT, else the widest that this machine runs.
 */

/* Name of the variant that the next engine takes, a static string; NULL if the environment names a wrong one. */
FIM_API const char *fim_native_variant(void);

/* Number of variants that were compiled, and the name of one, narrowest first; NULL for a wrong index. */
FIM_API int32_t fim_native_variant_count(void);
FIM_API const char *fim_native_variant_name(int32_t index);

/* 1 if this machine runs that variant, else 0. */
FIM_API int32_t fim_native_variant_runs(int32_t index);

/*
 * The next engines take the variant of that name; NULL: as if none had been selected. FIM_E_ARGUMENT lists those that
 * this machine runs. Any thread may call it at any time; engines that exist keep theirs.
 */
FIM_API int32_t fim_native_select(const char *name);

/* Compiler name and version, a static string. */
FIM_API const char *fim_native_compiler(void);

/* Text of this thread's last failure, newest call first; "" before the first. Valid until this thread's next failure.
 */
FIM_API const char *fim_error_text(void);

/* One row of a model's parameter table: what documentation, validation and tests read. */
typedef struct fim_parameter {
  const char *symbol;   /* as published: "C_m" */
  const char *unit;     /* "pF"; "1" for pure numbers */
  const char *meaning;  /* one sentence */
  const char *source;   /* paper, equation or the peer's manual */
  double default_value; /* in unit */
  double minimum;       /* smallest allowed value, inclusive */
  double maximum;       /* largest allowed value, inclusive */
} fim_parameter_t;

#ifdef __cplusplus
}
#endif

#endif
