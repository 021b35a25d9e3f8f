/* lfp_packets.h: whether the packets of an advance are what a configuration asks for. */
#ifndef FIMBRIA_SRC_LFP_PACKETS_H
#define FIMBRIA_SRC_LFP_PACKETS_H

#include "fimbria/lfp.h"
#include "fimbria/spikes.h"

/* What a configuration expects of packets. */
typedef struct lfp_packets {
  int64_t *group_size;      /* [groups] neurons of each group that is a source, 0: not read */
  int64_t *population_size; /* [populations] cells */
  int32_t groups;           /* least number in the packet of spikes */
  int32_t populations, inputs, max_steps;
} lfp_packets_t;

/* FIM_E_MEMORY. */
int32_t lfp_packets_create(lfp_packets_t *packets, const fim_lfp_config_t *config);
void lfp_packets_destroy(lfp_packets_t *packets);

/*
 * FIM_OK, or FIM_E_ARGUMENT and a text: a packet of other steps or groups, of a wrong kind, or with neurons that its
 * group does not have. first_step: expected, -1: any.
 */
int32_t lfp_packets_check(const lfp_packets_t *packets, int64_t first_step, const fim_spike_packet_t *spikes,
                          const void *const *inputs);

#endif
