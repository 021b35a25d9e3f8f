/*
 * spiking.h: a network of adaptive exponential integrate-and-fire neurons with conductance synapses.
 *
 * Words, units and order of events are those of NEST's aeif_cond_exp (ms mV pF nS pA). Build order:
 * create, add_population ..., add_projection ..., add_input ..., add_recorder ..., build, advance ..., destroy.
 * Step n covers [n dt, (n + 1) dt): integrate; detect (stamp (n + 1) dt); add what arrives; record. A spike of step n
 * over a delay of d >= 1 steps makes g jump at the end of step n + d, after integration, visible in the sample there.
 * Each crossing of V_peak is a spike; with t_ref = 0 there may be several in a step, each resets V_m and adds b to w.
 * The results do not depend on the number of threads and ranks nor on how steps are divided into calls.
 */
#ifndef FIMBRIA_SPIKING_H
#define FIMBRIA_SPIKING_H

#include "fimbria/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_spiking fim_spiking_t;
typedef struct fim_exchange fim_exchange_t; /* exchange.h */

/* Rows of the neuron model's parameter table; index in [0, count). */
FIM_API int32_t fim_aeif_parameter_count(void);
FIM_API int32_t fim_aeif_parameter(int32_t index, fim_parameter_t *out);

/*
 * How a spike inside a step resets the neuron.
 *   GRID: NEST's rule. V_m is reset and w gains b where V_m reaches V_peak; V_m then stays clamped to the end of the
 * step and t_ref (a multiple of dt) more. Every spike adds up to one step of clamp to the continuous model. EXACT: V_m
 * is clamped for t_ref from where it reaches V_peak, and integrated again from inside the step in which that ends: the
 * continuous model. t_ref may have any value. Either way the spike's stamp, from which delays count, is the end of its
 * step; see fim_spiking_spike_offsets.
 */
enum fim_spike_times { FIM_SPIKE_TIMES_GRID = 0, FIM_SPIKE_TIMES_EXACT = 1 };

/* Neurons that share their parameters. Global neuron ids run through the populations in the order of adding. */
typedef struct fim_population {
  const double *params; /* [fim_aeif_parameter_count()] in the order of the table */
  int64_t size;
  double V_m_mean, V_m_std;       /* mV, initial membrane potential, normal if std > 0 */
  double w_mean, w_std;           /* pA, initial adaptation current, normal if std > 0 */
  double background_rate_hz;      /* independent Poisson input of each neuron, 0: none */
  double background_weight_nS;    /* > 0 excitatory, < 0 inhibitory */
  int32_t background_delay_steps; /* >= 1 */
  int32_t spike_times;            /* enum fim_spike_times */
} fim_population_t;

enum fim_rule {
  FIM_RULE_FIXED_INDEGREE = 0,     /* number: synapses per target neuron */
  FIM_RULE_PAIRWISE_BERNOULLI = 1, /* number: probability per pair */
  FIM_RULE_FIXED_TOTAL_NUMBER = 2  /* number: synapses in all */
};

enum fim_projection_flags {
  FIM_ALLOW_AUTAPSES = 1, /* a neuron may be its own source */
  FIM_ALLOW_MULTAPSES = 2 /* a pair may have several synapses */
};

/* Synapses from one population to another (or the same), of one weight and one delay. */
typedef struct fim_projection {
  double number;          /* by rule */
  double weight_nS;       /* > 0 excitatory, < 0 inhibitory */
  int32_t source, target; /* population indices */
  int32_t rule;           /* enum fim_rule */
  int32_t flags;          /* enum fim_projection_flags */
  int32_t delay_steps;    /* >= 1 */
  int32_t stream;         /* stream index for the draws, one per projection */
} fim_projection_t;

/* A port through which spike packets (spikes.h) reach consecutive populations with one weight. */
typedef struct fim_input {
  double weight_nS;
  int32_t first_population, populations;
} fim_input_t;

enum fim_variable { FIM_V_M = 0, FIM_W = 1, FIM_G_EX = 2, FIM_G_IN = 3 };

/* Samples of state variables of chosen neurons, after every interval_steps steps, first at step interval_steps - 1. */
typedef struct fim_recorder {
  const int64_t *neuron;   /* [neurons] ids within the population */
  const int32_t *variable; /* [variables] enum fim_variable */
  int32_t population, neurons, variables, interval_steps;
} fim_recorder_t;

/* dt_ms: 0.0001 to 10. threads: 1 to 1024, the caller of fim_spiking_advance among them. max_steps: most steps of one
 * advance, up to 2^24. */
FIM_API int32_t fim_spiking_create(uint64_t seed, double dt_ms, int32_t threads, int32_t max_steps,
                                   fim_spiking_t **out);
FIM_API int32_t fim_spiking_add_population(fim_spiking_t *net, const fim_population_t *population, int32_t *index);
FIM_API int32_t fim_spiking_add_projection(fim_spiking_t *net, const fim_projection_t *projection, int32_t *index);
FIM_API int32_t fim_spiking_add_input(fim_spiking_t *net, const fim_input_t *input, int32_t *index);
FIM_API int32_t fim_spiking_add_recorder(fim_spiking_t *net, const fim_recorder_t *recorder, int32_t *index);

