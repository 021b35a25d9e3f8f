/*
 * spikes.h: the spike packet (how spikes travel through buffers and links) and the generator of spike trains from
 * rates.
 *
 * A packet holds the spikes of consecutive steps in groups. Its memory, all little endian of the host:
 *   fim_spike_packet_t | uint32_t index[steps * groups + 1] | uint32_t id[count]
 * The ids of step s (counted from first_step) and group g are id[index[s * groups + g]] up to, not including,
 * id[index[s * groups + g + 1]]. Steps count from 0; step n covers [n dt, (n + 1) dt) and its spikes carry the time
 * stamp (n + 1) dt, as in NEST.
 *   Packets that leave the spiking engine: a group is a population, ids are neurons of that population, ascending.
 *   Packets that enter it: a group is a block of FIM_BLOCK neurons; the blocks of the port's first population come
 *   first, then those of the second, ...; ids are neurons of the block's population. Steps are steps of ARRIVAL.
 */
#ifndef FIMBRIA_SPIKES_H
#define FIMBRIA_SPIKES_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Neurons per block: the unit in which threads share a population and in which input is generated. */
#define FIM_BLOCK 256

typedef struct fim_spike_packet {
  int64_t first_step;
  int64_t count; /* number of ids */
  int32_t steps;
  int32_t groups;
} fim_spike_packet_t;

static inline int64_t fim_spike_packet_bytes(int64_t steps, int64_t groups, int64_t count) {
  return (int64_t)sizeof(fim_spike_packet_t) + (steps * groups + 1 + count) * (int64_t)sizeof(uint32_t);
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
 * Generates the trains of steps [first_step, first_step + steps) into packet.
 * rate_hz: [steps] total rate of each neuron's train, >= 0, finite. capacity: bytes behind packet.
 * Pure function of its arguments: any split into calls gives the same spikes.
 * bytes: size of the packet; with FIM_E_CAPACITY the size needed, and the packet's content is undefined.
 */
FIM_API int32_t fim_trains_generate(const fim_trains_t *trains, int64_t first_step, int32_t steps,
                                    const double *rate_hz, void *packet, int64_t capacity, int64_t *bytes);

#ifdef __cplusplus
}
#endif

#endif
