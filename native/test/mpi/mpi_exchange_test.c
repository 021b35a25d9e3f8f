/* mpi_exchange_test.c: the contract of exchange.h between real processes; run under mpiexec with several numbers of
 * them. */
#include "fimbria/mpi_exchange.h"

#include <mpi.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../check.h"

static const int64_t PATIENT_NS = 60000000000, IMPATIENT_NS = 500000000;
enum { MOST_RANKS = 64, FIRST_NAME = 100 };

static MPI_Comm communicator;

static int64_t handle(MPI_Comm comm) {
  int64_t value = 0;
  memcpy(&value, &comm, sizeof comm);
  return value;
}

static fim_exchange_t *create(int64_t timeout_ns) {
  fim_exchange_t *exchange = NULL;
  int32_t name[MOST_RANKS];
  for (int32_t rank = 0; rank < MOST_RANKS; rank++) {
    name[rank] = FIRST_NAME + rank;
  }
  MPI_Barrier(communicator); /* so that none comes too late */
  assert_ok(fim_mpi_exchange_create(handle(communicator), name, timeout_ns, &exchange));
  return exchange;
}

static int32_t group_of_all(fim_exchange_t *exchange) {
  int32_t group = -1;
  assert_ok(exchange->make_group(exchange, 0, exchange->ranks, &group));
  return group;
}

