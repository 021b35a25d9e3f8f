/*
 * lfp_trains.c: each cell's own trains, from input packets or background: the arrivals that the spiking engine delivers
 * to its neuron (deliver.c), each to one node.
 *
 * Arrival k of a cell in a step takes the words of (seed, SYNAPSES of the train's first row, cell, step, k): two for
 * the node, by area within a layer, two for the layer, by the rows' shares.
 */
#include <stdlib.h>
#include <string.h>

#include "draws.h"
#include "error.h"
#include "lfp_full.h"
#include "recipe.h"

/* Whether an earlier row has the same train. */
static bool is_first(const fim_lfp_config_t *config, int32_t row) {
  for (int32_t i = 0; i < row; i++) {
    if (lfp_share_train(&config->synapses[i], &config->synapses[row])) {
      return false;
    }
  }
  return true;
}

static void find_layers(const lfp_full_t *full, const lfp_cells_t *cells, int32_t first, lfp_train_t *train) {
  const fim_lfp_config_t *config = &full->config;
  double sum = 0.0;
  for (int32_t i = first; i < config->rows; i++) {
    if (lfp_share_train(&config->synapses[first], &config->synapses[i])) {
      sum += config->synapses[i].number;
      train->row[train->layers] = i;
      train->share[train->layers++] = sum;
    }
  }
  const double *soma = config->population[cells->population].soma;
  for (int64_t cell = 0; cell < cells->cells; cell++) {
    for (int32_t layer = 0; layer < train->layers; layer++) {
      const fim_lfp_synapses_t *row = &config->synapses[train->row[layer]];
      train->band[cell * train->layers + layer] =
          lfp_membrane_band(&cells->membrane, soma[3 * cell + 2], row->z_low_um, row->z_high_um);
    }
  }
}

/* Rows that share the train of the first. */
static int32_t count_layers(const fim_lfp_config_t *config, int32_t first) {
  int32_t layers = 0;
  for (int32_t i = first; i < config->rows; i++) {
    layers += lfp_share_train(&config->synapses[first], &config->synapses[i]) ? 1 : 0;
  }
  return layers;
}

int32_t lfp_trains_create(const lfp_full_t *full, lfp_cells_t *cells) {
  const fim_lfp_config_t *config = &full->config;
  for (int32_t i = 0; i < config->rows; i++) {
    const fim_lfp_synapses_t *row = &config->synapses[i];
    if (row->target != cells->population || row->source_kind == FIM_LFP_GROUP || !is_first(config, i)) {
      continue;
    }
    lfp_train_t *train = &cells->train[cells->trains++];
    size_t layers = (size_t)count_layers(config, i);
    train->row = calloc(layers, sizeof *train->row);
    train->share = calloc(layers, sizeof *train->share);
    train->band = calloc(layers * (size_t)cells->cells, sizeof *train->band);
    if (train->row == NULL || train->share == NULL || train->band == NULL) {
      return fim_fail(FIM_E_MEMORY, "no memory for the trains of %lld cells", (long long)cells->cells);
    }
    find_layers(full, cells, i, train);
  }
  return FIM_OK;
}

/* A tile's arrivals in a step. */
typedef struct arrivals {
  double count[FIM_BLOCK];
  int64_t size; /* cells of the tile */
} arrivals_t;

/* Counts the tile's arrivals in the row of its span. first_block: entity of the population's first span. */
static void count_row(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, const fim_rows_t *rows,
                      int64_t first_block, arrivals_t *arrivals) {
  int64_t begin = fim_span_begin(tile * FIM_BLOCK);
  fim_span_t span = {.width = fim_span_width(cells->cells - begin),
                     .first = tile * FIM_BLOCK - begin,
                     .size = arrivals->size,
                     .in = arrivals->count,
                     .entity = (uint32_t)(first_block + begin / FIM_BLOCK)};
  if (!rows->rare) {
    full->kernels->fim_arrive(rows, &span, 1, 1.0);
    return;
  }
  fim_arrivals_t row = fim_arrivals(rows, span.entity, span.width);
  for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
    int64_t neuron = cell % span.width - span.first;
    if (neuron >= 0 && neuron < span.size) {
      span.in[neuron] += 1.0;
    }
  }
}

