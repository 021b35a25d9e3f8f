/* packet.h: validation of spike packets (spikes.h) by those that read them. */
#ifndef FIMBRIA_SRC_PACKET_H
#define FIMBRIA_SRC_PACKET_H

#include <stdbool.h>

#include "fimbria/spikes.h"

/* Whether the index of a packet of spikes ascends from 0 to their count. */
bool fim_index_ascends(const fim_spike_packet_t *packet);

/*
 * A packet of arrivals: of these steps and groups, with a recipe or with spikes whose index ascends; their ids are not
 * looked at. FIM_E_ARGUMENT.
 */
int32_t fim_check_arrivals(const fim_spike_packet_t *packet, int64_t first_step, int32_t steps, int64_t groups);

#endif
