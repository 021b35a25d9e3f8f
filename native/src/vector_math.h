/*
 * vector_math.h: exp, log, cos and sin of our own, so that loops vectorise and every instruction set gives the same
 * bits.
 *
 * No libm call, no contraction (the library is compiled with -ffp-contract=off), no branch. Whose name ends in _coarse
 * is shorter, takes fim_fma, and is as exact as a neuron's trajectory needs.
 */
#ifndef FIMBRIA_SRC_VECTOR_MATH_H
#define FIMBRIA_SRC_VECTOR_MATH_H

#include <stdint.h>
#include <string.h>

#define FIM_LOG2_E 0x1.71547652b82fep+0
#define FIM_LN2 0x1.62e42fefa39efp-1
#define FIM_LN2_HIGH 0x1.62e42fefp-1 /* 32 bits: a multiple by |k| < 2^11 is exact */
#define FIM_LN2_LOW 0x1.473de6af278edp-34

static inline uint64_t fim_bits(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double fim_from_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/*
 * x y + z: one rounding in kernels whose variant has a fused multiply-add, so that all of these have the same bits; two
 * in x86-64-v2, and outside of kernels, where the rest of the library then has the same bits on every processor.
 */
static inline double fim_fma(double x, double y, double z) {
#if defined(FIM_VARIANT) && (defined(__FMA__) || defined(__ARM_FEATURE_FMA))
  return __builtin_fma(x, y, z);
#else
  return x * y + z;
#endif
}

/* Larger and smaller of two numbers, the second if one is NaN; one instruction each, unlike fmax and fmin. */
static inline double fim_larger(double x, double y) {
  return x > y ? x : y;
}

static inline double fim_smaller(double x, double y) {
  return x < y ? x : y;
}

/*
 * exp(x) within 2 ulp for x in [-708, 709]; clamped to the values at these ends outside; NaN stays NaN.
 * x = k ln2 + r, |r| <= ln2 / 2 (Cody and Waite 1980); exp(r) = 1 + r + r^2 p(r), p interpolates at the ten Chebyshev
 * nodes (relative error 1.6e-17).
 */
static inline double fim_exp(double x) {
  const double magic = 0x1.8p52; /* its lowest mantissa bit counts ones: adding it rounds to an integer */
  x = x < -708.0 ? -708.0 : x;
  x = x > 709.0 ? 709.0 : x;
  double shifted = x * FIM_LOG2_E + magic;
  double k = shifted - magic;
  double r = (x - k * FIM_LN2_HIGH) - k * FIM_LN2_LOW;
  double r2 = r * r;
  double r4 = r2 * r2;
  double p01 = 0x1.0000000000001p-1 + r * 0x1.5555555555556p-3;
  double p23 = 0x1.5555555553d63p-5 + r * 0x1.11111111109b3p-7;
  double p45 = 0x1.6c16c1788bd90p-10 + r * 0x1.a01a01a7c41d5p-13;
  double p67 = 0x1.a019b90d2ae7ap-16 + r * 0x1.71de0dae63bb3p-19;
  double p89 = 0x1.289185613a3d6p-22 + r * 0x1.af38a9b0ec855p-26;
  double p = (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * p89);
  double two_to_k = fim_from_bits((fim_bits(shifted) + 1023) << 52);
  return (1.0 + (r + r2 * p)) * two_to_k;
}

/*
 * 2^x with a relative error below 5e-11, for x < 1023; 2^-1020 below -1020 and for NaN. For currents, not for clocks.
 * x = k + r, |r| <= 1/2; 2^r is the polynomial of degree 7 with the smallest relative error.
 */
static inline double fim_exp2_coarse(double x) {
  const double magic = 0x1.8p52;
  x = x > -1020.0 ? x : -1020.0;
  double shifted = x + magic;
  double r = x - (shifted - magic);
  double r2 = r * r;
  double even = fim_fma(r2, 0x1.446a1fdd54f3ap-13, 0x1.3b29dc40d2ec5p-7);
  double odd = fim_fma(r2, 0x1.fe1786b50da52p-17, 0x1.5d8a7085cddb8p-10);
  even = fim_fma(r2, even, 0x1.ebfbe0a4be886p-3);
  odd = fim_fma(r2, odd, 0x1.c6b08aaf3156ep-5);
  even = fim_fma(r2, even, 0x1.ffffffffabbccp-1);
  odd = fim_fma(r2, odd, 0x1.62e42ff11627ap-1);
  return fim_from_bits(fim_bits(fim_fma(r, odd, even)) + (fim_bits(shifted) << 52));
}

/*
 * log(x) within 2 ulp for normal x > 0.
 * x = 2^k m, m in [sqrt(1/2), sqrt(2)); log m = 2 atanh s with s = (m - 1) / (m + 1), |s| < 0.1716.
 */
static inline double fim_log(double x) {
  uint64_t bits = fim_bits(x);
  const uint64_t sqrt_half = 0x3fe6a09e667f3bcdULL;
  uint64_t exponent = (bits - sqrt_half) & 0xfff0000000000000ULL;
  /* Its 12 bits, shifted by 2^11 to be positive, as the last ones of a mantissa: no instruction of AVX2 converts them.
   */
  double k = fim_from_bits(0x4330000000000000ULL | ((exponent + 0x8000000000000000ULL) >> 52)) - (0x1p52 + 0x1p11);
  double m = fim_from_bits(bits - exponent);
  double s = (m - 1.0) / (m + 1.0);
  double z = s * s;
  double z2 = z * z;
  double z4 = z2 * z2;
  double s0 = 1.0 / 3 + z * (1.0 / 5);
  double s2 = 1.0 / 7 + z * (1.0 / 9);
  double s4 = 1.0 / 11 + z * (1.0 / 13);
  double s6 = 1.0 / 15 + z * (1.0 / 17);
  double s8 = 1.0 / 19 + z * (1.0 / 21);
  double series = (s0 + z2 * s2) + z4 * ((s4 + z2 * s6) + z4 * s8);
  double log_m = 2.0 * s + 2.0 * s * z * series;
  return k * FIM_LN2_HIGH + (log_m + k * FIM_LN2_LOW);
}

/*
 * cos and sin of 2 pi u for u in [0, 1], within 3 ulp, also near their zeros: u = q / 4 + r, |r| <= 1/8, exactly; the
 * polynomials in r^2 interpolate at the Chebyshev nodes (relative errors 4e-17 of sin, 6e-17 of cos - 1).
 */
static inline void fim_turn(double u, double *cosine, double *sine) {
  const double magic = 0x1.8p52;
  const double shifted = 4.0 * u + magic;
  const uint64_t quadrant = fim_bits(shifted) & 3;
  const double r = u - 0.25 * (shifted - magic);
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double s01 = 0x1.921fb54442d18p+2 + r2 * -0x1.4abbce625be41p+5;
  const double s23 = 0x1.466bc677587f8p+6 + r2 * -0x1.32d2cce2e5b19p+6;
  const double s45 = 0x1.50782fda12d96p+5 + r2 * -0x1.e30071afc3e59p+3;
  const double s = r * (s01 + r4 * (s23 + r4 * (s45 + r4 * 0x1.e3f38399551bfp+1)));
  const double c01 = -0x1.3bd3cc9be45dep+4 + r2 * 0x1.03c1f081b5ac0p+6;
  const double c23 = -0x1.55d3c7e3cb241p+6 + r2 * 0x1.e1f5068688d5bp+5;
  const double c45 = -0x1.a6d1eef479be1p+4 + r2 * 0x1.f9ce245cada0bp+2;
  const double c = 1.0 + r2 * (c01 + r4 * (c23 + r4 * (c45 + r4 * -0x1.b2f3eb054afcdp+0)));
  const uint64_t odd = 0 - (quadrant & 1); /* all ones where cos and sin change places */
  const uint64_t cosine_bits = (fim_bits(s) & odd) | (fim_bits(c) & ~odd);
  const uint64_t sine_bits = (fim_bits(c) & odd) | (fim_bits(s) & ~odd);
  *cosine = fim_from_bits(cosine_bits ^ (((quadrant + 1) & 2) << 62));
  *sine = fim_from_bits(sine_bits ^ ((quadrant & 2) << 62));
}

/*
 * log(x) with an absolute error below 1e-13 up to |log(x)| = 20 and a relative one below 2e-13, for normal x > 0.
 * As fim_log, with a polynomial of degree 4 in s^2 at Chebyshev nodes.
 */
static inline double fim_log_coarse(double x) {
  const uint64_t sqrt_half = 0x3fe6a09e667f3bcdULL;
  const uint64_t bias = 1024; /* keeps the exponent positive: not all vectors have a signed shift, or int64 to double */
  uint64_t exponent = (fim_bits(x) - sqrt_half + (bias << 52)) >> 52;
  double k = fim_from_bits(exponent | 0x4330000000000000ULL) - (0x1p52 + 1024.0);
  double m = fim_from_bits(fim_bits(x) - ((exponent - bias) << 52));
  double s = (m - 1.0) / (m + 1.0);
  double z = s * s;
  double z2 = z * z;
  double s0 = fim_fma(z, 0x1.999998cafbf2ap-2, 0x1.5555555564e96p-1);
  double s2 = fim_fma(z, 0x1.c67ada017cf97p-3, 0x1.249323e4d7fc7p-2);
  double series = fim_fma(z2, fim_fma(z2, 0x1.8c8c11e54d389p-3, s2), s0);
  return fim_fma(k, FIM_LN2, s * fim_fma(z, series, 2.0));
}

/* log(1 - p) for p in (0, 1), accurate for small p too; p = 1 gives -infinity. */
static inline double fim_log_complement(double p) {
  double q = 1.0 - p;
  if (q == 1.0) {
    return -p;
  }
  return q > 0.0 ? fim_log(q) * (p / (1.0 - q)) : -__builtin_inf();
}

#endif
