/*
 * lfp_full.h: the full method: every neuron has its cell.
 *
 * Cells go in blocks of CABLE_LANES of one population, blocks in tiles of FIM_BLOCK neurons: the unit in which threads
 * share the work and in which events are collected. A tile runs through a part of an advance alone: first it collects
 * the part's synaptic events for each of its blocks (lfp_synapses.c, lfp_trains.c), then each block runs through all
 * its steps while it is in the cache (lfp_tile.c). What tiles contribute to a sample is added in their order.
 *
 * Transmembrane currents are linear in the potentials, so that their mean over a sample's interval is that of the mean
 * potentials: only these are summed in each step. Gains are stored in single precision, relative error 2^-24 each.
 */
#ifndef FIMBRIA_SRC_LFP_FULL_H
#define FIMBRIA_SRC_LFP_FULL_H

#include <stdatomic.h>
#include <stdbool.h>

#include "cable.h"
#include "cable_tree.h"
#include "fimbria/lfp.h"
#include "kernels/kernels.h"
#include "lfp_channels.h"
#include "lfp_check.h"
#include "lfp_membrane.h"
#include "lfp_method.h"
#include "spike_history.h"
#include "team.h"

/* Blocks of a tile; most steps and samples of a part. */
enum { TILE_BLOCKS = FIM_BLOCK / CABLE_LANES, PART_STEPS = 256, PART_SAMPLES = 16 };

/*
 * An event: a row of synapses (12 bits), and where in a block (20 bits): node CABLE_LANES + lane. A stored synapse has
 * the block within the tile in place of the row, and above it the low bits of its source.
 */
enum { PLACE_BITS = 20, BLOCK_BITS = 4, SOURCE_BITS = 8 };
_Static_assert(1 << BLOCK_BITS == TILE_BLOCKS, "a block's number fits");
_Static_assert(1 << PLACE_BITS == CABLE_MOST_NODES * CABLE_LANES, "a place fits");
_Static_assert(1LL << (32 - PLACE_BITS) == LFP_MOST_ROWS, "a row fits");
_Static_assert(PLACE_BITS + BLOCK_BITS + SOURCE_BITS == 32, "a synapse has 4 bytes");

/* What an event of a row does. */
typedef struct lfp_effect {
  int64_t channel; /* begin of the channel in a block's synaptic state */
  double weight;   /* pA or nS that a spike adds, as its mean over a step */
} lfp_effect_t;

/* The synapses of a GROUP row. */
typedef struct lfp_projection {
  uint32_t *first;   /* [tiles][bins + 1] where a bin of sources starts among the tile's synapses */
  uint32_t *synapse; /* [cells][number], those of a tile by bin */
  int64_t bins, number;
  int32_t shift; /* a bin has 2^shift sources */
  int32_t row;   /* of the configuration */
} lfp_projection_t;

/* Rows that share a train of each cell. */
typedef struct lfp_train {
  int32_t *row;     /* [layers] of the configuration; the first one has source, rate, delay and stream */
  double *share;    /* [layers] of the layers up to this one */
  lfp_band_t *band; /* [cells][layers] */
  int32_t layers;
} lfp_train_t;

/* A population of cells. */
typedef struct lfp_cells {
  cable_t cable;
  lfp_membrane_t membrane;
  int32_t *place;  /* [nodes] of a node of the tree in a block's arrays */
  int32_t *source; /* [sources] places whose current leaves the cell */
  lfp_projection_t *projection;
  lfp_train_t *train;
  double *state; /* [blocks][2 + channels][nodes][lane]: v, its sum over the interval so far, synapses */
  float *matrix; /* [blocks][sites][sources][lane] mV/pA */
  lfp_channels_t channels;
  int64_t cells, blocks, tiles;
  int64_t first_tile; /* among those of all populations; of a packet's groups */
  int32_t population, projections, trains, sources;
} lfp_cells_t;

