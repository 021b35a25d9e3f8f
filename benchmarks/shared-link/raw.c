/*
 * raw.c: what the link through shared memory is compared with: the same hand-over in plain C, without checks of order,
 * time-outs, releases, abortion, growth and dead peers.
 *
 *   raw <at_once|later> <copied|handed> <bytes> <rounds>
 *
 * Two processes, a ring of four slots each way, a counter per end. A waiting end looks 20 times, then says that it
 * sleeps, looks again and waits at a futex; the other end wakes it only then. Columns as of SharedLinkStudy.
 */
#define _GNU_SOURCE /* anonymous mappings */
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fimbria/placement.h"
#include "fimbria/wait.h"

enum { SLOTS = 4, SPINS = 20, IDLE_NS = 200000, ANSWER_BYTES = 16, SIGNAL = 1, TIMES = 4 };

typedef struct end {
  _Alignas(128) _Atomic int64_t done;
  _Alignas(128) _Atomic int32_t asleep;
} end_t;

typedef struct ring {
  end_t sender, receiver;
  size_t slot_bytes;
  _Alignas(128) char slots[];
} ring_t;

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

static ring_t *make_ring(size_t slot_bytes) {
  size_t bytes = sizeof(ring_t) + SLOTS * slot_bytes;
  ring_t *ring = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (ring == MAP_FAILED) {
    perror("mmap");
    exit(1);
  }
  ring->slot_bytes = slot_bytes;
  return ring;
}

static char *slot(ring_t *ring, int64_t epoch) {
  return ring->slots + (size_t)(epoch % SLOTS) * ring->slot_bytes;
}

/* Waits until the other end has done more than `least`. */
static void await(end_t *own, const end_t *other, int64_t least) {
  for (int spin = 0; atomic_load(&other->done) <= least && spin < SPINS; spin++) {
    relax();
  }
  while (atomic_load(&other->done) <= least) {
    atomic_store(&own->asleep, 1);
    if (atomic_load(&other->done) <= least) {
      fim_word_wait((const int32_t *)&own->asleep, 1, 1000000000);
    }
    atomic_store(&own->asleep, 0);
  }
}

static void hand_over(end_t *own, end_t *other, int64_t done) {
  atomic_store(&own->done, done);
  if (atomic_load(&other->asleep) != 0) {
    atomic_store(&other->asleep, 0);
    fim_word_wake((const int32_t *)&other->asleep);
  }
}

static void answer(ring_t *there, ring_t *back, char *own, int copied, int64_t rounds) {
  for (int64_t epoch = 0; epoch < rounds; epoch++) {
    await(&there->receiver, &there->sender, epoch);
    int64_t times[2] = {now_ns()};
    if (copied) {
      memcpy(own, slot(there, epoch), there->slot_bytes);
    }
    times[1] = now_ns();
    hand_over(&there->receiver, &there->sender, epoch + 1);
    await(&back->sender, &back->receiver, epoch - SLOTS);
    memcpy(slot(back, epoch), times, sizeof times);
    hand_over(&back->sender, &back->receiver, epoch + 1);
  }
}

static void measure(ring_t *there, ring_t *back, const char *own, int copied, int64_t idle_ns, int64_t rounds,
                    double *times) {
  for (int64_t epoch = 0; epoch < rounds; epoch++) {
    for (int64_t begun = now_ns(); now_ns() - begun < idle_ns;) {
      relax();
    }
    await(&there->sender, &there->receiver, epoch - SLOTS);
    int64_t begun = now_ns();
    if (copied) {
      memcpy(slot(there, epoch), own, there->slot_bytes);
    }
    int64_t handed = now_ns();
    hand_over(&there->sender, &there->receiver, epoch + 1);
    await(&back->receiver, &back->sender, epoch);
    int64_t seen[2];
    memcpy(seen, slot(back, epoch), sizeof seen);
    hand_over(&back->receiver, &back->sender, epoch + 1);
    times[epoch] = (double)(handed - begun);
    times[rounds + epoch] = (double)(seen[0] - handed);
    times[2 * rounds + epoch] = (double)(seen[1] - seen[0]);
    times[3 * rounds + epoch] = (double)(seen[1] - begun);
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "usage: raw at_once|later copied|handed BYTES ROUNDS\n");
    return 2;
  }
  int64_t idle_ns = strcmp(arguments[1], "later") == 0 ? IDLE_NS : 0;
  int copied = strcmp(arguments[2], "copied") == 0;
  size_t bytes = (size_t)atol(arguments[3]);
  int64_t rounds = atol(arguments[4]);
  char *own = malloc(bytes);
  double *times = malloc(TIMES * (size_t)rounds * sizeof *times);
  if (own == NULL || times == NULL) {
    return 1;
  }
  memset(own, 1, bytes);
  ring_t *there = make_ring(bytes);
  ring_t *back = make_ring(ANSWER_BYTES);
  pid_t other = fork();
  fim_keep_thread_off(other == 0 ? 0 : 1);
  if (other == 0) {
    answer(there, back, own, copied, rounds);
    _exit(0);
  }
  measure(there, back, own, copied, idle_ns, rounds, times);
  waitpid(other, NULL, 0);
  printf("C,%s,%s,%s,%s", arguments[1], arguments[2], arguments[3], arguments[4]);
  for (int i = 0; i < TIMES; i++) {
    double *own_times = times + i * rounds;
    qsort(own_times, (size_t)rounds, sizeof *own_times, ascending);
    printf(",%.2f", own_times[rounds / 2] / 1000);
    if (i == SIGNAL) {
      printf(",%.2f", own_times[rounds / 10] / 1000);
    }
  }
  printf("\n");
  free(times);
  free(own);
  return 0;
}
