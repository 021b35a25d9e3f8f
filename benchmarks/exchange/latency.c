/*
 * latency.c: one-way latency of Open MPI's C API between two ranks, what links and exchanges are compared with.
 *
 *   mpirun -n 2 latency [largest bytes]
 *
 * Half a round trip, receiver's buffer read and written by nobody: blocking MPI_Send/MPI_Recv, and persistent requests
 * that are started and tested in a loop, the way of a link that must not hang. MPI_THREAD_MULTIPLE, a communicator of
 * its own. Prints median and 10th and 90th percentile in us, and the load when it began and ended.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG = 1, MOST_ROUNDS = 20000 };

typedef struct pair {
  MPI_Comm communicator;
  int rank;
  char *out, *in;
} pair_t;

static void send_and_receive(const pair_t *pair, int bytes) {
  int peer = 1 - pair->rank;
  if (pair->rank == 0) {
    MPI_Send(pair->out, bytes, MPI_BYTE, peer, TAG, pair->communicator);
    MPI_Recv(pair->in, bytes, MPI_BYTE, peer, TAG, pair->communicator, MPI_STATUS_IGNORE);
  } else {
    MPI_Recv(pair->in, bytes, MPI_BYTE, peer, TAG, pair->communicator, MPI_STATUS_IGNORE);
    MPI_Send(pair->out, bytes, MPI_BYTE, peer, TAG, pair->communicator);
  }
}

static void finish(MPI_Request *request) {
  int done = 0;
  while (!done) {
    MPI_Test(request, &done, MPI_STATUS_IGNORE);
  }
}

/* The receive is posted before the peer can answer, so that nothing arrives unexpected. */
static void start_and_test(const pair_t *pair, MPI_Request *out, MPI_Request *in) {
  if (pair->rank == 0) {
    MPI_Start(in);
    MPI_Start(out);
    finish(out);
    finish(in);
  } else {
    finish(in);
    MPI_Start(in);
    MPI_Start(out);
    finish(out);
  }
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print(const char *name, int bytes, double *us, int rounds) {
  qsort(us, (size_t)rounds, sizeof *us, ascending);
  printf("%-10s %8d %9.3f %9.3f %9.3f\n", name, bytes, us[rounds / 2], us[rounds / 10], us[rounds - 1 - rounds / 10]);
}

static void measure(const pair_t *pair, int bytes) {
  static double us[MOST_ROUNDS];
  int rounds = bytes < 16384 ? MOST_ROUNDS : bytes < 262144 ? 5000 : 1000;
  int warm_up = rounds / 4;
  int peer = 1 - pair->rank;
  for (int round = -warm_up; round < rounds; round++) {
    double begin = MPI_Wtime();
    send_and_receive(pair, bytes);
    us[round < 0 ? 0 : round] = 0.5e6 * (MPI_Wtime() - begin);
  }
  if (pair->rank == 0) {
    print("blocking", bytes, us, rounds);
  }
  MPI_Request out, in;
  MPI_Send_init(pair->out, bytes, MPI_BYTE, peer, TAG, pair->communicator, &out);
  MPI_Recv_init(pair->in, bytes, MPI_BYTE, peer, TAG, pair->communicator, &in);
  if (pair->rank == 1) {
    MPI_Start(&in);
  }
  MPI_Barrier(pair->communicator);
  for (int round = -warm_up; round < rounds; round++) {
    double begin = MPI_Wtime();
    start_and_test(pair, &out, &in);
    us[round < 0 ? 0 : round] = 0.5e6 * (MPI_Wtime() - begin);
  }
  if (pair->rank == 1) { /* the one receive that was started too much */
    MPI_Cancel(&in);
    MPI_Wait(&in, MPI_STATUS_IGNORE);
  } else {
    print("persistent", bytes, us, rounds);
  }
  MPI_Request_free(&out);
  MPI_Request_free(&in);
}

static void print_load(const char *when) {
  double load = -1;
  getloadavg(&load, 1);
  printf("# load %s: %.2f\n", when, load);
}

int main(int argc, char **argv) {
  static const int sizes[] = {8, 168, 1000, 64000, 1000000}; /* 168: the rates of an epoch of 21 steps */
  int largest = argc > 1 ? atoi(argv[1]) : sizes[4];
  int provided, ranks;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
  pair_t pair = {.out = calloc(1, (size_t)sizes[4]), .in = calloc(1, (size_t)sizes[4])};
  MPI_Comm_dup(MPI_COMM_WORLD, &pair.communicator);
  MPI_Comm_rank(pair.communicator, &pair.rank);
  MPI_Comm_size(pair.communicator, &ranks);
  if (ranks != 2 || provided != MPI_THREAD_MULTIPLE || !pair.out || !pair.in) {
    fprintf(stderr, "latency: needs two ranks and MPI_THREAD_MULTIPLE\n");
    MPI_Abort(pair.communicator, 2);
  }
  if (pair.rank == 0) {
    print_load("at the beginning");
    printf("%-10s %8s %9s %9s %9s\n", "calls", "bytes", "median_us", "p10_us", "p90_us");
  }
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && sizes[i] <= largest; i++) {
    measure(&pair, sizes[i]);
  }
  if (pair.rank == 0) {
    print_load("at the end");
  }
  MPI_Comm_free(&pair.communicator);
  MPI_Finalize();
  free(pair.out);
  free(pair.in);
  return 0;
}
