/*
 * study.c: which way of giving all ranks what each of them has costs least?
 *
 *   mpirun -n <ranks> study
 *
 * Every rank has a message of 0.5 to 1.5 times the mean size, another one each round, as spikes of an interval are. All
 * ways but the first wait alike: test, then yield, then sleep. The last two rows are libfimbria_mpi's: its exchange of
 * all, and what an epoch needs besides, a broadcast and a gather. Prints us, the least of 80 parts at rank 0, of which
 * each is the mean of 40 rounds, or 10 of long messages: shorter than what disturbs a busy machine.
 */
#include <mpi.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fimbria/mpi_exchange.h"

enum { TAG = 1, PARTS = 80, ROUNDS = 40, TESTS = 20, YIELDS = 200, MOST_RANKS = 64 };

/* A block is what a rank has: its bytes, the length first. A slot has room for the largest. */
typedef struct study {
  MPI_Comm communicator, neighbours;
  int rank, ranks, slot;
  char *own;                     /* [slot] this rank's block */
  char *all;                     /* [ranks * slot] */
  char *prefix;                  /* [ranks * slot] blocks of this rank and those after it, without gaps */
  const char *block[MOST_RANKS]; /* where the block of each rank arrived */
  int counts[MOST_RANKS], places[MOST_RANKS], zeros[MOST_RANKS], lengths[MOST_RANKS];
  MPI_Request requests[2 * MOST_RANKS];
  fim_exchange_t *exchange;
  int32_t group;
} study_t;

static int32_t length_of(const char *block) {
  int32_t length;
  memcpy(&length, block, sizeof length);
  return length;
}

static void finish(int count, MPI_Request *requests) {
  int done = 0;
  for (int turn = 0; !done; turn++) {
    if (turn > TESTS + YIELDS) {
      nanosleep(&(struct timespec){.tv_nsec = 20000}, NULL);
    } else if (turn > TESTS) {
      sched_yield();
    }
    MPI_Testall(count, requests, &done, MPI_STATUSES_IGNORE);
  }
}

static void find_in_slots(study_t *study) {
  for (int i = 0; i < study->ranks; i++) {
    study->block[i] = study->all + (size_t)i * (size_t)study->slot;
  }
}

static void allgather(study_t *study) {
  MPI_Allgather(study->own, study->slot, MPI_BYTE, study->all, study->slot, MPI_BYTE, study->communicator);
  find_in_slots(study);
}

static void iallgather(study_t *study) {
  MPI_Iallgather(study->own, study->slot, MPI_BYTE, study->all, study->slot, MPI_BYTE, study->communicator,
                 study->requests);
  finish(1, study->requests);
  find_in_slots(study);
}

static void neighbours(study_t *study) {
  MPI_Ineighbor_allgather(study->own, study->slot, MPI_BYTE, study->all, study->slot, MPI_BYTE, study->neighbours,
                          study->requests);
  finish(1, study->requests);
  find_in_slots(study);
}

static void place(study_t *study) {
  for (int i = 0, end = 0; i < study->ranks; end += study->counts[i++]) {
    study->places[i] = end;
    study->block[i] = study->all + end;
  }
}

static void counts_iallgatherv(study_t *study) {
  int bytes = length_of(study->own);
  MPI_Iallgather(&bytes, 1, MPI_INT, study->counts, 1, MPI_INT, study->communicator, study->requests);
  finish(1, study->requests);
  place(study);
  MPI_Iallgatherv(study->own, bytes, MPI_BYTE, study->all, study->counts, study->places, MPI_BYTE, study->communicator,
                  study->requests);
  finish(1, study->requests);
}

static void counts_ialltoallv(study_t *study) {
  int bytes = length_of(study->own);
  for (int i = 0; i < study->ranks; i++) {
    study->lengths[i] = bytes;
  }
  MPI_Ialltoall(study->lengths, 1, MPI_INT, study->counts, 1, MPI_INT, study->communicator, study->requests);
  finish(1, study->requests);
  place(study);
  MPI_Ialltoallv(study->own, study->lengths, study->zeros, MPI_BYTE, study->all, study->counts, study->places, MPI_BYTE,
                 study->communicator, study->requests);
  finish(1, study->requests);
}

