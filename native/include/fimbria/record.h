/*
 * record.h: appending to HDF5 files, so that readers open what was flushed even when the process dies.
 *
 * One file handle per file; a lock inside serialises all calls, since libhdf5 is not thread safe. Paths are HDF5 paths
 * ("/spikes/Right_Field_CA1/timestamps"); missing groups are made. Datasets grow row by row.
 * Errors: FIM_E_IO with the path, HDF5's own text and errno's (a full disk says so); a dataset is left as it was at the
 * last append that succeeded, and flush and close still find room for all of its rows.
 */
#ifndef FIMBRIA_RECORD_H
#define FIMBRIA_RECORD_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_record fim_record_t;

enum fim_record_type { FIM_F64 = 0, FIM_F32 = 1, FIM_I64 = 2, FIM_U64 = 3, FIM_I32 = 4, FIM_U32 = 5 };

/* Version of the libhdf5 in use, "1.10.8", a static string. */
FIM_API const char *fim_record_hdf5_version(void);

/* Creates the file; fails if it exists. */
FIM_API int32_t fim_record_create(const char *path, fim_record_t **out);

FIM_API int32_t fim_record_group(fim_record_t *file, const char *path);

/* Attributes of a group or dataset; path "/" is the root. One of the same name is replaced. */
FIM_API int32_t fim_record_attribute_text(fim_record_t *file, const char *path, const char *name, const char *value);
FIM_API int32_t fim_record_attribute(fim_record_t *file, const char *path, const char *name, int32_t type, int64_t n,
                                     const void *values); /* n = -1: scalar */
/* An array of texts. texts: n >= 1 zero-terminated strings one after another. */
FIM_API int32_t fim_record_attribute_texts(fim_record_t *file, const char *path, const char *name, int64_t n,
                                           const char *texts);
/* A reference to the object at target, which is there already. */
FIM_API int32_t fim_record_attribute_reference(fim_record_t *file, const char *path, const char *name,
                                               const char *target);
/* HDF5 enum attribute as SONATA wants for sorting: name "sorting", values none 0, by_id 1, by_time 2. */
FIM_API int32_t fim_record_attribute_sorting(fim_record_t *file, const char *path, int32_t value);

/* A whole dataset of known size. dims: [rank]; written again with the same type and shape it is replaced in place. */
FIM_API int32_t fim_record_write(fim_record_t *file, const char *path, int32_t type, int32_t rank, const int64_t *dims,
                                 const void *values);
/* A dataset of strings (fixed length, UTF-8, padded with nulls). texts: n zero-terminated strings one after another. */
FIM_API int32_t fim_record_write_texts(fim_record_t *file, const char *path, int64_t n, const char *texts);
/* The same of variable length, as NWB has them; n = -1: scalar, one string. */
FIM_API int32_t fim_record_write_strings(fim_record_t *file, const char *path, int64_t n, const char *texts);
/* A dataset of references to objects that are there already. targets: n paths, zero-terminated, one after another. */
FIM_API int32_t fim_record_write_references(fim_record_t *file, const char *path, int64_t n, const char *targets);
/* Another name for the object at target: a soft link. */
FIM_API int32_t fim_record_link(fim_record_t *file, const char *path, const char *target);

/*
 * A dataset that grows along its first axis: [0..unlimited][row_dims...], in chunks of chunk_rows rows, shuffled and
 * deflated with level (0: none). dataset: index for append. Rows are buffered until a chunk is full or flush.
 */
FIM_API int32_t fim_record_open_rows(fim_record_t *file, const char *path, int32_t type, int32_t row_rank,
                                     const int64_t *row_dims, int64_t chunk_rows, int32_t level, int32_t *dataset);
/*
 * The same as one time series per channel, [channels][0..unlimited], which grows along its last axis: a row of append
 * is a sample of all channels. A chunk holds all channels.
 */
FIM_API int32_t fim_record_open_series(fim_record_t *file, const char *path, int32_t type, int64_t channels,
                                       int64_t chunk_rows, int32_t level, int32_t *dataset);
FIM_API int32_t fim_record_append(fim_record_t *file, int32_t dataset, int64_t rows, const void *values);
/*
 * Appends the same number of rows to several datasets, the columns of one table: to all, or to none when the disk is
 * full. datasets: [columns] different ones; values: [columns].
 */
FIM_API int32_t fim_record_append_columns(fim_record_t *file, int32_t columns, const int32_t *datasets, int64_t rows,
                                          const void *const *values);

/*
 * Everything appended so far is on its way to the disk and readable by others afterwards, also when the process is
 * killed while it appends more. Within the flush itself a kill may leave the file's index half written.
 */
FIM_API int32_t fim_record_flush(fim_record_t *file);

/* Flushes and closes; the handle is gone whatever is returned. */
FIM_API int32_t fim_record_close(fim_record_t *file);

#ifdef __cplusplus
}
#endif

#endif
