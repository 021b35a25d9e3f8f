/* lfp_kernel_response.c: runs the trees of all classes after an event, and projects their currents to the sites. */
#include "lfp_kernel_response.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "lfp_kernel_trees.h"
#include "variant.h"
#include "vector_math.h"

/* Steps between projections, a multiple of LFP_COLUMNS so that no column is wasted. */
enum { CHUNK = LFP_COLUMNS };

/* Cells whose nearest source is further from a site count by point sources: less than 1 % off, see electrode.h. */
static const double far_um = 200.0;

/* A response ends where it stays below this part of its largest value, at the latest after longest_ms. */
static const double negligible = 1e-4;
static const double longest_ms = 500.0;
static const double watched_ms = 5.0;

/* The responses of one population in the making. */
typedef struct maker {
  const fim_kernels_t *kernels;
  lfp_trees_t trees;
  lfp_response_t **response; /* [responses] of this population */
  int32_t responses, stride;
  lfp_weights_t weights;
  fim_cable_t *cable;
  double *current;  /* [nodes][lanes] pA */
  double *membrane; /* [CHUNK][nodes][lanes] pA */
  double *factor;   /* [responses] of drive, in the next step */
  double *largest;  /* [responses] mV, so far */
  int32_t done;     /* lags */
  int32_t capacity; /* lags */
} maker_t;

/* Weights in the order in which projections read them, from fim_electrode_sum's. */
static void lay_out(const maker_t *maker, const double *sums) {
  const lfp_weights_t *p = &maker->weights;
  const int32_t sites = maker->trees.config->electrode.sites;
  for (int32_t site = 0; site < sites; site++) {
    double *to = p->weight + (int64_t)(site / FIM_LANES) * p->nodes * p->classes * FIM_LANES + site % FIM_LANES;
    for (int32_t node = 0; node < p->nodes; node++) {
      for (int32_t c = 0; c < p->classes; c++) {
        to[((int64_t)node * p->classes + c) * FIM_LANES] = sums[((int64_t)c * sites + site) * p->nodes + node];
      }
    }
  }
}

static int32_t make_weights(maker_t *maker) {
  const lfp_trees_t *trees = &maker->trees;
  const fim_lfp_population_t *cells = trees->cells;
  const int32_t classes = trees->classes.count;
  const int64_t count = (int64_t)classes * trees->nodes;
  double *sums = malloc((size_t)(count * trees->config->electrode.sites) * sizeof *sums);
  const size_t bytes = (size_t)(count * maker->stride) * sizeof(double);
  double *weight = aligned_alloc(FIM_ALIGNMENT, bytes);
  maker->weights = (lfp_weights_t){.weight = weight,
                                   .nodes = trees->nodes,
                                   .classes = classes,
                                   .blocks = maker->stride / FIM_LANES,
                                   .lanes = trees->lanes};
  if (sums == NULL || weight == NULL) {
    free(sums);
    return fim_fail(FIM_E_MEMORY, "no memory for %d classes of cells", classes);
  }
  const int32_t code = fim_electrode_sum(&trees->config->electrode, &cells->sources, cells->cells, cells->soma,
                                         cells->rotation, trees->classes.of, classes, far_um, sums);
  if (code == FIM_OK) {
    memset(weight, 0, bytes);
    lay_out(maker, sums);
  }
  free(sums);
  return code;
}

static int32_t allocate(maker_t *maker) {
  const size_t count = (size_t)maker->trees.nodes * (size_t)maker->trees.lanes;
  maker->current = malloc(count * sizeof *maker->current);
  maker->membrane = malloc(count * CHUNK * sizeof *maker->membrane);
  maker->factor = malloc((size_t)maker->responses * sizeof *maker->factor);
  maker->largest = calloc((size_t)maker->responses, sizeof *maker->largest);
  if (maker->current == NULL || maker->membrane == NULL || maker->factor == NULL || maker->largest == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d trees", maker->trees.lanes);
  }
  return FIM_OK;
}

