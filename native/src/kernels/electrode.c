/*
 * electrode.c: potentials of line and point sources, sources as lanes.
 *
 * A line's closed form, with d the distances of the site from both ends and q = (d_begin + d_end) / L, is
 * log((q + 1) / (q - 1)) / L: equal to Holt & Koch's (doi 10.1023/A:1008832702585, eq. 16), the same on both sides and
 * beside the segment. What cancels is q - 1. With l the distance along the axis from the begin, h = l - L, r the
 * distance from the axis,
 *   d_begin + d_end - L = r^2 / (d_begin + |l|) + r^2 / (d_end + |h|) + 2 max(0, h, -l),
 * whose terms are all positive.
 */
#include <math.h>
#include <stdbool.h>

#include "kernels/kernels.h"
#include "lanes.h"
#include "vector_math.h"

/* FIM_LANES sources. */
typedef struct lanes {
  double of[FIM_LANES];
} lanes_t;

FIM_INLINE lanes_t load(const double *array) {
  lanes_t lanes;
  for (int32_t k = 0; k < FIM_LANES; k++) {
    lanes.of[k] = array[k];
  }
  return lanes;
}

FIM_INLINE double square(double x, double y, double z) {
  return fim_fma(x, x, fim_fma(y, y, z * z));
}

/* Of a site at (x, y, z) from the begin. */
FIM_INLINE double line(double x, double y, double z, double ux, double uy, double uz, double length, double clip) {
  const double l = fim_fma(x, ux, fim_fma(y, uy, z * uz));
  const double h = l - length;
  const double r2 = fim_larger(square(fim_fma(-l, ux, x), fim_fma(-l, uy, y), fim_fma(-l, uz, z)), clip);
  const double d_begin = sqrt(fim_fma(l, l, r2));
  const double d_end = sqrt(fim_fma(h, h, r2));
  const double begin = d_begin + fabs(l);
  const double end = d_end + fabs(h);
  const double beyond = 2.0 * fim_larger(0.0, fim_larger(h, -l));
  const double product = begin * end;
  const double difference = fim_fma(r2, begin + end, beyond * product);
  return fim_log((d_begin + d_end + length) * product / difference) / length;
}

void FIM_KERNEL(fim_sum_lines)(const fim_segments_t *lines, const double *site, int64_t sites, double *out) {
  for (int32_t k = 0; k < lines->padded; k += FIM_LANES) {
    const lanes_t x = load(lines->x + k);
    const lanes_t y = load(lines->y + k);
    const lanes_t z = load(lines->z + k);
    const lanes_t ux = load(lines->ux + k);
    const lanes_t uy = load(lines->uy + k);
    const lanes_t uz = load(lines->uz + k);
    const lanes_t length = load(lines->length + k);
    const lanes_t clip = load(lines->clip + k);
    lanes_t sum = {{0}};
    for (int64_t s = 0; s < sites; s++) {
      const double *at = site + 3 * s;
#pragma omp simd
      for (int32_t i = 0; i < FIM_LANES; i++) {
        sum.of[i] += line(at[0] - x.of[i], at[1] - y.of[i], at[2] - z.of[i], ux.of[i], uy.of[i], uz.of[i], length.of[i],
                          clip.of[i]);
      }
    }
    for (int32_t i = 0; i < FIM_LANES; i++) {
      out[k + i] = sum.of[i];
    }
  }
}

/*
 * 1 / sqrt(x) within 1e-11, without the division and the root that take longer than all else: the bits halved (within
 * 3.5 %), then y (15 - 10 t + 3 t^2) / 8 with t = x y^2 twice, each of which leaves 5/2 of the error's cube.
 */
FIM_INLINE double inverse_root(double x) {
  const double y0 = fim_from_bits(0x5fe6eb50c7b537a9ULL - (fim_bits(x) >> 1));
  const double t0 = x * y0 * y0;
  const double y1 = y0 * fim_fma(t0, fim_fma(t0, 0.375, -1.25), 1.875);
  const double t1 = x * y1 * y1;
  return y1 * fim_fma(t1, fim_fma(t1, 0.375, -1.25), 1.875);
}

/* Sums of 1 / r, or of their approximations where it is coarse. */
FIM_INLINE void sum_points(const fim_segments_t *points, const double *site, int64_t sites, bool coarse, double *out) {
  for (int32_t k = 0; k < points->padded; k += FIM_LANES) {
    const lanes_t x = load(points->x + k);
    const lanes_t y = load(points->y + k);
    const lanes_t z = load(points->z + k);
    const lanes_t clip = load(points->clip + k);
    lanes_t sum = {{0}};
    for (int64_t s = 0; s < sites; s++) {
      const double *at = site + 3 * s;
#pragma omp simd
      for (int32_t i = 0; i < FIM_LANES; i++) {
        const double r2 = fim_larger(square(at[0] - x.of[i], at[1] - y.of[i], at[2] - z.of[i]), clip.of[i]);
        sum.of[i] += coarse ? inverse_root(r2) : 1.0 / sqrt(r2);
      }
    }
    for (int32_t i = 0; i < FIM_LANES; i++) {
      out[k + i] = sum.of[i];
    }
  }
}

void FIM_KERNEL(fim_sum_points)(const fim_segments_t *points, const double *site, int64_t sites, double *out) {
  sum_points(points, site, sites, false, out);
}

void FIM_KERNEL(fim_sum_points_coarse)(const fim_segments_t *points, const double *site, int64_t sites, double *out) {
  sum_points(points, site, sites, true, out);
}
