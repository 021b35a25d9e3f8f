/* source_set.h: the sources that a target has already, as a hash table: memory for them, not for all neurons. */
#ifndef FIMBRIA_SRC_SOURCE_SET_H
#define FIMBRIA_SRC_SOURCE_SET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct source_set {
  uint32_t *slot; /* [2^bits] at most half of them used */
  int32_t bits;
} source_set_t;

/* No neuron has this id (spiking_check.c). */
#define FIM_NO_SOURCE UINT32_MAX

/* Room for so many sources; false without memory. Slots have to be cleared first. */
static inline bool source_set_create(source_set_t *set, int64_t most) {
  set->bits = 1;
  while (((int64_t)1 << set->bits) < 2 * most) {
    set->bits++;
  }
  set->slot = malloc(sizeof *set->slot << set->bits);
  return set->slot != NULL;
}

static inline void source_set_clear(source_set_t *set) {
  memset(set->slot, 0xff, sizeof *set->slot << set->bits);
}

/* Where a source is, or the free slot where it would be: linear probing from a multiplicative hash. */
static inline uint32_t *source_set_slot(const source_set_t *set, uint32_t source) {
  uint64_t mask = ((uint64_t)1 << set->bits) - 1;
  uint64_t place = (source * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - set->bits);
  while (set->slot[place] != FIM_NO_SOURCE && set->slot[place] != source) {
    place = (place + 1) & mask;
  }
  return &set->slot[place];
}

static inline bool source_set_has(const source_set_t *set, uint32_t source) {
  return *source_set_slot(set, source) == source;
}

/* False if it is there already. */
static inline bool source_set_add(source_set_t *set, uint32_t source) {
  uint32_t *slot = source_set_slot(set, source);
  bool is_new = *slot != source;
  *slot = source;
  return is_new;
}

#endif