static void maker_destroy(maker_t *maker) {
  lfp_trees_destroy(&maker->trees);
  fim_cable_destroy(maker->cable);
  free(maker->response);
  free(maker->weights.weight);
  free(maker->current);
  free(maker->membrane);
  free(maker->factor);
  free(maker->largest);
}

/* Mean over the step of a conductance that begins it with 1. */
static double mean_of_step(double dt_ms, double tau_ms) {
  const double x = dt_ms / tau_ms;
  return (1.0 - fim_exp(-x)) / x;
}

static int32_t maker_create(maker_t *maker, const fim_lfp_config_t *config, int32_t population) {
  int32_t code = lfp_trees_create(config, population, (const lfp_response_t *const *)maker->response, maker->responses,
                                  &maker->trees);
  maker->stride = fim_padded(config->electrode.sites);
  code = code == FIM_OK ? make_weights(maker) : code;
  code = code == FIM_OK ? allocate(maker) : code;
  code = code == FIM_OK ? fim_cable_create(&maker->trees.cells->tree, config->dt_ms, maker->trees.lanes, &maker->cable)
                        : code;
  for (int32_t r = 0; r < maker->responses && code == FIM_OK; r++) {
    maker->factor[r] = mean_of_step(config->dt_ms, maker->response[r]->row.tau_ms);
  }
  return code;
}

/* One step of all trees; membrane: [nodes][lanes] pA, written. */
static int32_t step(maker_t *maker, double *membrane) {
  const lfp_trees_t *trees = &maker->trees;
  const int32_t classes = trees->classes.count;
  for (int32_t node = 0; node < trees->nodes; node++) {
    for (int32_t r = 0; r < maker->responses; r++) {
      const int64_t lane = (int64_t)node * trees->lanes + (int64_t)r * classes;
      for (int64_t i = lane; i < lane + classes; i++) {
        maker->current[i] = maker->factor[r] * trees->drive[i];
      }
    }
  }
  for (int32_t r = 0; r < maker->responses; r++) {
    maker->factor[r] *= fim_exp(-trees->config->dt_ms / maker->response[r]->row.tau_ms);
  }
  const int32_t code = fim_cable_advance(maker->cable, 1, maker->current, trees->conductance);
  return code == FIM_OK ? fim_cable_membrane_current(maker->cable, membrane) : code;
}

/* Columns of currents to a row of phi each; columns beyond `count` repeat the last one. */
static void project(const maker_t *maker, const double **current, double **out, int32_t count) {
  for (int32_t k = count; k < LFP_COLUMNS; k++) {
    current[k] = current[count - 1];
    out[k] = out[count - 1];
  }
  maker->kernels->lfp_respond(&maker->weights, current, out);
}

static int32_t grow(maker_t *maker) {
  if (maker->done + CHUNK <= maker->capacity) {
    return FIM_OK;
  }
  maker->capacity = maker->capacity == 0 ? 64 * CHUNK : 2 * maker->capacity;
  for (int32_t r = 0; r < maker->responses; r++) {
    const size_t bytes = (size_t)maker->capacity * (size_t)maker->stride * sizeof(double);
    double *phi = realloc(maker->response[r]->phi, bytes);
    if (phi == NULL) {
      return fim_fail(FIM_E_MEMORY, "no memory for a response of %d steps", maker->capacity);
    }
    maker->response[r]->phi = phi;
  }
  return FIM_OK;
}

/* The next CHUNK lags of all responses. */
static int32_t run_chunk(maker_t *maker) {
  const int64_t count = (int64_t)maker->trees.nodes * maker->trees.lanes;
  int32_t code = grow(maker);
  for (int32_t k = 0; k < CHUNK && code == FIM_OK; k++) {
    code = step(maker, maker->membrane + k * count);
  }
  for (int32_t r = 0; r < maker->responses && code == FIM_OK; r++) {
    const double *current[LFP_COLUMNS];
    double *out[LFP_COLUMNS];
    for (int32_t k = 0; k < CHUNK; k++) {
      current[k] = maker->membrane + k * count + (int64_t)r * maker->trees.classes.count;
      out[k] = maker->response[r]->phi + (int64_t)(maker->done + k) * maker->stride;
    }
    project(maker, current, out, CHUNK);
  }
  maker->done += CHUNK;
  return code;
}

