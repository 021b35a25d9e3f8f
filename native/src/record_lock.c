/* record_lock.c: libhdf5 as this library uses it: started once, one thread at a time, silent. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

#include "record_file.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t started = PTHREAD_ONCE_INIT;
static char version[32];

/* Without this libhdf5 would close files in an exit handler, while other threads of a JVM may still run. */
static void start(void) {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5dont_atexit();
  H5get_libversion(&major, &minor, &release);
  snprintf(version, sizeof version, "%u.%u.%u", major, minor, release);
}

void fim_record_lock(void) {
  pthread_mutex_lock(&lock);
  pthread_once(&started, start);
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL); /* per thread in a thread-safe libhdf5 */
  H5Eclear2(H5E_DEFAULT);
  errno = 0;
}

void fim_record_unlock(void) {
  pthread_mutex_unlock(&lock);
}

const char *fim_record_hdf5_version(void) {
  pthread_once(&started, start);
  return version;
}
