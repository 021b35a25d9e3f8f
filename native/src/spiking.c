/* spiking.c: the handle of a spiking network: made, filled, built, ended. */
#include "fimbria/spiking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "fimbria/placement.h"
#include "spiking_check.h"
#include "variant.h"

enum { MAX_THREADS = 1024, MAX_STEPS = 1 << 24 };

int32_t fim_spiking_create(uint64_t seed, double dt_ms, int32_t threads, int32_t max_steps, fim_spiking_t **out) {
  if (out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_create: out is NULL");
  }
  *out = NULL;
  if (!(dt_ms >= 1e-4 && dt_ms <= 10.0)) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_create: dt = %g ms, allowed 0.0001 to 10", dt_ms);
  }
  if (threads < 1 || threads > MAX_THREADS) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_create: threads = %d, allowed 1 to %d", threads, MAX_THREADS);
  }
  if (max_steps < 1 || max_steps > MAX_STEPS) {
    return fim_fail(FIM_E_ARGUMENT, "fim_spiking_create: max_steps = %d, allowed 1 to %d", max_steps, MAX_STEPS);
  }
  const fim_kernels_t *kernels = fim_kernels_chosen();
  if (kernels == NULL) {
    return fim_chain(FIM_E_ARGUMENT, "fim_spiking_create");
  }
  fim_spiking_t *net = calloc(1, sizeof *net);
  if (net == NULL) {
    return fim_fail(FIM_E_MEMORY, "fim_spiking_create: no memory");
  }
  net->kernels = kernels;
  net->seed = seed;
  net->dt = dt_ms;
  net->threads = threads;
  net->max_steps = max_steps;
  *out = net;
  return FIM_OK;
}

int32_t fim_spiking_bind_threads(fim_spiking_t *net) {
  int32_t code = check_open(net);
  if (code == FIM_OK && net->threads > fim_processors()) {
    code = fim_fail(FIM_E_ARGUMENT, "%d threads cannot be bound to %d processors", net->threads, fim_processors());
  }
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_bind_threads");
  }
  net->bound = true;
  return FIM_OK;
}

/* Makes room for one more element; NULL without memory, and the old array stays. */
static void *grown(void *array, int32_t count, size_t width) {
  return realloc(array, ((size_t)count + 1) * width);
}

static int32_t finish_add(int32_t code, const char *what, int32_t place, int32_t *count, int32_t *index) {
  if (code != FIM_OK) {
    return fim_chain(code, "%s %d", what, place);
  }
  if (index != NULL) {
    *index = place;
  }
  ++*count;
  return FIM_OK;
}

int32_t fim_spiking_add_population(fim_spiking_t *net, const fim_population_t *population, int32_t *index) {
  int32_t code = check_open(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_add_population");
  }
  code = check_population(net, population);
  if (code == FIM_OK) {
    population_t *array = grown(net->population, net->populations, sizeof *array);
    if (array == NULL) {
      code = fim_fail(FIM_E_MEMORY, "no memory");
    } else {
      net->population = array;
      population_t *added = &array[net->populations];
      *added = (population_t){.spec = *population, .first_id = net->neurons};
      memcpy(added->params, population->params, sizeof added->params);
      added->spec.params = NULL; /* borrowed during the call only */
      aeif_prepare(added->params, net->dt, population->spike_times == FIM_SPIKE_TIMES_EXACT, &added->neuron);
      net->neurons += population->size;
    }
  }
  return finish_add(code, "population", net->populations, &net->populations, index);
}

int32_t fim_spiking_add_projection(fim_spiking_t *net, const fim_projection_t *projection, int32_t *index) {
  int32_t code = check_open(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_add_projection");
  }
  code = check_projection(net, projection);
  if (code == FIM_OK) {
    fim_projection_t *array = grown(net->projection, net->projections, sizeof *array);
    if (array == NULL) {
      code = fim_fail(FIM_E_MEMORY, "no memory");
    } else {
      net->projection = array;
      array[net->projections] = *projection;
    }
  }
  return finish_add(code, "projection", net->projections, &net->projections, index);
}

int32_t fim_spiking_add_input(fim_spiking_t *net, const fim_input_t *input, int32_t *index) {
  int32_t code = check_open(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_add_input");
  }
  code = check_input(net, input);
  if (code == FIM_OK) {
    input_t *array = grown(net->input, net->inputs, sizeof *array);
    if (array == NULL) {
      code = fim_fail(FIM_E_MEMORY, "no memory");
    } else {
      net->input = array;
      int64_t groups = network_blocks(net, input->first_population, input->populations);
      array[net->inputs] = (input_t){.spec = *input, .groups = groups};
    }
  }
  return finish_add(code, "input", net->inputs, &net->inputs, index);
}

/* Copies the caller's arrays and makes room for the samples of the longest advance. */
static int32_t copy_recorder(const fim_recorder_t *spec, int32_t max_steps, recorder_t *out) {
  size_t neurons = (size_t)spec->neurons;
  size_t variables = (size_t)spec->variables;
  int64_t rows = max_steps / spec->interval_steps + 1;
  int64_t *neuron = malloc(neurons * sizeof *neuron);
  int32_t *variable = malloc(variables * sizeof *variable);
  double *sample = calloc((size_t)rows * variables * neurons, sizeof *sample);
  if (neuron == NULL || variable == NULL || sample == NULL) {
    free(neuron);
    free(variable);
    free(sample);
    return fim_fail(FIM_E_MEMORY, "no memory for %lld samples", (long long)(rows * spec->variables * spec->neurons));
  }
  memcpy(neuron, spec->neuron, neurons * sizeof *neuron);
  memcpy(variable, spec->variable, variables * sizeof *variable);
  *out = (recorder_t){.spec = *spec, .sample = sample, .rows = rows};
  out->spec.neuron = neuron;
  out->spec.variable = variable;
  return FIM_OK;
}

int32_t fim_spiking_add_recorder(fim_spiking_t *net, const fim_recorder_t *recorder, int32_t *index) {
  int32_t code = check_open(net);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_add_recorder");
  }
  code = check_recorder(net, recorder);
  if (code == FIM_OK) {
    recorder_t *array = grown(net->recorder, net->recorders, sizeof *array);
    if (array == NULL) {
      code = fim_fail(FIM_E_MEMORY, "no memory");
    } else {
      net->recorder = array;
      code = copy_recorder(recorder, net->max_steps, &array[net->recorders]);
    }
  }
  return finish_add(code, "recorder", net->recorders, &net->recorders, index);
}

void fim_spiking_destroy(fim_spiking_t *net) {
  if (net == NULL) {
    return;
  }
  spiking_unbuild(net);
  for (int32_t r = 0; r < net->recorders; r++) {
    free((void *)net->recorder[r].spec.neuron);
    free((void *)net->recorder[r].spec.variable);
    free(net->recorder[r].sample);
  }
  free(net->population);
  free(net->projection);
  free(net->input);
  free(net->recorder);
  free(net);
}