/* Brings the largest value and the end (lags) of every response up to date; the latest end. */
static int32_t watch(maker_t *maker) {
  int32_t latest = 0;
  for (int32_t r = 0; r < maker->responses; r++) {
    lfp_response_t *response = maker->response[r];
    for (int32_t lag = maker->done - CHUNK; lag < maker->done; lag++) {
      double size = 0.0;
      for (int32_t s = 0; s < maker->trees.config->electrode.sites; s++) {
        size = fim_larger(fabs(response->phi[(int64_t)lag * maker->stride + s]), size);
      }
      maker->largest[r] = fim_larger(size, maker->largest[r]);
      response->lags = size > negligible * maker->largest[r] ? lag + 1 : response->lags;
    }
    latest = response->lags > latest ? response->lags : latest;
  }
  return latest;
}

static int32_t run(maker_t *maker) {
  const fim_lfp_config_t *config = maker->trees.config;
  const bool fixed = config->kernel_ms > 0.0;
  const double most_ms = fixed ? config->kernel_ms : longest_ms;
  const int32_t most = (int32_t)fim_larger(1.0, rint(most_ms / config->dt_ms));
  const int32_t watched = (int32_t)ceil(watched_ms / config->dt_ms);
  int32_t end = 0;
  int32_t code = FIM_OK;
  while (code == FIM_OK && maker->done < most && (fixed || maker->done < end + watched)) {
    code = run_chunk(maker);
    end = code == FIM_OK ? watch(maker) : end;
  }
  for (int32_t r = 0; r < maker->responses; r++) {
    const int32_t lags = fixed || maker->response[r]->lags > most ? most : maker->response[r]->lags;
    maker->response[r]->lags = lags > 0 ? lags : 1;
  }
  return code;
}

/* The potential of the currents that are in the mean state and not in the responses to its rates. */
static int32_t add_offset(maker_t *maker, double *offset) {
  const double *current[LFP_COLUMNS] = {maker->membrane};
  double *row = calloc((size_t)maker->stride, sizeof *row);
  double *out[LFP_COLUMNS] = {row};
  if (row == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d sites", maker->stride);
  }
  const int32_t code = lfp_trees_steady(&maker->trees, maker->trees.balance, maker->membrane);
  if (code == FIM_OK) {
    project(maker, current, out, 1);
  }
  for (int32_t s = 0; s < maker->stride && code == FIM_OK; s++) {
    offset[s] += row[s];
  }
  free(row);
  return code;
}

int32_t lfp_compute_responses(const fim_lfp_config_t *config, int32_t population, lfp_response_t *response,
                              int32_t responses, double *offset) {
  maker_t maker = {.kernels = fim_kernels_chosen(), .response = malloc((size_t)responses * sizeof *maker.response)};
  if (maker.kernels == NULL) {
    free(maker.response);
    return FIM_E_ARGUMENT;
  }
  if (maker.response == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for %d responses", responses);
  }
  for (int32_t r = 0; r < responses; r++) {
    if (response[r].row.target == population) {
      maker.response[maker.responses++] = &response[r];
    }
  }
  int32_t code = FIM_OK;
  if (maker.responses > 0) {
    code = maker_create(&maker, config, population);
    code = code == FIM_OK ? run(&maker) : code;
    code = code == FIM_OK && maker.trees.balance != NULL ? add_offset(&maker, offset) : code;
  }
  maker_destroy(&maker);
  return code == FIM_OK ? FIM_OK : fim_chain(code, "population %d", population);
}
