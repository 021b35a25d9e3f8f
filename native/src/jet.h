/*
 * jet.h: a number with its first and second derivatives with respect to two variables, e and i (forward mode).
 *
 * Exact up to rounding: no step size. Everything is inline, so that loops over regions vectorise.
 */
#ifndef FIMBRIA_SRC_JET_H
#define FIMBRIA_SRC_JET_H

#include "lanes.h"

typedef struct jet {
  double v;          /* value */
  double e, i;       /* first derivatives */
  double ee, ei, ii; /* second derivatives */
} jet_t;

FIM_INLINE jet_t jet_add(jet_t a, jet_t b) {
  return (jet_t){a.v + b.v, a.e + b.e, a.i + b.i, a.ee + b.ee, a.ei + b.ei, a.ii + b.ii};
}

FIM_INLINE jet_t jet_scale(double s, jet_t a) {
  return (jet_t){s * a.v, s * a.e, s * a.i, s * a.ee, s * a.ei, s * a.ii};
}

FIM_INLINE jet_t jet_shift(double s, jet_t a) {
  a.v += s;
  return a;
}

FIM_INLINE jet_t jet_sub(jet_t a, jet_t b) {
  return jet_add(a, jet_scale(-1, b));
}

FIM_INLINE jet_t jet_mul(jet_t a, jet_t b) {
  return (jet_t){a.v * b.v,
                 a.e * b.v + a.v * b.e,
                 a.i * b.v + a.v * b.i,
                 a.ee * b.v + 2 * a.e * b.e + a.v * b.ee,
                 a.ei * b.v + a.e * b.i + a.i * b.e + a.v * b.ei,
                 a.ii * b.v + 2 * a.i * b.i + a.v * b.ii};
}

/* f(a) from f, f' and f'' at a.v. */
FIM_INLINE jet_t jet_chain(jet_t a, double f, double f1, double f2) {
  return (jet_t){
      f, f1 * a.e, f1 * a.i, f1 * a.ee + f2 * a.e * a.e, f1 * a.ei + f2 * a.e * a.i, f1 * a.ii + f2 * a.i * a.i};
}

FIM_INLINE jet_t jet_reciprocal(jet_t a) {
  const double r = 1 / a.v;
  return jet_chain(a, r, -r * r, 2 * r * r * r);
}

FIM_INLINE jet_t jet_sqrt(jet_t a) {
  const double s = sqrt(a.v);
  return jet_chain(a, s, 0.5 / s, -0.25 / (s * a.v));
}

FIM_INLINE jet_t jet_erfc(jet_t a) {
  const double two_over_sqrt_pi = 1.128379167095512573896;
  const double slope = -two_over_sqrt_pi * exp(-a.v * a.v);
  return jet_chain(a, erfc(a.v), slope, -2 * a.v * slope);
}

#endif
