/*
 * connectivity.c: draws synapses by rule, every partition those onto its own neurons.
 *
 * The sources of a target are a pure function of the seed, the projection's stream and the target's global id, so
 * partitions need not talk. Two passes, one counts and one fills, draw the same numbers twice instead of keeping a
 * list. Memory for drawing is bounded by the partition's own synapses, too.
 */
#include <stdlib.h>
#include <string.h>

#include "draws.h"
#include "in_degrees.h"
#include "large_array.h"
#include "network.h"
#include "source_set.h"

/* One projection as the drawing of one partition needs it. */
typedef struct drawing {
  const fim_spiking_t *net;
  const fim_projection_t *spec;
  const slice_t *slice;
  synapses_t *synapses;
  int64_t sources;         /* size of the source population */
  int64_t first_target_id; /* global id of the target population's neuron 0 */
  uint32_t stream;
  int64_t *degree;      /* [size of the slice] for fixed_total_number, else NULL */
  source_set_t *chosen; /* of one target, without multapses; else NULL */
} drawing_t;

enum pass { COUNT, FILL };

static bool is_autapse(const drawing_t *d, int64_t source, int64_t target) {
  return d->spec->source == d->spec->target && source == target && !(d->spec->flags & FIM_ALLOW_AUTAPSES);
}

static inline void store(const drawing_t *d, enum pass pass, uint32_t source, int64_t target) {
  synapses_t *synapses = d->synapses;
  uint32_t *first = synapses->first + (source >> synapses->shift);
  /* Counts stand one place too far, so that filling moves every start to where it belongs. */
  if (pass == COUNT) {
    first[1]++;
    return;
  }
  uint32_t local = (uint32_t)(target - d->slice->first);
  if (synapses_are_sparse(synapses)) {
    synapses->pair[first[0]++] = synapses_pair(source, local);
  } else {
    synapses->target[first[0]++] = (uint16_t)local;
  }
}

/* `number` different allowed sources. Drawn by rejection, or left over by it when that is faster. */
static void draw_different(const drawing_t *d, enum pass pass, fim_draws_t *draws, int64_t target, int64_t number) {
  int64_t allowed = d->sources - (is_autapse(d, target, target) ? 1 : 0);
  bool leave_out = number > allowed / 2;
  int64_t marks = leave_out ? allowed - number : number;
  source_set_clear(d->chosen);
  for (int64_t count = 0; count < marks;) {
    uint32_t source = fim_draw_index(draws, (uint64_t)d->sources);
    if (!is_autapse(d, source, target) && source_set_add(d->chosen, source)) {
      count++;
      if (!leave_out) {
        store(d, pass, source, target);
      }
    }
  }
  for (int64_t i = 0; i < d->sources && leave_out; i++) {
    if (!is_autapse(d, i, target) && !source_set_has(d->chosen, (uint32_t)i)) {
      store(d, pass, (uint32_t)i, target);
    }
  }
}

static void draw_indegree(const drawing_t *d, enum pass pass, fim_draws_t *draws, int64_t target) {
  int64_t number = d->degree == NULL ? (int64_t)d->spec->number : d->degree[target - d->slice->first];
  if (d->chosen != NULL) {
    draw_different(d, pass, draws, target, number);
    return;
  }
  for (int64_t count = 0; count < number;) {
    uint32_t source = fim_draw_index(draws, (uint64_t)d->sources);
    if (!is_autapse(d, source, target)) {
      store(d, pass, source, target);
      count++;
    }
  }
}

static void draw_bernoulli(const drawing_t *d, enum pass pass, fim_draws_t *draws, int64_t target) {
  double log_complement = fim_log_complement(d->spec->number);
  for (int64_t source = 0;; source++) {
    double skip = fim_draw_skip(draws, log_complement);
    if (!(skip < (double)(d->sources - source))) {
      return;
    }
    source += (int64_t)skip;
    if (!is_autapse(d, source, target)) {
      store(d, pass, (uint32_t)source, target);
    }
  }
}

static void draw(const drawing_t *d, enum pass pass) {
  for (int64_t target = d->slice->first; target < d->slice->first + d->slice->size; target++) {
    fim_draws_t draws = fim_draws(d->net->seed, d->stream, (uint32_t)(d->first_target_id + target), 0);
    if (d->spec->rule == FIM_RULE_PAIRWISE_BERNOULLI) {
      draw_bernoulli(d, pass, &draws, target);
    } else {
      draw_indegree(d, pass, &draws, target);
    }
  }
}

