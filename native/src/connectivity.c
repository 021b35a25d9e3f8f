/*
 * connectivity.c: draws synapses by rule, every partition those onto its own neurons.
 *
 * The sources of a target are a pure function of the seed, the projection's stream and the target's global id, so
 * partitions need not talk. Two passes, one counts and one fills, draw the same numbers twice instead of keeping a
 * list.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draws.h"
#include "in_degrees.h"
#include "large_array.h"
#include "network.h"

/* One projection as the drawing of one partition needs it. */
typedef struct drawing {
  const fim_spiking_t *net;
  const fim_projection_t *spec;
  const slice_t *slice;
  synapses_t *synapses;
  int64_t sources;         /* size of the source population */
  int64_t first_target_id; /* global id of the target population's neuron 0 */
  uint32_t stream;
  int64_t *degree; /* [size of the slice] for fixed_total_number, else NULL */
  uint32_t *list;  /* [most] sources of one target */
  uint8_t *chosen; /* [sources] without multapses: no marks between targets; else NULL */
} drawing_t;

enum pass { COUNT, FILL };

static bool is_autapse(const drawing_t *d, int64_t source, int64_t target) {
  return d->spec->source == d->spec->target && source == target && !(d->spec->flags & FIM_ALLOW_AUTAPSES);
}

static void store(const drawing_t *d, enum pass pass, int64_t source, int64_t local) {
  /* Counts stand one place too far, so that filling moves every offset to where it belongs. */
  if (pass == COUNT) {
    d->synapses->offset[source + 1]++;
    return;
  }
  uint32_t place = d->synapses->offset[source]++;
  d->synapses->target[place] = (uint16_t)local;
}

/* `number` different allowed sources in d->list. Drawn by rejection, or left over by it when that is faster. */
static int64_t draw_different(const drawing_t *d, fim_draws_t *draws, int64_t target, int64_t number) {
  int64_t allowed = d->sources - (is_autapse(d, target, target) ? 1 : 0);
  bool leave_out = number > allowed / 2;
  int64_t marks = leave_out ? allowed - number : number;
  int64_t count = 0;
  while (count < marks) {
    uint32_t source = fim_draw_index(draws, (uint64_t)d->sources);
    if (!d->chosen[source] && !is_autapse(d, source, target)) {
      d->chosen[source] = 1;
      d->list[count++] = source;
    }
  }
  if (!leave_out) {
    for (int64_t i = 0; i < count; i++) {
      d->chosen[d->list[i]] = 0;
    }
    return count;
  }
  count = 0;
  for (int64_t i = 0; i < d->sources; i++) {
    if (!d->chosen[i] && !is_autapse(d, i, target)) {
      d->list[count++] = (uint32_t)i;
    }
    d->chosen[i] = 0;
  }
  return count;
}

static int64_t draw_indegree(const drawing_t *d, fim_draws_t *draws, int64_t target) {
  int64_t number = d->degree == NULL ? (int64_t)d->spec->number : d->degree[target - d->slice->first];
  if (d->chosen != NULL) {
    return draw_different(d, draws, target, number);
  }
  for (int64_t count = 0; count < number;) {
    uint32_t source = fim_draw_index(draws, (uint64_t)d->sources);
    if (!is_autapse(d, source, target)) {
      d->list[count++] = source;
    }
  }
  return number;
}

static int64_t draw_bernoulli(const drawing_t *d, fim_draws_t *draws, int64_t target) {
  double log_complement = fim_log_complement(d->spec->number);
  int64_t count = 0;
  int64_t source = 0;
  for (;;) {
    double skip = fim_draw_skip(draws, log_complement);
    if (!(skip < (double)(d->sources - source))) {
      return count;
    }
    source += (int64_t)skip;
    if (!is_autapse(d, source, target)) {
      d->list[count++] = (uint32_t)source;
    }
    source++;
  }
}

static void draw(const drawing_t *d, enum pass pass) {
  for (int64_t local = 0; local < d->slice->size; local++) {
    int64_t target = d->slice->first + local;
    fim_draws_t draws = fim_draws(d->net->seed, d->stream, (uint32_t)(d->first_target_id + target), 0);
    int64_t count = d->spec->rule == FIM_RULE_PAIRWISE_BERNOULLI ? draw_bernoulli(d, &draws, target)
                                                                 : draw_indegree(d, &draws, target);
    for (int64_t i = 0; i < count; i++) {
      store(d, pass, d->list[i], local);
    }
  }
}

