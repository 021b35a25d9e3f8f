/*
 * spike_history.h: the spikes of one partition in its last steps, by step and population.
 *
 * A ring of slots, one per step. Written by the owner; read by all partitions a barrier later. A slot grows when a step
 * has more spikes than any before it in this slot.
 */
#ifndef FIMBRIA_SRC_SPIKE_HISTORY_H
#define FIMBRIA_SRC_SPIKE_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct spike_slot {
  uint32_t *id;    /* [capacity] neurons of their population */
  double *offset;  /* [capacity] ms from the spike to the end of its step; NULL without offsets */
  uint32_t *start; /* [populations + 1] of each population's spikes in id */
  uint32_t capacity, count;
} spike_slot_t;

typedef struct spike_history {
  spike_slot_t *slot; /* [slots] */
  uint32_t *start;    /* memory of all start arrays */
  int64_t slots, bytes;
  int32_t populations;
  bool offsets; /* whether spikes have one; set before the first */
} spike_history_t;

/* All steps start without spikes. FIM_E_MEMORY. */
int32_t spike_history_create(spike_history_t *history, int64_t slots, int32_t populations);
void spike_history_free(spike_history_t *history);

/* FIM_E_MEMORY if the slot cannot grow. offset: ms, not kept without offsets. */
int32_t spike_slot_append(spike_history_t *history, spike_slot_t *slot, uint32_t id, double offset);

/* Makes room for so many more ids behind the slot's last one; FIM_E_MEMORY. */
int32_t spike_slot_reserve(spike_history_t *history, spike_slot_t *slot, int64_t more);

static inline spike_slot_t *spike_history_slot(const spike_history_t *history, int64_t step) {
  return &history->slot[step % history->slots];
}

#endif
