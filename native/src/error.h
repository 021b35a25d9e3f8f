/*
 * error.h: how a failing function leaves its text; the code it returns is the caller's first argument. Exported for
 * libfimbria_mpi, whose failures fim_error_text tells as well; not part of the public interface.
 */
#ifndef FIMBRIA_SRC_ERROR_H
#define FIMBRIA_SRC_ERROR_H

#include "fimbria/abi.h"

/* Sets this thread's error text, printf style, and returns code: `return fim_fail(FIM_E_ARGUMENT, "...", ...)`. */
FIM_API __attribute__((format(printf, 2, 3))) int32_t fim_fail(int32_t code, const char *format, ...);

/* Puts the caller's context before the present text ("advance: ...") and returns code. */
FIM_API __attribute__((format(printf, 2, 3))) int32_t fim_chain(int32_t code, const char *format, ...);

#endif
