/* record_text.c: texts as attributes and datasets. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "record_file.h"

/* UTF-8 of variable length; close with H5Tclose. */
static hid_t string_type(void) {
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

/* [n] the begins of n texts one after another, or NULL: no memory. bytes: what they and their places take. */
static const char **begins(int64_t n, const char *texts, size_t *bytes) {
  const char **all = calloc((size_t)n + 1, sizeof *all);
  *bytes = 0;
  for (int64_t i = 0; all != NULL && i < n; i++) {
    size_t length = strlen(texts) + 1;
    all[i] = texts;
    texts += length;
    *bytes += length + 2 * sizeof(hvl_t);
  }
  return all;
}

int32_t fim_record_attribute_text(fim_record_t *file, const char *path, const char *name, const char *value) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  if (name == NULL || value == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: attribute needs a name and a value", file->path, path);
  }
  fim_record_lock();
  hid_t type = string_type();
  hid_t space = H5Screate(H5S_SCALAR);
  code = fim_record_put_attribute(file, path, name, type, space, &value);
  H5Sclose(space);
  H5Tclose(type);
  fim_record_unlock();
  return code;
}

int32_t fim_record_attribute_texts(fim_record_t *file, const char *path, const char *name, int64_t n,
                                   const char *texts) {
  int32_t code = fim_record_check(file, path);
  if (code != FIM_OK) {
    return code;
  }
  if (name == NULL || texts == NULL || n < 1) {
    return fim_fail(FIM_E_ARGUMENT, "%s, %s: attribute needs a name, texts and n >= 1 (not %lld)", file->path, path,
                    (long long)n);
  }
  size_t bytes = 0;
  const char **all = begins(n, texts, &bytes);
  if (all == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for %lld texts", file->path, path, (long long)n);
  }
  hsize_t dims[1] = {(hsize_t)n};
  fim_record_lock();
  hid_t type = string_type();
  hid_t space = H5Screate_simple(1, dims, NULL);
  code = fim_record_put_attribute(file, path, name, type, space, all);
  H5Sclose(space);
  H5Tclose(type);
  fim_record_unlock();
  free((void *)all);
  return code;
}

static int32_t check_texts(fim_record_t *file, const char *path, int64_t n, int64_t least, const char *texts) {
  int32_t code = fim_record_check(file, path);
  if (code == FIM_OK && (n < least || texts == NULL)) {
    code = fim_fail(FIM_E_ARGUMENT, "%s, %s: texts must be given and n >= %lld (not %lld)", file->path, path,
                    (long long)least, (long long)n);
  }
  return code;
}

int32_t fim_record_write_strings(fim_record_t *file, const char *path, int64_t n, const char *texts) {
  int32_t code = check_texts(file, path, n, -1, texts);
  if (code != FIM_OK) {
    return code;
  }
  size_t bytes = 0;
  const char **all = begins(n < 0 ? 1 : n, texts, &bytes);
  if (all == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for %lld texts", file->path, path, (long long)n);
  }
  hsize_t dims[1] = {(hsize_t)n};
  fim_record_lock();
  hid_t type = string_type();
  hid_t space = n < 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, dims, NULL);
  code = fim_record_put_dataset(file, path, type, space, bytes, all);
  H5Sclose(space);
  H5Tclose(type);
  fim_record_unlock();
  free((void *)all);
  return code;
}

/* Length of the longest of n texts one after another, at least 1. */
static size_t longest(int64_t n, const char *texts) {
  size_t length = 1;
  for (int64_t i = 0; i < n; i++) {
    size_t own = strlen(texts);
    length = own > length ? own : length;
    texts += own + 1;
  }
  return length;
}

int32_t fim_record_write_texts(fim_record_t *file, const char *path, int64_t n, const char *texts) {
  int32_t code = check_texts(file, path, n, 0, texts);
  if (code != FIM_OK) {
    return code;
  }
  size_t length = longest(n, texts);
  char *fixed = calloc((size_t)n + 1, length);
  if (fixed == NULL) {
    return fim_fail(FIM_E_MEMORY, "%s, %s: no memory for %lld texts", file->path, path, (long long)n);
  }
  for (int64_t i = 0; i < n; i++) {
    size_t own = strlen(texts);
    memcpy(fixed + (size_t)i * length, texts, own);
    texts += own + 1;
  }
  hsize_t dims[1] = {(hsize_t)n};
  fim_record_lock();
  hid_t type = H5Tcopy(H5T_C_S1);
  hid_t space = H5Screate_simple(1, dims, NULL);
  H5Tset_size(type, length);
  H5Tset_strpad(type, H5T_STR_NULLPAD);
  H5Tset_cset(type, H5T_CSET_UTF8);
  code = fim_record_put_dataset(file, path, type, space, (size_t)n * length, fixed);
  H5Sclose(space);
  H5Tclose(type);
  fim_record_unlock();
  free(fixed);
  return code;
}
