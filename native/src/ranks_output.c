/*
 * ranks_output.c: what the lead gets of an advance.
 *
 * A rank's message: output_head_t | failure_t, if it has failed | spikes (spike_message.h), a cell being a population |
 * double offset[], of populations with exact spike times | double sample[], by recorder, row, variable and neuron.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "ranks.h"

/* How a rank's advance has ended: stopped: because another rank has failed. Only a whole one has spikes and samples. */
enum end { WHOLE = 0, FAILED = 1, STOPPED = 2 };

static int64_t rows_of(const fim_spiking_t *net, const recorder_t *recorder) {
  return recorder_row(recorder, net->step) - recorder_row(recorder, net->first_step);
}

static int32_t append_offsets(const fim_spiking_t *net, byte_buffer_t *message) {
  int32_t code = FIM_OK;
  for (int64_t step = net->first_step; step < net->step; step++) {
    for (int32_t i = 0; i < net->populations && code == FIM_OK; i++) {
      if (aeif_is_exact(&net->population[i].neuron)) {
        int64_t bytes = network_spikes(net, i, step) * (int64_t)sizeof(double);
        code = byte_buffer_reserve(message, bytes);
        if (code == FIM_OK && bytes > 0) {
          network_copy_offsets(net, i, step, (double *)(void *)(message->data + message->bytes));
          message->bytes += bytes;
        }
      }
    }
  }
  return code;
}

static int32_t append_samples(const fim_spiking_t *net, byte_buffer_t *message) {
  int32_t code = FIM_OK;
  for (int32_t r = 0; r < net->recorders; r++) {
    const recorder_t *recorder = &net->recorder[r];
    const double *sample = recorder->sample;
    int64_t rows = rows_of(net, recorder) * recorder->spec.variables;
    for (int64_t row = 0; row < rows; row++, sample += recorder->spec.neurons) {
      for (int32_t i = 0; i < recorder->spec.neurons && code == FIM_OK; i++) {
        if (recorder->owner[i] == net->rank) {
          code = byte_buffer_append(message, &sample[i], sizeof *sample);
        }
      }
    }
  }
  return code;
}

/* Of head, failure and spikes, so that offsets can be written in place. */
enum { ALIGNMENT = sizeof(double) };
_Static_assert(sizeof(output_head_t) % ALIGNMENT == 0, "spikes begin at a multiple of ALIGNMENT");

