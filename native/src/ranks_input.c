/*
 * ranks_input.c: an advance's steps and packets, from the lead to its followers.
 *
 * A message: input_head_t | int64_t bytes[inputs], 0: no packet | packets, each at a multiple of 8 bytes.
 */
#include <string.h>

#include "error.h"
#include "fimbria/spikes.h"
#include "ranks.h"

typedef struct input_head {
  int64_t first_step;
  int32_t steps, inputs;
} input_head_t;

enum { ALIGNMENT = 8 };

static int64_t padded(int64_t bytes) {
  return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static int64_t packet_bytes(const fim_spike_packet_t *packet) {
  return packet->kind == FIM_PACKET_RECIPE ? fim_recipe_packet_bytes(packet->steps)
                                           : fim_spike_packet_bytes(packet->steps, packet->groups, packet->count);
}

static int32_t append_packet(byte_buffer_t *message, const void *packet, int64_t bytes) {
  static const uint8_t zeros[ALIGNMENT];
  int32_t code = byte_buffer_append(message, packet, bytes);
  return code == FIM_OK ? byte_buffer_append(message, zeros, padded(bytes) - bytes) : code;
}

static int32_t pack(fim_spiking_t *net, int32_t steps, const void *const *packets) {
  byte_buffer_t *message = &net->ranks->message;
  const input_head_t head = {net->step, steps, net->inputs};
  message->bytes = 0;
  int32_t code = byte_buffer_append(message, &head, sizeof head);
  for (int32_t k = 0; k < net->inputs && code == FIM_OK; k++) {
    int64_t bytes = packets == NULL || packets[k] == NULL ? 0 : packet_bytes(packets[k]);
    code = byte_buffer_append(message, &bytes, sizeof bytes);
  }
  for (int32_t k = 0; k < net->inputs && packets != NULL && code == FIM_OK; k++) {
    if (packets[k] != NULL) {
      code = append_packet(message, packets[k], packet_bytes(packets[k]));
    }
  }
  return code == FIM_OK ? FIM_OK : fim_fail(code, "no memory for the packets of %d inputs", net->inputs);
}

int32_t ranks_send_input(fim_spiking_t *net, int32_t steps, const void *const *packets) {
  ranks_t *ranks = net->ranks;
  int64_t start = ranks_clock();
  int32_t code = pack(net, steps, packets);
  fim_received_t none;
  if (code == FIM_OK) {
    code = ranks->exchange->broadcast(ranks->exchange, ranks->message.data, ranks->message.bytes, &none);
  }
  ranks->io_ns += ranks_clock() - start;
  return code;
}

/* Packets point into the input, whose lengths have to be right: the lead has checked what is in them. */
static int32_t find_packets(fim_spiking_t *net, int32_t *steps) {
  ranks_t *ranks = net->ranks;
  const byte_buffer_t *input = &ranks->input;
  input_head_t head = {0};
  int64_t at = (int64_t)sizeof head + net->inputs * (int64_t)sizeof(int64_t);
  if (input->bytes >= at) {
    memcpy(&head, input->data, sizeof head);
  }
  if (input->bytes < at || head.first_step != net->step || head.inputs != net->inputs || head.steps < 0 ||
      head.steps > net->max_steps) {
    return fim_fail(FIM_E_LINK, "the lead is at step %lld with %d inputs, this rank at step %lld with %d",
                    (long long)head.first_step, head.inputs, (long long)net->step, net->inputs);
  }
  for (int32_t k = 0; k < net->inputs; k++) {
    int64_t bytes;
    memcpy(&bytes, input->data + sizeof head + (size_t)k * sizeof bytes, sizeof bytes);
    const fim_spike_packet_t *packet = (const fim_spike_packet_t *)(const void *)(input->data + at);
    bool is_whole = bytes >= 0 && bytes <= input->bytes - at;
    if (is_whole && bytes > 0) {
      is_whole = bytes >= (int64_t)sizeof *packet && packet->steps == head.steps && packet_bytes(packet) == bytes;
    }
    if (!is_whole) {
      return fim_fail(FIM_E_LINK, "the lead's packet of input %d is cut", k);
    }
    ranks->packet[k] = bytes > 0 ? packet : NULL;
    at += padded(bytes);
  }
  *steps = head.steps;
  return FIM_OK;
}

/* Copied, since the exchange may use its memory for what comes during the advance. */
static int32_t copy_input(ranks_t *ranks, const fim_received_t *received) {
  if (received->count != 1) {
    return fim_fail(FIM_E_LINK, "%d messages of the lead, expected 1", received->count);
  }
  ranks->input.bytes = 0;
  int32_t code = byte_buffer_append(&ranks->input, received->data[0], received->bytes[0]);
  return code == FIM_OK ? FIM_OK : fim_fail(code, "no memory for the lead's packets");
}

int32_t ranks_receive_input(fim_spiking_t *net, int32_t *steps) {
  ranks_t *ranks = net->ranks;
  fim_received_t received;
  int64_t start = ranks_clock();
  int32_t code = ranks->exchange->broadcast(ranks->exchange, NULL, 0, &received);
  int64_t end = ranks_clock();
  ranks->wait_ns += end - start;
  if (code == FIM_OK) {
    code = copy_input(ranks, &received);
  }
  if (code == FIM_OK) {
    code = find_packets(net, steps);
  }
  ranks->io_ns += ranks_clock() - end;
  return code;
}
