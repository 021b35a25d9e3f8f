/*
 * spiking_advance.c: the loop over steps.
 *
 * Threads meet once per interval of the shortest delay: a spike of an interval arrives in a later one at the earliest,
 * so within it partitions are independent. A failure ends all threads at the end of the interval in which it happened;
 * among several the earliest step, then the lowest neuron is reported, whatever the number of threads.
 */
#include <omp.h>

#include "barrier.h"
#include "error.h"
#include "spiking_check.h"

static void record(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t i = 0; i < partition->probes; i++) {
    const probe_t *probe = &partition->probe[i];
    const recorder_t *recorder = &net->recorder[probe->recorder];
    const fim_recorder_t *spec = &recorder->spec;
    if ((step + 1) % spec->interval_steps != 0) {
      continue;
    }
    const aeif_t *neuron = &net->population[spec->population].neuron;
    const aeif_state_t *state = &partition->slice[spec->population].state;
    int64_t i = probe->local;
    const double value[] = {[FIM_V_M] = state->V_m[i],
                            [FIM_W] = state->w[i],
                            [FIM_G_EX] = aeif_conductance(state->g_ex[i], neuron->decay_ex, state->in_ex[i]),
                            [FIM_G_IN] = aeif_conductance(state->g_in[i], neuron->decay_in, state->in_in[i])};
    int64_t row = recorder_row(recorder, step) - recorder_row(recorder, net->first_step);
    for (int32_t v = 0; v < spec->variables; v++) {
      recorder->sample[(row * spec->variables + v) * spec->neurons + probe->column] = value[spec->variable[v]];
    }
  }
}

static int32_t run_step(const fim_spiking_t *net, partition_t *partition, int64_t step, const void *const *packets) {
  spike_slot_t *slot = spike_history_slot(&partition->history, step);
  slot->count = 0;
  slot->start[0] = 0;
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < net->populations && code == FIM_OK; i++) {
    code = integrate_slice(net, partition, i, step);
    slot->start[i + 1] = slot->count;
  }
  if (code == FIM_OK) {
    code = deliver_step(net, partition, step, packets);
  }
  record(net, partition, step);
  return code;
}

/* One advance as its threads share it. */
typedef struct run {
  fim_spiking_t *net;
  const void *const *packets;
  int64_t end;
  barrier_t barrier;
  atomic_llong stop; /* intervals that end after this step do not run */
} run_t;

static void stop_after(run_t *run, int64_t end) {
  long long stop = atomic_load(&run->stop);
  while (end < stop && !atomic_compare_exchange_weak(&run->stop, &stop, end)) {
  }
}

/* What one thread does: its partitions, interval by interval. */
static void run_thread(run_t *run, int32_t thread, int32_t threads) {
  fim_spiking_t *net = run->net;
  for (int64_t from = net->first_step; from < run->end; from += net->interval) {
    int64_t to = from + net->interval < run->end ? from + net->interval : run->end;
    for (int32_t p = thread; p < net->partitions; p += threads) {
      int32_t code = FIM_OK;
      for (int64_t step = from; step < to && code == FIM_OK; step++) {
        code = run_step(net, &net->partition[p], step, run->packets);
      }
      if (code != FIM_OK) {
        stop_after(run, to);
      }
    }
    barrier_wait(&run->barrier);
    if (atomic_load(&run->stop) <= to) {
      return;
    }
  }
}

/* The first failure in the network's order, or FIM_OK. */
static int32_t report(fim_spiking_t *net) {
  const failure_t *first = NULL;
  for (int32_t p = 0; p < net->partitions; p++) {
    const failure_t *failure = &net->partition[p].failure;
    if (failure->code == FIM_OK) {
      continue;
    }
    if (first == NULL || failure->step < first->step ||
        (failure->step == first->step && failure->neuron < first->neuron)) {
      first = failure;
    }
  }
  net->failed = first != NULL;
  return first == NULL ? FIM_OK : fim_fail(first->code, "fim_spiking_advance: %s", first->text);
}

static int32_t check_advance(const fim_spiking_t *net, int32_t steps, const void *const *packets) {
  if (net == NULL || net->partition == NULL) {
    return fim_fail(FIM_E_STATE, "the network is not built");
  }
  if (net->failed) {
    return fim_fail(FIM_E_STATE, "the network has failed before");
  }
  if (steps < 1 || steps > net->max_steps) {
    return fim_fail(FIM_E_ARGUMENT, "steps = %d, allowed 1 to %d", steps, net->max_steps);
  }
  if (net->step + steps > UINT32_MAX) {
    return fim_fail(FIM_E_STATE, "step %lld is beyond the random numbers' 32-bit counter", (long long)net->step);
  }
  for (int32_t k = 0; k < net->inputs && packets != NULL; k++) {
    int32_t code = packets[k] == NULL ? FIM_OK : check_packet(net, k, steps, packets[k]);
    if (code != FIM_OK) {
      return code;
    }
  }
  return FIM_OK;
}

int32_t fim_spiking_advance(fim_spiking_t *net, int32_t steps, const void *const *packets) {
  int32_t code = check_advance(net, steps, packets);
  if (code != FIM_OK) {
    return fim_chain(code, "fim_spiking_advance");
  }
  net->first_step = net->step;
  run_t run = {.net = net, .packets = packets, .end = net->step + steps};
  atomic_init(&run.stop, INT64_MAX);
#pragma omp parallel num_threads(net->partitions)
  {
#pragma omp single
    barrier_init(&run.barrier, omp_get_num_threads());
    run_thread(&run, omp_get_thread_num(), omp_get_num_threads());
  }
  net->step = run.end;
  return report(net);
}