/*
 * Each thread of the engine shall run on a processor of its own (placement.h): thread i on processor i, of which the
 * caller of fim_spiking_build is thread 0, and stays there. FIM_E_ARGUMENT if there are more threads than processors.
 */
FIM_API int32_t fim_spiking_bind_threads(fim_spiking_t *net);

/* Starts threads, allocates, draws connections and initial state; nothing may be added afterwards, unless it fails. */
FIM_API int32_t fim_spiking_build(fim_spiking_t *net);

/* Numbers of a built network. */
FIM_API int64_t fim_spiking_synapses(const fim_spiking_t *net);
FIM_API int64_t fim_spiking_bytes(const fim_spiking_t *net);

/*
 * Runs steps steps. packets: [inputs] one spike packet per input in the order of adding, whose first_step and steps are
 * those of this call (NULL: no spikes for that input). Blocks until done; called by one thread at a time.
 * Errors: FIM_E_NUMERIC names the neuron, step and value when a state leaves |V_m| < 1e3 mV (below), |w| < 1e6 pA,
 * or a neuron spikes more than 64 times in a step.
 */
FIM_API int32_t fim_spiking_advance(fim_spiking_t *net, int32_t steps, const void *const *packets);

/* Spikes of the last advance of consecutive populations as a packet; see spikes.h for bytes and FIM_E_CAPACITY. */
FIM_API int32_t fim_spiking_spikes(const fim_spiking_t *net, int32_t first_population, int32_t populations,
                                   void *packet, int64_t capacity, int64_t *bytes);

/*
 * How long before its stamp each spike of fim_spiking_spikes was, in the same order: its time is stamp - offset.
 * offset_ms: [count] ms in [0, dt], written, 0 for populations on the grid; count: number of spikes, also with
 * FIM_E_CAPACITY.
 */
FIM_API int32_t fim_spiking_spike_offsets(const fim_spiking_t *net, int32_t first_population, int32_t populations,
                                          double *offset_ms, int64_t capacity, int64_t *count);

/*
 * Samples of the last advance. out: [rows][variables][neurons], written; rows: number of samples taken in it.
 * The first row belongs to the first step n >= first step of the advance with (n + 1) % interval_steps == 0.
 */
FIM_API int32_t fim_spiking_samples(const fim_spiking_t *net, int32_t recorder, double *out, int64_t capacity_rows,
                                    int32_t *rows);

/* Sources of one target neuron, ascending, for tests and export; count: number of them (also with FIM_E_CAPACITY). */
FIM_API int32_t fim_spiking_sources(const fim_spiking_t *net, int32_t projection, int64_t target, int64_t *source,
                                    int64_t capacity, int64_t *count);

FIM_API void fim_spiking_destroy(fim_spiking_t *net);

/*
 * A network over ranks: every rank makes the same network, sets its exchange, and builds its share of the neurons with
 * all their incoming synapses. Rank 0 leads: it advances, and gets the spikes and samples of all ranks. The others
 * follow. What the numbers of a built network, fim_spiking_sources and what a follower reads after a call are about:
 * the rank's own neurons.
 */

/*
 * Before build. exchange: borrowed until the network is destroyed, which makes no call of it; NULL: none. With an
 * exchange of one rank all is as without.
 */
FIM_API int32_t fim_spiking_set_exchange(fim_spiking_t *net, fim_exchange_t *exchange);

/*
 * Takes part in the lead's next advance; blocks until that is done. steps: of that advance, written; 0 if there will be
 * none, because the lead has ended or its advance has failed. A neuron's failure is told to the lead alone. Errors:
 * FIM_E_LINK, after which this rank refuses to go on.
 */
FIM_API int32_t fim_spiking_follow(fim_spiking_t *net, int32_t *steps);

/* Rank 0: lets the followers go; nothing may be advanced afterwards. Without followers, or called again: no effect. */
FIM_API int32_t fim_spiking_end(fim_spiking_t *net);

/*
 * Rank 0: the rank of the exchange whose neuron has ended the last advance; -1 if none has, or without an exchange.
 */
FIM_API int32_t fim_spiking_failed_rank(const fim_spiking_t *net);

/*
 * Of the last advance or follow, in wall-clock nanoseconds of the calling thread: blocked until others had sent, and
 * packing, unpacking and copying. 0 without an exchange.
 */
FIM_API int32_t fim_spiking_exchange_times(const fim_spiking_t *net, int64_t *wait_ns, int64_t *io_ns);

/* Call exchange->abort and exchange->destroy; NULL is accepted. */
FIM_API void fim_exchange_abort(fim_exchange_t *exchange, const char *reason);
FIM_API void fim_exchange_destroy(fim_exchange_t *exchange);

#ifdef __cplusplus
}
#endif

#endif
