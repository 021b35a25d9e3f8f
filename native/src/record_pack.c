/*
 * record_pack.c: packs a chunk as libhdf5's shuffle and deflate filters would, so that readers need nothing special.
 *
 * Of the planes that the shuffle makes of noisy doubles, most are random bits: deflate looks long for what is not there
 * and then stores them. Such a plane is stored at once, which takes an eighth of the time and not a byte more.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "record_file.h"

enum {
  MAX_PLANES = 8,        /* bytes of the longest element */
  PLANE_OVERHEAD = 64,   /* bytes that beginning a plane with another level may take at most */
  SHORTEST_SAMPLE = 512, /* fewer bytes tell nothing */
  LONGEST_SAMPLE = 1024,
  HASH_BITS = 12
};

size_t fim_record_packed_bound(size_t bytes) {
  return compressBound(bytes) + MAX_PLANES * PLANE_OVERHEAD;
}

/* First bytes of all elements, then second bytes, ...: equal exponents stand together. */
static void shuffle(const uint8_t *chunk, size_t bytes, size_t element_bytes, uint8_t *shuffled) {
  size_t elements = bytes / element_bytes;
  for (size_t byte = 0; byte < element_bytes; byte++) {
    for (size_t i = 0; i < elements; i++) {
      shuffled[byte * elements + i] = chunk[i * element_bytes + byte];
    }
  }
}

/* Whether bytes are as even as random ones: 15 % more pairs of equal bytes would save 2 % by their codes. */
static int is_even(const uint8_t *bytes, uint64_t n) {
  uint64_t counts[256] = {0};
  uint64_t pairs = 0;
  for (uint64_t i = 0; i < n; i++) {
    counts[bytes[i]]++;
  }
  for (size_t value = 0; value < 256; value++) {
    pairs += counts[value] * counts[value] - counts[value];
  }
  return pairs * 256 * 100 < 115 * n * (n - 1);
}

/* How many sequences of three bytes, the shortest that deflate refers to, were there before. */
static size_t repetitions(const uint8_t *bytes, size_t n) {
  uint16_t last[1 << HASH_BITS] = {0}; /* place + 1 */
  size_t repeated = 0;
  for (size_t i = 0; i + 3 <= n; i++) {
    uint32_t key = bytes[i] | (uint32_t)bytes[i + 1] << 8 | (uint32_t)bytes[i + 2] << 16;
    uint16_t *place = &last[key * 2654435761U >> (32 - HASH_BITS)];
    repeated += *place > 0 && memcmp(&bytes[*place - 1], &bytes[i], 3) == 0;
    *place = (uint16_t)(i + 1);
  }
  return repeated;
}

static int is_random(const uint8_t *plane, size_t bytes) {
  size_t n = bytes < LONGEST_SAMPLE ? bytes : LONGEST_SAMPLE;
  const uint8_t *sample = plane + (bytes - n) / 2;
  return n >= SHORTEST_SAMPLE && is_even(sample, n) && repetitions(sample, n) < n / 64;
}

int32_t fim_record_packer(struct z_stream_s **packer) {
  *packer = calloc(1, sizeof **packer);
  if (*packer != NULL && deflateInit(*packer, Z_DEFAULT_COMPRESSION) != Z_OK) {
    free(*packer);
    *packer = NULL;
  }
  return *packer != NULL ? FIM_OK : FIM_E_MEMORY;
}

void fim_record_free_packer(struct z_stream_s *packer) {
  if (packer != NULL) {
    deflateEnd(packer);
    free(packer);
  }
}

size_t fim_record_pack(struct z_stream_s *packer, const uint8_t *chunk, size_t bytes, size_t element_bytes, int level,
                       uint8_t *shuffled, uint8_t *packed) {
  size_t plane = bytes / element_bytes;
  size_t bound = fim_record_packed_bound(bytes);
  shuffle(chunk, bytes, element_bytes, shuffled);
  int ok = deflateReset(packer) == Z_OK;
  packer->next_out = packed;
  packer->avail_out = (uInt)bound;
  for (size_t begin = 0; begin < bytes && ok; begin += plane) {
    int own = is_random(&shuffled[begin], plane) ? Z_NO_COMPRESSION : level;
    ok = deflateParams(packer, own, Z_DEFAULT_STRATEGY) == Z_OK;
    packer->next_in = &shuffled[begin];
    packer->avail_in = (uInt)plane;
    ok = ok && deflate(packer, Z_NO_FLUSH) == Z_OK && packer->avail_in == 0;
  }
  return ok && deflate(packer, Z_FINISH) == Z_STREAM_END ? bound - packer->avail_out : 0;
}
