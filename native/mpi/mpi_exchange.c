/* mpi_exchange.c: the functions of an exchange over one communicator, and the tags that keep its messages apart. */
#include "fimbria/mpi_exchange.h"

#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "group.h"
#include "tree.h"

enum { RADIX = 16 };

typedef struct exchange {
  fim_exchange_t base;
  int32_t *name; /* [ranks], or NULL */
  waiter_t waiter;
  MPI_Comm communicator;
  int radix;
  bool failed;
  tree_t *tree;
  group_t **groups; /* [count] */
  int32_t count;
} exchange_t;

static exchange_t *of(fim_exchange_t *self) {
  return (exchange_t *)self;
}

/* Remembers failures of the wire, not those of the caller's arguments. */
static int32_t result(exchange_t *exchange, int32_t code) {
  exchange->failed |= code == FIM_E_LINK || code == FIM_E_MEMORY;
  return code;
}

static int32_t check_usable(exchange_t *exchange) {
  int32_t code = waiter_check(&exchange->waiter);
  if (code == FIM_OK && exchange->failed) {
    code = fim_fail(FIM_E_LINK, "the exchange between ranks has failed before");
  }
  return code;
}

/*
 * The tag of a new group's link to a peer: how many groups have both ranks so far. Both ends count the same, whatever
 * other groups either of them is in, so that groups need no communicators of their own.
 */
static int tag_for(const void *owner, int peer) {
  const exchange_t *exchange = owner;
  int tag = TREE_TAGS;
  for (int32_t i = 0; i < exchange->count; i++) {
    const group_t *group = exchange->groups[i];
    tag += peer >= group->first && peer < group->first + group->ranks;
  }
  return tag;
}

static int32_t make_group(fim_exchange_t *self, int32_t first, int32_t ranks, int32_t *number) {
  exchange_t *exchange = of(self);
  int32_t code = check_usable(exchange);
  if (code != FIM_OK) {
    return code;
  }
  if (first < 0 || ranks < 1 || ranks > self->ranks - first || self->rank < first || self->rank - first >= ranks) {
    return fim_fail(FIM_E_ARGUMENT, "rank %d of %d cannot make a group of the %d ranks from %d on", self->rank,
                    self->ranks, ranks, first);
  }
  group_t **groups = realloc(exchange->groups, ((size_t)exchange->count + 1) * sizeof(group_t *));
  if (!groups) {
    return fim_fail(FIM_E_MEMORY, "no memory for a group of ranks");
  }
  exchange->groups = groups;
  code = group_create(&exchange->waiter, exchange->communicator, self->rank, first, ranks, exchange->radix, tag_for,
                      exchange, &groups[exchange->count]);
  if (code == FIM_OK) {
    *number = exchange->count++;
  }
  return result(exchange, code);
}

static int32_t check_group(exchange_t *exchange, int32_t group) {
  if (group < 0 || group >= exchange->count) {
    return fim_fail(FIM_E_ARGUMENT, "group %d does not exist; there are %d", group, exchange->count);
  }
  return check_usable(exchange);
}

static int32_t check_data(const void *data, int64_t bytes) {
  if (bytes < 0 || (bytes > 0 && !data)) {
    return fim_fail(FIM_E_ARGUMENT, "no data of %lld bytes", (long long)bytes);
  }
  return FIM_OK;
}

static int32_t begin_all(fim_exchange_t *self, int32_t group, const void *data, int64_t bytes) {
  int32_t code = check_group(of(self), group);
  if (code == FIM_OK) {
    code = check_data(data, bytes);
  }
  return code == FIM_OK ? result(of(self), group_begin(of(self)->groups[group], data, bytes)) : code;
}

static int32_t end_all(fim_exchange_t *self, int32_t group, fim_received_t *received) {
  int32_t code = check_group(of(self), group);
  return code == FIM_OK ? result(of(self), group_end(of(self)->groups[group], received)) : code;
}

static int32_t broadcast(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received) {
  int32_t code = check_usable(of(self));
  if (code == FIM_OK && self->rank == 0) {
    code = check_data(data, bytes);
  }
  return code == FIM_OK ? result(of(self), tree_broadcast(of(self)->tree, data, bytes, received)) : code;
}

static int32_t gather(fim_exchange_t *self, const void *data, int64_t bytes, fim_received_t *received) {
  int32_t code = check_usable(of(self));
  if (code == FIM_OK) {
    code = check_data(data, bytes);
  }
  return code == FIM_OK ? result(of(self), tree_gather(of(self)->tree, data, bytes, received)) : code;
}

static void abort_waits(fim_exchange_t *self, const char *reason) {
  waiter_abort(&of(self)->waiter, reason);
}

/* A communicator with messages under way is left to MPI, like their buffers. */
static void destroy(fim_exchange_t *self) {
  exchange_t *exchange = of(self);
  bool stuck = exchange->failed || atomic_load(&exchange->waiter.aborted);
  for (int32_t i = 0; i < exchange->count; i++) {
    group_destroy(exchange->groups[i], &stuck);
  }
  if (exchange->tree) {
    tree_destroy(exchange->tree, &stuck);
  }
  if (!stuck && exchange->communicator != MPI_COMM_NULL) {
    MPI_Comm_free(&exchange->communicator);
  }
  free(exchange->groups);
  free(exchange->name);
  free(exchange);
}

