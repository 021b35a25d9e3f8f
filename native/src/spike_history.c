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
    free(history->slot[i].offset);
  }
  free(history->slot);
  free(history->start);
}

static int32_t grow(spike_history_t *history, spike_slot_t *slot, uint32_t least) {
  uint32_t capacity = slot->capacity == 0 ? FIRST_CAPACITY : 2 * slot->capacity;
  capacity = capacity < least ? least : capacity;
  uint32_t *id = realloc(slot->id, capacity * sizeof *id);
  if (id == NULL) {
    return FIM_E_MEMORY;
  }
  slot->id = id;
  if (history->offsets) {
    double *offset = realloc(slot->offset, capacity * sizeof *offset);
    if (offset == NULL) {
      return FIM_E_MEMORY;
    }
    slot->offset = offset;
  }
  size_t width = sizeof *slot->id + (history->offsets ? sizeof *slot->offset : 0);
  history->bytes += (int64_t)((capacity - slot->capacity) * width);
  slot->capacity = capacity;
  return FIM_OK;
}

int32_t spike_slot_append(spike_history_t *history, spike_slot_t *slot, uint32_t id, double offset) {
  if (slot->count == slot->capacity && grow(history, slot, 0) != FIM_OK) {
    return FIM_E_MEMORY;
  }
  if (history->offsets) {
    slot->offset[slot->count] = offset;
  }
  slot->id[slot->count++] = id;
  return FIM_OK;
}

int32_t spike_slot_reserve(spike_history_t *history, spike_slot_t *slot, int64_t more) {
  if (slot->count + more <= slot->capacity) {
    return FIM_OK;
  }
  return slot->count + more > UINT32_MAX ? FIM_E_MEMORY : grow(history, slot, (uint32_t)(slot->count + more));
}
