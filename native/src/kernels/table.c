/* table.c: the kernels of the variant that this file is compiled for. */
#include "kernels/kernels.h"

extern const fim_kernels_t FIM_KERNEL(fim_kernels);

const fim_kernels_t FIM_KERNEL(fim_kernels) = {
#define FIM_ENTRY(type, name) .name = FIM_KERNEL(name),
    FIM_KERNELS(FIM_ENTRY)};
