/* cable_tree.c: validation of trees. */
#include "cable_tree.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "error.h"

static bool is_finite_and_not_negative(double x) {
  return x >= 0.0 && isfinite(x);
}

static int32_t check_node(const fim_tree_t *tree, int32_t node) {
  int32_t least = node == 0 ? -1 : 0;
  int32_t parent = tree->parent[node];
  if (parent < least || parent >= (node == 0 ? 0 : node)) {
    return fim_fail(FIM_E_ARGUMENT, "parent[%d] = %d, allowed %d to %d", node, parent, least, node - 1);
  }
  if (!is_finite_and_not_negative(tree->C_m[node]) || (node == 0 && !(tree->C_m[node] > 0.0))) {
    return fim_fail(FIM_E_ARGUMENT, "C_m[%d] = %g pF, allowed %s", node, tree->C_m[node],
                    node == 0 ? "above 0" : "0 and above");
  }
  if (!is_finite_and_not_negative(tree->g_L[node])) {
    return fim_fail(FIM_E_ARGUMENT, "g_L[%d] = %g nS, allowed 0 and above", node, tree->g_L[node]);
  }
  if (node > 0 && !(tree->g_axial[node] > 0.0 && isfinite(tree->g_axial[node]))) {
    return fim_fail(FIM_E_ARGUMENT, "g_axial[%d] = %g nS, allowed above 0", node, tree->g_axial[node]);
  }
  return FIM_OK;
}

int32_t cable_check_tree(const fim_tree_t *tree) {
  if (tree == NULL || tree->parent == NULL || tree->C_m == NULL || tree->g_L == NULL || tree->g_axial == NULL) {
    return fim_fail(FIM_E_ARGUMENT, "the tree or one of its arrays is NULL");
  }
  if (tree->nodes < 1 || tree->nodes > CABLE_MOST_NODES) {
    return fim_fail(FIM_E_ARGUMENT, "nodes = %d, allowed 1 to %d", tree->nodes, CABLE_MOST_NODES);
  }
  int32_t code = FIM_OK;
  for (int32_t node = 0; node < tree->nodes && code == FIM_OK; node++) {
    code = check_node(tree, node);
  }
  return code;
}
