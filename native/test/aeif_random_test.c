/*
 * aeif_random_test.c: neurons of random parameters against the plain fine integration.
 *
 * Parameter sets are drawn over the ranges in which the model is used: regular, adapting, bursting (V_reset above V_th),
 * a > 0, tau_w down to 0.5 ms, sharp and leaky (Delta_T = 0), with and without refractoriness, current and input from
 * silence to saturation. Seeds are fixed; the worst set is printed.
 */
#include "aeif_reference.h"
#include "fimbria/random.h"

enum { SETS = 150, STEPS = 2000 };
