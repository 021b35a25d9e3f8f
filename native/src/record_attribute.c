/* record_attribute.c: attributes of groups and datasets. */
#include "error.h"
#include "record_file.h"

int32_t fim_record_put_attribute(fim_record_t *file, const char *object, const char *name, hid_t type, hid_t space,
                                 const void *values) {
  int32_t code = fim_record_reserve(file, 0);
  if (code != FIM_OK) {
    return code;
  }
  htri_t present = H5Aexists_by_name(file->id, object, name, H5P_DEFAULT);
  if (present > 0 && H5Adelete_by_name(file->id, object, name, H5P_DEFAULT) < 0) {
    present = -1;
  }
  hid_t attribute =
      present < 0 ? -1 : H5Acreate_by_name(file->id, object, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  if (attribute < 0 || H5Awrite(attribute, type, values) < 0) {
    code = fim_record_fail(file, object, name);
  }
  H5Aclose(attribute);
  return code != FIM_OK ? code : fim_record_settle(file);
}

int32_t fim_record_attribute(fim_record_t *file, const char *path, const char *name, int32_t type, int64_t n,
                             const void *values) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  if (name == NULL || values == NULL || fim_record_type_bytes(type) == 0 || (n != -1 && n < 1)) {
    return fim_fail(FIM_E_ARGUMENT,
                    "%s, %s: attribute needs a name, values, a type (not %d) and n -1 or >= 1 (not %lld)", file->path,
                    path, type, (long long)n);
  }
  hsize_t dims[1] = {(hsize_t)n};
  fim_record_lock();
  hid_t space = n < 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, dims, NULL);
  code = fim_record_put_attribute(file, path, name, fim_record_type(type), space, values);
  H5Sclose(space);
  fim_record_unlock();
  return code;
}

int32_t fim_record_attribute_sorting(fim_record_t *file, const char *path, int32_t value) {
  static const char *const names[] = {"none", "by_id", "by_time"};
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  if (value < 0 || value > 2) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: sorting %d is not in [0, 2]", file->path, path, value);
  }
  uint8_t member = 0;
  fim_record_lock();
  hid_t type = H5Tenum_create(H5T_STD_U8LE);
  hid_t space = H5Screate(H5S_SCALAR);
  for (; member < 3; member++) {
    H5Tenum_insert(type, names[member], &member);
  }
  member = (uint8_t)value;
  code = fim_record_put_attribute(file, path, "sorting", type, space, &member);
  H5Sclose(space);
  H5Tclose(type);
  fim_record_unlock();
  return code;
}