static char *append(char *end, const char *blocks, int count) {
  for (int i = 0; i < count; i++) {
    size_t length = (size_t)length_of(blocks);
    memcpy(end, blocks, length);
    end += length;
    blocks += length;
  }
  return end;
}

/*
 * Point to point, in rounds: a rank that has the blocks of `step` ranks from itself on receives those of the next step,
 * from radix - 1 ranks at once (Bruck et al. 1997, doi 10.1109/71.642949). radix >= ranks: all pairs, one round.
 */
static void dissemination(study_t *study, int radix) {
  int ranks = study->ranks;
  char *end = append(study->prefix, study->own, 1);
  study->block[study->rank] = study->own;
  for (int step = 1; step < ranks; step *= radix) {
    int count = 0;
    for (int far = step, j = 1; j < radix && far < ranks; j++, far += step) {
      int blocks = step < ranks - far ? step : ranks - far;
      MPI_Irecv(study->all + (size_t)far * (size_t)study->slot, blocks * study->slot, MPI_BYTE,
                (study->rank + far) % ranks, TAG, study->communicator, &study->requests[count++]);
    }
    for (int far = step, j = 1; j < radix && far < ranks; j++, far += step) {
      int blocks = step < ranks - far ? step : ranks - far, bytes = 0;
      for (int i = 0; i < blocks; i++) {
        bytes += length_of(study->prefix + bytes);
      }
      MPI_Isend(study->prefix, bytes, MPI_BYTE, (study->rank - far + ranks) % ranks, TAG, study->communicator,
                &study->requests[count++]);
    }
    finish(count, study->requests);
    for (int far = step, j = 1; j < radix && far < ranks; j++, far += step) {
      int blocks = step < ranks - far ? step : ranks - far;
      const char *block = study->all + (size_t)far * (size_t)study->slot;
      end = append(end, block, blocks);
      for (int i = 0; i < blocks; block += length_of(block), i++) {
        study->block[(study->rank + far + i) % ranks] = block;
      }
    }
  }
}

static void all_pairs(study_t *study) {
  dissemination(study, study->ranks);
}

static void radix_2(study_t *study) {
  dissemination(study, 2);
}

static void radix_4(study_t *study) {
  dissemination(study, 4);
}

