/* record_test.c: what is appended is what libhdf5 and h5dump read; wrong arguments are refused by name. */
#include "fimbria/record.h"

#include <string.h>
#include <sys/stat.h>

#include "record_check.h"

enum { ROWS = 1000 };

static char path[256];

static int set_up(void **state) {
  (void)state;
  fresh_path(path, sizeof path);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  remove_with_folder(path);
  return 0;
}

static fim_record_t *create(void) {
  fim_record_t *file = NULL;
  assert_ok(fim_record_create(path, &file));
  return file;
}

/* Smooth, so that chunks deflate to different sizes. */
static void fill(double *values, int n) {
  for (int i = 0; i < n; i++) {
    values[i] = i % 7 == 0 ? 0.1 * i : i / 100;
  }
}

/* Appends n rows of width doubles in pieces of growing size; flushes after every flush_every-th. */
static void append_in_pieces(fim_record_t *file, int32_t dataset, int n, int width, const double *values,
                             int flush_every) {
  int done = 0;
  for (int piece = 1; done < n; piece++) {
    int rows = piece < n - done ? piece : n - done;
    assert_ok(fim_record_append(file, dataset, rows, values + (size_t)done * (size_t)width));
    done += rows;
    if (flush_every > 0 && piece % flush_every == 0) {
      assert_ok(fim_record_flush(file));
    }
  }
}

static void check_round_trip(int64_t chunk_rows, int32_t level, int flush_every) {
  static double values[ROWS][3];
  static double back[ROWS][3];
  const int64_t row_dims[1] = {3};
  int32_t dataset = -1;
  fill(values[0], ROWS * 3);
  fim_record_t *file = create();
  assert_ok(fim_record_open_rows(file, "/report/CA1/data", FIM_F64, 1, row_dims, chunk_rows, level, &dataset));
  append_in_pieces(file, dataset, ROWS, 3, values[0], flush_every);
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/report/CA1/data", H5T_NATIVE_DOUBLE, back, sizeof back), ROWS);
  assert_memory_equal(values, back, sizeof values);
  unlink(path);
}

static void should_give_back_what_was_appended_for_every_chunk_and_level(void **state) {
  (void)state;
  const int64_t chunks[] = {1, 7, 64, ROWS, 3 * ROWS};
  const int32_t levels[] = {0, 1, 9};
  for (size_t c = 0; c < sizeof chunks / sizeof chunks[0]; c++) {
    for (size_t l = 0; l < sizeof levels / sizeof levels[0]; l++) {
      check_round_trip(chunks[c], levels[l], 0);
      check_round_trip(chunks[c], levels[l], 1);
      check_round_trip(chunks[c], levels[l], 5);
    }
  }
}

/* Noise deflates worse than what came before it, so that chunks outgrow the room that a flush gave them. */
static void should_keep_chunks_that_outgrow_their_room(void **state) {
  (void)state;
  enum { N = 4096, CHUNK = 256 };
  static double values[N];
  static double back[N];
  int32_t dataset = -1;
  uint64_t word = 1;
  for (int i = 0; i < N; i++) {
    word = word * 6364136223846793005ULL + 1442695040888963407ULL;
    values[i] = i < N / 2 || i % CHUNK < CHUNK / 2 ? 1.0 : (double)(word >> 11);
  }
  fim_record_t *file = create();
  assert_ok(fim_record_open_rows(file, "/x", FIM_F64, 0, NULL, CHUNK, 4, &dataset));
  for (int i = 0; i < N; i += CHUNK / 2) {
    assert_ok(fim_record_append(file, dataset, CHUNK / 2, values + i));
    if (i % CHUNK == 0) {
      assert_ok(fim_record_flush(file));
    }
  }
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/x", H5T_NATIVE_DOUBLE, back, sizeof back), N);
  assert_memory_equal(values, back, sizeof values);
}