static int64_t align_up(int64_t bytes) {
  return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static int32_t align(byte_buffer_t *message) {
  static const uint8_t zeros[ALIGNMENT];
  return byte_buffer_append(message, zeros, align_up(message->bytes) - message->bytes);
}

/* The spikes, offsets and samples of a follower. */
static int32_t append_data(const fim_spiking_t *net, byte_buffer_t *message, output_head_t *head) {
  int64_t begin = message->bytes;
  int32_t code = relay_write(net, message, NULL, net->populations, (flight_t){net->first_step, net->step}, false);
  head->spike_bytes = message->bytes - begin;
  code = code == FIM_OK ? align(message) : code;
  begin = message->bytes;
  code = code == FIM_OK && net->ranks->exact ? append_offsets(net, message) : code;
  head->offsets = (message->bytes - begin) / (int64_t)sizeof(double);
  begin = message->bytes;
  code = code == FIM_OK ? append_samples(net, message) : code;
  head->samples = (message->bytes - begin) / (int64_t)sizeof(double);
  return code;
}

/* The lead keeps what it has. */
static int32_t pack(const fim_spiking_t *net, byte_buffer_t *message, const failure_t *failure) {
  output_head_t head = {.end = failure != NULL ? FAILED : net->ranks->crew.stop ? STOPPED : WHOLE};
  message->bytes = 0;
  int32_t code = byte_buffer_append(message, &head, sizeof head);
  if (code == FIM_OK && failure != NULL) {
    code = byte_buffer_append(message, failure, sizeof *failure);
  }
  if (code == FIM_OK && head.end == WHOLE && !ranks_lead(net)) {
    code = append_data(net, message, &head);
  }
  if (code != FIM_OK) {
    return fim_fail(code, "no memory for the spikes of the advance");
  }
  memcpy(message->data, &head, sizeof head);
  return FIM_OK;
}

static int32_t fail_message(const ranks_t *ranks, int32_t rank) {
  return fim_fail(FIM_E_LINK, "rank %d has sent a message that is not as it should be",
                  fim_exchange_name(ranks->exchange, rank));
}

static void keep_first(ranks_t *ranks, int32_t rank, const failure_t *failure) {
  if (ranks->failure.code == FIM_OK || failure_precedes(failure, &ranks->failure)) {
    ranks->failure = *failure;
    ranks->failed_rank = rank;
  }
}

static int32_t take_failure(ranks_t *ranks, int32_t rank, const uint8_t *data, int64_t bytes) {
  failure_t failure;
  if (bytes != (int64_t)sizeof failure) {
    return fail_message(ranks, rank);
  }
  memcpy(&failure, data, sizeof failure);
  failure.text[sizeof failure.text - 1] = '\0';
  keep_first(ranks, rank, &failure);
  return FIM_OK;
}

/* Finds the parts of a rank's message. */
static int32_t open_message(fim_spiking_t *net, int32_t rank, const uint8_t *data, int64_t bytes) {
  output_head_t head = {0};
  if (bytes < (int64_t)sizeof head) {
    return fail_message(net->ranks, rank);
  }
  memcpy(&head, data, sizeof head);
  data += sizeof head;
  bytes -= (int64_t)sizeof head;
  if (head.end != WHOLE) {
    return head.end == FAILED ? take_failure(net->ranks, rank, data, bytes) : FIM_OK;
  }
  int64_t most = bytes / (int64_t)sizeof(double);
  if (head.spike_bytes < 1 || head.spike_bytes > bytes || head.offsets < 0 || head.offsets > most || head.samples < 0 ||
      head.samples > most || align_up(head.spike_bytes) + (head.offsets + head.samples) * ALIGNMENT != bytes) {
    return fail_message(net->ranks, rank);
  }
  sender_t *sender = &net->ranks->sender[rank];
  sender->offset = data + align_up(head.spike_bytes);
  sender->offset_end = sender->offset + (size_t)head.offsets * sizeof(double);
  sender->sample = sender->offset_end;
  sender->sample_end = sender->sample + (size_t)head.samples * sizeof(double);
  int32_t steps = (int32_t)(net->step - net->first_step);
  int32_t code = spike_reader_open(&sender->reader, data, head.spike_bytes, steps, (int64_t)steps * net->populations);
  return code == FIM_OK ? FIM_OK : fail_message(net->ranks, rank);
}

static int32_t reserve(const ranks_t *ranks, collected_t *collected, int64_t count) {
  if (count <= collected->capacity) {
    return FIM_OK;
  }
  int64_t capacity = 2 * count;
  uint32_t *id = realloc(collected->id, (size_t)capacity * sizeof *id);
  if (id == NULL) {
    return FIM_E_MEMORY;
  }
  collected->id = id;
  if (ranks->exact) {
    double *offset = realloc(collected->offset, (size_t)capacity * sizeof *offset);
    if (offset == NULL) {
      return FIM_E_MEMORY;
    }
    collected->offset = offset;
  }
  collected->capacity = capacity;
  return FIM_OK;
}

/* Appends the spikes that a rank has of a population in a step. count: of all so far, modified. */
static int32_t collect_cell(fim_spiking_t *net, int32_t population, int64_t step, int32_t rank, int64_t *count) {
  ranks_t *ranks = net->ranks;
  collected_t *collected = &ranks->collected;
  sender_t *sender = &ranks->sender[rank];
  int64_t cell = (step - net->first_step) * net->populations + population;
  bool own = rank == net->rank;
  bool exact = aeif_is_exact(&net->population[population].neuron);
  int64_t spikes = own ? network_spikes(net, population, step) : sender->reader.cell == cell ? sender->reader.count : 0;
  if (spikes == 0) {
    return FIM_OK;
  }
  if (reserve(ranks, collected, *count + spikes) != FIM_OK) {
    return FIM_E_MEMORY;
  }
  double *offset = ranks->exact ? collected->offset + *count : NULL;
  if (own) {
    network_copy_spikes(net, population, step, collected->id + *count);
    if (offset != NULL) {
      network_copy_offsets(net, population, step, offset);
    }
  } else {
    int32_t code = spike_reader_ids(&sender->reader, net->population[population].spec.size, collected->id + *count);
    if (code == FIM_OK && exact && sender->offset_end - sender->offset < spikes * (int64_t)sizeof *offset) {
      code = FIM_E_LINK;
    }
    if (code != FIM_OK) {
      return code;
    }
    if (exact) {
      memcpy(offset, sender->offset, (size_t)spikes * sizeof *offset);
      sender->offset += (size_t)spikes * sizeof *offset;
    } else if (offset != NULL) {
      memset(offset, 0, (size_t)spikes * sizeof *offset);
    }
  }
  *count += spikes;
  return FIM_OK;
}

/* By step, population and rank: the order that a single process has. */
static int32_t collect_spikes(fim_spiking_t *net) {
  int64_t *bound = net->ranks->collected.bound;
  int64_t count = 0;
  *bound++ = 0;
  for (int64_t step = net->first_step; step < net->step; step++) {
    for (int32_t i = 0; i < net->populations; i++) {
      const rank_share_t *share = &net->population[i].share;
      for (int32_t rank = share->first_rank; rank < share->first_rank + share->ranks; rank++) {
        int32_t code = collect_cell(net, i, step, rank, &count);
        if (code != FIM_OK) {
          return code == FIM_E_MEMORY ? fim_fail(code, "no memory for the spikes of the advance")
                                      : fail_message(net->ranks, rank);
        }
      }
      *bound++ = count;
    }
  }
  for (int32_t rank = 0; rank < net->ranks->exchange->ranks; rank++) {
    const sender_t *sender = &net->ranks->sender[rank];
    if (rank != net->rank && (sender->reader.cell != sender->reader.cells || sender->offset != sender->offset_end)) {
      return fail_message(net->ranks, rank);
    }
  }
  return FIM_OK;
}

static int32_t collect_samples(fim_spiking_t *net) {
  for (int32_t r = 0; r < net->recorders; r++) {
    const recorder_t *recorder = &net->recorder[r];
    double *sample = recorder->sample;
    int64_t rows = rows_of(net, recorder) * recorder->spec.variables;
    for (int64_t row = 0; row < rows; row++, sample += recorder->spec.neurons) {
      for (int32_t i = 0; i < recorder->spec.neurons; i++) {
        sender_t *sender = &net->ranks->sender[recorder->owner[i]];
        if (recorder->owner[i] == net->rank) {
          continue;
        }
        if (sender->sample == sender->sample_end) {
          return fail_message(net->ranks, recorder->owner[i]);
        }
        memcpy(&sample[i], sender->sample, sizeof *sample);
        sender->sample += sizeof *sample;
      }
    }
  }
  return FIM_OK;
}

static int32_t collect(fim_spiking_t *net, const fim_received_t *received, const failure_t *failure) {
  ranks_t *ranks = net->ranks;
  if (received->count != ranks->exchange->ranks) {
    return fim_fail(FIM_E_LINK, "%d ranks have sent, expected %d", received->count, ranks->exchange->ranks);
  }
  if (failure != NULL) {
    keep_first(ranks, net->rank, failure);
  }
  int32_t code = FIM_OK;
  for (int32_t rank = 0; rank < ranks->exchange->ranks && code == FIM_OK; rank++) {
    code = rank == net->rank ? FIM_OK : open_message(net, rank, received->data[rank], received->bytes[rank]);
  }
  if (code != FIM_OK || ranks->failure.code != FIM_OK) {
    return code;
  }
  if (ranks->crew.stop) {
    return fim_fail(FIM_E_LINK, "a rank has stopped, but none has failed");
  }
  code = collect_spikes(net);
  return code == FIM_OK ? collect_samples(net) : code;
}

int32_t ranks_gather(fim_spiking_t *net, const failure_t *failure) {
  ranks_t *ranks = net->ranks;
  fim_received_t received;
  int64_t start = ranks_clock();
  int32_t code = pack(net, &ranks->message, failure);
  int64_t packed = ranks_clock();
  ranks->io_ns += packed - start;
  if (code == FIM_OK) {
    code = ranks->exchange->gather(ranks->exchange, ranks->message.data, ranks->message.bytes, &received);
  }
  int64_t gathered = ranks_clock();
  ranks->wait_ns += gathered - packed;
  if (code == FIM_OK && ranks_lead(net)) {
    code = collect(net, &received, failure);
    ranks->io_ns += ranks_clock() - gathered;
  }
  return code;
}
