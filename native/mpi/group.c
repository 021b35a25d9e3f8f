/* group.c: rounds of messages. */
#include "group.h"

#include <stdlib.h>

#include "error.h"

/* A round: the links [first, first + count); each brings the blocks of up to step ranks. */
typedef struct round {
  int step, first, count;
} round_t;

static round_t first_round(void) {
  return (round_t){.step = 1};
}

/* Advances to the first or next round that has links; false after the last. */
static bool set_links(const group_t *group, round_t *round) {
  int64_t left = ((int64_t)group->ranks - 1) / round->step; /* distances that are multiples of step */
  round->count = (int)(left < group->radix - 1 ? left : group->radix - 1);
  return round->count > 0;
}

static bool next_round(const group_t *group, round_t *round) {
  round->first += round->count;
  int64_t step = (int64_t)round->step * group->radix;
  if (step >= group->ranks) {
    return false;
  }
  round->step = (int)step;
  return set_links(group, round);
}

/* How far away the peer of the round's link i is, and for how many ranks its message speaks. */
static int distance_of(const round_t *round, int i) {
  return (i + 1) * round->step;
}

static int blocks_of(const group_t *group, const round_t *round, int i) {
  int left = group->ranks - distance_of(round, i);
  return round->step < left ? round->step : left;
}

static int count_links(const group_t *group) {
  round_t round = first_round();
  int links = 0;
  for (bool more = set_links(group, &round); more; more = next_round(group, &round)) {
    links += round.count;
  }
  return links;
}

static int32_t connect(group_t *group, int (*tag)(const void *owner, int peer), const void *owner) {
  round_t round = first_round();
  int32_t code = FIM_OK;
  for (bool more = set_links(group, &round); more; more = next_round(group, &round)) {
    for (int i = 0; i < round.count && code == FIM_OK; i++) {
      int distance = distance_of(&round, i);
      int source = group->first + (group->place + distance) % group->ranks;
      int target = group->first + (group->place - distance + group->ranks) % group->ranks;
      links_to(&group->links, round.first + i, target, tag(owner, target));
      code = links_from(&group->links, round.first + i, source, tag(owner, source));
    }
  }
  return code;
}

int32_t group_create(waiter_t *waiter, MPI_Comm communicator, int rank, int first, int ranks, int radix,
                     int (*tag)(const void *owner, int peer), const void *owner, group_t **out) {
  group_t *group = calloc(1, sizeof *group);
  if (!group) {
    return fim_fail(FIM_E_MEMORY, "no memory for a group of ranks");
  }
  group->first = first;
  group->ranks = ranks;
  group->place = rank - first;
  group->radix = radix;
  group->data = calloc((size_t)ranks, sizeof *group->data);
  group->bytes = calloc((size_t)ranks, sizeof *group->bytes);
  int links = count_links(group);
  int32_t code = group->data && group->bytes ? FIM_OK : fim_fail(FIM_E_MEMORY, "no memory for %d ranks", ranks);
  if (code == FIM_OK) {
    code = links_init(&group->links, waiter, communicator, links, links);
  }
  if (code == FIM_OK) {
    code = connect(group, tag, owner);
  }
  if (code != FIM_OK) {
    bool stuck = false;
    group_destroy(group, &stuck);
    return code;
  }
  *out = group;
  return FIM_OK;
}

static int32_t send_round(group_t *group, const round_t *round) {
  int32_t code = FIM_OK;
  for (int i = 0; i < round->count && code == FIM_OK; i++) {
    int blocks = blocks_of(group, round, i);
    int64_t bytes = blocks == round->step ? group->row.bytes : row_prefix(&group->row, blocks);
    code = links_send(&group->links, round->first + i, group->row.blocks, bytes);
  }
  return code;
}

/* All receives are posted before anything is sent, so that what the others are ahead with finds its place. */
int32_t group_begin(group_t *group, const void *data, int64_t bytes) {
  if (group->under_way) {
    return fim_fail(FIM_E_STATE, "this group's last exchange has not ended yet");
  }
  round_t round = first_round();
  int32_t code = links_flush(&group->links); /* the last exchange's messages */
  if (code == FIM_OK) {
    code = row_set(&group->row, data, bytes);
  }
  if (code == FIM_OK) {
    code = links_start(&group->links);
  }
  if (code == FIM_OK && set_links(group, &round)) {
    code = send_round(group, &round);
  }
  group->under_way = code == FIM_OK;
  return code;
}

/* Keeps where the blocks of a message are, and passes them on when there are rounds to come. */
static int32_t take(group_t *group, const round_t *round, int i, bool pass_on) {
  int index = round->first + i;
  const incoming_t *in = &group->links.in[index];
  int place = (group->place + distance_of(round, i)) % group->ranks;
  int32_t code =
      links_read(&group->links, index, blocks_of(group, round, i), place, group->ranks, group->data, group->bytes);
  return code == FIM_OK && pass_on ? row_append(&group->row, &group->links, in->slot, in->bytes) : code;
}

static int32_t finish_round(group_t *group, round_t *round, bool *more) {
  round_t next = *round;
  *more = next_round(group, &next);
  int32_t code = links_await(&group->links, round->first, round->count);
  for (int i = 0; i < round->count && code == FIM_OK; i++) {
    code = take(group, round, i, *more);
  }
  *round = next;
  return code == FIM_OK && *more ? send_round(group, round) : code;
}

int32_t group_end(group_t *group, fim_received_t *received) {
  if (!group->under_way) {
    return fim_fail(FIM_E_STATE, "no exchange of this group has begun");
  }
  group->under_way = false;
  round_t round = first_round();
  int32_t code = waiter_check(group->links.waiter);
  for (bool more = set_links(group, &round); more && code == FIM_OK;) {
    code = finish_round(group, &round, &more);
  }
  if (code == FIM_OK) {
    code = links_settle(&group->links);
  }
  if (code == FIM_OK) {
    group->data[group->place] = group->row.blocks + sizeof(int64_t);
    group->bytes[group->place] = block_data(group->row.blocks);
    *received = (fim_received_t){.data = group->data, .bytes = group->bytes, .count = group->ranks};
  }
  return code;
}

void group_destroy(group_t *group, bool *stuck) {
  bool sending = false;
  if (!*stuck && !group->under_way) {
    links_flush(&group->links);
  }
  links_free(&group->links, &sending);
  if (!sending) {
    free(group->row.blocks);
  }
  *stuck |= sending || group->under_way;
  free(group->data);
  free(group->bytes);
  free(group);
}