static void should_be_readable_by_others_after_a_flush(void **state) {
  (void)state;
  double values[10];
  double back[10] = {0};
  int32_t dataset = -1;
  fill(values, 10);
  fim_record_t *file = create();
  assert_ok(fim_record_open_rows(file, "/a/b/c", FIM_F64, 0, NULL, 100, 1, &dataset));
  assert_ok(fim_record_append(file, dataset, 10, values));
  assert_ok(fim_record_flush(file));
  char command[512];
  snprintf(command, sizeof command, "h5dump -d /a/b/c -y -w 0 %s 2>&1 | grep -q '0, 0, 0, 0, 0, 0, 0, 0.7, 0, 0'",
           path);
  if (system("command -v h5dump >/dev/null") == 0) {
    assert_int_equal(system(command), 0);
  } else {
    print_message("h5dump is not installed: its check is skipped\n");
  }
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/a/b/c", H5T_NATIVE_DOUBLE, back, sizeof back), 10);
}

static void should_leave_no_reserved_space_in_a_closed_file(void **state) {
  (void)state;
  struct stat status;
  fim_record_t *file = create();
  assert_ok(fim_record_group(file, "/spikes"));
  assert_ok(fim_record_close(file));
  assert_int_equal(stat(path, &status), 0);
  assert_in_range(status.st_size, 800, 8192);
  assert_in_range(status.st_blocks * 512, 0, 16384);
}

/* HighFive's readers hold the enum in a char: libhdf5 converts by name. */
static void should_write_sorting_as_an_enum_that_converts_by_name(void **state) {
  (void)state;
  fim_record_t *file = create();
  assert_ok(fim_record_group(file, "/spikes/CA1"));
  assert_ok(fim_record_attribute_sorting(file, "/spikes/CA1", 2));
  assert_ok(fim_record_close(file));
  const char *names[] = {"by_time", "by_id", "none"};
  hid_t type = H5Tenum_create(H5T_NATIVE_INT);
  for (int i = 0; i < 3; i++) {
    int value = 10 + i;
    H5Tenum_insert(type, names[i], &value);
  }
  int value = 0;
  hid_t read = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t attribute = H5Aopen_by_name(read, "/spikes/CA1", "sorting", H5P_DEFAULT, H5P_DEFAULT);
  assert_true(H5Aread(attribute, type, &value) >= 0);
  assert_int_equal(value, 10);
  H5Aclose(attribute);
  H5Fclose(read);
  H5Tclose(type);
}

static void should_replace_attributes_and_datasets_of_the_same_shape(void **state) {
  (void)state;
  const int64_t dims[1] = {3};
  const double first[3] = {0, 1, 2};
  const double second[3] = {0, 7, 2};
  double back[3] = {0};
  uint32_t flags[2] = {1, 2};
  fim_record_t *file = create();
  for (int i = 0; i < 2; i++) {
    assert_ok(fim_record_write(file, "/time", FIM_F64, 1, dims, i == 0 ? first : second));
    assert_ok(fim_record_attribute_text(file, "/time", "units", i == 0 ? "s" : "ms"));
    assert_ok(fim_record_attribute(file, "/", "version", FIM_U32, 2, flags));
    assert_ok(fim_record_flush(file));
  }
  const int64_t other[1] = {2};
  assert_int_equal(fim_record_write(file, "/time", FIM_F64, 1, other, first), FIM_E_STATE);
  assert_non_null(strstr(fim_error_text(), "/time"));
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/time", H5T_NATIVE_DOUBLE, back, sizeof back), 3);
  assert_memory_equal(second, back, sizeof back);
}

static void should_write_texts_of_one_length(void **state) {
  (void)state;
  char back[3][6] = {{0}};
  fim_record_t *file = create();
  assert_ok(fim_record_write_texts(file, "/regions", 3, "CA1\0\0Sub\xc3\xbc"));
  assert_ok(fim_record_write_texts(file, "/none", 0, ""));
  assert_ok(fim_record_close(file));
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, 6);
  H5Tset_cset(type, H5T_CSET_UTF8);
  assert_int_equal(read_rows(path, "/regions", type, back, sizeof back), 3);
  assert_int_equal(read_rows(path, "/none", type, back, sizeof back), 0);
  H5Tclose(type);
  assert_string_equal(back[0], "CA1");
  assert_string_equal(back[1], "");
  assert_string_equal(back[2], "Sub\xc3\xbc");
}

