/* record_pack.c: packs a chunk as libhdf5's shuffle and deflate filters would, so that readers need nothing special.
 */
#include <zlib.h>

#include "record_file.h"

size_t fim_record_packed_bound(size_t bytes) {
  return compressBound(bytes);
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

size_t fim_record_pack(const uint8_t *chunk, size_t bytes, size_t element_bytes, int level, uint8_t *shuffled,
                       uint8_t *packed) {
  shuffle(chunk, bytes, element_bytes, shuffled);
  uLongf size = compressBound(bytes);
  return compress2(packed, &size, shuffled, bytes, level) == Z_OK ? size : 0;
}
