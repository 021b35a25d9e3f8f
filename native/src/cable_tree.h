/* cable_tree.h: whether a tree is one: FIM_OK, or FIM_E_ARGUMENT and a text. */
#ifndef FIMBRIA_SRC_CABLE_TREE_H
#define FIMBRIA_SRC_CABLE_TREE_H

#include "fimbria/cable.h"

/* Most nodes of a tree. */
enum { CABLE_MOST_NODES = 1 << 16 };

int32_t cable_check_tree(const fim_tree_t *tree);

#endif
