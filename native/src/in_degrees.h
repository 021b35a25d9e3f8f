/* in_degrees.h: the in-degrees of some of a projection's targets when the total number of synapses is given. */
#ifndef FIMBRIA_SRC_IN_DEGREES_H
#define FIMBRIA_SRC_IN_DEGREES_H

#include <stdint.h>

typedef struct in_degrees {
  uint64_t seed;
  uint32_t stream;         /* of the projection; its draws have step 1, those of sources step 0 */
  int64_t number, targets; /* of synapses, in all */
  int64_t first_target_id; /* global id of target 0 */
  int64_t first, size;     /* the targets that are asked for */
} in_degrees_t;

/* degree: [size], written. Returns their sum. */
int64_t in_degrees_draw(const in_degrees_t *in, int64_t *degree);

#endif
