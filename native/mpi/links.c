/* links.c: slots, announcements and who did not answer. */
#include "links.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

/* SHORT: well below what Open MPI sends without waiting for a receive, 4 kB in a node and 64 kB over TCP. */
enum { FIRST_ROOM = 1024, NAMES = 200, SHORT = 2048 };

int64_t block_bytes(int64_t data) {
  return (int64_t)sizeof(int64_t) + (data + 7) / 8 * 8;
}

int64_t block_data(const char *block) {
  int64_t bytes;
  memcpy(&bytes, block, sizeof bytes);
  return bytes;
}

void block_write(char *block, const void *data, int64_t bytes) {
  memcpy(block, &bytes, sizeof bytes);
  if (bytes > 0) {
    memset(block + block_bytes(bytes) - 8, 0, 8);
    memcpy(block + sizeof bytes, data, (size_t)bytes);
  }
}

/* What both ends make of a slot after a message that did not fit, with room for the next ones to vary. */
static int64_t room_for(int64_t bytes) {
  int64_t room = FIRST_ROOM;
  while (room < bytes + bytes / 2) {
    room *= 2;
  }
  return room < INT_MAX ? room : INT_MAX;
}

int32_t links_init(links_t *links, waiter_t *waiter, MPI_Comm communicator, int ins, int outs) {
  size_t requests = (size_t)ins + 2 * (size_t)outs;
  *links = (links_t){.waiter = waiter, .communicator = communicator, .ins = ins, .outs = outs};
  links->in = calloc((size_t)ins + 1, sizeof *links->in);
  links->out = calloc((size_t)outs + 1, sizeof *links->out);
  links->requests = calloc(requests + 1, sizeof(MPI_Request));
  links->statuses = calloc(requests + 1, sizeof(MPI_Status));
  if (!links->in || !links->out || !links->requests || !links->statuses) {
    bool stuck = false;
    links->ins = links->outs = 0;
    links_free(links, &stuck);
    return fim_fail(FIM_E_MEMORY, "no memory for links to %d ranks", ins + outs);
  }
  for (size_t i = 0; i < requests; i++) {
    links->requests[i] = MPI_REQUEST_NULL;
  }
  return FIM_OK;
}

static int name_of(const links_t *links, int peer) {
  return fim_exchange_name(links->waiter->exchange, peer);
}

static int32_t receive_into(links_t *links, int index, int64_t room) {
  incoming_t *in = &links->in[index];
  MPI_Request *request = &links->requests[index];
  if (*request != MPI_REQUEST_NULL) {
    MPI_Request_free(request);
  }
  free(in->slot);
  in->slot = malloc((size_t)room);
  in->room = room;
  if (!in->slot) {
    return fim_fail(FIM_E_MEMORY, "no memory for a message of %lld bytes of rank %d", (long long)room,
                    name_of(links, in->peer));
  }
  int error = MPI_Recv_init(in->slot, (int)room, MPI_BYTE, in->peer, in->tag, links->communicator, request);
  return error == MPI_SUCCESS ? FIM_OK : mpi_fail(error, "cannot receive");
}

int32_t links_from(links_t *links, int index, int peer, int tag) {
  links->in[index] = (incoming_t){.peer = peer, .tag = tag};
  return receive_into(links, index, FIRST_ROOM);
}

void links_to(links_t *links, int index, int peer, int tag) {
  links->out[index] = (outgoing_t){.peer = peer, .tag = tag, .room = FIRST_ROOM};
}

static int32_t start(links_t *links, int first, int count) {
  int error = count > 0 ? MPI_Startall(count, links->requests + first) : MPI_SUCCESS;
  return error == MPI_SUCCESS ? FIM_OK : mpi_fail(error, "cannot receive");
}

int32_t links_start(links_t *links) {
  return start(links, 0, links->ins);
}

int32_t links_send(links_t *links, int index, const char *message, int64_t bytes) {
  outgoing_t *out = &links->out[index];
  MPI_Request *requests = links->requests + links->ins + 2 * (ptrdiff_t)index;
  int error = MPI_SUCCESS;
  if (bytes > INT_MAX) {
    return fim_fail(FIM_E_LINK, "a message of %lld bytes to rank %d; at most %d go", (long long)bytes,
                    name_of(links, out->peer), INT_MAX);
  }
  links->has_long |= bytes > SHORT;
  if (bytes > out->room) {
    out->announcement = -bytes;
    out->room = room_for(bytes);
    error = MPI_Isend(&out->announcement, sizeof out->announcement, MPI_BYTE, out->peer, out->tag, links->communicator,
                      &requests[0]);
  }
  if (error == MPI_SUCCESS) {
    error = MPI_Isend(message, (int)bytes, MPI_BYTE, out->peer, out->tag, links->communicator, &requests[1]);
  }
  return error == MPI_SUCCESS ? FIM_OK : mpi_fail(error, "cannot send");
}

static int peer_of(const links_t *links, int request) {
  return request < links->ins ? links->in[request].peer : links->out[(request - links->ins) / 2].peer;
}

