/* lfp_tile.c: a tile's way through a part of an advance: events first, then block after block. */
#include <stdlib.h>
#include <string.h>

#include "lfp_full.h"

enum { FIRST_CAPACITY = 1 << 10 };

void lfp_events_grow(lfp_events_t *events, int32_t block) {
  uint32_t capacity = events->block[block].capacity;
  uint32_t more = capacity == 0 ? FIRST_CAPACITY : 2 * capacity;
  uint32_t *event = more > capacity ? realloc(events->block[block].event, more * sizeof *event) : NULL;
  if (event == NULL) {
    events->failed = true;
    return;
  }
  events->block[block].event = event;
  events->block[block].capacity = more;
}

static void collect(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, lfp_events_t *events) {
  for (int32_t b = 0; b < TILE_BLOCKS; b++) {
    events->block[b].count = 0;
  }
  for (int32_t s = 0; s < full->part.steps; s++) {
    for (int32_t b = 0; b < TILE_BLOCKS; b++) {
      events->block[b].start[s] = events->block[b].count;
    }
    lfp_synapses_collect(full, cells, tile, full->part.first_step + s, events);
    lfp_trains_collect(full, cells, tile, full->part.first_step + s, events);
  }
  for (int32_t b = 0; b < TILE_BLOCKS; b++) {
    events->block[b].start[full->part.steps] = events->block[b].count;
  }
}

/* The arrays of a block. */
typedef struct block {
  double *v, *sum, *synapses; /* mV, mV, by channel */
} block_t;

static block_t block_of(const lfp_cells_t *cells, int64_t block) {
  int64_t size = lfp_block_size(cells);
  double *state = cells->state + block * (2 + cells->channels.count) * size;
  return (block_t){.v = state, .sum = state + size, .synapses = state + 2 * size};
}

static void step(const lfp_full_t *full, const lfp_cells_t *cells, const block_t *block, double *scratch) {
  int64_t size = lfp_block_size(cells);
  double *current = scratch;
  if (full->config.synapses_kind == FIM_LFP_CURRENT) {
    full->kernels->lfp_inject(&cells->channels, size, block->synapses, current, NULL);
    full->kernels->cable_step(&cells->cable, current, block->v, block->sum);
  } else {
    cable_load_t load = {scratch + size, scratch + 2 * size};
    full->kernels->lfp_inject(&cells->channels, size, block->synapses, current, load.conductance);
    full->kernels->cable_step_loaded(&cells->cable, load, current, block->v, block->sum);
  }
}

/* The mean transmembrane currents of an interval that has ended. current: [sources][lane], written. */
static void end_interval(const lfp_full_t *full, const lfp_cells_t *cells, const block_t *block, double *scratch,
                         double *current) {
  full->kernels->cable_membrane_current(&cells->cable, 1.0 / full->config.interval_steps, block->sum, scratch);
  for (int32_t k = 0; k < cells->sources; k++) {
    memcpy(current + (int64_t)k * CABLE_LANES, scratch + (int64_t)cells->source[k] * CABLE_LANES,
           CABLE_LANES * sizeof *current);
  }
  memset(block->sum, 0, (size_t)lfp_block_size(cells) * sizeof *block->sum);
}

static void add_events(const lfp_full_t *full, const uint32_t *event, const uint32_t *end, double *synapses) {
  for (; event < end; event++) {
    const lfp_effect_t effect = full->effect[*event >> PLACE_BITS];
    synapses[effect.channel + (*event & ((1U << PLACE_BITS) - 1))] += effect.weight;
  }
}

static void run_block(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, int32_t b, lfp_worker_t *worker) {
  const block_t block = block_of(cells, tile * TILE_BLOCKS + b);
  const uint32_t *event = worker->events.block[b].event;
  const uint32_t *start = worker->events.block[b].start;
  double *current = worker->current;
  int64_t phase = full->part.phase;
  for (int32_t s = 0; s < full->part.steps; s++) {
    step(full, cells, &block, worker->scratch);
    if (++phase == full->config.interval_steps) {
      phase = 0;
      end_interval(full, cells, &block, worker->scratch, current);
      current += (int64_t)cells->sources * CABLE_LANES;
    }
    if (start[s] < start[s + 1]) {
      add_events(full, event + start[s], event + start[s + 1], block.synapses);
    }
  }
}

void lfp_run_tile(lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, lfp_worker_t *worker) {
  int32_t sites = full->config.electrode.sites;
  int64_t n = (int64_t)cells->sources * CABLE_LANES;
  double *out = full->partial + (cells->first_tile + tile) * PART_SAMPLES * sites;
  memset(out, 0, sizeof *out * PART_SAMPLES * (size_t)sites);
  if (cells->channels.count == 0) {
    return; /* without synapses cells stay at rest */
  }
  collect(full, cells, tile, &worker->events);
  if (worker->events.failed) {
    atomic_store(&full->code, FIM_E_MEMORY);
    return;
  }
  int64_t blocks = (lfp_tile_cells(cells, tile) + CABLE_LANES - 1) / CABLE_LANES;
  for (int32_t b = 0; b < blocks; b++) {
    run_block(full, cells, tile, b, worker);
    const float *matrix = cells->matrix + (tile * TILE_BLOCKS + b) * sites * n;
    full->kernels->lfp_project(matrix, worker->current, n, sites, full->part.samples, out);
  }
}
