/*
 * deliver.c: what arrives at a partition's neurons in a step, here from ports and background.
 *
 * Order of additions to in_ex and in_in: projections in order, then input ports in order, then background. Weights
 * within one of these are equal, so that the sum does not depend on how neurons are divided.
 */
#include <math.h>
#include <stddef.h>

#include "network.h"
#include "recipe.h"

/* Adds the spikes of one population in a packet, whose blocks start at group `group`. */
static int32_t add_spikes(partition_t *partition, const slice_t *slice, const fim_spike_packet_t *packet, int64_t row,
                          int64_t group, double weight) {
  const uint32_t *index = (const uint32_t *)(packet + 1);
  const uint32_t *id = index + (int64_t)packet->steps * packet->groups + 1;
  double *in = slice_arrivals(slice, weight);
  for (int64_t block = 0; block < fim_blocks(slice->size); block++) {
    int64_t local = block * FIM_BLOCK;
    int64_t size = slice->size - local < FIM_BLOCK ? slice->size - local : FIM_BLOCK;
    const uint32_t *bounds = index + row * packet->groups + group + (slice->first + local) / FIM_BLOCK;
    for (uint32_t i = bounds[0]; i < bounds[1]; i++) {
      int64_t place = (int64_t)id[i] - slice->first - local;
      if (place < 0 || place >= size) {
        return partition_fail(partition, FIM_E_ARGUMENT, packet->first_step + row, id[i],
                              "a packet holds a neuron of another block");
      }
      in[local + place] += fabs(weight);
    }
  }
  return FIM_OK;
}

/* Behind the last neuron; 0 for an empty slice, so that it has no span. */
static int64_t end_of(const slice_t *slice) {
  return slice->size > 0 ? slice->first + slice->size : 0;
}

/* The slice's part of the span that begins at neuron `begin` of a population of `size`. */
static fim_span_t span_of(const slice_t *slice, int64_t begin, int64_t size, int64_t first_block, double *in) {
  int64_t width = fim_span_width(size - begin);
  int64_t from = begin > slice->first ? begin : slice->first;
  int64_t to = begin + width < end_of(slice) ? begin + width : end_of(slice);
  return (fim_span_t){.width = width,
                      .first = from - begin,
                      .size = to - from,
                      .in = in + (from - slice->first),
                      .entity = (uint32_t)(first_block + begin / FIM_BLOCK)};
}

static void add_rare(const fim_rows_t *rows, const fim_span_t *span, double weight) {
  fim_arrivals_t row = fim_arrivals(rows, span->entity, span->width);
  for (int64_t cell = fim_next_arrival(&row); cell >= 0; cell = fim_next_arrival(&row)) {
    int64_t neuron = cell % span->width - span->first;
    if (neuron >= 0 && neuron < span->size) {
      span->in[neuron] += weight;
    }
  }
}

/* Adds weight where the rows of a population's spans have arrivals. first_block: entity of its first span. */
static void add_arrivals(const fim_spiking_t *net, const partition_t *partition, int32_t population,
                         const fim_rows_t *rows, int64_t first_block, double weight) {
  enum { TOGETHER = 16 };
  const slice_t *slice = &partition->slice[population];
  double *in = slice_arrivals(slice, weight);
  fim_span_t span[TOGETHER];
  int64_t begin = fim_span_begin(slice->first);
  while (begin < end_of(slice)) {
    int64_t spans = 0;
    for (; begin < end_of(slice) && spans < TOGETHER; begin += FIM_SPAN) {
      span[spans++] = span_of(slice, begin, net->population[population].spec.size, first_block, in);
    }
    if (rows->rare) {
      for (int64_t i = 0; i < spans; i++) {
        add_rare(rows, &span[i], fabs(weight));
      }
    } else {
      net->kernels->fim_arrive(rows, span, spans, fabs(weight));
    }
  }
}

