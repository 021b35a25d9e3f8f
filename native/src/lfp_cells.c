/* lfp_cells.c: a population of cells for the full method: tree, channels, state and forward matrix. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lanes.h"
#include "large_array.h"
#include "lfp_full.h"
#include "vector_math.h"

static const size_t large = (size_t)1 << 21;

/* Zeros, aligned to a cache line. */
static void *zeros(size_t bytes) {
  size_t whole = (bytes + FIM_ALIGNMENT - 1) / FIM_ALIGNMENT * FIM_ALIGNMENT;
  void *array = whole >= large ? large_array(whole) : aligned_alloc(FIM_ALIGNMENT, whole > 0 ? whole : FIM_ALIGNMENT);
  if (array != NULL) {
    memset(array, 0, whole);
  }
  return array;
}

/* The channel of a row, found or added. */
static int32_t channel_of(const lfp_full_t *full, lfp_channels_t *channels, const fim_lfp_synapses_t *row) {
  bool loaded = full->config.synapses_kind == FIM_LFP_CONDUCTANCE;
  double driving_force = loaded ? row->driving_force_mV : 1.0;
  int32_t c = 0;
  while (c < channels->count &&
         (channels->tau_ms[c] != row->tau_ms || channels->driving_force_mV[c] != driving_force)) {
    c++;
  }
  if (c == channels->count) {
    channels->count++;
    channels->tau_ms[c] = row->tau_ms;
    channels->driving_force_mV[c] = driving_force;
    channels->decay[c] = fim_exp(-full->config.dt_ms / row->tau_ms);
  }
  return c;
}

/* Channels of the population's rows, and what an event of each row adds to them. */
static int32_t make_channels(lfp_full_t *full, lfp_cells_t *cells) {
  lfp_channels_t *channels = &cells->channels;
  size_t rows = (size_t)full->config.rows;
  channels->decay = calloc(rows, sizeof *channels->decay);
  channels->tau_ms = calloc(rows, sizeof *channels->tau_ms);
  channels->driving_force_mV = calloc(rows, sizeof *channels->driving_force_mV);
  if (channels->decay == NULL || channels->tau_ms == NULL || channels->driving_force_mV == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for the channels of %lld rows", (long long)rows);
  }
  for (int32_t i = 0; i < full->config.rows; i++) {
    const fim_lfp_synapses_t *row = &full->config.synapses[i];
    if (row->target != cells->population) {
      continue;
    }
    int32_t c = channel_of(full, channels, row);
    double mean = row->tau_ms / full->config.dt_ms * (1.0 - channels->decay[c]);
    double force = full->config.synapses_kind == FIM_LFP_CURRENT ? row->driving_force_mV : 1.0;
    full->effect[i] = (lfp_effect_t){c * lfp_block_size(cells), row->weight_nS * force * mean};
  }
  return FIM_OK;
}

/* Where the nodes of the tree are in a block, and which of them are sources. */
static int32_t make_places(lfp_cells_t *cells, const fim_lfp_population_t *spec) {
  size_t n = (size_t)cells->cable.nodes;
  cells->place = malloc(n * sizeof *cells->place);
  cells->source = malloc(n * sizeof *cells->source);
  if (cells->place == NULL || cells->source == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d nodes", cells->cable.nodes);
  }
  for (int32_t i = 0; i < cells->cable.nodes; i++) {
    cells->place[cells->cable.node[i]] = i;
    if (spec->sources.kind[cells->cable.node[i]] != FIM_SOURCE_NONE) {
      cells->source[cells->sources++] = i;
    }
  }
  return FIM_OK;
}

static int32_t make_arrays(const lfp_full_t *full, lfp_cells_t *cells) {
  size_t arrays = 2 + (size_t)cells->channels.count;
  size_t sites = (size_t)full->config.electrode.sites;
  size_t blocks = (size_t)cells->blocks;
  cells->state = zeros(blocks * arrays * (size_t)lfp_block_size(cells) * sizeof *cells->state);
  cells->matrix = zeros(blocks * sites * (size_t)cells->sources * CABLE_LANES * sizeof *cells->matrix);
  return cells->state != NULL && cells->matrix != NULL ? FIM_OK
                                                       : fim_fail(FIM_E_MEMORY, "no memory for %lld cells of %d nodes",
                                                                  (long long)cells->cells, cells->cable.nodes);
}

int32_t lfp_cells_create(lfp_full_t *full, int32_t population) {
  lfp_cells_t *cells = &full->cells[population];
  const fim_lfp_population_t *spec = &full->config.population[population];
  cells->population = population;
  cells->cells = spec->cells;
  cells->blocks = (spec->cells + CABLE_LANES - 1) / CABLE_LANES;
  cells->tiles = fim_blocks(spec->cells);
  cells->first_tile = full->tiles;
  full->tiles += cells->tiles;
  int32_t code = cable_create(&cells->cable, &spec->tree, full->config.dt_ms);
  code = code == FIM_OK ? lfp_membrane_create(&cells->membrane, spec) : code;
  code = code == FIM_OK ? make_places(cells, spec) : code;
  code = code == FIM_OK ? make_channels(full, cells) : code;
  return code == FIM_OK ? make_arrays(full, cells) : code;
}

int32_t lfp_cells_fill_matrix(const lfp_full_t *full, lfp_cells_t *cells, int64_t block) {
  const fim_lfp_population_t *spec = &full->config.population[cells->population];
  const fim_electrode_t *electrode = &full->config.electrode;
  const int64_t nodes = cells->cable.nodes;
  const int64_t first = block * CABLE_LANES;
  const int64_t lanes = cells->cells - first < CABLE_LANES ? cells->cells - first : CABLE_LANES;
  double *gain = malloc((size_t)(lanes * electrode->sites * nodes) * sizeof *gain);
  if (gain == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for the gains of %lld cells", (long long)lanes);
  }
  int32_t code =
      fim_electrode_matrix(electrode, &spec->sources, lanes, spec->soma + 3 * first, spec->rotation + first, gain);
  float *matrix = cells->matrix + block * electrode->sites * cells->sources * CABLE_LANES;
  for (int64_t site = 0; site < electrode->sites && code == FIM_OK; site++) {
    for (int32_t k = 0; k < cells->sources; k++) {
      for (int64_t lane = 0; lane < lanes; lane++) {
        int64_t node = cells->cable.node[cells->source[k]];
        matrix[(site * cells->sources + k) * CABLE_LANES + lane] =
            (float)gain[(lane * electrode->sites + site) * nodes + node];
      }
    }
  }
  free(gain);
  return code;
}

void lfp_cells_free(lfp_cells_t *cells) {
  for (int32_t i = 0; i < cells->projections; i++) {
    free(cells->projection[i].first);
    free(cells->projection[i].synapse);
  }
  for (int32_t i = 0; i < cells->trains; i++) {
    free(cells->train[i].row);
    free(cells->train[i].share);
    free(cells->train[i].band);
  }
  cable_free(&cells->cable);
  lfp_membrane_free(&cells->membrane);
  free(cells->channels.decay);
  free(cells->channels.tau_ms);
  free(cells->channels.driving_force_mV);
  free(cells->place);
  free(cells->source);
  free(cells->projection);
  free(cells->train);
  free(cells->state);
  free(cells->matrix);
}
