/* lfp_full.c: the full method's making, its threads, and the sum of its samples. */
#include "lfp_full.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lanes.h"
#include "variant.h"

static int32_t make_projections(const lfp_full_t *full, lfp_cells_t *cells) {
  const fim_lfp_config_t *config = &full->config;
  cells->projection = calloc((size_t)config->rows, sizeof *cells->projection);
  cells->train = calloc((size_t)config->rows, sizeof *cells->train);
  if (cells->projection == NULL || cells->train == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d rows", config->rows);
  }
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < config->rows && code == FIM_OK; i++) {
    const fim_lfp_synapses_t *row = &config->synapses[i];
    if (row->target == cells->population && row->source_kind == FIM_LFP_GROUP && row->number > 0.0) {
      lfp_projection_t *projection = &cells->projection[cells->projections++];
      projection->row = i;
      code = lfp_synapses_allocate(full, cells, projection);
    }
  }
  return code == FIM_OK ? lfp_trains_create(full, cells) : code;
}

/* Ring of the spikes that may still arrive. */
static int32_t make_history(lfp_full_t *full) {
  int64_t longest = 0;
  for (int32_t i = 0; i < full->config.rows; i++) {
    const fim_lfp_synapses_t *row = &full->config.synapses[i];
    if (row->source_kind == FIM_LFP_GROUP) {
      full->groups = row->source >= full->groups ? row->source + 1 : full->groups;
      longest = row->delay_steps > longest ? row->delay_steps : longest;
    }
  }
  int32_t code = spike_history_create(&full->history, longest + full->config.max_steps, full->groups);
  return code == FIM_OK ? FIM_OK : fim_fail(code, "no memory for the spike history");
}

static int32_t make_workers(lfp_full_t *full) {
  int64_t largest = 0;
  int64_t sources = 0;
  for (int32_t p = 0; p < full->config.populations; p++) {
    int64_t size = lfp_block_size(&full->cells[p]);
    largest = size > largest ? size : largest;
    sources = full->cells[p].sources > sources ? full->cells[p].sources : sources;
  }
  size_t scratch = (size_t)(4 * largest) * sizeof(double);
  size_t current = (size_t)(PART_SAMPLES * sources * CABLE_LANES) * sizeof(double);
  for (int32_t t = 0; t < full->config.threads; t++) {
    lfp_worker_t *worker = &full->worker[t];
    worker->scratch = aligned_alloc(FIM_ALIGNMENT, scratch);
    worker->current = aligned_alloc(FIM_ALIGNMENT, current > 0 ? current : FIM_ALIGNMENT);
    if (worker->scratch == NULL || worker->current == NULL) {
      return fim_fail(FIM_E_MEMORY, "no memory for thread %d", t);
    }
    worker->bytes = (int64_t)(scratch + current);
  }
  return team_create(full->config.threads, &full->team) == FIM_OK
             ? FIM_OK
             : fim_fail(FIM_E_MEMORY, "no memory for %d threads", full->config.threads);
}

/* The population of a tile counted over all of them. */
static lfp_cells_t *cells_of_tile(const lfp_full_t *full, int64_t tile) {
  lfp_cells_t *cells = full->cells;
  while (tile >= cells->first_tile + cells->tiles) {
    cells++;
  }
  return cells;
}

/* Draws synapses and computes gains, tile by tile. */
static void prepare(void *argument, int32_t member) {
  (void)member;
  lfp_full_t *full = argument;
  for (int64_t next = atomic_fetch_add(&full->next, 1); next < full->tiles; next = atomic_fetch_add(&full->next, 1)) {
    lfp_cells_t *cells = cells_of_tile(full, next);
    int64_t tile = next - cells->first_tile;
    for (int32_t i = 0; i < cells->projections; i++) {
      lfp_synapses_draw(full, cells, &cells->projection[i], tile);
    }
    for (int64_t b = tile * TILE_BLOCKS; b < cells->blocks && b < (tile + 1) * TILE_BLOCKS; b++) {
      if (lfp_cells_fill_matrix(full, cells, b) != FIM_OK) {
        atomic_store(&full->code, FIM_E_MEMORY);
      }
    }
  }
}