/* The events of a tile's blocks in a part of an advance. */
typedef struct lfp_events {
  struct {
    uint32_t *event; /* [capacity], by step */
    uint32_t count, capacity;
    uint32_t start[PART_STEPS + 1];
  } block[TILE_BLOCKS];
  bool failed; /* no memory */
} lfp_events_t;

/* What a thread works with. */
typedef struct lfp_worker {
  lfp_events_t events;
  double *scratch; /* [4][most nodes][lane]: current, conductance, factors */
  double *current; /* [PART_SAMPLES][most sources][lane] pA: mean transmembrane currents */
  int64_t bytes;
} lfp_worker_t;

/* Steps of an advance that are run at once. */
typedef struct lfp_part {
  const lfp_steps_t *advance;
  int64_t first_step; /* of the simulation */
  int64_t phase;      /* steps of the interval that had begun before */
  int32_t steps, samples;
} lfp_part_t;

typedef struct lfp_full {
  const fim_kernels_t *kernels;
  fim_lfp_config_t config; /* synapses: a copy; population: the caller's, while the method is made */
  lfp_effect_t *effect;    /* [rows] */
  lfp_cells_t *cells;      /* [populations] */
  lfp_worker_t *worker;    /* [threads] */
  team_t *team;
  spike_history_t history; /* of the sources */
  double *partial;         /* [tiles][PART_SAMPLES][sites] mV */
  lfp_part_t part;
  int64_t tiles, begin; /* first step */
  int32_t groups;
  atomic_llong next; /* tile or block that no thread has taken yet */
  atomic_int code;   /* of a thread that failed */
} lfp_full_t;

/* lfp_cells.c: copies and prepares a population. FIM_E_ARGUMENT, FIM_E_MEMORY. */
int32_t lfp_cells_create(lfp_full_t *full, int32_t population);
void lfp_cells_free(lfp_cells_t *cells);

/* The forward matrix of a block. FIM_E_ARGUMENT, FIM_E_MEMORY. */
int32_t lfp_cells_fill_matrix(const lfp_full_t *full, lfp_cells_t *cells, int64_t block);

/* lfp_synapses.c: memory of a projection; then the synapses of one tile. FIM_E_MEMORY. */
int32_t lfp_synapses_allocate(const lfp_full_t *full, const lfp_cells_t *cells, lfp_projection_t *projection);
void lfp_synapses_draw(const lfp_full_t *full, const lfp_cells_t *cells, lfp_projection_t *projection, int64_t tile);

/* Collects a tile's events of a step. step: of the simulation. */
void lfp_synapses_collect(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, int64_t step,
                          lfp_events_t *events);

/* lfp_trains.c: the rows that share a train, and what their layers have of each cell. FIM_E_MEMORY. */
int32_t lfp_trains_create(const lfp_full_t *full, lfp_cells_t *cells);
void lfp_trains_collect(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, int64_t step,
                        lfp_events_t *events);

/* lfp_tile.c: runs a tile of a population through the part, and writes its share of the samples. */
void lfp_run_tile(lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, lfp_worker_t *worker);

/* Appends an event to a block's list. */
void lfp_events_grow(lfp_events_t *events, int32_t block);

static inline void lfp_events_add(lfp_events_t *events, uint32_t block, uint32_t event) {
  if (events->block[block].count == events->block[block].capacity) {
    lfp_events_grow(events, (int32_t)block);
  }
  if (!events->failed) {
    events->block[block].event[events->block[block].count++] = event;
  }
}

/* Cells of a tile. */
static inline int64_t lfp_tile_cells(const lfp_cells_t *cells, int64_t tile) {
  int64_t left = cells->cells - tile * FIM_BLOCK;
  return left < FIM_BLOCK ? left : FIM_BLOCK;
}

/* Numbers of an array of a block. */
static inline int64_t lfp_block_size(const lfp_cells_t *cells) {
  return (int64_t)cells->cable.nodes * CABLE_LANES;
}

#endif
