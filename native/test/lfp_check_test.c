/* lfp_check_test.c: configurations of local field potentials that are refused, and what the error says. */
#include <string.h>

#include "check.h"
#include "lfp_cell.h"

enum { CELLS = 300, ROWS = 4 };

static cell_t cell;
static double soma[CELLS][3], rotation[CELLS];

/* A configuration with nothing wrong, and what it points to. */
typedef struct parts {
  fim_lfp_population_t population[2];
  fim_lfp_synapses_t row[ROWS];
  double site[3];
  fim_lfp_config_t config;
} parts_t;

static void make(parts_t *parts) {
  cell_make_stick(&cell, 400, 200, 5);
  for (int i = 0; i < 2; i++) {
    parts->population[i] = (fim_lfp_population_t){cell_tree(&cell), cell_sources(&cell), cell.area, soma[0],
                                                  rotation,         i == 0 ? CELLS : 100};
  }
  const fim_lfp_synapses_t usual = {.weight_nS = 1.0,
                                    .driving_force_mV = 65.0,
                                    .tau_ms = 5.0,
                                    .z_low_um = 100.0,
                                    .z_high_um = 300.0,
                                    .number = 10.0,
                                    .rate_hz = 2.0,
                                    .source_size = CELLS,
                                    .delay_steps = 3};
  for (int i = 0; i < ROWS; i++) {
    parts->row[i] = usual;
    parts->row[i].stream = i;
  }
  for (int i = 1; i <= 2; i++) {
    parts->row[i].source_kind = FIM_LFP_INPUT;
    parts->row[i].delay_steps = 0;
    parts->row[i].number = 0.5;
  }
  parts->row[3].source_kind = FIM_LFP_BACKGROUND;
  parts->row[3].number = 1.0;
  memset(parts->site, 0, sizeof parts->site);
  parts->config = (fim_lfp_config_t){.population = parts->population,
                                     .synapses = parts->row,
                                     .electrode = {parts->site, 0.3, 1, 0},
                                     .dt_ms = 0.1,
                                     .populations = 2,
                                     .rows = ROWS,
                                     .inputs = 1,
                                     .method = FIM_LFP_FULL,
                                     .interval_steps = 10,
                                     .max_steps = 100,
                                     .threads = 1};
}

static void assert_refused(const parts_t *parts, const char *text) {
  fim_lfp_t *lfp = NULL;
  assert_int_equal(fim_lfp_create(&parts->config, &lfp), FIM_E_ARGUMENT);
  assert_null(lfp);
  if (strstr(fim_error_text(), text) == NULL) {
    fail_msg("\"%s\" lacks \"%s\"", fim_error_text(), text);
  }
}

/* One value of an otherwise allowed configuration is changed. */
#define ASSERT_REFUSED_WITH(change, text) \
  do {                                    \
    parts_t parts;                        \
    make(&parts);                         \
    change;                               \
    assert_refused(&parts, text);         \
  } while (0)

static void should_refuse_scalars_outside_their_range(void **state) {
  (void)state;
  ASSERT_REFUSED_WITH(parts.config.dt_ms = 0.0, "dt_ms = 0, allowed above 0");
  ASSERT_REFUSED_WITH(parts.config.dt_ms = NAN, "dt_ms = nan");
  ASSERT_REFUSED_WITH(parts.config.kernel_ms = -1.0, "kernel_ms = -1");
  ASSERT_REFUSED_WITH(parts.config.method = 2, "method = 2");
  ASSERT_REFUSED_WITH(parts.config.synapses_kind = -1, "synapses_kind = -1");
  ASSERT_REFUSED_WITH(parts.config.interval_steps = 0, "interval_steps = 0, allowed 1");
  ASSERT_REFUSED_WITH(parts.config.max_steps = 0, "max_steps = 0");
  ASSERT_REFUSED_WITH(parts.config.threads = 0, "threads = 0");
  ASSERT_REFUSED_WITH(parts.config.rows = 0, "rows = 0");
  ASSERT_REFUSED_WITH(parts.config.populations = 0, "populations = 0");
  ASSERT_REFUSED_WITH(parts.config.electrode.sigma = 0.0, "sigma = 0 S/m");
  ASSERT_REFUSED_WITH(parts.config.electrode.sites = 0, "sites = 0");
  ASSERT_REFUSED_WITH(parts.site[1] = INFINITY, "site[0]");
}

