/* neuralmass_history.c: ring, delays and coupling; see neuralmass_history.h. */
#include "neuralmass_history.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "kernels/kernels.h"
#include "lanes.h"

/* y of a region at time m: also in the row's copy of the first slots. */
static void put(const fim_history_t *h, int32_t region, int64_t m, double y) {
  const int32_t slot = fim_history_slot(h, m);
  double *row = h->ring + region * h->row;
  row[slot] = y;
  if (slot < FIM_COUPLE_STEPS) {
    row[slot + h->slots] = y;
  }
}

static void *allocate(int64_t count, size_t size) {
  const size_t bytes = (size_t)count * size;
  void *memory = aligned_alloc(FIM_ALIGNMENT, (bytes + FIM_ALIGNMENT) / FIM_ALIGNMENT * FIM_ALIGNMENT);
  if (memory != NULL) {
    memset(memory, 0, (bytes + FIM_ALIGNMENT) / FIM_ALIGNMENT * FIM_ALIGNMENT);
  }
  return memory;
}

static void shorten(fim_shortest_t *shortest, int32_t delay, int32_t region) {
  if (shortest->region < 0 || delay < shortest->delay) {
    *shortest = (fim_shortest_t){delay, region};
  }
}

/* Matrices with the source outside and the targets as lanes; shortest delays of what is not 0. */
static void connect(fim_history_t *h, const fim_neuralmass_config_t *config) {
  const int64_t n = h->regions;
  h->span = FIM_COUPLE_STEPS;
  for (int32_t source = 0; source < n; source++) {
    const int32_t proxy = fim_history_find_proxy(h, source);
    for (int32_t target = 0; target < n; target++) {
      const double weight = config->weights[target * n + source];
      const int32_t delay = config->delay_steps[target * n + source];
      h->weights[(int64_t)source * h->padded + target] = weight;
      h->delays[(int64_t)source * h->padded + target] = delay;
      if (weight != 0 && proxy < 0) {
        shorten(&h->coming[target], delay, source);
        h->span = !h->is_proxy[target] && delay < h->span ? delay + 1 : h->span;
      } else if (weight != 0 && !h->is_proxy[target]) {
        shorten(&h->leaving[proxy], delay, target);
      }
    }
  }
}

int32_t fim_history_create(fim_history_t *history, const fim_neuralmass_config_t *config, const double *initial,
                           const fim_kernels_t *kernels) {
  const int32_t n = config->regions;
  int32_t longest = 0;
  for (int64_t k = 0; k < (int64_t)n * n; k++) {
    longest = config->delay_steps[k] > longest ? config->delay_steps[k] : longest;
  }
  *history = (fim_history_t){.regions = n,
                             .padded = fim_padded(n),
                             .proxies = config->proxies,
                             .couple = kernels->fim_couple,
                             .couple_ahead = kernels->fim_couple_ahead};
  fim_history_t *h = history;
  /* A coupling's oldest value is longest + reach back, a proxy's newest reach ahead. */
  const int64_t reached = (int64_t)longest + 4 * (int64_t)config->max_steps + 1;
  const int64_t slots = reached < FIM_COUPLE_STEPS ? FIM_COUPLE_STEPS : reached;
  if (slots * h->padded > INT32_MAX) {
    return fim_fail(FIM_E_ARGUMENT, "longest delay of %d steps, max_steps = %d, %d regions: the history is too large",
                    longest, config->max_steps, n);
  }
  h->slots = (int32_t)slots;
  h->reach = 2 * config->max_steps;
  const int64_t lines = (slots + FIM_COUPLE_STEPS + FIM_LANES - 1) / FIM_LANES;
  h->row = (lines | 1) * FIM_LANES;
  h->ring = allocate(h->padded * h->row, sizeof(double));
  h->weights = allocate((int64_t)h->padded * h->padded, sizeof(double));
  h->delays = allocate((int64_t)h->padded * h->padded, sizeof(int32_t));
  h->ahead = allocate((int64_t)h->padded * FIM_COUPLE_STEPS, sizeof(double));
  h->is_proxy = allocate(h->padded, sizeof(uint8_t));
  h->proxy = allocate(h->proxies, sizeof(int32_t));
  h->delivered = allocate(h->proxies, sizeof(int64_t));
  h->leaving = allocate(h->proxies, sizeof(fim_shortest_t));
  h->coming = allocate(n, sizeof(fim_shortest_t));
  if (!h->ring || !h->weights || !h->delays || !h->is_proxy || !h->proxy || !h->delivered || !h->leaving ||
      !h->coming || !h->ahead) {
    fim_history_destroy(h);
    return fim_fail(FIM_E_MEMORY, "no memory for a history of %d steps of %d regions", h->slots, n);
  }
  for (int32_t p = 0; p < h->proxies; p++) {
    h->proxy[p] = config->proxy[p];
    h->is_proxy[config->proxy[p]] = 1;
    h->leaving[p].region = -1;
  }
  for (int32_t i = 0; i < n; i++) {
    h->coming[i].region = -1;
  }
  connect(h, config);
  for (int32_t i = 0; i < n; i++) {
    for (int64_t slot = 0; slot < h->row; slot++) {
      h->ring[i * h->row + slot] = initial[i];
    }
  }
  return FIM_OK;
}

