/*
 * study.c: what the full method costs for one CA1 region.
 *
 *   study <cells> <threads> <simulated ms> <steps per advance> <current|conductance> <rate in Hz>
 *
 * 80 % pyramidal and 20 % basket cells with one cylinder per 0.1 length constants at 100 Hz, in a disc of 2 mm radius
 * around 32 sites; 400 excitatory and 100 inhibitory synapses per cell, Poisson spikes of the given rate, long-range
 * input of 400 arrivals per second and cell. Samples of 1 ms. Prints a line of figures, of CPU time per simulated time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "draws.h"
#include "fimbria/lfp.h"
#include "fimbria/spikes.h"
#include "lfp_cell.h"

enum { GROUPS = 2, ROWS = 7, SITES = 32 };

static const double dt_ms = 0.1;

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void check(int32_t code) {
  if (code != FIM_OK) {
    fprintf(stderr, "%s\n", fim_error_text());
    exit(1);
  }
}

static void *allocate(size_t bytes) {
  void *memory = malloc(bytes);
  if (memory == NULL) {
    fprintf(stderr, "no memory\n");
    exit(1);
  }
  return memory;
}

static fim_lfp_population_t population_of(const cell_t *cell, int64_t cells, uint32_t index) {
  double *soma = allocate((size_t)cells * 3 * sizeof *soma);
  double *rotation = allocate((size_t)cells * sizeof *rotation);
  for (int64_t i = 0; i < cells; i++) {
    fim_draws_t draws = fim_draws(1, fim_stream(FIM_STREAM_CELLS, index), (uint32_t)i, 0);
    double radius = 2000.0 * sqrt(fim_draw_uniform(&draws));
    double angle = 2.0 * cell_pi * fim_draw_uniform(&draws);
    soma[3 * i] = radius * cos(angle);
    soma[3 * i + 1] = radius * sin(angle);
    soma[3 * i + 2] = -50.0 + 100.0 * fim_draw_uniform(&draws);
    rotation[i] = 2.0 * cell_pi * fim_draw_uniform(&draws);
  }
  return (fim_lfp_population_t){cell_tree(cell), cell_sources(cell), cell->area, soma, rotation, cells};
}

static fim_lfp_synapses_t row_of(int32_t source, int32_t target, double number, double z_low, int64_t size,
                                 int32_t stream) {
  return (fim_lfp_synapses_t){.weight_nS = source == 0 ? 1.0 : 5.0,
                              .driving_force_mV = source == 0 ? 65.0 : -15.0,
                              .tau_ms = 5.0,
                              .z_low_um = z_low,
                              .z_high_um = z_low + 500.0,
                              .number = number,
                              .rate_hz = 2.0,
                              .source_size = size,
                              .source = source,
                              .target = target,
                              .delay_steps = 1,
                              .stream = stream};
}

static fim_lfp_synapses_t input_of(int32_t target, double share, double z_low, int32_t stream) {
  fim_lfp_synapses_t row = row_of(0, target, share, z_low, 0, stream);
  row.source_kind = FIM_LFP_INPUT;
  row.delay_steps = 0;
  return row;
}

/* Spikes of all neurons as a packet, independent in every step. */
static void write_spikes(int64_t first_step, int32_t steps, const int64_t *size, double rate_hz, void *packet) {
  fim_spike_packet_t *header = packet;
  uint32_t *index = (uint32_t *)(header + 1);
  uint32_t *id = index + steps * GROUPS + 1;
  uint32_t count = 0;
  *index++ = 0;
  for (int32_t s = 0; s < steps; s++) {
    for (uint32_t g = 0; g < GROUPS; g++) {
      fim_draws_t draws = fim_draws(5, g, 0, (uint32_t)(first_step + s));
      double log_complement = fim_log_complement(rate_hz * 1e-3 * dt_ms);
      double i = fim_draw_skip(&draws, log_complement);
      for (; i < (double)size[g]; i += 1.0 + fim_draw_skip(&draws, log_complement)) {
        id[count++] = (uint32_t)i;
      }
      *index++ = count;
    }
  }
  *header = (fim_spike_packet_t){.first_step = first_step, .count = count, .steps = steps, .groups = GROUPS};
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fprintf(stderr, "study <cells> <threads> <ms> <steps per advance> <current|conductance> <Hz>\n");
    return 2;
  }
  const int64_t cells = atoll(argv[1]);
  const int32_t steps = atoi(argv[4]);
  const double rate_hz = atof(argv[6]);
  const int64_t size[GROUPS] = {cells * 4 / 5, cells - cells * 4 / 5};
  static cell_t pyramidal;
  static cell_t basket;
  cell_make_pyramidal(&pyramidal);
  cell_make_basket(&basket);
  const fim_lfp_population_t population[] = {population_of(&pyramidal, size[0], 0), population_of(&basket, size[1], 1)};
  const fim_lfp_synapses_t row[ROWS] = {row_of(0, 0, 200, 200, size[0], 0),
                                        row_of(0, 0, 200, -200, size[0], 1),
                                        row_of(1, 0, 100, -200, size[1], 2),
                                        row_of(0, 1, 400, -200, size[0], 3),
                                        row_of(1, 1, 100, -200, size[1], 4),
                                        input_of(0, 1.0, 200, 5),
                                        input_of(1, 1.0, -200, 6)};
  double site[SITES][3] = {{0}};
  for (int i = 0; i < SITES; i++) {
    site[i][1] = 18.0 * (i % 3 - 1);
    site[i][2] = -117.0 + 8.0 * i;
  }
  const fim_lfp_config_t config = {.population = population,
                                   .synapses = row,
                                   .electrode = {site[0], 0.3, SITES, 0},
                                   .seed = 1,
                                   .dt_ms = dt_ms,
                                   .populations = GROUPS,
                                   .rows = ROWS,
                                   .inputs = 1,
                                   .method = FIM_LFP_FULL,
                                   .synapses_kind = argv[5][3] == 'r' ? FIM_LFP_CURRENT : FIM_LFP_CONDUCTANCE,
                                   .interval_steps = 10,
                                   .max_steps = steps,
                                   .threads = atoi(argv[2])};
  double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
  double start_wall = seconds(CLOCK_MONOTONIC);
  fim_lfp_t *lfp;
  check(fim_lfp_create(&config, &lfp));
  double made = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
  double made_wall = seconds(CLOCK_MONOTONIC) - start_wall;

  const fim_trains_t trains = {
      .seed = 1, .population_size = size, .dt_ms = dt_ms, .populations = GROUPS, .process = FIM_PROCESS_INDEPENDENT};
  int64_t capacity = fim_recipe_packet_bytes(steps);
  void *recipe = allocate((size_t)capacity);
  void *spikes = allocate((size_t)fim_spike_packet_bytes(steps, GROUPS, cells * steps));
  double *rate = allocate((size_t)steps * sizeof *rate);
  double *sample = allocate((size_t)fim_lfp_max_rows(lfp) * SITES * sizeof *sample);
  for (int32_t s = 0; s < steps; s++) {
    rate[s] = 400.0;
  }
  const int64_t all = lround(atof(argv[3]) / dt_ms) / steps * steps;
  double cpu = 0.0;
  double wall = 0.0;
  double square = 0.0;
  int64_t samples = 0;
  for (int64_t step = 0; step < all; step += steps) {
    int64_t bytes;
    int32_t rows;
    check(fim_trains_recipe(&trains, step, steps, rate, recipe, capacity, &bytes));
    write_spikes(step, steps, size, rate_hz, spikes);
    start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    start_wall = seconds(CLOCK_MONOTONIC);
    check(fim_lfp_advance(lfp, spikes, (const void *const[]){recipe}));
    check(fim_lfp_samples(lfp, sample, fim_lfp_max_rows(lfp), &rows));
    cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    wall += seconds(CLOCK_MONOTONIC) - start_wall;
    for (int32_t i = 0; i < rows * SITES && step >= all / 2; i++, samples++) {
      square += sample[i] * sample[i];
    }
  }
  double simulated = (double)all * dt_ms * 1e-3;
  double nodes = (double)(size[0] * pyramidal.nodes + size[1] * basket.nodes);
  printf("%7lld %7d %5d %11s %5.1f %7.2f %7.2f %8.2f %8.2f %9.3f %7.0f %9.6f\n", (long long)cells, config.threads,
         steps, argv[5], rate_hz, made_wall, made, wall / simulated, cpu / simulated, 1e9 * cpu / ((double)all * nodes),
         (double)fim_lfp_bytes(lfp) * 1e-6, sqrt(square / (double)(samples > 0 ? samples : 1)));
  fim_lfp_destroy(lfp);
  return 0;
}