static void should_refuse_trees_that_are_none(void **state) {
  (void)state;
  ASSERT_REFUSED_WITH(cell.parent[0] = 0, "population 0: parent[0] = 0, allowed -1 to -1");
  ASSERT_REFUSED_WITH(cell.parent[3] = 3, "parent[3] = 3, allowed 0 to 2");
  ASSERT_REFUSED_WITH(cell.parent[3] = -1, "parent[3] = -1, allowed 0 to 2");
  ASSERT_REFUSED_WITH(cell.C_m[0] = 0.0, "C_m[0] = 0 pF, allowed above 0");
  ASSERT_REFUSED_WITH(cell.C_m[2] = -1.0, "C_m[2] = -1 pF");
  ASSERT_REFUSED_WITH(cell.g_L[2] = NAN, "g_L[2] = nan nS");
  ASSERT_REFUSED_WITH(cell.g_axial[2] = 0.0, "g_axial[2] = 0 nS");
  ASSERT_REFUSED_WITH(parts.population[1].tree.nodes = 0, "population 1: nodes = 0");
}

static void should_refuse_cells_without_a_place(void **state) {
  (void)state;
  ASSERT_REFUSED_WITH(parts.population[0].sources.nodes--, "the sources have");
  ASSERT_REFUSED_WITH(cell.kind[1] = 3, "kind[1] = 3");
  ASSERT_REFUSED_WITH(cell.area[1] = -2.0, "area[1] = -2 um2");
  ASSERT_REFUSED_WITH(cell.kind[1] = FIM_SOURCE_NONE, "allowed 0: the node is a junction");
  ASSERT_REFUSED_WITH(cell.diameter[1] = 0.0, "diameter = 0 um");
  ASSERT_REFUSED_WITH(cell.ends[1][4] = NAN, "ends must be finite");
  ASSERT_REFUSED_WITH(parts.population[1].cells = 0, "population 1: cells = 0");
  ASSERT_REFUSED_WITH(parts.population[1].rotation = NULL, "an array is NULL");
  rotation[7] = NAN;
  ASSERT_REFUSED_WITH((void)0, "rotation[7]");
  rotation[7] = 0.0;
}

static void should_refuse_synapses_outside_their_range(void **state) {
  (void)state;
  ASSERT_REFUSED_WITH(parts.row[0].weight_nS = 0.0, "synapses row 0: weight_nS = 0, allowed above 0");
  ASSERT_REFUSED_WITH(parts.row[0].driving_force_mV = INFINITY, "driving_force_mV = inf");
  ASSERT_REFUSED_WITH(parts.row[0].tau_ms = -5.0, "tau_ms = -5");
  ASSERT_REFUSED_WITH(parts.row[0].z_low_um = 700.0, "layer z_low_um = 700 to z_high_um = 300");
  ASSERT_REFUSED_WITH(parts.row[0].z_high_um = 100.1,
                      "synapses row 0: cell 0 of population 0, its soma at 0 um, has no membrane");
  ASSERT_REFUSED_WITH(parts.row[0].number = 10.5, "number = 10.5 synapses of a cell, allowed whole");
  ASSERT_REFUSED_WITH(parts.row[0].source_size = 0, "source_size = 0");
  ASSERT_REFUSED_WITH(parts.row[0].delay_steps = 0, "delay_steps = 0, allowed 1");
  ASSERT_REFUSED_WITH(parts.row[0].target = 2, "target = 2, allowed 0 to 1");
  ASSERT_REFUSED_WITH(parts.row[0].source_kind = 3, "source_kind = 3");
  ASSERT_REFUSED_WITH(parts.row[0].rate_hz = NAN, "rate_hz = nan");
  ASSERT_REFUSED_WITH(parts.row[0].stream = 1 << 24, "stream = 16777216");
  ASSERT_REFUSED_WITH(parts.row[1].source = 1, "synapses row 1: source = 1, allowed 0 to 0");
  ASSERT_REFUSED_WITH(parts.row[1].delay_steps = 1, "delay_steps = 1, allowed 0");
  ASSERT_REFUSED_WITH(parts.row[1].number = 0.0, "number = 0, the layer's share");
  ASSERT_REFUSED_WITH(parts.row[3].rate_hz = 0.0, "rate_hz = 0, allowed above 0");
}

static void should_refuse_rows_that_contradict_each_other(void **state) {
  (void)state;
  ASSERT_REFUSED_WITH(parts.row[2].stream = 1, "synapses row 2: stream = 1 is that of row 1");
  ASSERT_REFUSED_WITH(parts.row[2].number = 0.4, "the shares of its train, number, have the sum 0.9, allowed 1");
  ASSERT_REFUSED_WITH(parts.row[3].number = 0.5, "have the sum 0.5");
  ASSERT_REFUSED_WITH((parts.row[3] = parts.row[0], parts.row[3].stream = 3, parts.row[3].source_size = 7),
                      "source_size = 7, that of row 0");
  ASSERT_REFUSED_WITH((parts.row[2].rate_hz = 3.0), "rate_hz = 3, delay_steps = 0, those of row 1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_refuse_scalars_outside_their_range),
      cmocka_unit_test(should_refuse_trees_that_are_none),
      cmocka_unit_test(should_refuse_cells_without_a_place),
      cmocka_unit_test(should_refuse_synapses_outside_their_range),
      cmocka_unit_test(should_refuse_rows_that_contradict_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
