/* thread_exchange.h: an exchange whose ranks are threads of one process. Waits end when it is aborted. */
#ifndef FIMBRIA_TEST_THREAD_EXCHANGE_H
#define FIMBRIA_TEST_THREAD_EXCHANGE_H

#include "fimbria/exchange.h"

typedef struct hub hub_t;

/* What the ranks share; NULL without memory. Ended after its ranks. */
hub_t *hub_create(int32_t ranks);
void hub_destroy(hub_t *hub);

/* A rank's end, for one thread; destroy ends it. */
fim_exchange_t *hub_rank(hub_t *hub, int32_t rank);

/* Messages of all ranks in all groups so far, and their bytes, own ones included. */
int64_t hub_messages(const hub_t *hub);
int64_t hub_bytes(const hub_t *hub);

/* From then on every message of this rank in a group has all bits set behind its first byte; -1: of none. */
void hub_spoil(hub_t *hub, int32_t rank);

#endif