/* From counts, one place too far, to where each source's run starts; returns the number of synapses. */
static int64_t counts_to_starts(uint32_t *offset, int64_t sources) {
  uint64_t sum = 0;
  for (int64_t s = 0; s < sources; s++) {
    offset[s] = (uint32_t)sum;
    sum += offset[s + 1];
  }
  offset[sources] = (uint32_t)sum;
  return (int64_t)sum;
}

/* After filling, offset[s] is where the run of s ends. */
static void ends_to_starts(uint32_t *offset, int64_t sources) {
  for (int64_t s = sources; s > 0; s--) {
    offset[s] = offset[s - 1];
  }
  offset[0] = 0;
}

static int32_t draw_and_store(partition_t *partition, const drawing_t *d) {
  synapses_t *synapses = d->synapses;
  draw(d, COUNT);
  int64_t count = counts_to_starts(synapses->offset, d->sources);
  if (count > UINT32_MAX) {
    return partition_fail(partition, FIM_E_ARGUMENT, 0, 0,
                          "more than 2^32 synapses of a projection in one thread: use more threads");
  }
  synapses->target = large_array((size_t)count * sizeof *synapses->target);
  if (synapses->target == NULL) {
    return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for the synapses");
  }
  draw(d, FILL);
  ends_to_starts(synapses->offset, d->sources);
  partition->synapse_count += count;
  partition->bytes += count * (int64_t)sizeof *synapses->target + (d->sources + 1) * (int64_t)sizeof(uint32_t);
  return FIM_OK;
}

/* Memory to draw with, most: sources of one target; then the synapses. */
static int32_t allocate_and_draw(partition_t *partition, drawing_t *d, int64_t most) {
  bool different = d->spec->rule == FIM_RULE_FIXED_INDEGREE && !(d->spec->flags & FIM_ALLOW_MULTAPSES);
  size_t offset_bytes = ((size_t)d->sources + 1) * sizeof(uint32_t);
  d->synapses->offset = large_array(offset_bytes);
  d->list = malloc(((size_t)most + 1) * sizeof *d->list);
  d->chosen = different ? calloc((size_t)d->sources, 1) : NULL;
  int32_t code = FIM_E_MEMORY;
  if (d->synapses->offset != NULL && d->list != NULL && (d->chosen != NULL || !different)) {
    memset(d->synapses->offset, 0, offset_bytes);
    code = draw_and_store(partition, d);
  } else {
    partition_fail(partition, code, 0, 0, "no memory to draw the synapses");
  }
  free(d->list);
  free(d->chosen);
  return code;
}

int32_t connectivity_build(const fim_spiking_t *net, partition_t *partition, int32_t projection) {
  const fim_projection_t *spec = &net->projection[projection];
  const population_t *target = &net->population[spec->target];
  drawing_t d = {
      .net = net,
      .spec = spec,
      .slice = &partition->slice[spec->target],
      .synapses = &partition->synapses[projection],
      .sources = net->population[spec->source].spec.size,
      .first_target_id = target->first_id,
      .stream = fim_stream(FIM_STREAM_CONNECTIVITY, (uint32_t)spec->stream),
  };
  if (d.slice->size == 0) {
    return FIM_OK;
  }
  if (spec->rule != FIM_RULE_FIXED_TOTAL_NUMBER) {
    bool multapses = spec->rule == FIM_RULE_FIXED_INDEGREE && (spec->flags & FIM_ALLOW_MULTAPSES);
    return allocate_and_draw(partition, &d, multapses ? (int64_t)spec->number : d.sources);
  }
  d.degree = malloc((size_t)d.slice->size * sizeof *d.degree);
  if (d.degree == NULL) {
    return partition_fail(partition, FIM_E_MEMORY, 0, 0, "no memory for the in-degrees");
  }
  const in_degrees_t in = {net->seed,         d.stream,       (int64_t)spec->number, target->spec.size,
                           d.first_target_id, d.slice->first, d.slice->size};
  int32_t code = allocate_and_draw(partition, &d, in_degrees_draw(&in, d.degree));
  free(d.degree);
  return code;
}
