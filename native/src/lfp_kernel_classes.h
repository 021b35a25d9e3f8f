/*
 * lfp_kernel_classes.h: cells of a population by which of their nodes lie in which layer. That depends on the height of
 * the soma only: a few dozen intervals of it. Where there are more, cells of nearly the same height are one class.
 */
#ifndef FIMBRIA_SRC_LFP_KERNEL_CLASSES_H
#define FIMBRIA_SRC_LFP_KERNEL_CLASSES_H

#include "lfp_membrane.h"

enum { LFP_MOST_CLASSES = 24 };

typedef struct lfp_classes {
  int32_t *of;    /* [cells] */
  double *soma_z; /* [count] um, of one of the cells of each class */
  int32_t count;
} lfp_classes_t;

/* By the layers of those rows whose target is the population, whose membrane it is. FIM_E_MEMORY. */
int32_t lfp_classes_create(const fim_lfp_config_t *config, int32_t population, const lfp_membrane_t *membrane,
                           lfp_classes_t *out);
void lfp_classes_destroy(lfp_classes_t *classes);

#endif
