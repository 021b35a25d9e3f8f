/* large_array.h: memory for arrays that are read at random places, far from any cache. */
#ifndef FIMBRIA_SRC_LARGE_ARRAY_H
#define FIMBRIA_SRC_LARGE_ARRAY_H

#include <stddef.h>

/*
 * Arrays of some megabytes lie in huge pages where the system has them: a processor knows where few pages are, and
 * otherwise looks that up for nearly every spike. NULL without memory; free() ends it.
 */
void *large_array(size_t bytes);

#endif
