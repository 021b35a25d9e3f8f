/* spiking_check.h: whether what a caller adds to a network is allowed: FIM_OK, or FIM_E_ARGUMENT and a text. */
#ifndef FIMBRIA_SRC_SPIKING_CHECK_H
#define FIMBRIA_SRC_SPIKING_CHECK_H

#include "network.h"

/* Whether something can be added; FIM_E_STATE if the network is built. */
int32_t check_open(const fim_spiking_t *net);

int32_t check_population(const fim_spiking_t *net, const fim_population_t *spec);
int32_t check_projection(const fim_spiking_t *net, const fim_projection_t *spec);
int32_t check_input(const fim_spiking_t *net, const fim_input_t *spec);
int32_t check_recorder(const fim_spiking_t *net, const fim_recorder_t *spec);

/* Header and index, or recipe, of the packet for an input at the network's present step. */
int32_t check_packet(const fim_spiking_t *net, int32_t input, int32_t steps, const fim_spike_packet_t *packet);

#endif
