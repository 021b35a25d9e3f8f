/* record_reference_test.c: references, links and strings of variable length lead where they should. */
#include <string.h>

#include "fimbria/record.h"
#include "record_check.h"

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

/* Checks that a reference is to the object of that name. */
static void check_target(hid_t file, hobj_ref_t reference, const char *name) {
  char found[64] = "";
  assert_true(H5Rget_name(file, H5R_OBJECT, &reference, found, sizeof found) > 0);
  assert_string_equal(found, name);
}

static void should_refer_to_objects(void **state) {
  (void)state;
  hobj_ref_t back[3] = {0};
  fim_record_t *file = create();
  assert_ok(fim_record_group(file, "/groups/left"));
  assert_ok(fim_record_group(file, "/groups/right"));
  assert_ok(fim_record_write_references(file, "/table/group", 3, "/groups/right\0/groups/left\0/groups/right"));
  assert_ok(fim_record_attribute_reference(file, "/groups", "table", "/table"));
  assert_ok(fim_record_close(file));
  assert_int_equal(read_rows(path, "/table/group", H5T_STD_REF_OBJ, back, sizeof back), 3);
  hid_t read = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  check_target(read, back[0], "/groups/right");
  check_target(read, back[1], "/groups/left");
  check_target(read, back[2], "/groups/right");
  hid_t attribute = H5Aopen_by_name(read, "/groups", "table", H5P_DEFAULT, H5P_DEFAULT);
  assert_true(H5Aread(attribute, H5T_STD_REF_OBJ, back) >= 0);
  check_target(read, back[0], "/table");
  H5Aclose(attribute);
  H5Fclose(read);
}

static void should_link_to_objects(void **state) {
  (void)state;
  const double x = 7;
  double back = 0;
  fim_record_t *file = create();
  assert_ok(fim_record_write(file, "/devices/probe/x", FIM_F64, 0, NULL, &x));
  assert_ok(fim_record_link(file, "/groups/left/device", "/devices/probe"));
  assert_ok(fim_record_close(file));
  read_rows(path, "/groups/left/device/x", H5T_NATIVE_DOUBLE, &back, sizeof back);
  assert_true(back == x);
}

/* Reads strings of variable length, which libhdf5 allocates. */
static void read_strings(hid_t data, hid_t attribute, char **texts) {
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  if (attribute >= 0) {
    assert_true(H5Aread(attribute, type, texts) >= 0);
  } else {
    assert_true(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) >= 0);
  }
  H5Tclose(type);
}

static void check_text(char *text, const char *expected) {
  assert_string_equal(text == NULL ? "" : text, expected);
  H5free_memory(text);
}

static void should_write_strings_of_variable_length(void **state) {
  (void)state;
  char *back[3] = {NULL};
  fim_record_t *file = create();
  assert_ok(fim_record_write_strings(file, "/location", 3, "CA1\0\0Sub\xc3\xbc"));
  assert_ok(fim_record_write_strings(file, "/identifier", -1, "run 1"));
  assert_ok(fim_record_attribute_texts(file, "/", "colnames", 2, "location\0group"));
  assert_ok(fim_record_close(file));
  hid_t read = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  hid_t data = H5Dopen2(read, "/location", H5P_DEFAULT);
  read_strings(data, -1, back);
  H5Dclose(data);
  check_text(back[0], "CA1");
  check_text(back[1], "");
  check_text(back[2], "Sub\xc3\xbc");
  data = H5Dopen2(read, "/identifier", H5P_DEFAULT);
  hid_t space = H5Dget_space(data);
  assert_int_equal(H5Sget_simple_extent_type(space), H5S_SCALAR);
  H5Sclose(space);
  read_strings(data, -1, back);
  H5Dclose(data);
  check_text(back[0], "run 1");
  hid_t attribute = H5Aopen_by_name(read, "/", "colnames", H5P_DEFAULT, H5P_DEFAULT);
  read_strings(-1, attribute, back);
  H5Aclose(attribute);
  check_text(back[0], "location");
  check_text(back[1], "group");
  H5Fclose(read);
}

static void should_name_the_missing_target(void **state) {
  (void)state;
  fim_record_t *file = create();
  assert_int_equal(fim_record_attribute_reference(file, "/", "table", "/nothing"), FIM_E_IO);
  assert_non_null(strstr(fim_error_text(), "/nothing"));
  assert_int_equal(fim_record_write_references(file, "/x", 1, "/nothing"), FIM_E_IO);
  assert_int_equal(fim_record_write_references(file, "/x", -1, "/"), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_write_strings(file, "/x", -2, ""), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_attribute_texts(file, "/", "x", 0, ""), FIM_E_ARGUMENT);
  assert_int_equal(fim_record_link(file, "/x", "nothing"), FIM_E_ARGUMENT);
  assert_ok(fim_record_close(file));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(should_refer_to_objects, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_link_to_objects, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_write_strings_of_variable_length, set_up, tear_down),
      cmocka_unit_test_setup_teardown(should_name_the_missing_target, set_up, tear_down),
  };
  fim_record_hdf5_version(); /* first, as in a JVM: libhdf5 then leaves no exit handler */
  return cmocka_run_group_tests(tests, NULL, NULL);
}
