/* row.h: a growing row of blocks (links.h), what a rank has and passes on. */
#ifndef FIMBRIA_MPI_ROW_H
#define FIMBRIA_MPI_ROW_H

#include "links.h"

typedef struct row {
  char *blocks; /* [room] */
  int64_t bytes, room;
} row_t;

/* Makes the row that of one block. FIM_E_MEMORY. */
int32_t row_set(row_t *row, const void *data, int64_t bytes);

/* Puts so many bytes of whole blocks at its end. links: what is sending parts of the row, and is waited for first when
 * it has to move. */
int32_t row_append(row_t *row, links_t *links, const char *blocks, int64_t bytes);

/* Bytes of its first blocks. */
int64_t row_prefix(const row_t *row, int blocks);

#endif