static void run(void *argument, int32_t member) {
  lfp_full_t *full = argument;
  for (int64_t next = atomic_fetch_add(&full->next, 1); next < full->tiles; next = atomic_fetch_add(&full->next, 1)) {
    lfp_cells_t *cells = cells_of_tile(full, next);
    lfp_run_tile(full, cells, next - cells->first_tile, &full->worker[member]);
  }
}

/* Has all tiles done by the threads. */
static int32_t share(lfp_full_t *full, team_task_t *task) {
  atomic_store(&full->next, 0);
  team_run(full->team, task, full);
  int32_t code = atomic_load(&full->code);
  return code == FIM_OK ? FIM_OK : fim_fail(code, "a thread had no memory");
}

static int32_t allocate(lfp_full_t *full) {
  const fim_lfp_config_t *config = &full->config;
  size_t rows = (size_t)config->rows;
  fim_lfp_synapses_t *synapses = malloc(rows * sizeof *synapses);
  full->effect = calloc(rows, sizeof *full->effect);
  full->cells = calloc((size_t)config->populations, sizeof *full->cells);
  full->worker = calloc((size_t)config->threads, sizeof *full->worker);
  if (synapses != NULL) {
    memcpy(synapses, config->synapses, rows * sizeof *synapses);
  }
  full->config.synapses = synapses;
  return synapses != NULL && full->effect != NULL && full->cells != NULL && full->worker != NULL
             ? FIM_OK
             : fim_fail(FIM_E_MEMORY, "no memory for %d rows", config->rows);
}

static int32_t make(lfp_full_t *full) {
  const fim_lfp_config_t *config = &full->config;
  int32_t code = allocate(full);
  full->kernels = fim_kernels_chosen();
  code = code == FIM_OK && full->kernels == NULL ? FIM_E_ARGUMENT : code;
  for (int32_t p = 0; p < config->populations && code == FIM_OK; p++) {
    code = lfp_cells_create(full, p);
    code = code == FIM_OK ? make_projections(full, &full->cells[p]) : code;
    /* What is wrong with a cell's sources shows in its first block, here where the text is kept. */
    code = code == FIM_OK ? lfp_cells_fill_matrix(full, &full->cells[p], 0) : code;
  }
  code = code == FIM_OK ? make_history(full) : code;
  code = code == FIM_OK ? make_workers(full) : code;
  if (code == FIM_OK) {
    full->partial = calloc((size_t)full->tiles * PART_SAMPLES * (size_t)config->electrode.sites, sizeof(double));
    code = full->partial == NULL ? fim_fail(FIM_E_MEMORY, "no memory for the samples") : FIM_OK;
  }
  code = code == FIM_OK ? share(full, prepare) : code;
  full->config.population = NULL;
  return code;
}

static void destroy(void *state) {
  lfp_full_t *full = state;
  if (full == NULL) {
    return;
  }
  team_destroy(full->team);
  for (int32_t p = 0; full->cells != NULL && p < full->config.populations; p++) {
    lfp_cells_free(&full->cells[p]);
  }
  for (int32_t t = 0; full->worker != NULL && t < full->config.threads; t++) {
    for (int32_t b = 0; b < TILE_BLOCKS; b++) {
      free(full->worker[t].events.block[b].event);
    }
    free(full->worker[t].scratch);
    free(full->worker[t].current);
  }
  spike_history_free(&full->history);
  free((void *)full->config.synapses);
  free(full->effect);
  free(full->cells);
  free(full->worker);
  free(full->partial);
  free(full);
}

static int32_t create(const fim_lfp_config_t *config, void **state) {
  lfp_full_t *full = calloc(1, sizeof *full);
  if (full == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory");
  }
  full->config = *config;
  int32_t code = make(full);
  if (code != FIM_OK) {
    destroy(full);
    return code;
  }
  *state = full;
  return FIM_OK;
}

