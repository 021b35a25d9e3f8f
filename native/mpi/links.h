/*
 * links.h: messages of any size between this rank and some others, each in a slot that grows.
 *
 * A message is a row of blocks, of one rank each: 8 bytes with the length of its data, the data, and zeros up to a
 * multiple of 8. A message that fits in the receiver's slot is sent as it is. One that does not is announced by its
 * length as a negative number, and follows; from then on both ends know the larger slot. So nobody has to agree with a
 * third on anything, and nothing is allocated once the largest messages were seen.
 */
#ifndef FIMBRIA_MPI_LINKS_H
#define FIMBRIA_MPI_LINKS_H

#include "waiter.h"

/* From a peer: its messages arrive in slot. */
typedef struct incoming {
  int peer, tag;
  char *slot; /* [room], modified by MPI from links_start to links_await */
  int64_t room;
  int64_t bytes; /* of the last message */
} incoming_t;

typedef struct outgoing {
  int peer, tag;
  int64_t room;         /* of the peer's slot */
  int64_t announcement; /* minus the length of a message that did not fit */
} outgoing_t;

/* Peers in the order in which they are needed. */
typedef struct links {
  waiter_t *waiter;
  MPI_Comm communicator;
  int ins, outs;
  incoming_t *in;
  outgoing_t *out;
  MPI_Request *requests; /* [ins + 2 * outs]: persistent receives, then of each peer announcement and message */
  MPI_Status *statuses;  /* [ins + 2 * outs] */
  bool has_long;         /* something long was sent since links_flush */
} links_t;

/* Makes room for ins and outs links; the caller then calls links_to and links_from that often. FIM_E_MEMORY. */
int32_t links_init(links_t *links, waiter_t *waiter, MPI_Comm communicator, int ins, int outs);

/* index: of the link; tag: one per link of the communicator between these two ranks. FIM_E_MEMORY, FIM_E_LINK. */
int32_t links_from(links_t *links, int index, int peer, int tag);
void links_to(links_t *links, int index, int peer, int tag);

/* Begins to receive a message from every peer. */
int32_t links_start(links_t *links);

/* Begins to send a message; bytes stay as they are until links_flush. */
int32_t links_send(links_t *links, int index, const char *message, int64_t bytes);

/* Waits for the messages of count peers. */
int32_t links_await(links_t *links, int first, int count);

/* Waits until all that was sent may be changed. */
int32_t links_flush(links_t *links);

/*
 * Waits until what was sent arrives without this process: short messages do at once, even if MPI gives their memory
 * back only when the peer has taken them. Of a long one most would stay here until the process next calls MPI.
 */
int32_t links_settle(links_t *links);

/*
 * Ends the links, whatever they are doing. Buffers that MPI does not give back, since a peer is silent in the midst of
 * a message, are left to it; then *stuck becomes true, and what was being sent has to stay too.
 */
void links_free(links_t *links, bool *stuck);

/* Bytes of a block with that much data, and of the block that begins there. */
int64_t block_bytes(int64_t data);
int64_t block_data(const char *block);

/* Writes a block; data may be NULL when it has no bytes. */
void block_write(char *block, const void *data, int64_t bytes);

/*
 * Goes through a link's message of so many blocks: where the data of rank (place + i) % ranks is and how long it is.
 * FIM_E_LINK: it has not the form of such a message, since the ranks disagree on what they exchange.
 */
int32_t links_read(const links_t *links, int index, int blocks, int place, int ranks, const void **data,
                   int64_t *bytes);

#endif