void fim_history_destroy(fim_history_t *history) {
  free(history->ring);
  free(history->weights);
  free(history->delays);
  free(history->is_proxy);
  free(history->proxy);
  free(history->delivered);
  free(history->leaving);
  free(history->coming);
  free(history->ahead);
  *history = (fim_history_t){0};
}

void fim_history_write(fim_history_t *history, int64_t m, const double *y) {
  for (int32_t i = 0; i < history->regions; i++) {
    if (!history->is_proxy[i]) {
      put(history, i, m, y[i]);
    }
  }
}

double fim_history_read(const fim_history_t *history, int32_t region, int64_t m) {
  return history->ring[region * history->row + fim_history_slot(history, m)];
}

int32_t fim_history_find_proxy(const fim_history_t *history, int32_t region) {
  for (int32_t p = 0; p < history->proxies; p++) {
    if (history->proxy[p] == region) {
      return p;
    }
  }
  return -1;
}

int32_t fim_history_deliver(fim_history_t *history, int32_t proxy, int64_t first, int32_t count, const double *value,
                            int64_t now) {
  const int32_t region = history->proxy[proxy];
  if (first != history->delivered[proxy] + 1) {
    return fim_fail(FIM_E_STATE, "proxy region %d delivers from step %lld: the next step is %lld", region,
                    (long long)first - 1, (long long)history->delivered[proxy]);
  }
  const int64_t last = first + count - 1;
  if (last > now + history->reach) {
    return fim_fail(FIM_E_STATE, "proxy region %d delivers up to step %lld: allowed are %d steps ahead of step %lld",
                    region, (long long)last - 1, history->reach, (long long)now);
  }
  for (int32_t k = 0; k < count; k++) {
    put(history, region, first + k, value[k]);
  }
  history->delivered[proxy] = last;
  return FIM_OK;
}

static int32_t missing_proxy(int32_t target, int64_t step, int32_t delay, int32_t source, int64_t delivered) {
  return fim_fail(FIM_E_STATE,
                  "coupling of region %d at step %lld needs proxy region %d, %d steps earlier: it was delivered for "
                  "steps before %lld",
                  target, (long long)step, source, delay, (long long)delivered);
}

int32_t fim_history_check_advance(const fim_history_t *history, int64_t now, int32_t steps) {
  const int64_t last = now + steps - 1;
  for (int32_t p = 0; p < history->proxies; p++) {
    const fim_shortest_t to = history->leaving[p];
    const int64_t delivered = history->delivered[p];
    if (to.region >= 0 && last - to.delay > delivered) {
      const int64_t first_missing = delivered + 1 + to.delay;
      return missing_proxy(to.region, first_missing > now ? first_missing : now, to.delay, history->proxy[p],
                           delivered);
    }
    if (last + 1 - delivered > history->reach) {
      return fim_fail(FIM_E_STATE,
                      "step %lld: proxy region %d was delivered for steps before %lld, allowed are %d "
                      "steps behind",
                      (long long)last, history->proxy[p], (long long)delivered, history->reach);
    }
  }
  return FIM_OK;
}

int32_t fim_history_check_coupling(const fim_history_t *history, int32_t region, int64_t first, int32_t steps,
                                   int64_t now) {
  const int64_t last = first + steps - 1;
  const fim_shortest_t from = history->coming[region];
  if (first < now - history->reach) {
    return fim_fail(FIM_E_STATE, "coupling of region %d at step %lld: kept are %d steps before step %lld", region,
                    (long long)first, history->reach, (long long)now);
  }
  if (from.region >= 0 && last - from.delay > now) {
    const int64_t first_missing = now + 1 + from.delay;
    return fim_fail(FIM_E_STATE,
                    "coupling of region %d at step %lld needs region %d, %d steps earlier: integrated are the steps "
                    "before %lld",
                    region, (long long)(first_missing > first ? first_missing : first), from.region, from.delay,
                    (long long)now);
  }
  for (int32_t p = 0; p < history->proxies; p++) {
    const int64_t at = (int64_t)history->proxy[p] * history->padded + region;
    const int32_t delay = history->delays[at];
    const int64_t delivered = history->delivered[p];
    if (history->weights[at] != 0 && last - delay > delivered) {
      const int64_t first_missing = delivered + 1 + delay;
      return missing_proxy(region, first_missing > first ? first_missing : first, delay, history->proxy[p], delivered);
    }
  }
  return FIM_OK;
}
