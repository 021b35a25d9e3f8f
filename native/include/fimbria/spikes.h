/*
 * spikes.h: the spike packet (how spikes travel through buffers and links) and the generator of spike trains from
 * rates.
 *
 * A packet is about consecutive steps, of which each has groups. Steps count from 0; step n covers [n dt, (n + 1) dt)
 * and its spikes carry the time stamp (n + 1) dt, as in NEST. It holds either spikes or the recipe for them, all
 * little endian of the host:
 *   FIM_PACKET_SPIKES: fim_spike_packet_t | uint32_t index[steps * groups + 1] | uint32_t id[count]
 *   FIM_PACKET_RECIPE: fim_spike_packet_t | fim_recipe_t | fim_recipe_step_t[steps]
 * The ids of step s (counted from first_step) and group g are id[index[s * groups + g]] up to, not including,
 * id[index[s * groups + g + 1]].
 *   Packets that leave the spiking engine have spikes: a group is a population, ids are neurons of that population,
 * ascending.
 *   Packets that enter it have either: a group is a block of FIM_BLOCK neurons; the blocks of the port's first
 * population come first, then those of the second, ...; ids are neurons of the block's population. Steps are steps of
 * ARRIVAL. Of a recipe each thread draws the spikes of its own neurons, the same that fim_trains_expand gives.
 */
#ifndef FIMBRIA_SPIKES_H
#define FIMBRIA_SPIKES_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Neurons per block: the unit in which threads share a population and in which input is generated. */
#define FIM_BLOCK 256

enum fim_packet_kind { FIM_PACKET_SPIKES = 0, FIM_PACKET_RECIPE = 1 };

typedef struct fim_spike_packet {
  int64_t first_step;
  int64_t count; /* number of ids */
  int32_t steps;
  int32_t groups;
  int32_t kind; /* enum fim_packet_kind */
  int32_t reserved;
} fim_spike_packet_t;

/* Spikes that are copies of reference events, and private ones, as functions of counters (random.h). */
typedef struct fim_recipe {
  uint64_t seed;
  double probability; /* with which a neuron keeps a reference event, (0, 1] */
  int32_t index;      /* of the streams, [0, 2^24) */
  int32_t reserved;
} fim_recipe_t;

typedef struct fim_recipe_step {
  int64_t events; /* of the reference, 0 to 2^20 */
  double mean;    /* private events per neuron, Poisson; 0 to 3906.25 */
} fim_recipe_step_t;

static inline int64_t fim_spike_packet_bytes(int64_t steps, int64_t groups, int64_t count) {
  return (int64_t)sizeof(fim_spike_packet_t) + (steps * groups + 1 + count) * (int64_t)sizeof(uint32_t);
}

static inline int64_t fim_recipe_packet_bytes(int64_t steps) {
  return (int64_t)(sizeof(fim_spike_packet_t) + sizeof(fim_recipe_t)) + steps * (int64_t)sizeof(fim_recipe_step_t);
}

static inline int64_t fim_blocks(int64_t neurons) {
  return (neurons + FIM_BLOCK - 1) / FIM_BLOCK;
}

enum fim_process {
  FIM_PROCESS_MULTIPLE_INTERACTION =
      0, /* reference train at rate/shared, each neuron keeps an event with probability shared */
  FIM_PROCESS_SINGLE_INTERACTION = 1, /* shared train at rate*shared given to all, private trains at rate*(1-shared) */
  FIM_PROCESS_INDEPENDENT = 2         /* independent Poisson trains at rate */
};

/* How one region's trains are made (Kuhn et al. 2003, doi 10.1162/089976603321043702). */
typedef struct fim_trains {
  uint64_t seed;
  const int64_t *population_size; /* [populations] neurons */
  double dt_ms;
  double
      shared; /* fraction of shared events = pairwise correlation, (0, 1] for MIP, [0, 1] for SIP; unused otherwise */
  int32_t populations;
  int32_t process; /* enum fim_process */
  int32_t index;   /* stream index, one per region */
  int32_t reserved;
} fim_trains_t;

/*
 * Writes the recipe of the trains of steps [first_step, first_step + steps) into packet; draws the reference events.
 * rate_hz: [steps] total rate of each neuron's train, >= 0, finite. capacity: bytes behind packet.
 * Pure function of its arguments: any split into calls gives the same recipes.
 * bytes: size of the packet; with FIM_E_CAPACITY the size needed, and the packet's content is undefined.
 */
FIM_API int32_t fim_trains_recipe(const fim_trains_t *trains, int64_t first_step, int32_t steps, const double *rate_hz,
                                  void *packet, int64_t capacity, int64_t *bytes);

/*
 * Writes the spikes of a recipe into packet: what the spiking engine delivers of it. recipe: a packet with one.
 * population_size: [populations] neurons of the populations whose blocks the recipe is for. Otherwise as above.
 */
FIM_API int32_t fim_trains_expand(const void *recipe, const int64_t *population_size, int32_t populations, void *packet,
                                  int64_t capacity, int64_t *bytes);

/* Both: writes the spikes of the trains' recipe into packet. */
FIM_API int32_t fim_trains_generate(const fim_trains_t *trains, int64_t first_step, int32_t steps,
                                    const double *rate_hz, void *packet, int64_t capacity, int64_t *bytes);

#ifdef __cplusplus
}
#endif

#endif