static void sleep_ms(int64_t ms) {
  nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* A message that a rank has in a round, which every rank can tell: its length and its bytes. */
static unsigned char byte_of(int rank, int64_t round, int64_t i) {
  return (unsigned char)(rank * 31 + round * 7 + i * 3 + i / 251);
}

static void fill(unsigned char *message, int rank, int64_t round, int64_t bytes) {
  for (int64_t i = 0; i < bytes; i++) {
    message[i] = byte_of(rank, round, i);
  }
}

static void assert_message(const fim_received_t *received, int place, int rank, int64_t round, int64_t bytes) {
  assert_int_equal(received->bytes[place], bytes);
  const unsigned char *message = received->data[place];
  for (int64_t i = 0; i < bytes; i++) {
    if (message[i] != byte_of(rank, round, i)) {
      fail_msg("byte %lld of rank %d in round %lld is wrong", (long long)i, rank, (long long)round);
    }
  }
}

typedef int64_t length_t(int rank, int64_t round);

/* Rounds of an exchange among all. */
static void exchange_rounds(int64_t rounds, length_t *length, int64_t longest) {
  fim_exchange_t *exchange = create(PATIENT_NS);
  int32_t group = group_of_all(exchange);
  unsigned char *message = malloc((size_t)longest + 1);
  for (int64_t round = 0; round < rounds; round++) {
    int64_t bytes = length(exchange->rank, round);
    fim_received_t received;
    fill(message, exchange->rank, round, bytes);
    assert_ok(exchange->begin_all(exchange, group, message, bytes));
    memset(message, 0xff, (size_t)bytes); /* copied before it returned */
    assert_ok(exchange->end_all(exchange, group, &received));
    assert_int_equal(received.count, exchange->ranks);
    for (int rank = 0; rank < exchange->ranks; rank++) {
      assert_message(&received, rank, rank, round, length(rank, round));
    }
  }
  free(message);
  exchange->destroy(exchange);
}

/* 0 to 200 bytes. */
static int64_t few(int rank, int64_t round) {
  return (rank * 37 + round * 11) % 201;
}

static void should_give_all_what_each_has_for_thousands_of_rounds(void **state) {
  (void)state;
  exchange_rounds(3000, few, 200);
}

static int64_t none(int rank, int64_t round) {
  (void)rank, (void)round;
  return 0;
}

static void should_exchange_nothing(void **state) {
  (void)state;
  exchange_rounds(20, none, 0);
}

/* Every rank a while with much, then with little, at different times: slots grow at some links before others. */
static int64_t bursts(int rank, int64_t round) {
  return (round + 3 * rank) % 10 == 0 ? 5000 * (1 + round) : rank % 2 == 0 ? 0 : round;
}

static void should_take_messages_that_grow_and_differ_between_ranks(void **state) {
  (void)state;
  exchange_rounds(60, bursts, 5000 * 60);
}

static int64_t millions(int rank, int64_t round) {
  return round % 2 == 0 ? 1000000 + 300001 * rank : rank;
}

static void should_take_millions_of_bytes(void **state) {
  (void)state;
  exchange_rounds(4, millions, 1000000 + 300001 * MOST_RANKS);
}

/* The block around a message has a multiple of 8 bytes. */
static int64_t by_one(int rank, int64_t round) {
  return 1000 + round + rank;
}

static void should_take_every_length_around_the_first_slot(void **state) {
  (void)state;
  exchange_rounds(40, by_one, 1040 + MOST_RANKS);
}

/* Groups that overlap: all, all but the last, all but the first, this rank alone. */
static void should_keep_groups_apart(void **state) {
  (void)state;
  fim_exchange_t *exchange = create(PATIENT_NS);
  int rank = exchange->rank, ranks = exchange->ranks;
  int first[4] = {0, 0, 1, rank}, size[4] = {ranks, ranks - 1, ranks - 1, 1};
  int32_t group[4] = {-1, -1, -1, -1};
  for (int i = 0; i < 4; i++) {
    if (rank >= first[i] && rank < first[i] + size[i]) {
      assert_ok(exchange->make_group(exchange, first[i], size[i], &group[i]));
    }
  }
  for (int64_t round = 0; round < 500; round++) {
    unsigned char message[4][600];
    fim_received_t received;
    for (int k = 0; k < 4; k++) {
      int i = (k + (int)round) % 4; /* the order of different groups is free */
      if (group[i] >= 0) {
        int64_t bytes = few(rank + i, round) + i * round / 2 % 400;
        fill(message[i], rank + 50 * i, round, bytes);
        assert_ok(exchange->begin_all(exchange, group[i], message[i], bytes));
      }
    }
    for (int i = 3; i >= 0; i--) {
      if (group[i] >= 0) {
        assert_ok(exchange->end_all(exchange, group[i], &received));
        assert_int_equal(received.count, size[i]);
        for (int place = 0; place < size[i]; place++) {
          int other = first[i] + place;
          assert_message(&received, place, other + 50 * i, round, few(other + i, round) + i * round / 2 % 400);
        }
      }
    }
  }
  exchange->destroy(exchange);
}

static int64_t packet(int rank, int64_t round) {
  return round % 50 == 0 ? 20000 * round + rank : few(rank, round);
}

/* An epoch of the engine: steps and input from rank 0, spikes among all, everything back to rank 0. */
static void should_broadcast_and_gather_around_exchanges(void **state) {
  (void)state;
  fim_exchange_t *exchange = create(PATIENT_NS);
  int32_t group = group_of_all(exchange);
  unsigned char *message = malloc(20000 * 151 + 200 + MOST_RANKS);
  for (int64_t round = 0; round <= 150; round++) {
    fim_received_t received;
    fill(message, exchange->rank, round, packet(exchange->rank, round) + 200);
    assert_ok(exchange->begin_all(exchange, group, message, few(exchange->rank, round)));
    if (exchange->rank == 0) {
      assert_ok(exchange->broadcast(exchange, message, packet(0, round), NULL));
    } else {
      assert_ok(exchange->broadcast(exchange, NULL, 0, &received));
      assert_int_equal(received.count, 1);
      assert_message(&received, 0, 0, round, packet(0, round));
    }
    assert_ok(exchange->gather(exchange, message, packet(exchange->rank, round), &received));
    assert_int_equal(received.count, exchange->rank == 0 ? exchange->ranks : 0);
    for (int rank = 0; rank < received.count; rank++) {
      assert_message(&received, rank, rank, round, packet(rank, round));
    }
    assert_ok(exchange->end_all(exchange, group, &received));
    for (int rank = 0; rank < exchange->ranks; rank++) {
      assert_message(&received, rank, rank, round, few(rank, round));
    }
  }
  free(message);
  exchange->destroy(exchange);
}

static void should_let_two_exchanges_share_a_communicator(void **state) {
  (void)state;
  fim_exchange_t *one = create(PATIENT_NS), *other = create(PATIENT_NS);
  int32_t first = group_of_all(one), second = group_of_all(other);
  fim_received_t received;
  unsigned char a[8], b[8];
  fill(a, one->rank, 1, 8);
  fill(b, one->rank, 2, 8);
  assert_ok(one->begin_all(one, first, a, 8));
  assert_ok(other->begin_all(other, second, b, 8));
  assert_ok(other->end_all(other, second, &received));
  assert_message(&received, one->ranks - 1, one->ranks - 1, 2, 8);
  assert_ok(one->end_all(one, first, &received));
  assert_message(&received, one->ranks - 1, one->ranks - 1, 1, 8);
  one->destroy(one);
  other->destroy(other);
}

static void should_refuse_what_makes_no_sense(void **state) {
  (void)state;
  fim_exchange_t *exchange = NULL;
  fim_received_t received;
  int32_t group;
  assert_int_equal(fim_mpi_exchange_create(0, NULL, PATIENT_NS, &exchange), FIM_E_ARGUMENT);
  assert_int_equal(fim_mpi_exchange_create(handle(communicator), NULL, 0, &exchange), FIM_E_ARGUMENT);
  const char *before = getenv("FIMBRIA_EXCHANGE_RADIX");
  char *radix = before ? strdup(before) : NULL;
  setenv("FIMBRIA_EXCHANGE_RADIX", "1", 1);
  assert_int_equal(fim_mpi_exchange_create(handle(communicator), NULL, PATIENT_NS, &exchange), FIM_E_ARGUMENT);
  if (radix) {
    setenv("FIMBRIA_EXCHANGE_RADIX", radix, 1);
  } else {
    unsetenv("FIMBRIA_EXCHANGE_RADIX");
  }
  free(radix);
  exchange = create(PATIENT_NS);
  int ranks = exchange->ranks;
  assert_int_equal(exchange->make_group(exchange, 0, ranks + 1, &group), FIM_E_ARGUMENT);
  assert_int_equal(exchange->make_group(exchange, exchange->rank + 1, 1, &group), FIM_E_ARGUMENT);
  assert_int_equal(exchange->begin_all(exchange, 0, NULL, 0), FIM_E_ARGUMENT);
  group = group_of_all(exchange);
  assert_int_equal(exchange->end_all(exchange, group, &received), FIM_E_STATE);
  assert_int_equal(exchange->begin_all(exchange, group, NULL, 1), FIM_E_ARGUMENT);
  assert_ok(exchange->begin_all(exchange, group, NULL, 0));
  assert_int_equal(exchange->begin_all(exchange, group, NULL, 0), FIM_E_STATE);
  assert_ok(exchange->end_all(exchange, group, &received));
  exchange->destroy(exchange);
}

static void *abort_soon(void *exchange) {
  sleep_ms(50);
  ((fim_exchange_t *)exchange)->abort(exchange, "rank 7 has failed");
  ((fim_exchange_t *)exchange)->abort(exchange, "and another reason");
  return NULL;
}

/* Rank 0 waits for others that never begin. */
static void should_end_waits_when_aborted(void **state) {
  (void)state;
  fim_exchange_t *exchange = create(PATIENT_NS);
  int32_t group = group_of_all(exchange);
  fim_received_t received;
  if (exchange->rank == 0) {
    pthread_t thread;
    assert_ok(exchange->begin_all(exchange, group, "x", 1));
    pthread_create(&thread, NULL, abort_soon, exchange);
    if (exchange->ranks > 1) {
      assert_int_equal(exchange->end_all(exchange, group, &received), FIM_E_LINK);
      assert_string_equal(fim_error_text(), "exchange between ranks aborted: rank 7 has failed");
    }
    pthread_join(thread, NULL);
    assert_int_equal(exchange->gather(exchange, NULL, 0, &received), FIM_E_LINK);
    assert_int_equal(exchange->broadcast(exchange, NULL, 0, NULL), FIM_E_LINK);
    assert_int_equal(exchange->begin_all(exchange, group, NULL, 0), FIM_E_LINK);
    assert_int_equal(exchange->make_group(exchange, 0, 1, &group), FIM_E_LINK);
  }
  MPI_Barrier(communicator);
  exchange->destroy(exchange);
}

/* Groups of up to 16 ranks hear of each rank themselves; else who is waited for may be waiting, too. */
static void assert_names(int rank) {
  char name[32];
  snprintf(name, sizeof name, "rank %d ", FIRST_NAME + rank);
  if (!getenv("FIMBRIA_EXCHANGE_RADIX") && !strstr(fim_error_text(), name)) {
    fail_msg("the text does not name rank %d: %s", FIRST_NAME + rank, fim_error_text());
  }
}

static int32_t gather(fim_exchange_t *exchange, int32_t group, fim_received_t *received) {
  (void)group;
  return exchange->gather(exchange, "x", 1, received);
}

static int32_t broadcast(fim_exchange_t *exchange, int32_t group, fim_received_t *received) {
  (void)group;
  return exchange->broadcast(exchange, NULL, 0, received);
}

static int32_t all(fim_exchange_t *exchange, int32_t group, fim_received_t *received) {
  int32_t code = exchange->begin_all(exchange, group, "x", 1);
  return code == FIM_OK ? exchange->end_all(exchange, group, received) : code;
}

typedef int32_t call_t(fim_exchange_t *exchange, int32_t group, fim_received_t *received);

/* All but one rank make a call, which fails at the rank that needs the silent one, or at all (-1). */
static void time_out(call_t *call, int silent, int needs) {
  fim_exchange_t *exchange = create(IMPATIENT_NS);
  int32_t group = group_of_all(exchange);
  fim_received_t received;
  if (exchange->rank != silent && needs >= 0 && exchange->rank != needs) {
    assert_ok(call(exchange, group, &received));
  } else if (exchange->rank != silent) {
    double begin = MPI_Wtime();
    assert_int_equal(call(exchange, group, &received), FIM_E_LINK);
    assert_names(silent);
    assert_true(MPI_Wtime() - begin > 1e-9 * (double)IMPATIENT_NS);
    assert_int_equal(call(exchange, group, &received), FIM_E_LINK);
    assert_non_null(strstr(fim_error_text(), "failed before"));
  }
  MPI_Barrier(communicator);
  exchange->destroy(exchange);
}

static void should_name_a_rank_that_does_not_answer(void **state) {
  (void)state;
  int ranks;
  MPI_Comm_size(communicator, &ranks);
  if (ranks > 1) {
    time_out(all, ranks - 1, -1);
    time_out(all, 0, -1);
    time_out(gather, 1, 0);
    time_out(broadcast, 0, -1);
  }
}

/* The last rank stops itself in the midst of an exchange; the first one lets it go on when all others have failed. */
static void should_end_when_a_rank_is_stopped(void **state) {
  (void)state;
  fim_exchange_t *exchange = create(IMPATIENT_NS);
  int32_t group = group_of_all(exchange);
  int last = exchange->ranks - 1, pid = (int)getpid(), pids[MOST_RANKS];
  MPI_Comm awake;
  MPI_Allgather(&pid, 1, MPI_INT, pids, 1, MPI_INT, communicator);
  MPI_Comm_split(communicator, exchange->rank == last, 0, &awake);
  if (exchange->ranks > 1) {
    fim_received_t received;
    static char large[100000];
    assert_ok(exchange->begin_all(exchange, group, large, sizeof large));
    if (exchange->rank == last) {
      raise(SIGSTOP);
    } else {
      assert_int_equal(exchange->end_all(exchange, group, &received), FIM_E_LINK);
      assert_names(last);
      MPI_Barrier(awake);
      if (exchange->rank == 0) {
        kill(pids[last], SIGCONT);
      }
    }
  }
  MPI_Barrier(communicator);
  exchange->destroy(exchange);
  MPI_Comm_free(&awake);
}

int main(int argc, char **argv) {
  int provided;
  fim_exchange_t *exchange;
  if (fim_mpi_exchange_create(1, NULL, 1, &exchange) != FIM_E_STATE) {
    fprintf(stderr, "an exchange before MPI_Init\n");
    return 1;
  }
  MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
  MPI_Comm_dup(MPI_COMM_WORLD, &communicator);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(should_give_all_what_each_has_for_thousands_of_rounds),
      cmocka_unit_test(should_exchange_nothing),
      cmocka_unit_test(should_take_messages_that_grow_and_differ_between_ranks),
      cmocka_unit_test(should_take_millions_of_bytes),
      cmocka_unit_test(should_take_every_length_around_the_first_slot),
      cmocka_unit_test(should_keep_groups_apart),
      cmocka_unit_test(should_broadcast_and_gather_around_exchanges),
      cmocka_unit_test(should_let_two_exchanges_share_a_communicator),
      cmocka_unit_test(should_refuse_what_makes_no_sense),
      cmocka_unit_test(should_end_waits_when_aborted),
      cmocka_unit_test(should_name_a_rank_that_does_not_answer),
      cmocka_unit_test(should_end_when_a_rank_is_stopped),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  if (failed > 0) {
    MPI_Abort(communicator, 1); /* the others may be waiting for what this rank did not do */
  }
  MPI_Comm_free(&communicator);
  MPI_Finalize();
  return 0;
}
