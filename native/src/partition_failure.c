/* partition_failure.c: the first failure of a partition, kept until its worker has met the others. */
#include <stdio.h>

#include "network.h"

int32_t partition_fail(partition_t *partition, int32_t code, int64_t step, int64_t neuron, const char *text) {
  failure_t *failure = &partition->failure;
  if (failure->code == FIM_OK) {
    failure->code = code;
    failure->step = step;
    failure->neuron = neuron;
    snprintf(failure->text, sizeof failure->text, "%s", text);
  }
  return code;
}

bool failure_precedes(const failure_t *x, const failure_t *y) {
  if (x->step != y->step) {
    return x->step < y->step;
  }
  if (x->code != y->code) {
    return x->code == FIM_E_NUMERIC;
  }
  return x->neuron < y->neuron;
}
