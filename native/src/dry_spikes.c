/* dry_spikes.c: mean rates, and spikes from gap to gap. */
#include "dry_spikes.h"

static const double ENOUGH_SPIKES = 100.0;
static const double LONGEST_MEAN_MS = 20.0;

void dry_rate_add(dry_rate_t *rate, int64_t spikes, double dt) {
  double window = LONGEST_MEAN_MS / dt;
  if (rate->spikes > 0.0) {
    window = fmin(window, ENOUGH_SPIKES * rate->steps / rate->spikes);
  }
  double keep = 1.0 - 1.0 / fmax(window, 1.0);
  rate->spikes = keep * rate->spikes + (double)spikes;
  rate->steps = keep * rate->steps + 1.0;
}

double dry_rate_probability(const dry_rate_t *rate, int64_t neurons) {
  double neuron_steps = rate->steps * (double)neurons;
  return rate->spikes > 0.0 ? fmin(rate->spikes / neuron_steps, 1.0) : 0.0;
}

dry_spikes_t dry_spikes(uint64_t seed, int32_t population, int64_t step, double probability, int64_t size) {
  uint32_t stream = fim_stream(FIM_STREAM_DRY, (uint32_t)population);
  dry_spikes_t dry = {.draws = fim_draws(seed, stream, 0, (uint32_t)step),
                      .log_complement = fim_log_complement(probability),
                      .next = -1,
                      .size = size};
  dry_spikes_advance(&dry);
  return dry;
}

void dry_spikes_advance(dry_spikes_t *dry) {
  double skip = fim_draw_skip(&dry->draws, dry->log_complement);
  int64_t left = dry->size - dry->next - 1;
  dry->next = skip < (double)left ? dry->next + 1 + (int64_t)skip : dry->size;
}