/* Copies the spikes of the sources' groups into the ring. */
static int32_t keep_spikes(lfp_full_t *full, const fim_spike_packet_t *packet) {
  const uint32_t *index = (const uint32_t *)(packet + 1);
  const uint32_t *id = index + (int64_t)packet->steps * packet->groups + 1;
  for (int64_t s = 0; s < packet->steps; s++) {
    const uint32_t *bounds = index + s * packet->groups;
    spike_slot_t *slot = spike_history_slot(&full->history, packet->first_step + s);
    slot->count = 0;
    if (spike_slot_reserve(&full->history, slot, (int64_t)bounds[full->groups] - bounds[0]) != FIM_OK) {
      return fim_fail(FIM_E_MEMORY, "no memory for the spikes of a step");
    }
    slot->count = bounds[full->groups] - bounds[0];
    if (slot->count > 0) {
      memcpy(slot->id, id + bounds[0], slot->count * sizeof *id);
    }
    for (int32_t g = 0; g <= full->groups; g++) {
      slot->start[g] = bounds[g] - bounds[0];
    }
  }
  return FIM_OK;
}

/* The part of an advance that begins after `done` of its steps. */
static lfp_part_t next_part(const lfp_full_t *full, const lfp_steps_t *advance, int32_t done) {
  int64_t interval = full->config.interval_steps;
  int64_t phase = (advance->done + done) % interval;
  int64_t steps = advance->steps - done;
  steps = steps < PART_STEPS ? steps : PART_STEPS;
  steps = steps < PART_SAMPLES * interval - phase ? steps : PART_SAMPLES * interval - phase;
  return (lfp_part_t){.advance = advance,
                      .first_step = advance->first_step + done,
                      .phase = phase,
                      .steps = (int32_t)steps,
                      .samples = (int32_t)((phase + steps) / interval)};
}

/* Adds the tiles' shares in their order. */
static void add_samples(const lfp_full_t *full, lfp_queue_t *queue) {
  int32_t sites = full->config.electrode.sites;
  for (int32_t k = 0; k < full->part.samples; k++) {
    double *row = lfp_queue_next(queue);
    for (int64_t tile = 0; tile < full->tiles; tile++) {
      const double *partial = full->partial + (tile * PART_SAMPLES + k) * sites;
      for (int32_t s = 0; s < sites; s++) {
        row[s] += partial[s];
      }
    }
  }
}

static int32_t advance(void *state, const lfp_steps_t *steps, lfp_queue_t *queue) {
  lfp_full_t *full = state;
  full->begin = steps->done == 0 ? steps->first_step : full->begin;
  int32_t code = keep_spikes(full, steps->spikes);
  for (int32_t done = 0; done < steps->steps && code == FIM_OK; done += full->part.steps) {
    full->part = next_part(full, steps, done);
    code = share(full, run);
    if (code == FIM_OK) {
      add_samples(full, queue);
    }
  }
  return code;
}

static int64_t bytes_of_cells(const lfp_full_t *full, const lfp_cells_t *cells) {
  int64_t bytes = cells->blocks * (2 + cells->channels.count) * lfp_block_size(cells) * (int64_t)sizeof(double);
  bytes += cells->blocks * full->config.electrode.sites * cells->sources * CABLE_LANES * (int64_t)sizeof(float);
  for (int32_t i = 0; i < cells->projections; i++) {
    const lfp_projection_t *projection = &cells->projection[i];
    bytes += (cells->tiles * (projection->bins + 1) + cells->cells * projection->number) * (int64_t)sizeof(uint32_t);
  }
  for (int32_t i = 0; i < cells->trains; i++) {
    bytes += cells->cells * cells->train[i].layers * (int64_t)sizeof(lfp_band_t);
  }
  return bytes;
}

static int64_t bytes(const void *state) {
  const lfp_full_t *full = state;
  int64_t sum = (int64_t)sizeof *full + full->history.bytes +
                full->tiles * PART_SAMPLES * full->config.electrode.sites * (int64_t)sizeof(double);
  for (int32_t p = 0; p < full->config.populations; p++) {
    sum += bytes_of_cells(full, &full->cells[p]);
  }
  for (int32_t t = 0; t < full->config.threads; t++) {
    sum += full->worker[t].bytes + (int64_t)sizeof full->worker[t];
    for (int32_t b = 0; b < TILE_BLOCKS; b++) {
      sum += full->worker[t].events.block[b].capacity * (int64_t)sizeof(uint32_t);
    }
  }
  return sum;
}

const lfp_method_t lfp_full_method = {
    .name = "full", .create = create, .advance = advance, .kernel = NULL, .bytes = bytes, .destroy = destroy};
