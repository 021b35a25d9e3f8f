/* check.h: cmocka with the headers that it needs before it, and the checks that it lacks. */
#ifndef FIMBRIA_TEST_CHECK_H
#define FIMBRIA_TEST_CHECK_H

/* cmocka.h needs the standard headers before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "fimbria/abi.h"

/* Passes when call returns FIM_OK; shows the library's error text otherwise. */
#define assert_ok(call)                            \
  do {                                             \
    if ((call) != FIM_OK) {                        \
      fail_msg("%s: %s", #call, fim_error_text()); \
    }                                              \
  } while (0)

#endif
