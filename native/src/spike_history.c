/* spike_history.c: memory of the spike history. */
#include "spike_history.h"

#include <stdlib.h>

#include "fimbria/abi.h"

enum { FIRST_CAPACITY = 16 };

int32_t spike_history_create(spike_history_t *history, int64_t slots, int32_t populations) {
  size_t width = (size_t)populations + 1;
  history->slots = slots;
  history->populations = populations;
  history->slot = calloc((size_t)slots, sizeof *history->slot);
  history->start = calloc((size_t)slots * width, sizeof *history->start);
  if (history->slot == NULL || history->start == NULL) {
    return FIM_E_MEMORY;
  }
  for (int64_t i = 0; i < slots; i++) {
    history->slot[i].start = history->start + (size_t)i * width;
  }
  history->bytes = slots * (int64_t)(sizeof(spike_slot_t) + width * sizeof(uint32_t));
  return FIM_OK;
}

void spike_history_free(spike_history_t *history) {
  for (int64_t i = 0; history->slot != NULL && i < history->slots; i++) {
    free(history->slot[i].id);
  }
  free(history->slot);
  free(history->start);
}

int32_t spike_slot_append(spike_history_t *history, spike_slot_t *slot, uint32_t id) {
  if (slot->count == slot->capacity) {
    uint32_t capacity = slot->capacity == 0 ? FIRST_CAPACITY : 2 * slot->capacity;
    uint32_t *grown = realloc(slot->id, capacity * sizeof *grown);
    if (grown == NULL) {
      return FIM_E_MEMORY;
    }
    history->bytes += (int64_t)((capacity - slot->capacity) * sizeof *grown);
    slot->id = grown;
    slot->capacity = capacity;
  }
  slot->id[slot->count++] = id;
  return FIM_OK;
}