static void should_refuse_to_overwrite_a_file(void **state) {
  (void)state;
  fim_record_t *other = NULL;
  fim_record_t *file = create();
  assert_int_equal(fim_record_create(path, &other), FIM_E_IO);
  assert_ok(fim_record_close(file));
  assert_int_equal(fim_record_create(path, &other), FIM_E_IO);
  assert_non_null(strstr(fim_error_text(), path));
  assert_non_null(strstr(fim_error_text(), "File exists"));
}

static void should_name_the_missing_folder(void **state) {
  (void)state;
  fim_record_t *file = NULL;
  assert_int_equal(fim_record_create("/tmp/no-such-folder/file.h5", &file), FIM_E_IO);
  assert_string_equal(fim_error_text(),
                      "/tmp/no-such-folder/file.h5: create: unable to open file: No such file or directory");
}

static void should_refuse_wrong_arguments_and_go_on(void **state) {
  (void)state;
  const int64_t dims[1] = {-1};
  const double x = 1;
  int32_t dataset = -1;
  fim_record_t *file = create();
  assert_int_equal(fim_record_group(file, "spikes"), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_group(file, "/spikes/"), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_group(NULL, "/spikes"), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_write(file, "/x", 6, 0, NULL, &x), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_write(file, "/x", FIM_F64, 1, dims, &x), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_attribute(file, "/", "n", FIM_F64, 0, &x), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_attribute_sorting(file, "/", 3), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_open_rows(file, "/x", FIM_F64, 0, NULL, 0, 0, &dataset), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_open_rows(file, "/x", FIM_F64, 0, NULL, 10, 10, &dataset), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_open_rows(file, "/x", FIM_F64, 1, dims, 10, 0, &dataset), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_append(file, 0, 1, &x), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_attribute_text(file, "/nothing", "units", "mV"), FIM_E_IO);
  assert_non_null(strstr(fim_error_text(), "/nothing"));
  assert_ok(fim_record_open_rows(file, "/x", FIM_F64, 0, NULL, 10, 0, &dataset));
  assert_int_equal(fim_record_open_rows(file, "/x", FIM_F64, 0, NULL, 10, 0, &dataset), FIM_E_IO);
  assert_int_equal(fim_record_append(file, dataset, -1, &x), FIM_E_ARGUMENT);
  assert_ok(fim_record_append(file, dataset, 1, &x));
  assert_ok(fim_record_close(file));
}

static void should_tell_the_version_of_libhdf5(void **state) {
  (void)state;
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  char version[32];
  H5get_libversion(&major, &minor, &release);
  snprintf(version, sizeof version, "%u.%u.%u", major, minor, release);
  assert_string_equal(fim_record_hdf5_version(), version);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(should_give_back_what_was_appended_for_every_chunk_and_level, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_keep_chunks_that_outgrow_their_room, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_be_readable_by_others_after_a_flush, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_leave_no_reserved_space_in_a_closed_file, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_write_sorting_as_an_enum_that_converts_by_name, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_replace_attributes_and_datasets_of_the_same_shape, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_write_texts_of_one_length, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_refuse_to_overwrite_a_file, set_up, tear_down),
      cmocka_unit_test(should_name_the_missing_folder),
      cmocka_unit_test_setup_teardown(should_refuse_wrong_arguments_and_go_on, set_up, tear_down),
      cmocka_unit_test(should_tell_the_version_of_libhdf5),
  };
  fim_record_hdf5_version(); /* first, as in a JVM: libhdf5 then leaves no exit handler */
  return cmocka_run_group_tests(tests, NULL, NULL);
}