static int32_t check_mpi(void) {
  int yes = 0, provided = MPI_THREAD_SINGLE;
  if (fim_abi_version() != FIM_ABI_VERSION) {
    return fim_fail(FIM_E_STATE, "libfimbria_mpi has ABI version %d, libfimbria %d", FIM_ABI_VERSION,
                    fim_abi_version());
  }
  MPI_Initialized(&yes);
  if (yes) {
    MPI_Finalized(&yes);
    yes = !yes;
  }
  if (!yes) {
    return fim_fail(FIM_E_STATE, "MPI is not initialised");
  }
  MPI_Query_thread(&provided);
  if (provided != MPI_THREAD_MULTIPLE) {
    return fim_fail(FIM_E_STATE, "MPI was initialised without MPI_THREAD_MULTIPLE (%d of %d)", provided,
                    MPI_THREAD_MULTIPLE);
  }
  return FIM_OK;
}

static int32_t choose_radix(int *radix) {
  const char *text = getenv("FIMBRIA_EXCHANGE_RADIX");
  char *end = NULL;
  long value = text ? strtol(text, &end, 10) : RADIX;
  if (text && (*text == '\0' || *end != '\0' || value < 2 || value > 1 << 20)) {
    return fim_fail(FIM_E_ARGUMENT, "FIMBRIA_EXCHANGE_RADIX is '%s', not a number from 2 to %d", text, 1 << 20);
  }
  *radix = (int)value;
  return FIM_OK;
}

/*
 * Only errors of the new communicator return as codes; those of the given one are its owner's. When the others do not
 * come, MPI keeps the place where it will write the communicator.
 */
static int32_t duplicate(exchange_t *exchange, MPI_Comm given) {
  MPI_Request request;
  MPI_Status status;
  MPI_Comm *communicator = malloc(sizeof *communicator);
  if (!communicator) {
    return fim_fail(FIM_E_MEMORY, "no memory for a communicator");
  }
  int error = MPI_Comm_idup(given, communicator, &request);
  int32_t code = FIM_OK;
  if (error != MPI_SUCCESS) {
    free(communicator);
    return mpi_fail(error, "cannot duplicate the communicator");
  }
  code = waiter_await(&exchange->waiter, 1, &request, &status);
  if (code == WAITER_TIMED_OUT) {
    code = fim_fail(FIM_E_LINK, "not all of %d ranks came to make the exchange within %g s", exchange->base.ranks,
                    1e-9 * (double)exchange->waiter.timeout_ns);
  }
  if (code == FIM_OK) {
    exchange->communicator = *communicator;
    free(communicator);
    MPI_Comm_set_errhandler(exchange->communicator, MPI_ERRORS_RETURN);
  }
  return code;
}

static int32_t copy_names(exchange_t *exchange, const int32_t *name) {
  if (name == NULL) {
    return FIM_OK;
  }
  size_t bytes = (size_t)exchange->base.ranks * sizeof *name;
  exchange->name = malloc(bytes);
  if (exchange->name == NULL) {
    return fim_fail(FIM_E_MEMORY, "no memory for the names of %d ranks", exchange->base.ranks);
  }
  memcpy(exchange->name, name, bytes);
  exchange->base.name = exchange->name;
  return FIM_OK;
}

int32_t fim_mpi_exchange_create(int64_t communicator, const int32_t *name, int64_t timeout_ns, fim_exchange_t **out) {
  int32_t code = check_mpi();
  MPI_Comm given = MPI_COMM_NULL;
  memcpy(&given, &communicator, sizeof given);
  if (code == FIM_OK && (communicator == 0 || given == MPI_COMM_NULL || timeout_ns <= 0 || !out)) {
    code = fim_fail(FIM_E_ARGUMENT, "an exchange needs a communicator and a time-out above 0 ns, not %lld",
                    (long long)timeout_ns);
  }
  exchange_t *exchange = code == FIM_OK ? calloc(1, sizeof *exchange) : NULL;
  if (!exchange) {
    return code == FIM_OK ? fim_fail(FIM_E_MEMORY, "no memory for an exchange") : code;
  }
  exchange->base = (fim_exchange_t){.make_group = make_group,
                                    .begin_all = begin_all,
                                    .end_all = end_all,
                                    .broadcast = broadcast,
                                    .gather = gather,
                                    .abort = abort_waits,
                                    .destroy = destroy};
  exchange->communicator = MPI_COMM_NULL;
  waiter_init(&exchange->waiter, &exchange->base, timeout_ns);
  MPI_Comm_rank(given, &exchange->base.rank);
  MPI_Comm_size(given, &exchange->base.ranks);
  code = copy_names(exchange, name);
  if (code == FIM_OK) {
    code = choose_radix(&exchange->radix);
  }
  if (code == FIM_OK) {
    code = duplicate(exchange, given);
  }
  if (code == FIM_OK) {
    code = tree_create(&exchange->waiter, exchange->communicator, exchange->base.rank, exchange->base.ranks,
                       exchange->radix, &exchange->tree);
  }
  if (code != FIM_OK) {
    destroy(&exchange->base);
    return code;
  }
  *out = &exchange->base;
  return FIM_OK;
}
