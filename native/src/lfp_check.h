/* lfp_check.h: whether a configuration is allowed: FIM_OK, or FIM_E_ARGUMENT and a text. */
#ifndef FIMBRIA_SRC_LFP_CHECK_H
#define FIMBRIA_SRC_LFP_CHECK_H

#include <stdbool.h>

#include "fimbria/lfp.h"

/* Most rows of synapses. */
enum { LFP_MOST_ROWS = 1 << 12 };

int32_t lfp_check_config(const fim_lfp_config_t *config);

/* Whether two rows are layers of the same train: each cell's own, INPUT or BACKGROUND. */
static inline bool lfp_share_train(const fim_lfp_synapses_t *a, const fim_lfp_synapses_t *b) {
  return a->source_kind != FIM_LFP_GROUP && a->source_kind == b->source_kind && a->source == b->source &&
         a->target == b->target;
}

#endif
