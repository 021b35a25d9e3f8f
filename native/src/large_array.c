/* large_array.c: huge pages on request (Linux, transparent_hugepage = madvise or always). */
#include "large_array.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 1 << 21 };

void *large_array(size_t bytes) {
  if (bytes < HUGE_PAGE) {
    return malloc(bytes > 0 ? bytes : 1);
  }
  size_t whole = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  void *array = aligned_alloc(HUGE_PAGE, whole);
#ifdef MADV_HUGEPAGE
  if (array != NULL) {
    (void)madvise(array, whole, MADV_HUGEPAGE); /* a wish: without it the array is only slower */
  }
#endif
  return array;
}
