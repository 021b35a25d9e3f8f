/* thread_exchange.c: messages as copies in the memory that the ranks share, counted by atomics. */
#include "thread_exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "barrier.h"

enum { MOST_GROUPS = 8 };

typedef struct message {
  void *data;
  int64_t bytes, capacity;
} message_t;

/* A rank's messages in a group: two, since who reads one may see its sender begin the next. */
typedef struct slot {
  message_t message[2];
  atomic_long begun;
} slot_t;

typedef struct members {
  int32_t first, ranks, made; /* made: how many of the same range came before */
  slot_t *slot;               /* [ranks] */
} members_t;

struct hub {
  phase_t changes;
  pthread_mutex_t mutex; /* of groups and reason */
  members_t group[MOST_GROUPS];
  int32_t ranks, groups;
  message_t input;
  atomic_long sent;   /* broadcasts */
  atomic_long *taken; /* [ranks] broadcasts that a rank has copied */
  message_t *output;  /* [ranks] */
  atomic_long *given; /* [ranks] gathers that a rank has taken part in */
  atomic_long gathered;
  atomic_llong messages, bytes;
  atomic_int aborted, spoilt;
  char reason[200];
};

typedef struct end {
  fim_exchange_t exchange;
  hub_t *hub;
  members_t *group[MOST_GROUPS];
  long round[MOST_GROUPS];
  int32_t groups;
  long broadcasts, gathers;
  const void **data; /* [ranks] of received */
  int64_t *bytes;    /* [ranks] */
  message_t *copy;   /* [ranks] */
} end_t;

static void copy_message(message_t *to, const void *data, int64_t bytes) {
  if (bytes > to->capacity) {
    to->data = realloc(to->data, (size_t)bytes);
    to->capacity = bytes;
  }
  if (bytes > 0) {
    memcpy(to->data, data, (size_t)bytes);
  }
  to->bytes = bytes;
}

static int32_t fail_aborted(hub_t *hub) {
  pthread_mutex_lock(&hub->mutex);
  int32_t code = fim_exchange_fail(FIM_E_LINK, hub->reason);
  pthread_mutex_unlock(&hub->mutex);
  return code;
}

/* Waits until a count has reached a value. */
static int32_t await(hub_t *hub, atomic_long *count, long value) {
  for (;;) {
    unsigned before = atomic_load(&hub->changes.value);
    if (atomic_load(&hub->aborted)) {
      return fail_aborted(hub);
    }
    if (atomic_load(count) >= value) {
      return FIM_OK;
    }
    phase_await(&hub->changes, before);
  }
}

static void count_up(hub_t *hub, atomic_long *count) {
  atomic_fetch_add(count, 1);
  phase_advance(&hub->changes);
}

static int32_t make_group(fim_exchange_t *self, int32_t first, int32_t ranks, int32_t *group) {
  end_t *end = (end_t *)self;
  hub_t *hub = end->hub;
  int32_t made = 0;
  for (int32_t i = 0; i < end->groups; i++) {
    made += end->group[i]->first == first && end->group[i]->ranks == ranks;
  }
  pthread_mutex_lock(&hub->mutex);
  members_t *found = NULL;
  for (int32_t i = 0; i < hub->groups; i++) {
    members_t *members = &hub->group[i];
    if (members->first == first && members->ranks == ranks && members->made == made) {
      found = members;
    }
  }
  if (found == NULL && hub->groups < MOST_GROUPS) {
    found = &hub->group[hub->groups++];
    *found = (members_t){first, ranks, made, calloc((size_t)ranks, sizeof(slot_t))};
  }
  pthread_mutex_unlock(&hub->mutex);
  if (found == NULL) {
    return fim_exchange_fail(FIM_E_MEMORY, "too many groups");
  }
  *group = end->groups;
  end->group[end->groups++] = found;
  return FIM_OK;
}

static int32_t begin_all(fim_exchange_t *self, int32_t group, const void *data, int64_t bytes) {
  end_t *end = (end_t *)self;
  members_t *members = end->group[group];
  slot_t *slot = &members->slot[self->rank - members->first];
  message_t *message = &slot->message[end->round[group] % 2];
  copy_message(message, data, bytes);
  if (atomic_load(&end->hub->spoilt) == self->rank) {
    memset((char *)message->data + 1, 0xff, (size_t)bytes - 1);
  }
  end->round[group]++;
  atomic_fetch_add(&end->hub->messages, 1);
  atomic_fetch_add(&end->hub->bytes, bytes);
  count_up(end->hub, &slot->begun);
  return FIM_OK;
}

static int32_t end_all(fim_exchange_t *self, int32_t group, fim_received_t *received) {
  end_t *end = (end_t *)self;
  members_t *members = end->group[group];
  for (int32_t i = 0; i < members->ranks; i++) {
    slot_t *slot = &members->slot[i];
    int32_t code = await(end->hub, &slot->begun, end->round[group]);
    if (code != FIM_OK) {
      return code;
    }
    const message_t *message = &slot->message[(end->round[group] - 1) % 2];
    end->data[i] = message->data;
    end->bytes[i] = message->bytes;
  }
  *received = (fim_received_t){end->data, end->bytes, members->ranks, 0};
  return FIM_OK;
}