/* Adds weight to all neurons, as often as there are events. */
static void add_to_all(const slice_t *slice, int64_t events, double weight) {
  double *in = slice_arrivals(slice, weight);
  for (int64_t event = 0; event < events; event++) {
    for (int64_t i = 0; i < slice->size; i++) {
      in[i] += fabs(weight);
    }
  }
}

/* Adds rows of arrivals to the populations of a port. */
static void add_rows(const fim_spiking_t *net, const partition_t *partition, const fim_input_t *port,
                     const fim_rows_t *rows) {
  int64_t first_block = 0;
  for (int32_t i = port->first_population; i < port->first_population + port->populations; i++) {
    add_arrivals(net, partition, i, rows, first_block, port->weight_nS);
    first_block += network_blocks(net, i, 1);
  }
}

/* Adds a step's spikes of a port's recipe: copies of reference events, then private ones. */
static void add_recipe(const fim_spiking_t *net, const partition_t *partition, const input_t *input,
                       const fim_spike_packet_t *packet, int64_t step) {
  const fim_recipe_t *recipe = fim_packet_recipe(packet);
  const fim_recipe_step_t numbers = fim_packet_recipe_steps(packet)[step - packet->first_step];
  const fim_input_t *port = &input->spec;
  if (numbers.events > 0 && recipe->probability == 1.0) {
    for (int32_t i = port->first_population; i < port->first_population + port->populations; i++) {
      add_to_all(&partition->slice[i], numbers.events, port->weight_nS);
    }
  } else if (numbers.events > 0) {
    const fim_rows_t copies = fim_copies(recipe, input->copies_gap, numbers.events, step);
    add_rows(net, partition, port, &copies);
  }
  if (numbers.mean > 0.0) {
    const fim_rows_t events = fim_private_events(recipe, numbers.mean, step);
    add_rows(net, partition, port, &events);
  }
}

/* Adds a step's spikes of a port's packet. */
static int32_t add_packet(const fim_spiking_t *net, partition_t *partition, const fim_input_t *port,
                          const fim_spike_packet_t *packet, int64_t step) {
  int32_t code = FIM_OK;
  for (int32_t i = 0; i < port->populations && code == FIM_OK; i++) {
    int64_t group = network_blocks(net, port->first_population, i);
    code = add_spikes(partition, &partition->slice[port->first_population + i], packet, step - packet->first_step,
                      group, port->weight_nS);
  }
  return code;
}

static int32_t deliver_inputs(const fim_spiking_t *net, partition_t *partition, int64_t step,
                              const void *const *packets) {
  int32_t code = FIM_OK;
  for (int32_t k = 0; k < net->inputs && packets != NULL && code == FIM_OK; k++) {
    const fim_spike_packet_t *packet = packets[k];
    if (packet == NULL) {
      continue;
    }
    if (packet->kind == FIM_PACKET_RECIPE) {
      add_recipe(net, partition, &net->input[k], packet, step);
    } else if (packet->count > 0) {
      code = add_packet(net, partition, &net->input[k].spec, packet, step);
    }
  }
  return code;
}

/* Independent Poisson trains. */
static void deliver_background(const fim_spiking_t *net, const partition_t *partition, int64_t step) {
  for (int32_t i = 0; i < net->populations; i++) {
    const fim_population_t *spec = &net->population[i].spec;
    int64_t emitted = step - spec->background_delay_steps;
    if (spec->background_rate_hz == 0.0 || emitted < 0) {
      continue;
    }
    double mean_gap = 1.0 / (spec->background_rate_hz * 1e-3 * net->dt);
    uint32_t stream = fim_stream(FIM_STREAM_BACKGROUND, (uint32_t)i);
    fim_rows_t rows = fim_poisson_rows(net->seed, stream, emitted, mean_gap);
    add_arrivals(net, partition, i, &rows, 0, spec->background_weight_nS);
  }
}

int32_t deliver_step(const fim_spiking_t *net, partition_t *partition, int64_t step, const void *const *packets) {
  deliver_projections(net, partition, step);
  int32_t code = deliver_inputs(net, partition, step, packets);
  if (code == FIM_OK) {
    deliver_background(net, partition, step);
  }
  return code;
}
