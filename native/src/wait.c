/* wait.c: Linux's futex, shared between processes, and its list of processes. */
#define _GNU_SOURCE /* syscall */
#include "fimbria/wait.h"

#include "error.h"

#if defined(__linux__)
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { NANOS_PER_SECOND = 1000000000 };

static int32_t fail(const char *function) {
  return fim_fail(FIM_E_LINK, "%s: %s", function, strerror(errno));
}

int32_t fim_word_wait(const int32_t *word, int32_t expected, int64_t timeout_ns) {
  struct timespec timeout = {.tv_sec = timeout_ns / NANOS_PER_SECOND, .tv_nsec = timeout_ns % NANOS_PER_SECOND};
  if (timeout_ns <= 0) {
    return FIM_OK;
  }
  if (syscall(SYS_futex, word, FUTEX_WAIT, expected, &timeout, NULL, 0) == 0) {
    return FIM_OK;
  }
  return errno == EAGAIN || errno == ETIMEDOUT || errno == EINTR ? FIM_OK : fail("fim_word_wait");
}

int32_t fim_word_wake(const int32_t *word) {
  return syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0) >= 0 ? FIM_OK : fail("fim_word_wake");
}

/* The state and the 22nd field of "pid (name) state ..."; the name may hold anything. */
static int64_t start_of(const char *text) {
  const char *field = strrchr(text, ')');
  if (field == NULL || field[1] == '\0' || field[2] == 'Z' || field[2] == 'X') {
    return -1;
  }
  for (int32_t blanks = 22 - 2; blanks > 0 && field != NULL; blanks--) {
    field = strchr(field + 1, ' ');
  }
  return field == NULL ? -1 : strtoll(field, NULL, 10);
}

int64_t fim_process_start(int64_t process) {
  char path[64];
  char text[1024];
  snprintf(path, sizeof path, "/proc/%" PRId64 "/stat", process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return errno == ENOENT && access("/proc/self/stat", R_OK) == 0 ? -1 : 0;
  }
  ssize_t bytes = read(file, text, sizeof text - 1);
  close(file);
  text[bytes > 0 ? bytes : 0] = '\0';
  return start_of(text);
}

#else
#include <time.h>

/* Without futexes a waiting thread looks every millisecond. */
int32_t fim_word_wait(const int32_t *word, int32_t expected, int64_t timeout_ns) {
  enum { LOOK_NS = 1000000 };
  (void)word;
  (void)expected;
  if (timeout_ns > 0) {
    nanosleep(&(struct timespec){.tv_nsec = timeout_ns < LOOK_NS ? timeout_ns : LOOK_NS}, NULL);
  }
  return FIM_OK;
}

int32_t fim_word_wake(const int32_t *word) {
  (void)word;
  return FIM_OK;
}

int64_t fim_process_start(int64_t process) {
  (void)process;
  return 0;
}

#endif
