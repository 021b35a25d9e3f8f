/* lfp.c: the engine of local field potentials: checks what it is given, has it done by a method, keeps the samples. */
#include "fimbria/lfp.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lfp_check.h"
#include "lfp_membrane.h"
#include "lfp_method.h"
#include "lfp_packets.h"

/* Samples of so many of the longest advances wait to be fetched. */
enum { ADVANCES_IN_QUEUE = 4 };

/* By enum fim_lfp_method. */
static const lfp_method_t *const methods[] = {&lfp_full_method, &lfp_kernel_method};

struct fim_lfp {
  const lfp_method_t *method;
  void *state; /* of the method */
  lfp_packets_t packets;
  lfp_queue_t queue;
  int64_t next_step; /* first step of the next packets, -1: any */
  int64_t done;      /* steps */
  int32_t interval_steps, max_rows;
  bool broken;
};

double *lfp_queue_next(lfp_queue_t *queue) {
  double *row = queue->rows + queue->written++ % queue->capacity * queue->sites;
  memset(row, 0, sizeof *row * (size_t)queue->sites);
  return row;
}

static int32_t create_queue(lfp_queue_t *queue, int32_t max_rows, int32_t sites) {
  queue->sites = sites;
  queue->capacity = (int64_t)ADVANCES_IN_QUEUE * max_rows;
  queue->rows = calloc((size_t)(queue->capacity * sites), sizeof *queue->rows);
  return queue->rows != NULL
             ? FIM_OK
             : fim_fail(FIM_E_MEMORY, "no memory for %lld samples of %d sites", (long long)queue->capacity, sites);
}

static int32_t create(const fim_lfp_config_t *config, fim_lfp_t *lfp) {
  const lfp_method_t *method = methods[config->method];
  lfp->interval_steps = config->interval_steps;
  lfp->max_rows = (int32_t)(((int64_t)config->max_steps + config->interval_steps - 1) / config->interval_steps);
  lfp->next_step = -1;
  int32_t code = create_queue(&lfp->queue, lfp->max_rows, config->electrode.sites);
  code = code == FIM_OK ? lfp_packets_create(&lfp->packets, config) : code;
  if (code == FIM_OK) {
    code = method->create(config, &lfp->state);
    lfp->method = code == FIM_OK ? method : NULL;
  }
  return code;
}

int32_t fim_lfp_create(const fim_lfp_config_t *config, fim_lfp_t **out) {
  if (config == NULL || out == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_lfp_create: config or out is NULL");
  }
  *out = NULL;
  int32_t code = lfp_check_config(config);
  code = code == FIM_OK ? lfp_check_layers(config) : code;
  if (code != FIM_OK) {
    return fim_chain(code, "fim_lfp_create");
  }
  fim_lfp_t *lfp = calloc(1, sizeof *lfp);
  if (lfp == NULL) {
    return fim_fail(FIM_E_MEMORY, "fim_lfp_create: no memory");
  }
  code = create(config, lfp);
  if (code != FIM_OK) {
    fim_lfp_destroy(lfp);
    return fim_chain(code, "fim_lfp_create");
  }
  *out = lfp;
  return FIM_OK;
}

static int32_t check_advance(const fim_lfp_t *lfp, const void *spikes, const void *const *inputs) {
  if (lfp->broken) {
    return fim_fail(FIM_E_STATE, "an earlier advance failed after step %lld", (long long)lfp->next_step);
  }
  int32_t code = lfp_packets_check(&lfp->packets, lfp->next_step, spikes, inputs);
  if (code != FIM_OK) {
    return code;
  }
  int64_t waiting = lfp->queue.written - lfp->queue.fetched;
  return waiting + lfp->max_rows <= lfp->queue.capacity
             ? FIM_OK
             : fim_fail(FIM_E_CAPACITY, "%lld samples were not fetched: there is room for %lld", (long long)waiting,
                        (long long)(lfp->queue.capacity - lfp->max_rows));
}

int32_t fim_lfp_advance(fim_lfp_t *lfp, const void *spikes, const void *const *inputs) {
  if (lfp == NULL || spikes == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "fim_lfp_advance: lfp or spikes is NULL");
  }
  int32_t code = check_advance(lfp, spikes, inputs);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_lfp_advance");
  }
  const fim_spike_packet_t *packet = spikes;
  lfp_steps_t steps = {.spikes = packet,
                       .inputs = (const fim_spike_packet_t *const *)inputs,
                       .first_step = packet->first_step,
                       .done = lfp->done,
                       .steps = packet->steps};
  code = lfp->method->advance(lfp->state, &steps, &lfp->queue);
  if (code != FIM_OK) {
    lfp->broken = true;
    return fim_chain(code, "fim_lfp_advance");
  }
  lfp->done += packet->steps;
  lfp->next_step = packet->first_step + packet->steps;
  return FIM_OK;
}

int32_t fim_lfp_samples(fim_lfp_t *lfp, double *out, int64_t capacity_rows, int32_t *rows) {
  if (lfp == NULL || rows == NULL || capacity_rows < 0 || (capacity_rows > 0 && out == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "fim_lfp_samples: capacity_rows = %lld, allowed 0 and above; out = %p",
                    (long long)capacity_rows, (void *)out);
  }
  lfp_queue_t *queue = &lfp->queue;
  int64_t count = queue->written - queue->fetched;
  count = count < capacity_rows ? count : capacity_rows;
  for (int64_t i = 0; i < count; i++) {
    const double *row = queue->rows + queue->fetched++ % queue->capacity * queue->sites;
    memcpy(out + i * queue->sites, row, sizeof *row * (size_t)queue->sites);
  }
  *rows = (int32_t)count;
  return FIM_OK;
}

int32_t fim_lfp_max_rows(const fim_lfp_t *lfp) {
  return lfp->max_rows;
}

int32_t fim_lfp_kernel(const fim_lfp_t *lfp, int32_t row, double *out, int64_t capacity_lags, int64_t *lags) {
  if (lfp == NULL || lags == NULL || capacity_lags < 0 || (capacity_lags > 0 && out == NULL)) {
    return fim_fail(FIM_E_ARGUMENT, "fim_lfp_kernel: capacity_lags = %lld, allowed 0 and above; out = %p",
                    (long long)capacity_lags, (void *)out);
  }
  if (lfp->method->kernel == NULL) {
    return fim_fail(FIM_E_STATE, "fim_lfp_kernel: the method %s has none", lfp->method->name);
  }
  int32_t code = lfp->method->kernel(lfp->state, row, out, capacity_lags, lags);
  return code == FIM_OK ? FIM_OK : fim_chain(code, "fim_lfp_kernel");
}

int64_t fim_lfp_bytes(const fim_lfp_t *lfp) {
  int64_t queue = lfp->queue.capacity * lfp->queue.sites * (int64_t)sizeof(double);
  return (int64_t)sizeof *lfp + queue + lfp->method->bytes(lfp->state);
}

void fim_lfp_destroy(fim_lfp_t *lfp) {
  if (lfp == NULL) {
    return;
  }
  if (lfp->method != NULL) {
    lfp->method->destroy(lfp->state);
  }
  lfp_packets_destroy(&lfp->packets);
  free(lfp->queue.rows);
  free(lfp);
}
