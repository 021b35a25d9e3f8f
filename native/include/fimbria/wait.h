/*
 * wait.h: waiting for another process: words in memory that both have mapped, and whether the other one still lives.
 *
 * The word itself is never read here, only by the system: memory that was taken away is an error, not a signal.
 */
#ifndef FIMBRIA_WAIT_H
#define FIMBRIA_WAIT_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Sleeps while the word has the expected value, for timeout_ns at most. FIM_OK: look again, since it has another value,
 * somebody woke this thread, the time is over or a signal came. FIM_E_LINK: the memory is gone.
 */
FIM_API int32_t fim_word_wait(const int32_t *word, int32_t expected, int64_t timeout_ns);

/* Wakes all that sleep at the word, in whatever process. Errors as above. */
FIM_API int32_t fim_word_wake(const int32_t *word);

/*
 * When a process began, in the system's ticks since it was booted: with the number, it names a process for good. -1 if
 * there is none, or if it has ended and only waits to be collected; 0 where the system does not tell.
 */
FIM_API int64_t fim_process_start(int64_t process);

#ifdef __cplusplus
}
#endif

#endif