static void count_recipe(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile,
                         const fim_spike_packet_t *packet, int64_t step, arrivals_t *arrivals) {
  const fim_recipe_t *recipe = fim_packet_recipe(packet);
  const fim_recipe_step_t numbers = fim_packet_recipe_steps(packet)[step - packet->first_step];
  if (numbers.events > 0) {
    const fim_rows_t copies = fim_copies(recipe, fim_copies_gap(recipe), numbers.events, step);
    count_row(full, cells, tile, &copies, cells->first_tile, arrivals);
  }
  if (numbers.mean > 0.0) {
    const fim_rows_t events = fim_private_events(recipe, numbers.mean, step);
    count_row(full, cells, tile, &events, cells->first_tile, arrivals);
  }
}

static void count_spikes(const lfp_cells_t *cells, int64_t tile, const fim_spike_packet_t *packet, int64_t step,
                         arrivals_t *arrivals) {
  const uint32_t *index = (const uint32_t *)(packet + 1);
  const uint32_t *id = index + (int64_t)packet->steps * packet->groups + 1;
  const uint32_t *bounds = index + (step - packet->first_step) * packet->groups + cells->first_tile + tile;
  for (uint32_t i = bounds[0]; i < bounds[1]; i++) {
    arrivals->count[id[i] - tile * FIM_BLOCK] += 1.0;
  }
}

/* Counts what a train brings to a tile; false: nothing. */
static bool count_arrivals(const lfp_full_t *full, const lfp_cells_t *cells, const fim_lfp_synapses_t *row,
                           int64_t tile, int64_t step, arrivals_t *arrivals) {
  memset(arrivals->count, 0, sizeof arrivals->count);
  arrivals->size = lfp_tile_cells(cells, tile);
  if (row->source_kind == FIM_LFP_BACKGROUND) {
    int64_t emitted = step - row->delay_steps;
    double mean_gap = 1.0 / (row->rate_hz * 1e-3 * full->config.dt_ms);
    uint32_t stream = fim_stream(FIM_STREAM_BACKGROUND, (uint32_t)row->source);
    if (emitted >= 0) {
      fim_rows_t rows = fim_poisson_rows(full->config.seed, stream, emitted, mean_gap);
      count_row(full, cells, tile, &rows, 0, arrivals);
    }
    return emitted >= 0;
  }
  const lfp_steps_t *advance = full->part.advance;
  const fim_spike_packet_t *packet = advance->inputs == NULL ? NULL : advance->inputs[row->source];
  if (packet == NULL) {
    return false;
  }
  if (packet->kind == FIM_PACKET_RECIPE) {
    count_recipe(full, cells, tile, packet, step, arrivals);
  } else {
    count_spikes(cells, tile, packet, step, arrivals);
  }
  return true;
}

/* Brings an arrival to a node of one of the train's layers. */
static void place_arrival(const lfp_cells_t *cells, const lfp_train_t *train, fim_words_t words, int64_t cell,
                          lfp_events_t *events) {
  double share = fim_uniform(words.v[2], words.v[3]) * train->share[train->layers - 1];
  int32_t layer = 0;
  while (layer < train->layers - 1 && share >= train->share[layer]) {
    layer++;
  }
  lfp_band_t band = train->band[cell * train->layers + layer];
  int32_t node = cells->place[lfp_membrane_draw(&cells->membrane, band, fim_uniform(words.v[0], words.v[1]))];
  uint32_t place = (uint32_t)(node * CABLE_LANES + cell % CABLE_LANES);
  lfp_events_add(events, (uint32_t)(cell % FIM_BLOCK / CABLE_LANES), (uint32_t)train->row[layer] << PLACE_BITS | place);
}

void lfp_trains_collect(const lfp_full_t *full, const lfp_cells_t *cells, int64_t tile, int64_t step,
                        lfp_events_t *events) {
  for (int32_t i = 0; i < cells->trains; i++) {
    const lfp_train_t *train = &cells->train[i];
    const fim_lfp_synapses_t *row = &full->config.synapses[train->row[0]];
    uint32_t stream = fim_stream(FIM_STREAM_SYNAPSES, (uint32_t)row->stream);
    arrivals_t arrivals;
    if (!count_arrivals(full, cells, row, tile, step, &arrivals)) {
      continue;
    }
    for (int64_t c = 0; c < arrivals.size; c++) {
      int64_t cell = tile * FIM_BLOCK + c;
      for (uint32_t k = 0; k < (uint32_t)arrivals.count[c]; k++) {
        fim_words_t words = fim_philox(full->config.seed, stream, (uint32_t)cell, (uint32_t)step, k);
        place_arrival(cells, train, words, cell, events);
      }
    }
  }
}
