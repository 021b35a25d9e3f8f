/* record_error.c: libhdf5's error stack as one line. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "record_file.h"

enum { DETAIL_SIZE = 2048 };

/* Innermost first: it names the cause ("file write failed"), the outer ones the consequences. */
static herr_t take_innermost(unsigned depth, const H5E_error2_t *error, void *detail) {
  if (depth == 0 && error->desc != NULL) {
    snprintf(detail, DETAIL_SIZE, "%s", error->desc);
  }
  return 0;
}

int32_t fim_record_fail(const fim_record_t *file, const char *object, const char *action) {
  int number = errno;
  char detail[DETAIL_SIZE] = "no detail from libhdf5";
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_innermost, detail);
  H5Eclear2(H5E_DEFAULT);
  char *tail = strstr(detail, "errno = ");
  if (tail != NULL) {
    /* libhdf5 saw the system call fail: "..., errno = 28, error message = ..., buf = 0x7f..." */
    int seen = 0;
    number = sscanf(tail, "errno = %d", &seen) == 1 ? seen : number;
    detail[strcspn(detail, ":")] = '\0';
  }
  return fim_fail(FIM_E_IO, "%s%s%s: %s: %s%s%s", file->path, object == NULL ? "" : ", ", object == NULL ? "" : object,
                  action, detail, number == 0 ? "" : ": ", number == 0 ? "" : strerror(number));
}
