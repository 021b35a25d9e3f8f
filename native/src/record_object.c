/* record_object.c: paths, groups and element types: what all objects of a file need. */
#include <string.h>

#include "error.h"
#include "record_file.h"

size_t fim_record_type_bytes(int32_t type) {
  static const size_t bytes[] = {
      [FIM_F64] = 8, [FIM_F32] = 4, [FIM_I64] = 8, [FIM_U64] = 8, [FIM_I32] = 4, [FIM_U32] = 4};
  return type < 0 || (size_t)type >= sizeof bytes / sizeof bytes[0] ? 0 : bytes[type];
}

hid_t fim_record_type(int32_t type) {
  const hid_t types[] = {[FIM_F64] = H5T_IEEE_F64LE, [FIM_F32] = H5T_IEEE_F32LE, [FIM_I64] = H5T_STD_I64LE,
                         [FIM_U64] = H5T_STD_U64LE,  [FIM_I32] = H5T_STD_I32LE,  [FIM_U32] = H5T_STD_U32LE};
  return types[type];
}

int32_t fim_record_check(const fim_record_t *file, const char *path) {
  if (file == NULL || path == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "record: file and path must be given");
  }
  size_t length = strlen(path);
  if (path[0] != '/' || strstr(path, "//") != NULL || (length > 1 && path[length - 1] == '/')) {
    return fim_fail(FIM_E_ARGUMENT, "%s: path \"%s\" is not of the form /group/name", file->path, path);
  }
  return FIM_OK;
}

hid_t fim_record_links(void) {
  hid_t links = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(links, 1);
  return links;
}

int32_t fim_record_settle(fim_record_t *file) {
  file->reserved = 0;
  if (H5Fflush(file->id, H5F_SCOPE_LOCAL) < 0) {
    return fim_record_fail(file, NULL, "flush");
  }
  return FIM_OK;
}

static int32_t make_group(fim_record_t *file, const char *path) {
  hid_t present = H5Gopen2(file->id, path, H5P_DEFAULT);
  if (present >= 0) {
    H5Gclose(present);
    return FIM_OK;
  }
  H5Eclear2(H5E_DEFAULT);
  hid_t links = fim_record_links();
  hid_t group = H5Gcreate2(file->id, path, links, H5P_DEFAULT, H5P_DEFAULT);
  H5Pclose(links);
  if (group < 0 || H5Gclose(group) < 0) {
    return fim_record_fail(file, path, "make group");
  }
  return fim_record_settle(file);
}

int32_t fim_record_group(fim_record_t *file, const char *path) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  fim_record_lock();
  code = fim_record_reserve(file, 0);
  code = code != FIM_OK ? code : make_group(file, path);
  fim_record_unlock();
  return code;
}