static int32_t broadcast(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received) {
  end_t *end = (end_t *)self;
  hub_t *hub = end->hub;
  long number = ++end->broadcasts;
  int32_t code = FIM_OK;
  if (self->rank == 0) {
    for (int32_t i = 1; i < hub->ranks && code == FIM_OK; i++) {
      code = await(hub, &hub->taken[i], number - 1);
    }
    copy_message(&hub->input, data, bytes);
    count_up(hub, &hub->sent);
    return code;
  }
  code = await(hub, &hub->sent, number);
  if (code == FIM_OK) {
    copy_message(&end->copy[0], hub->input.data, hub->input.bytes);
    count_up(hub, &hub->taken[self->rank]);
    end->data[0] = end->copy[0].data;
    end->bytes[0] = end->copy[0].bytes;
    *received = (fim_received_t){end->data, end->bytes, 1, 0};
  }
  return code;
}

static int32_t gather(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received) {
  end_t *end = (end_t *)self;
  hub_t *hub = end->hub;
  long number = ++end->gathers;
  int32_t code = await(hub, &hub->gathered, number - 1);
  if (code != FIM_OK) {
    return code;
  }
  copy_message(&hub->output[self->rank], data, bytes);
  count_up(hub, &hub->given[self->rank]);
  *received = (fim_received_t){end->data, end->bytes, 0, 0};
  if (self->rank != 0) {
    return FIM_OK;
  }
  for (int32_t i = 0; i < hub->ranks; i++) {
    code = await(hub, &hub->given[i], number);
    if (code != FIM_OK) {
      return code;
    }
    copy_message(&end->copy[i], hub->output[i].data, hub->output[i].bytes);
    end->data[i] = end->copy[i].data;
    end->bytes[i] = end->copy[i].bytes;
  }
  received->count = hub->ranks;
  count_up(hub, &hub->gathered);
  return FIM_OK;
}

static void abort_all(fim_exchange_t *self, const char *reason) {
  hub_t *hub = ((end_t *)self)->hub;
  pthread_mutex_lock(&hub->mutex);
  snprintf(hub->reason, sizeof hub->reason, "%s", reason);
  pthread_mutex_unlock(&hub->mutex);
  atomic_store(&hub->aborted, 1);
  phase_advance(&hub->changes);
}

static void destroy(fim_exchange_t *self) {
  end_t *end = (end_t *)self;
  for (int32_t i = 0; i < self->ranks; i++) {
    free(end->copy[i].data);
  }
  free(end->copy);
  free(end->data);
  free(end->bytes);
  free(end);
}

hub_t *hub_create(int32_t ranks) {
  hub_t *hub = aligned_alloc(_Alignof(hub_t), sizeof *hub);
  memset(hub, 0, sizeof *hub);
  hub->ranks = ranks;
  atomic_init(&hub->spoilt, -1);
  phase_init(&hub->changes);
  pthread_mutex_init(&hub->mutex, NULL);
  hub->taken = calloc((size_t)ranks, sizeof *hub->taken);
  hub->given = calloc((size_t)ranks, sizeof *hub->given);
  hub->output = calloc((size_t)ranks, sizeof *hub->output);
  return hub;
}

void hub_destroy(hub_t *hub) {
  for (int32_t g = 0; g < hub->groups; g++) {
    for (int32_t i = 0; i < hub->group[g].ranks; i++) {
      free(hub->group[g].slot[i].message[0].data);
      free(hub->group[g].slot[i].message[1].data);
    }
    free(hub->group[g].slot);
  }
  for (int32_t i = 0; i < hub->ranks; i++) {
    free(hub->output[i].data);
  }
  free(hub->input.data);
  free(hub->taken);
  free(hub->given);
  free(hub->output);
  phase_destroy(&hub->changes);
  pthread_mutex_destroy(&hub->mutex);
  free(hub);
}

fim_exchange_t *hub_rank(hub_t *hub, int32_t rank) {
  end_t *end = calloc(1, sizeof *end);
  end->exchange = (fim_exchange_t){.rank = rank,
                                   .ranks = hub->ranks,
                                   .make_group = make_group,
                                   .begin_all = begin_all,
                                   .end_all = end_all,
                                   .broadcast = broadcast,
                                   .gather = gather,
                                   .abort = abort_all,
                                   .destroy = destroy};
  end->hub = hub;
  end->data = calloc((size_t)hub->ranks, sizeof *end->data);
  end->bytes = calloc((size_t)hub->ranks, sizeof *end->bytes);
  end->copy = calloc((size_t)hub->ranks, sizeof *end->copy);
  return &end->exchange;
}

int64_t hub_messages(const hub_t *hub) {
  return atomic_load(&hub->messages);
}

int64_t hub_bytes(const hub_t *hub) {
  return atomic_load(&hub->bytes);
}

void hub_spoil(hub_t *hub, int32_t rank) {
  atomic_store(&hub->spoilt, rank);
}
