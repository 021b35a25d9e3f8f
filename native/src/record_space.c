/*
 * record_space.c: space is taken from the file system before libhdf5 writes into it.
 *
 * libhdf5 that meets a full disk may have written one half of an index. Space is therefore allocated ahead, with enough
 * for the chunks that hold rows already accepted and for the metadata of the next flush; the error comes before libhdf5
 * is called. File systems that cannot reserve are used without it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "record_file.h"

/* Metadata between two calls: one block of the cache's metadata aggregator, twice. */
enum { METADATA_BYTES = 1 << 17, STEP_BYTES = 1 << 20 };

static int allocate(int descriptor, hsize_t from, hsize_t to) {
  int status = 0;
  do {
    status = posix_fallocate(descriptor, (off_t)from, (off_t)(to - from));
  } while (status == EINTR);
  return status;
}

int32_t fim_record_reserve(fim_record_t *file, size_t bytes) {
  hsize_t size = 0;
  if (H5Fget_filesize(file->id, &size) < 0) {
    return fim_record_fail(file, NULL, "size");
  }
  hsize_t needed = size + bytes + file->open_bytes + METADATA_BYTES;
  if (needed <= file->reserved) {
    return FIM_OK;
  }
  hsize_t from = file->reserved > size ? file->reserved : size;
  hsize_t ahead = needed + STEP_BYTES;
  int status = allocate(file->descriptor, from, ahead);
  if (status == ENOSPC || status == EFBIG || status == EDQUOT) {
    ahead = needed;
    status = allocate(file->descriptor, from, ahead);
  }
  if (status == ENOSPC || status == EFBIG || status == EDQUOT || status == EIO) {
    return fim_fail(FIM_E_IO, "%s: no room for another %llu bytes: %s", file->path, (unsigned long long)(needed - from),
                    strerror(status));
  }
  file->reserved = ahead;
  return FIM_OK;
}

int32_t fim_record_trim(const char *path, int descriptor, hsize_t size) {
  int32_t code = FIM_OK;
  if (ftruncate(descriptor, (off_t)size) != 0) {
    code = fim_fail(FIM_E_IO, "%s: trim: %s", path, strerror(errno));
  }
  if (close(descriptor) != 0 && code == FIM_OK) {
    code = fim_fail(FIM_E_IO, "%s: close: %s", path, strerror(errno));
  }
  return code;
}
