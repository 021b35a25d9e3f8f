/*
 * lfp_synapses.c: synapses between neurons: drawn once, kept by tile and source, and looked up for every spike.
 *
 * Synapse k of a cell takes words 3 k, 3 k + 1, 3 k + 2 of (seed, SYNAPSES of the row, cell, step 0): its source,
 * uniform over the group, and its node, by area among the cell's nodes within the layer.
 */
#include <stdlib.h>

#include "draws.h"
#include "error.h"
#include "large_array.h"
#include "lfp_full.h"

/* Fewest synapses that a bin is worth: the index takes at most a byte per synapse. */
static const double least_per_bin = 4.0;

int32_t lfp_synapses_allocate(const lfp_full_t *full, const lfp_cells_t *cells, lfp_projection_t *projection) {
  const fim_lfp_synapses_t *row = &full->config.synapses[projection->row];
  double tile = row->number * (double)(cells->cells < FIM_BLOCK ? cells->cells : FIM_BLOCK);
  projection->number = (int64_t)row->number;
  while (projection->shift < SOURCE_BITS && tile < least_per_bin * (double)(row->source_size >> projection->shift)) {
    projection->shift++;
  }
  projection->bins = ((row->source_size - 1) >> projection->shift) + 1;
  projection->first = large_array((size_t)(cells->tiles * (projection->bins + 1)) * sizeof(uint32_t));
  projection->synapse = large_array((size_t)(cells->cells * projection->number) * sizeof(uint32_t));
  return projection->first != NULL && projection->synapse != NULL
             ? FIM_OK
             : fim_fail(FIM_E_MEMORY, "no memory for %lld synapses of row %d",
                        (long long)(cells->cells * projection->number), projection->row);
}

static uint32_t *tile_bins(const lfp_projection_t *projection, int64_t tile) {
  return projection->first + tile * (projection->bins + 1);
}

static uint32_t *tile_synapses(const lfp_projection_t *projection, int64_t tile) {
  return projection->synapse + tile * FIM_BLOCK * projection->number;
}

enum pass { COUNT, FILL };

static void draw_cell(const lfp_full_t *full, const lfp_cells_t *cells, const lfp_projection_t *projection,
                      int64_t tile, int64_t cell, enum pass pass) {
  const fim_lfp_synapses_t *row = &full->config.synapses[projection->row];
  const double *soma = full->config.population[cells->population].soma + 3 * (tile * FIM_BLOCK + cell);
  lfp_band_t band = lfp_membrane_band(&cells->membrane, soma[2], row->z_low_um, row->z_high_um);
  uint32_t *first = tile_bins(projection, tile);
  uint32_t *synapse = tile_synapses(projection, tile);
  uint32_t stream = fim_stream(FIM_STREAM_SYNAPSES, (uint32_t)row->stream);
  fim_draws_t draws = fim_draws(full->config.seed, stream, (uint32_t)(tile * FIM_BLOCK + cell), 0);
  for (int64_t k = 0; k < projection->number; k++) {
    uint32_t source = fim_draw_index(&draws, (uint64_t)row->source_size);
    double uniform = fim_draw_uniform(&draws);
    uint32_t bin = source >> projection->shift;
    if (pass == COUNT) {
      first[bin + 1]++;
      continue;
    }
    int32_t node = cells->place[lfp_membrane_draw(&cells->membrane, band, uniform)];
    uint32_t place = (uint32_t)(node * CABLE_LANES + cell % CABLE_LANES);
    uint32_t low = source & ((1U << projection->shift) - 1);
    synapse[first[bin]++] = low << (PLACE_BITS + BLOCK_BITS) | (uint32_t)(cell / CABLE_LANES) << PLACE_BITS | place;
  }
}

/* Counts first, then fills, drawing the same numbers twice: bins have their synapses in ascending order of cells. */
void lfp_synapses_draw(const lfp_full_t *full, const lfp_cells_t *cells, lfp_projection_t *projection, int64_t tile) {
  uint32_t *first = tile_bins(projection, tile);
  for (int64_t b = 0; b <= projection->bins; b++) {
    first[b] = 0;
  }
  for (int64_t cell = 0; cell < lfp_tile_cells(cells, tile); cell++) {
    draw_cell(full, cells, projection, tile, cell, COUNT);
  }
  for (int64_t b = 0; b < projection->bins; b++) {
    first[b + 1] += first[b];
  }
  for (int64_t cell = 0; cell < lfp_tile_cells(cells, tile); cell++) {
    draw_cell(full, cells, projection, tile, cell, FILL);
  }
  for (int64_t b = projection->bins; b > 0; b--) {
    first[b] = first[b - 1];
  }
  first[0] = 0;
}

/* Adds what a projection does to a tile after the spikes of one step. */
static void add_spikes(const lfp_projection_t *projection, int64_t tile, const uint32_t *id, int64_t count,
                       lfp_events_t *events) {
  const uint32_t *first = tile_bins(projection, tile);
  const uint32_t *synapse = tile_synapses(projection, tile);
  const uint32_t mask = (1U << projection->shift) - 1;
  const uint32_t row = (uint32_t)projection->row << PLACE_BITS;
  for (int64_t i = 0; i < count; i++) {
    uint32_t bin = id[i] >> projection->shift;
    for (uint32_t k = first[bin]; k < first[bin + 1]; k++) {
      uint32_t entry = synapse[k];
      if (entry >> (PLACE_BITS + BLOCK_BITS) == (id[i] & mask)) {
        uint32_t block = entry >> PLACE_BITS & ((1U << BLOCK_BITS) - 1);
        lfp_events_add(events, block, row | (entry & ((1U << PLACE_BITS) - 1)));
      }
    }
  }
}

void lfp_synapses_collect(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, int64_t step,
                          lfp_events_t *events) {
  for (int32_t i = 0; i < cells->projections; i++) {
    const lfp_projection_t *projection = &cells->projection[i];
    const fim_lfp_synapses_t *row = &full->config.synapses[projection->row];
    int64_t emitted = step - row->delay_steps;
    if (emitted >= full->begin) {
      const spike_slot_t *slot = spike_history_slot(&full->history, emitted);
      const uint32_t *start = slot->start + row->source;
      add_spikes(projection, tile, slot->id + start[0], start[1] - start[0], events);
    }
  }
}
