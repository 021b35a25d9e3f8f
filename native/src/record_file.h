/*
 * record_file.h: what the sources behind fimbria/record.h share: the open file, its growing datasets, the lock, errors.
 *
 * What makes a file survive a kill and a full disk:
 * - libhdf5's metadata cache never evicts, so that between two flushes only raw data reaches the disk, into space that
 *   the metadata on the disk does not refer to (record_chunk.c).
 * - Space is reserved from the file system before libhdf5 writes (record_space.c), so that a full disk is found out
 *   while nothing has been half written.
 */
#ifndef FIMBRIA_SRC_RECORD_FILE_H
#define FIMBRIA_SRC_RECORD_FILE_H

#include <hdf5.h>
#include <stddef.h>

#include "fimbria/record.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "chunks are written as they are in memory");

enum { FIM_RECORD_MAX_RANK = 8 };

struct z_stream_s; /* zlib's z_stream */

/* A dataset that grows; the chunk that is being filled is open. */
typedef struct fim_rows {
  fim_record_t *file;
  char *path;
  hid_t id;
  hsize_t dims[FIM_RECORD_MAX_RANK]; /* [rank], that of the growing axis unused */
  hsize_t chunk_rows;
  hsize_t rows;   /* appended */
  hsize_t extent; /* first dimension in the file */
  size_t row_bytes;
  size_t element_bytes;
  size_t room;          /* bytes that the open chunk has in the file, 0: it is not there yet */
  size_t packed_max;    /* largest full chunk so far, packed */
  uint8_t *open;        /* [chunk_rows][row_bytes], zero behind the last row */
  uint8_t *outgrown;    /* NULL, or a full chunk that no longer fits its room and waits for the next flush */
  hsize_t outgrown_row; /* its first row */
  int rank;
  int growing; /* axis: 0, or 1 where the dataset is [channels][rows] and its chunks lie so in the file */
  int level;
  int changed; /* rows of the open chunk are not in the file yet */
} fim_rows_t;

struct fim_record {
  char *path;
  hid_t id;
  int descriptor;    /* libhdf5's own */
  hsize_t reserved;  /* bytes that the file system has promised */
  size_t open_bytes; /* what all open chunks may take */
  fim_rows_t *rows;  /* [rows_count] */
  int32_t rows_count;
  struct z_stream_s *packer; /* NULL while nothing is deflated */
  uint8_t *shuffled;         /* scratch of the largest chunk */
  uint8_t *packed;           /* scratch of the largest chunk, packed */
  size_t scratch_bytes;
};

/* Serialises the use of libhdf5, whose error stack of this thread is empty and silent afterwards. */
void fim_record_lock(void);
void fim_record_unlock(void);

/* FIM_E_IO with the file, the object (may be NULL), what libhdf5 says and what errno says. */
int32_t fim_record_fail(const fim_record_t *file, const char *object, const char *action);

/* Size of an element of enum fim_record_type, 0: no such type. */
size_t fim_record_type_bytes(int32_t type);
/* The same type in libhdf5, little endian. */
hid_t fim_record_type(int32_t type);

/* FIM_OK if file is open and path an absolute HDF5 path without empty parts. */
int32_t fim_record_check(const fim_record_t *file, const char *path);

/* Link creation properties that make missing groups; close with H5Pclose. */
hid_t fim_record_links(void);

/* Flushes a change of the structure: a killed process leaves what it made, and freed metadata is not reused too early.
 */
int32_t fim_record_settle(fim_record_t *file);

/* Makes sure that the file system has room for bytes more, the open chunks and the metadata. */
int32_t fim_record_reserve(fim_record_t *file, size_t bytes);
/* Gives back what was reserved and not used; called with the descriptor that outlives libhdf5's. */
int32_t fim_record_trim(const char *path, int descriptor, hsize_t size);

/* Largest result of fim_record_pack. */
size_t fim_record_packed_bound(size_t bytes);
/* The memory that packing needs, kept from chunk to chunk; FIM_E_MEMORY without a text. Freed by the other one. */
int32_t fim_record_packer(struct z_stream_s **packer);
void fim_record_free_packer(struct z_stream_s *packer);
/* Shuffles and deflates a chunk as libhdf5's filters do. shuffled: [bytes] scratch; packed: [bound]; 0: zlib failed. */
size_t fim_record_pack(struct z_stream_s *packer, const uint8_t *chunk, size_t bytes, size_t element_bytes, int level,
                       uint8_t *shuffled, uint8_t *packed);

/* Gives object an attribute, in place of one of the same name. The lock is held. */
int32_t fim_record_put_attribute(fim_record_t *file, const char *object, const char *name, hid_t type, hid_t space,
                                 const void *values);
/* Writes a dataset of known size, bytes of which are needed in the file. The lock is held. */
int32_t fim_record_put_dataset(fim_record_t *file, const char *path, hid_t type, hid_t space, size_t bytes,
                               const void *values);

size_t fim_record_chunk_bytes(const fim_rows_t *rows);
/* What a chunk may take in the file at most. */
size_t fim_record_chunk_bound(const fim_rows_t *rows);
/* A full chunk goes to its room (0: to new space), or waits for the next flush if it does not fit. */
int32_t fim_record_write_full(fim_rows_t *rows, hsize_t first, const uint8_t *chunk, size_t room);
/* Puts the rows of the open chunk into the file; the metadata that shows them follows with libhdf5's flush. */
int32_t fim_record_write_open(fim_rows_t *rows);
/* Frees the memory of a dataset, not the dataset itself. */
void fim_record_free_rows(fim_rows_t *rows);

#endif
