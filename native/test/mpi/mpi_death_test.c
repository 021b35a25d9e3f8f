/*
 * mpi_death_test.c: what is left of an exchange when a process is killed; under mpiexec with orte_enable_recovery,
 * without which Open MPI kills the others too. mpiexec's exit code says nothing then: the last line does.
 */
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fimbria/mpi_exchange.h"

static const int64_t TIMEOUT_NS = 500000000;
enum { ROUNDS = 100 };

/* 1 if the exchange of all ranks fails in time and names the dead one. */
static int fails_well(fim_exchange_t *exchange, int32_t group, int dead) {
  char name[32];
  fim_received_t received;
  snprintf(name, sizeof name, "rank %d did not answer", dead);
  double begin = MPI_Wtime();
  int32_t code = exchange->begin_all(exchange, group, "spikes", 6);
  if (code == FIM_OK) {
    code = exchange->end_all(exchange, group, &received);
  }
  double waited = MPI_Wtime() - begin;
  int well = code == FIM_E_LINK && strstr(fim_error_text(), name) && waited < 20e-9 * (double)TIMEOUT_NS;
  printf("rank %d after %.2f s: %s\n", exchange->rank, waited, fim_error_text());
  exchange->destroy(exchange);
  return well;
}

int main(int argc, char **argv) {
  int provided, rank, ranks, well = 0, all = 0;
  MPI_Comm communicator, survivors;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
  MPI_Comm_dup(MPI_COMM_WORLD, &communicator);
  MPI_Comm_rank(communicator, &rank);
  MPI_Comm_size(communicator, &ranks);
  MPI_Comm_split(communicator, rank == ranks - 1, 0, &survivors);
  int64_t handle = 0;
  memcpy(&handle, &communicator, sizeof communicator);
  fim_exchange_t *exchange;
  int32_t group;
  int32_t code = fim_mpi_exchange_create(handle, NULL, TIMEOUT_NS, &exchange);
  if (code == FIM_OK) {
    code = exchange->make_group(exchange, 0, ranks, &group);
  }
  for (int round = 0; round < ROUNDS && code == FIM_OK; round++) {
    fim_received_t received;
    code = exchange->begin_all(exchange, group, &round, sizeof round);
    if (code == FIM_OK) {
      code = exchange->end_all(exchange, group, &received);
    }
  }
  if (code != FIM_OK) {
    fprintf(stderr, "before any death: %s\n", fim_error_text());
    MPI_Abort(communicator, 1);
  }
  if (rank == ranks - 1) {
    kill(getpid(), SIGKILL);
  }
  well = fails_well(exchange, group, ranks - 1);
  MPI_Reduce(&well, &all, 1, MPI_INT, MPI_SUM, 0, survivors);
  if (rank == 0) {
    printf("%d of %d survivors went on\n", all, ranks - 1);
  }
  fflush(stdout);
  MPI_Barrier(survivors);
  _exit(0); /* MPI_Finalize wants all ranks */
}
