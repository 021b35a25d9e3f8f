/* record_safety_test.c: files stay readable when the process is killed and when the disk is full. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "record_check.h"

enum { DATASETS = 4, SERIES = 3, CHANNELS = 3, CHUNK = 500, CAPACITY = 1 << 20 };

static char path[256];
static double back[CAPACITY];

/* The value of every row follows from its index and its dataset. */
static double value(int dataset, int64_t row) {
  return row % 3 == 0 ? 0.1 * (double)row : dataset;
}

static void append_rows(fim_record_t *file, int dataset, int64_t first, int64_t n) {
  double values[CHANNELS * 200];
  int width = dataset == SERIES ? CHANNELS : 1;
  for (int64_t i = 0; i < n * width; i++) {
    values[i] = value(dataset + (int)(i % width), first + i / width);
  }
  assert_ok(fim_record_append(file, dataset, n, values));
}

static fim_record_t *create_datasets(void) {
  static const char *const names[DATASETS] = {"/raw/x", "/fast/x", "/small/x", "/series/x"};
  static const int32_t levels[DATASETS] = {0, 1, 9, 1};
  int32_t dataset = -1;
  fim_record_t *file = NULL;
  assert_ok(fim_record_create(path, &file));
  for (int i = 0; i < DATASETS; i++) {
    assert_ok(i == SERIES ? fim_record_open_series(file, names[i], FIM_F64, CHANNELS, CHUNK, levels[i], &dataset)
                          : fim_record_open_rows(file, names[i], FIM_F64, 0, NULL, CHUNK, levels[i], &dataset));
    assert_int_equal(dataset, i);
  }
  return file;
}

/* Number of rows of a dataset, all of which have the right values. */
static int64_t good_rows(const char *name, int dataset) {
  int64_t rows = read_rows(path, name, H5T_NATIVE_DOUBLE, back, sizeof back);
  for (int64_t i = 0; i < rows; i++) {
    assert_true(back[i] == value(dataset, i));
  }
  return rows;
}

/* The same of the series, whose channels hold the values of as many datasets. */
static int64_t good_samples(void) {
  assert_int_equal(read_rows(path, "/series/x", H5T_NATIVE_DOUBLE, back, sizeof back), CHANNELS);
  int64_t samples = read_elements(path, "/series/x") / CHANNELS;
  for (int64_t i = 0; i < CHANNELS * samples; i++) {
    assert_true(back[i] == value(SERIES + (int)(i / samples), i % samples));
  }
  return samples;
}

/* Flushes flushed rows, says so, and appends until it is killed. */
static void append_until_killed(int64_t flushed, int tell) {
  fim_record_t *file = create_datasets();
  for (int64_t row = 0; row < flushed; row += 100) {
    for (int i = 0; i < DATASETS; i++) {
      append_rows(file, i, row, 100);
    }
    if (row % 300 == 0) {
      assert_ok(fim_record_flush(file));
    }
  }
  assert_ok(fim_record_flush(file));
  for (int64_t row = flushed;; row += 130) {
    for (int i = 0; i < DATASETS; i++) {
      append_rows(file, i, row, 130);
    }
    if (row - flushed > 20 * CHUNK && tell >= 0) {
      assert_int_equal(write(tell, "x", 1), 1);
      close(tell);
      tell = -1;
    }
  }
}

static void check_kill(int64_t flushed) {
  int ends[2];
  char told = 0;
  int status = 0;
  fresh_path(path, sizeof path);
  assert_int_equal(pipe(ends), 0);
  pid_t child = fork();
  if (child == 0) {
    append_until_killed(flushed, ends[1]);
  }
  close(ends[1]);
  assert_int_equal(read(ends[0], &told, 1), 1);
  close(ends[0]);
  kill(child, SIGKILL);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status));
  assert_int_equal(good_rows("/raw/x", 0), flushed);
  assert_int_equal(good_rows("/fast/x", 1), flushed);
  assert_int_equal(good_rows("/small/x", 2), flushed);
  assert_int_equal(good_samples(), flushed);
  remove_with_folder(path);
}

static void should_keep_what_was_flushed_when_killed_while_appending(void **state) {
  (void)state;
  for (int64_t flushed = 100; flushed < 3000; flushed += 400) {
    check_kill(flushed);
  }
}