/* From counts, one place too far, to where each bin starts; returns the number of synapses. */
static int64_t counts_to_starts(uint32_t *first, int64_t bins) {
  uint64_t sum = 0;
  for (int64_t b = 0; b < bins; b++) {
    first[b] = (uint32_t)sum;
    sum += first[b + 1];
  }
  first[bins] = (uint32_t)sum;
  return (int64_t)sum;
}

/* After filling, first[b] is where bin b ends. */
static void ends_to_starts(uint32_t *first, int64_t bins) {
  for (int64_t b = bins; b > 0; b--) {
    first[b] = first[b - 1];
  }
  first[0] = 0;
}

static int32_t fail_without_memory(partition_t *partition) {
  return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for the synapses");
}

static int32_t draw_and_store(partition_t *partition, const drawing_t *d) {
  synapses_t *synapses = d->synapses;
  draw(d, COUNT);
  int64_t count = counts_to_starts(synapses->first, synapses_bins(synapses));
  if (count > UINT32_MAX) {
    return partition_fail(partition, FIM_E_ARGUMENT, 0, 0,
                          "more than 2^32 synapses of a projection in one thread: use more threads");
  }
  if (count == 0) {
    synapses_free(synapses);
    return FIM_OK;
  }
  if (!synapses_allocate(synapses, count)) {
    return fail_without_memory(partition);
  }
  draw(d, FILL);
  ends_to_starts(synapses->first, synapses_bins(synapses));
  partition->synapse_count += count;
  partition->bytes += synapses_bytes(synapses);
  return FIM_OK;
}

/* number: of synapses of the slice, as expected. */
static int32_t allocate_and_draw(partition_t *partition, drawing_t *d, double number) {
  *d->synapses = synapses_layout(d->sources, number);
  size_t first_bytes = ((size_t)synapses_bins(d->synapses) + 1) * sizeof(uint32_t);
  d->synapses->first = large_array(first_bytes);
  if (d->synapses->first == NULL) {
    return fail_without_memory(partition);
  }
  memset(d->synapses->first, 0, first_bytes);
  if (d->spec->rule != FIM_RULE_FIXED_INDEGREE || (d->spec->flags & FIM_ALLOW_MULTAPSES)) {
    return draw_and_store(partition, d);
  }
  source_set_t chosen;
  if (!source_set_create(&chosen, (int64_t)d->spec->number)) {
    return fail_without_memory(partition);
  }
  d->chosen = &chosen;
  int32_t code = draw_and_store(partition, d);
  free(chosen.slot);
  return code;
}

/* A total number falls to targets first. */
static int32_t draw_total(partition_t *partition, drawing_t *d) {
  d->degree = malloc((size_t)d->slice->size * sizeof *d->degree);
  if (d->degree == NULL) {
    return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for the in-degrees");
  }
  const in_degrees_t in = {d->net->seed,
                           d->stream,
                           (int64_t)d->spec->number,
                           d->net->population[d->spec->target].spec.size,
                           d->first_target_id,
                           d->slice->first,
                           d->slice->size};
  int32_t code = allocate_and_draw(partition, d, (double)in_degrees_draw(&in, d->degree));
  free(d->degree);
  return code;
}

int32_t connectivity_build(const fim_spiking_t *net, partition_t *partition, int32_t projection) {
  const fim_projection_t *spec = &net->projection[projection];
  drawing_t d = {
      .net = net,
      .spec = spec,
      .slice = &partition->slice[spec->target],
      .synapses = &partition->synapses[projection],
      .sources = net->population[spec->source].spec.size,
      .first_target_id = net->population[spec->target].first_id,
      .stream = fim_stream(FIM_STREAM_CONNECTIVITY, (uint32_t)spec->stream),
  };
  if (d.slice->size == 0) {
    return FIM_OK;
  }
  double targets = (double)d.slice->size;
  switch (spec->rule) {
    case FIM_RULE_FIXED_INDEGREE:
      return allocate_and_draw(partition, &d, targets * spec->number);
    case FIM_RULE_PAIRWISE_BERNOULLI:
      return allocate_and_draw(partition, &d, targets * spec->number * (double)d.sources);
    default:
      return draw_total(partition, &d);
  }
}