static void must(int32_t code) {
  if (code != FIM_OK) {
    fprintf(stderr, "study: %s\n", fim_error_text());
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
}

static void keep(study_t *study, const fim_received_t *received) {
  for (int32_t i = 0; i < received->count; i++) {
    study->block[i] = received->data[i];
  }
}

static void library(study_t *study) {
  fim_received_t received;
  must(study->exchange->begin_all(study->exchange, study->group, study->own, length_of(study->own)));
  must(study->exchange->end_all(study->exchange, study->group, &received));
  keep(study, &received);
}

/* Only rank 0 has the others' messages after it. */
static void epoch(study_t *study) {
  fim_received_t received;
  must(study->exchange->broadcast(study->exchange, study->own, length_of(study->own), &received));
  must(study->exchange->gather(study->exchange, study->own, length_of(study->own), &received));
  keep(study, &received);
}

/* The message of a rank in a round, which every rank can tell. */
static int32_t length_in(int rank, int round, int mean) {
  uint32_t random = ((uint32_t)rank * 7919u + (uint32_t)round) * 2654435761u;
  return mean / 2 + (int32_t)((random >> 8) % (uint32_t)mean);
}

static void check(const study_t *study, int round, int mean) {
  for (int i = 0; i < study->ranks; i++) {
    int32_t length = length_in(i, round, mean);
    if (length_of(study->block[i]) != length || study->block[i][length - 1] != (char)(i + round)) {
      fprintf(stderr, "study: rank %d has a wrong message of rank %d\n", study->rank, i);
      MPI_Abort(study->communicator, 1);
    }
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Single rounds tell little when ranks share a core: one that waited is often followed by one that need not wait. */
static double measure(study_t *study, void (*exchange)(study_t *), int mean) {
  double us[PARTS];
  int rounds = mean < 10000 ? ROUNDS : ROUNDS / 4;
  study->slot = mean / 2 + mean;
  MPI_Barrier(study->communicator);
  for (int part = -5; part < PARTS; part++) {
    double begin = MPI_Wtime();
    for (int round = 0; round < rounds; round++) {
      int32_t length = length_in(study->rank, round, mean);
      memcpy(study->own, &length, sizeof length);
      study->own[length - 1] = (char)(study->rank + round);
      exchange(study);
      if (exchange != epoch || study->rank == 0) {
        check(study, round, mean);
      }
    }
    us[part < 0 ? 0 : part] = 1e6 * (MPI_Wtime() - begin) / rounds;
  }
  qsort(us, PARTS, sizeof *us, ascending);
  return us[0];
}

static void prepare(study_t *study, int largest) {
  size_t slot = (size_t)largest + (size_t)largest / 2;
  MPI_Comm_dup(MPI_COMM_WORLD, &study->communicator);
  MPI_Comm_rank(study->communicator, &study->rank);
  MPI_Comm_size(study->communicator, &study->ranks);
  study->own = calloc(1, slot);
  study->all = calloc((size_t)study->ranks, slot);
  study->prefix = calloc((size_t)study->ranks, slot);
  if (study->ranks > MOST_RANKS || !study->own || !study->all || !study->prefix) {
    fprintf(stderr, "study: at most %d ranks, and memory for their messages\n", MOST_RANKS);
    MPI_Abort(study->communicator, 2);
  }
  int everybody[MOST_RANKS], equal[MOST_RANKS];
  for (int i = 0; i < study->ranks; i++) {
    everybody[i] = i;
    equal[i] = 1;
  }
  MPI_Dist_graph_create_adjacent(study->communicator, study->ranks, everybody, equal, study->ranks, everybody, equal,
                                 MPI_INFO_NULL, 0, &study->neighbours);
  int64_t handle = 0;
  memcpy(&handle, &study->communicator, sizeof study->communicator);
  must(fim_mpi_exchange_create(handle, NULL, 60000000000, &study->exchange));
  must(study->exchange->make_group(study->exchange, 0, study->ranks, &study->group));
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    void (*exchange)(study_t *);
  } ways[] = {{"MPI_Allgather", allgather},
              {"MPI_Iallgather", iallgather},
              {"MPI_Ineighbor", neighbours},
              {"counts+Iallgatherv", counts_iallgatherv},
              {"counts+Ialltoallv", counts_ialltoallv},
              {"all pairs", all_pairs},
              {"radix 4", radix_4},
              {"radix 2", radix_2},
              {"libfimbria_mpi", library},
              {"broadcast, gather", epoch}};
  static const int means[] = {64, 512, 4096, 16384, 65536};
  enum { SIZES = sizeof means / sizeof means[0] };
  static study_t study;
  int provided;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
  prepare(&study, means[SIZES - 1]);
  for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++) {
    if (study.rank == 0) {
      printf("%2d ranks %-18s", study.ranks, ways[way].name);
    }
    for (int i = 0; i < SIZES; i++) {
      double us = measure(&study, ways[way].exchange, means[i]);
      if (study.rank == 0) {
        printf(" %9.2f", us);
        fflush(stdout);
      }
    }
    if (study.rank == 0) {
      printf("\n");
    }
  }
  study.exchange->destroy(study.exchange);
  MPI_Comm_free(&study.neighbours);
  MPI_Comm_free(&study.communicator);
  MPI_Finalize();
  return 0;
}
