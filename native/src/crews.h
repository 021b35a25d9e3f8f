/* crews.h: how workers, the ranks of a network or the threads of a rank, form crews that share clusters. */
#ifndef FIMBRIA_SRC_CREWS_H
#define FIMBRIA_SRC_CREWS_H

#include <stdint.h>

/* Consecutive workers, and the load that they share. */
typedef struct crew {
  int64_t load;
  int32_t first, size;
} crew_t;

/*
 * Divides workers evenly into crews, as many as leave nobody with much more than an even share, and loads among them.
 * load: [loads] descending; crew: [min(loads, workers)], crew_of: [loads], both written. Returns the number of crews.
 */
int32_t crews_divide(const int64_t *load, int32_t loads, int32_t workers, crew_t *crew, int32_t *crew_of);

#endif
