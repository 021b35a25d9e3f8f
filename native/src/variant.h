/* variant.h: the variants of the kernels that were compiled, and the one that new engines take. */
#ifndef FIMBRIA_SRC_VARIANT_H
#define FIMBRIA_SRC_VARIANT_H

#include "kernels/kernels.h"

/*
 * Kernels for an engine that is being made: of the variant chosen by fim_native_select, else by the environment's
 * FIMBRIA_NATIVE_VARIANT, else of the widest that this machine runs. NULL, with the error text set, if the environment
 * names a variant that it cannot run. Engines keep the table, so that a later choice does not change them.
 */
const fim_kernels_t *fim_kernels_chosen(void);

#endif
