/*
 * erfc.h: complementary error function of our own, together with exp(-x^2), which is its slope but for a factor.
 *
 * Both from one exponential, without branches, so that loops vectorise and the value depends on nothing but x.
 */
#ifndef FIMBRIA_SRC_ERFC_H
#define FIMBRIA_SRC_ERFC_H

#include "vector_math.h"

typedef struct fim_erfc {
  double value; /* erfc(x) */
  double gauss; /* exp(-x^2) */
} fim_erfc_t;

/* What z^2 lost when it was rounded to square, exactly: z in halves of 26 bits (Dekker 1971). */
static inline double fim_square_error(double z, double square) {
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return __builtin_fma(z, z, -square);
#else
  const double high = fim_from_bits(fim_bits(z) & 0xfffffffff8000000ULL);
  const double low = z - high;
  return ((high * high - square) + 2 * high * low) + low * low;
#endif
}

/* exp(z^2) erfc(z) (1 + 2 z) of z >= 0 in t = (z - 3.5) / (z + 3.5) (Shepherd and Laframboise 1981): interpolates at
 * 23 Chebyshev nodes of 0 <= z <= 26.7 (relative error 2.1e-17). */
static inline double fim_scaled_erfc(double t) {
  const double u = t * t;
  double even = 0x1.93f76d4d01a6cp-29;
  double odd = 0x1.93409cecbb06ep-27;
  even = fim_fma(even, u, -0x1.29183284d0984p-27);
  odd = fim_fma(odd, u, -0x1.a1b5c74f770b3p-24);
  even = fim_fma(even, u, 0x1.33c55fc4ec8d7p-28);
  odd = fim_fma(odd, u, 0x1.454dacef728bap-21);
  even = fim_fma(even, u, -0x1.cc61d15bdce6ap-25);
  odd = fim_fma(odd, u, -0x1.004667960e47dp-18);
  even = fim_fma(even, u, 0x1.3914f44859f20p-19);
  odd = fim_fma(odd, u, 0x1.9710d392e57c3p-16);
  even = fim_fma(even, u, -0x1.66e4de80afd4ap-15);
  odd = fim_fma(odd, u, -0x1.fda9a22d5e0b4p-14);
  even = fim_fma(even, u, 0x1.27e66d00164b4p-11);
  odd = fim_fma(odd, u, -0x1.3cf36268162d0p-12);
  even = fim_fma(even, u, -0x1.143c4cc50cf84p-8);
  odd = fim_fma(odd, u, 0x1.38ec666de3f08p-6);
  even = fim_fma(even, u, -0x1.8ff5ef76938f2p-5);
  odd = fim_fma(odd, u, 0x1.686106047bbefp-4);
  even = fim_fma(even, u, -0x1.d76830c3541cep-4);
  odd = fim_fma(odd, u, 0x1.8f702ec6b2d37p-4);
  even = fim_fma(even, u, -0x1.59e2c284b1073p-7);
  odd = fim_fma(odd, u, -0x1.1ebd220ea5935p-3);
  even = fim_fma(even, u, 0x1.3e0a99a0ee914p+0);
  return fim_fma(t, odd, even);
}

/*
 * erfc within 7 ulp and exp(-x^2) within 2 where they are normal numbers; 0 from x^2 = 708 on; NaN stays NaN.
 */
static inline fim_erfc_t fim_erfc(double x) {
  const double magnitude = x < 0 ? -x : x;
  const double z = magnitude > 27 ? 27 : magnitude;
  const double square = z * z;
  const double rounded = fim_exp(-square);
  const double whole = fim_fma(-fim_square_error(z, square), rounded, rounded);
  const double gauss = square > 708 ? 0 : whole;
  const double numerator = fim_fma(2, z, 1);
  const double denominator = z + 3.5;
  const double quotient = 1 / (numerator * denominator);
  const double t = (z - 3.5) * numerator * quotient;
  const double tail = gauss * (fim_scaled_erfc(t) * (denominator * quotient));
  return (fim_erfc_t){x < 0 ? 2 - tail : tail, gauss};
}

#endif
