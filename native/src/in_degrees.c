/*
 * in_degrees.c: how a total number of synapses falls to targets: multinomial, all targets alike.
 *
 * Halves of a range of targets share its synapses binomially, down to single targets. A half's number depends on the
 * counter of the place where it was cut, so that a partition goes down to its own targets only.
 */
#include "in_degrees.h"

#include "binomial.h"

static void divide(const in_degrees_t *in, int64_t first, int64_t end, int64_t number, int64_t *degree) {
  if (end <= in->first || first >= in->first + in->size) {
    return;
  }
  if (end - first == 1) {
    degree[first - in->first] = number;
    return;
  }
  int64_t middle = first + (end - first) / 2;
  fim_draws_t draws = fim_draws(in->seed, in->stream, (uint32_t)(in->first_target_id + middle), 1);
  int64_t below = fim_draw_binomial(&draws, number, (double)(middle - first) / (double)(end - first));
  divide(in, first, middle, below, degree);
  divide(in, middle, end, number - below, degree);
}

int64_t in_degrees_draw(const in_degrees_t *in, int64_t *degree) {
  divide(in, 0, in->targets, in->number, degree);
  int64_t sum = 0;
  for (int64_t i = 0; i < in->size; i++) {
    sum += degree[i];
  }
  return sum;
}