/* Appends to three datasets, with some flushes, until that fails for the reason given; returns the rows accepted. */
static int64_t fill_disk(fim_record_t *file, int64_t accepted, const char *reason) {
  static const int32_t datasets[3] = {0, 1, SERIES};
  int32_t code = FIM_OK;
  double values[2][70];
  double samples[70][CHANNELS];
  const void *columns[3] = {values[0], values[1], samples};
  for (; code == FIM_OK; accepted += code == FIM_OK ? 70 : 0) {
    if (accepted % 700 == 70) {
      assert_ok(fim_record_flush(file));
    }
    for (int i = 0; i < 70; i++) {
      values[0][i] = value(0, accepted + i);
      values[1][i] = value(1, accepted + i);
      for (int channel = 0; channel < CHANNELS; channel++) {
        samples[i][channel] = value(SERIES + channel, accepted + i);
      }
    }
    code = fim_record_append_columns(file, 3, datasets, 70, columns);
  }
  assert_int_equal(code, FIM_E_IO);
  assert_non_null(strstr(fim_error_text(), path));
  assert_non_null(strstr(fim_error_text(), reason));
  return accepted;
}

static char folder[64];

static int unmount_folder(void **state) {
  (void)state;
  umount2(folder, MNT_DETACH);
  rmdir(folder);
  return 0;
}

static void should_keep_every_accepted_row_when_the_disk_is_full(void **state) {
  (void)state;
  snprintf(folder, sizeof folder, "/tmp/fimbria-full-XXXXXX");
  assert_non_null(mkdtemp(folder));
  if (mount("none", folder, "tmpfs", 0, "size=1m") != 0) {
    print_message("no right to mount a small file system (%s): skipped\n", strerror(errno));
    skip();
  }
  snprintf(path, sizeof path, "%s/file.h5", folder);
  fim_record_t *file = create_datasets();
  assert_ok(fim_record_write(file, "/now", FIM_F64, 0, NULL, back));
  int64_t accepted = fill_disk(file, 0, "No space left on device");
  accepted = fill_disk(file, accepted, "No space left on device");
  double now = (double)accepted;
  int32_t replaced = fim_record_write(file, "/now", FIM_F64, 0, NULL, &now);
  int32_t flushed = fim_record_flush(file);
  int32_t closed = fim_record_close(file);
  int64_t rows = good_rows("/raw/x", 0);
  int64_t other_rows = good_rows("/fast/x", 1);
  int64_t samples = good_samples();
  assert_int_equal(replaced, FIM_OK);
  assert_int_equal(flushed, FIM_OK);
  assert_int_equal(closed, FIM_OK);
  assert_true(accepted > 10 * CHUNK);
  assert_int_equal(rows, accepted);
  assert_int_equal(other_rows, accepted);
  assert_int_equal(samples, accepted);
}

/*
 * Where nothing could be reserved libhdf5 itself meets the end. The open chunk may or may not find a gap in the file,
 * so close may fail; it returns either way, and what full chunks hold is there.
 */
static void check_limited(void) {
  struct rlimit limit = {.rlim_cur = 400000, .rlim_max = 400000};
  signal(SIGXFSZ, SIG_IGN);
  fim_record_t *file = create_datasets();
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
  fill_disk(file, 0, "File too large");
  int32_t code = fim_record_close(file);
  assert_true(code == FIM_OK || code == FIM_E_IO);
  exit(0);
}

static void should_survive_a_limit_that_falls_below_what_is_reserved(void **state) {
  (void)state;
  int status = 0;
  fresh_path(path, sizeof path);
  pid_t child = fork();
  if (child == 0) {
    check_limited();
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  assert_true(good_rows("/raw/x", 0) > 10 * CHUNK);
  remove_with_folder(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_keep_what_was_flushed_when_killed_while_appending),
      cmocka_unit_test_teardown(should_keep_every_accepted_row_when_the_disk_is_full, unmount_folder),
      cmocka_unit_test(should_survive_a_limit_that_falls_below_what_is_reserved),
  };
  fim_record_hdf5_version(); /* first, as in a JVM: libhdf5 then leaves no exit handler */
  return cmocka_run_group_tests(tests, NULL, NULL);
}
