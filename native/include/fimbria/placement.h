/*
 * placement.h: on which processors threads run, and how they leave one to others.
 *
 * A processor is numbered 0, 1, ... among those that the process may use when one of these functions is first called
 * (taskset, the job's scheduler or a container decide which). Where the system has no such thing, everything runs
 * everywhere and nothing fails.
 */
#ifndef FIMBRIA_PLACEMENT_H
#define FIMBRIA_PLACEMENT_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Number of processors, at least 1. */
FIM_API int32_t fim_processors(void);

/*
 * From now on this process places threads on `count` of its processors only, from `first` on, numbered from 0 again:
 * the rest is other processes', which share them with it. Threads that are not placed stay where they are. To be called
 * once, before any engine is built. FIM_E_ARGUMENT unless they are among fim_processors().
 */
FIM_API int32_t fim_use_processors(int32_t first, int32_t count);

/* The calling thread runs on one processor only from now on. FIM_E_ARGUMENT unless 0 <= processor < fim_processors().
 */
FIM_API int32_t fim_bind_thread(int32_t processor);

/* The calling thread runs on all processors but one, if there are others. Errors as above. */
FIM_API int32_t fim_keep_thread_off(int32_t processor);

/*
 * The calling thread sleeps for ns nanoseconds, and longer by a few microseconds only: it gives up the system's usual
 * 50 us of slack for good. 0: it leaves its processor to whoever is waiting for one, and does not sleep. A signal ends
 * the sleep early. FIM_E_ARGUMENT unless ns >= 0.
 */
FIM_API int32_t fim_nap(int64_t ns);

#ifdef __cplusplus
}
#endif

#endif
