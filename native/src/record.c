/* record.c: creating, flushing and closing recorded files. */
#include "fimbria/record.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "record_file.h"

/* The metadata cache keeps everything until a flush. */
static herr_t keep_metadata(hid_t access) {
  H5AC_cache_config_t config = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
  if (H5Pget_mdc_config(access, &config) < 0) {
    return -1;
  }
  config.evictions_enabled = 0;
  config.incr_mode = H5C_incr__off;
  config.flash_incr_mode = H5C_flash_incr__off;
  config.decr_mode = H5C_decr__off;
  return H5Pset_mdc_config(access, &config);
}

/* Earliest format, readable while it is written (no lock), metadata in few large blocks: a flush is a few writes. */
static hid_t access_properties(void) {
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (access < 0 || keep_metadata(access) < 0 || H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) < 0 ||
      H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST) < 0 ||
      H5Pset_meta_block_size(access, 1 << 16) < 0) {
    return -1;
  }
#if H5_VERSION_GE(1, 10, 7)
  H5Pset_file_locking(access, 0, 1);
#endif
  return access;
}

/* Opens the new file behind a handle whose path is set. */
static int32_t open_new(fim_record_t *file) {
  hid_t access = access_properties();
  file->id = access < 0 ? -1 : H5Fcreate(file->path, H5F_ACC_EXCL, H5P_DEFAULT, access);
  void *descriptor = NULL;
  int32_t code = FIM_OK;
  if (file->id < 0 || H5Fget_vfd_handle(file->id, access, &descriptor) < 0) {
    code = fim_record_fail(file, NULL, "create");
  } else {
    file->descriptor = *(int *)descriptor;
    code = fim_record_reserve(file, 0);
    code = code != FIM_OK ? code : fim_record_settle(file);
  }
  H5Pclose(access);
  return code;
}

int32_t fim_record_create(const char *path, fim_record_t **out) {
  if (path == NULL || path[0] == '\0' || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "create: path and out must be given");
  }
  fim_record_t *file = calloc(1, sizeof *file);
  if (file == NULL || (file->path = strdup(path)) == NULL) {
    free(file);
    return fim_fail(FIM_E_MEMORY, "%s: no memory for a file handle", path);
  }
  fim_record_lock();
  int32_t code = open_new(file);
  if (code != FIM_OK && file->id >= 0) {
    H5Fclose(file->id);
    unlink(path);
  }
  fim_record_unlock();
  if (code != FIM_OK) {
    free(file->path);
    free(file);
    return code;
  }
  *out = file;
  return FIM_OK;
}

/* Everything of the open chunks first, the metadata that refers to it last. */
static int32_t flush(fim_record_t *file) {
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < file->rows_count; i++) {
    int32_t written = fim_record_write_open(&file->rows[i]);
    code = code != FIM_OK ? code : written;
  }
  int32_t settled = fim_record_settle(file);
  return code != FIM_OK ? code : settled;
}

int32_t fim_record_flush(fim_record_t *file) {
  if (file == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "flush: file must be given");
  }
  fim_record_lock();
  int32_t code = flush(file);
  fim_record_unlock();
  return code;
}

static int32_t close_file(fim_record_t *file) {
  int32_t code = flush(file);
  hsize_t size = 0;
  int descriptor = H5Fget_filesize(file->id, &size) < 0 ? -1 : dup(file->descriptor);
  if (H5Fclose(file->id) < 0 && code == FIM_OK) {
    code = fim_record_fail(file, NULL, "close");
  }
  if (descriptor >= 0) {
    int32_t trimmed = fim_record_trim(file->path, descriptor, size);
    code = code != FIM_OK ? code : trimmed;
  }
  return code;
}

int32_t fim_record_close(fim_record_t *file) {
  if (file == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "close: file must be given");
  }
  fim_record_lock();
  int32_t code = close_file(file);
  fim_record_unlock();
  for (int32_t i = 0; i < file->rows_count; i++) {
    fim_record_free_rows(&file->rows[i]);
  }
  free(file->rows);
  fim_record_free_packer(file->packer);
  free(file->shuffled);
  free(file->packed);
  free(file->path);
  free(file);
  return code;
}
