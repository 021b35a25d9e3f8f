/* record_reference.c: objects that point at other objects of the file. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "record_file.h"

static int32_t refer(fim_record_t *file, const char *target, hobj_ref_t *reference) {
  return H5Rcreate(reference, file->id, target, H5R_OBJECT, -1) < 0 ? fim_record_fail(file, target, "refer to")
                                                                    : FIM_OK;
}

int32_t fim_record_attribute_reference(fim_record_t *file, const char *path, const char *name, const char *target) {
  int32_t code = fim_record_check(file, path);
  code = code != FIM_OK ? code : fim_record_check(file, target);
  if (code != FIM_OK) {
    return code;
  }
  if (name == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: attribute needs a name", file->path, path);
  }
  hobj_ref_t reference = 0;
  fim_record_lock();
  code = refer(file, target, &reference);
  if (code == FIM_OK) {
    hid_t space = H5Screate(H5S_SCALAR);
    code = fim_record_put_attribute(file, path, name, H5T_STD_REF_OBJ, space, &reference);
    H5Sclose(space);
  }
  fim_record_unlock();
  return code;
}

int32_t fim_record_write_references(fim_record_t *file, const char *path, int64_t n, const char *targets) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  if (n < 0 || targets == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: targets must be given and n >= 0 (not %lld)", file->path, path,
                    (long long)n);
  }
  hobj_ref_t *references = calloc((size_t)n + 1, sizeof *references);
  if (references == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for %lld references", file->path, path, (long long)n);
  }
  hsize_t dims[1] = {(hsize_t)n};
  fim_record_lock();
  for (int64_t i = 0; i < n && code == FIM_OK; i++) {
    code = refer(file, targets, &references[i]);
    targets += strlen(targets) + 1;
  }
  if (code == FIM_OK) {
    hid_t space = H5Screate_simple(1, dims, NULL);
    code = fim_record_put_dataset(file, path, H5T_STD_REF_OBJ, space, (size_t)n * sizeof *references, references);
    H5Sclose(space);
  }
  fim_record_unlock();
  free(references);
  return code;
}

int32_t fim_record_link(fim_record_t *file, const char *path, const char *target) {
  int32_t code = fim_record_check(file, path);
  code = code != FIM_OK ? code : fim_record_check(file, target);
  if (code != FIM_OK) {
    return code;
  }
  fim_record_lock();
  code = fim_record_reserve(file, 0);
  if (code == FIM_OK) {
    hid_t links = fim_record_links();
    herr_t status = H5Lcreate_soft(target, file->id, path, links, H5P_DEFAULT);
    H5Pclose(links);
    code = status < 0 ? fim_record_fail(file, path, "link") : fim_record_settle(file);
  }
  fim_record_unlock();
  return code;
}
