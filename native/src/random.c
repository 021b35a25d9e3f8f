/* random.c: the generator of philox.h behind the public interface. */
#include "fimbria/random.h"

#include <stddef.h>

#include "error.h"
#include "philox.h"

int32_t fim_random_words(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw,
                         uint32_t *words) {
  if (words == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_random_words: words is NULL");
  }
  fim_words_t r = fim_philox(seed, stream, entity, step, draw);
  for (int i = 0; i < 4; i++) {
    words[i] = r.v[i];
  }
  return FIM_OK;
}

int32_t fim_random_uniforms(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw, int64_t n,
                            double *out) {
  if (n < 0 || (n > 0 && out == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "fim_random_uniforms: n = %lld, out = %p", (long long)n, (void *)out);
  }
  for (int64_t i = 0; i < n; i += 2) {
    fim_words_t r = fim_philox(seed, stream, entity, step, draw + (uint32_t)(i / 2));
    out[i] = fim_uniform(r.v[0], r.v[1]);
    if (i + 1 < n) {
      out[i + 1] = fim_uniform(r.v[2], r.v[3]);
    }
  }
  return FIM_OK;
}

int32_t fim_random_normals(uint64_t seed, uint32_t stream, uint32_t entity, uint32_t step, uint32_t draw, int64_t n,
                           double *out) {
  if (n < 0 || (n > 0 && out == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "fim_random_normals: n = %lld, out = %p", (long long)n, (void *)out);
  }
  for (int64_t i = 0; i < n; i += 2) {
    double first;
    double second;
    fim_normal_pair(fim_philox(seed, stream, entity, step, draw + (uint32_t)(i / 2)), &first, &second);
    out[i] = first;
    if (i + 1 < n) {
      out[i + 1] = second;
    }
  }
  return FIM_OK;
}
