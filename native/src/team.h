/*
 * team.h: threads that live as long as their engine and work together on one task after the other.
 *
 * Who calls is member 0, so that a team of one needs no thread. Members keep their number: what one of them touches
 * first stays near it.
 */
#ifndef FIMBRIA_SRC_TEAM_H
#define FIMBRIA_SRC_TEAM_H

#include <stdint.h>

typedef struct team team_t;
typedef void team_task_t(void *argument, int32_t member);

/* Starts members - 1 threads. FIM_E_MEMORY if the system does not give them. */
int32_t team_create(int32_t members, team_t **out);

/* Runs the task once for every member; returns when all have finished. One caller at a time. */
void team_run(team_t *team, team_task_t *task, void *argument);

/* Ends the threads; accepts NULL. */
void team_destroy(team_t *team);

#endif