/* The text for a wait that took too long, which names those whose requests are not complete. */
static int32_t silent(links_t *links, int first, int count) {
  char names[NAMES] = "";
  size_t length = 0;
  int before = -1, unnamed = 0, total = 0;
  for (int i = first; i < first + count; i++) {
    int done = 0;
    if (MPI_Request_get_status(links->requests[i], &done, MPI_STATUS_IGNORE) != MPI_SUCCESS || done ||
        peer_of(links, i) == before) {
      continue;
    }
    before = peer_of(links, i);
    total++;
    if (length + 16 < sizeof names) {
      length += (size_t)snprintf(names + length, sizeof names - length, "%s%d", length > 0 ? ", " : "",
                                 name_of(links, before));
    } else {
      unnamed++;
    }
  }
  if (total == 0) { /* the last one came meanwhile */
    return waiter_await(links->waiter, count, links->requests + first, links->statuses + first);
  }
  char others[32] = "";
  if (unnamed > 0) {
    snprintf(others, sizeof others, " and %d more", unnamed);
  }
  return fim_fail(FIM_E_LINK, "%s %s%s did not answer within %g s", total == 1 ? "rank" : "ranks", names, others,
                  1e-9 * (double)links->waiter->timeout_ns);
}

static int32_t await(links_t *links, int first, int count) {
  int32_t code = waiter_await(links->waiter, count, links->requests + first, links->statuses + first);
  return code == WAITER_TIMED_OUT ? silent(links, first, count) : code;
}

/* What arrived: its length; or the announcement of a longer one, which gets a larger slot. *more: counts these. */
static int32_t accept(links_t *links, int index, int *more) {
  incoming_t *in = &links->in[index];
  int bytes = 0;
  MPI_Get_count(&links->statuses[index], MPI_BYTE, &bytes);
  in->bytes = bytes;
  if (bytes != (int)sizeof(int64_t) || block_data(in->slot) >= 0) {
    return FIM_OK;
  }
  *more += 1;
  int32_t code = receive_into(links, index, room_for(-block_data(in->slot)));
  in->bytes = -1;
  return code == FIM_OK ? start(links, index, 1) : code;
}

int32_t links_await(links_t *links, int first, int count) {
  for (int i = first; i < first + count; i++) {
    links->in[i].bytes = -1;
  }
  for (int more = 1; more > 0;) {
    more = 0;
    int32_t code = await(links, first, count);
    for (int i = first; i < first + count && code == FIM_OK; i++) {
      if (links->in[i].bytes < 0) {
        code = accept(links, i, &more);
      }
    }
    if (code != FIM_OK) {
      return code;
    }
  }
  return FIM_OK;
}

int32_t links_flush(links_t *links) {
  links->has_long = false;
  return await(links, links->ins, 2 * links->outs);
}

int32_t links_settle(links_t *links) {
  return links->has_long ? links_flush(links) : FIM_OK;
}

int32_t links_read(const links_t *links, int index, int blocks, int place, int ranks, const void **data,
                   int64_t *bytes) {
  const incoming_t *in = &links->in[index];
  int64_t read = 0;
  for (int i = 0; i < blocks; i++) {
    int64_t length = read + 8 <= in->bytes ? block_data(in->slot + read) : -1;
    if (length < 0 || length > in->bytes - read - 8) {
      read = -1;
      break;
    }
    data[place] = in->slot + read + 8;
    bytes[place] = length;
    read += block_bytes(length);
    place = place + 1 < ranks ? place + 1 : 0;
  }
  if (read != in->bytes) {
    return fim_fail(FIM_E_LINK, "rank %d sent %lld bytes that are not the data of %d ranks", name_of(links, in->peer),
                    (long long)in->bytes, blocks);
  }
  return FIM_OK;
}

/* True when MPI will not touch the request's buffer any more. */
static bool given_back(MPI_Request *request, bool receive) {
  int done = 0;
  if (*request == MPI_REQUEST_NULL) {
    return true;
  }
  if (MPI_Request_get_status(*request, &done, MPI_STATUS_IGNORE) == MPI_SUCCESS && !done && receive) {
    MPI_Cancel(request);
  }
  if (MPI_Test(request, &done, MPI_STATUS_IGNORE) != MPI_SUCCESS || !done) {
    return false;
  }
  if (*request != MPI_REQUEST_NULL) {
    MPI_Request_free(request);
  }
  return true;
}

void links_free(links_t *links, bool *stuck) {
  bool sending = false;
  for (int i = 0; i < links->ins; i++) {
    if (given_back(&links->requests[i], true)) {
      free(links->in[i].slot);
    } else {
      *stuck = true;
    }
  }
  for (int i = 0; i < 2 * links->outs; i++) {
    sending |= !given_back(&links->requests[links->ins + i], false);
  }
  if (sending) {
    *stuck = true;
  } else {
    free(links->out);
  }
  free(links->in);
  free(links->requests);
  free(links->statuses);
  *links = (links_t){0};
}
