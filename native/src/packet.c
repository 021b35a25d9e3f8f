/* packet.c: see packet.h. */
#include "packet.h"

#include "error.h"
#include "recipe.h"

bool fim_index_ascends(const fim_spike_packet_t *packet) {
  const uint32_t *index = (const uint32_t *)(packet + 1);
  int64_t bounds = (int64_t)packet->steps * packet->groups;
  bool ordered = index[0] == 0 && index[bounds] == packet->count;
  for (int64_t i = 0; i < bounds && ordered; i++) {
    ordered = index[i] <= index[i + 1];
  }
  return ordered;
}

int32_t fim_check_arrivals(const fim_spike_packet_t *packet, int64_t first_step, int32_t steps, int64_t groups) {
  if (packet->first_step != first_step || packet->steps != steps || packet->groups != groups) {
    return fim_fail(FIM_E_ARGUMENT, "first_step = %lld, steps = %d, groups = %d, expected %lld, %d, %lld",
                    (long long)packet->first_step, packet->steps, packet->groups, (long long)first_step, steps,
                    (long long)groups);
  }
  if (packet->kind == FIM_PACKET_RECIPE) {
    return fim_check_recipe(packet);
  }
  if (packet->kind != FIM_PACKET_SPIKES) {
    return fim_fail(FIM_E_ARGUMENT, "kind = %d, allowed %d (spikes), %d (recipe)", packet->kind, FIM_PACKET_SPIKES,
                    FIM_PACKET_RECIPE);
  }
  return fim_index_ascends(packet) ? FIM_OK : fim_fail(FIM_E_ARGUMENT, "its index does not ascend to count");
}
