/*
 * lfp.h: local field potential of a network of point neurons, by the hybrid scheme of Hagen et al. 2016 (doi
 * 10.1093/cercor/bhw237): its spikes drive synapses on passive multicompartment cells, whose transmembrane currents
 * give the potential at the sites of an electrode. There is no way back to the network.
 *
 * FULL: every neuron has its cell. KERNEL: the mean response of a population of cells to a spike of a source, folded
 * with the sources' spike counts (Hagen et al. 2022, LFPykernels, doi 10.1371/journal.pcbi.1010353).
 * A spike of step n over a delay of d >= 1 steps makes a synapse's conductance jump by its weight at the end of step
 * n + d; it then decays with tau. In a step the synapse counts with its mean over that step: of a conductance g at the
 * step's begin, g tau / dt (1 - exp(-dt / tau)), so that no charge is lost. A sample is the mean of the potentials at
 * the ends of its steps. Results do not depend on the number of threads nor on how steps are divided into calls.
 */
#ifndef FIMBRIA_LFP_H
#define FIMBRIA_LFP_H

#include "fimbria/cable.h"
#include "fimbria/electrode.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fim_lfp fim_lfp_t;

enum fim_lfp_method { FIM_LFP_FULL = 0, FIM_LFP_KERNEL = 1 };

/*
 * CURRENT: a synapse's current is conductance * driving force at rest. CONDUCTANCE: the driving force is that of the
 * node's own potential; the kernel method is linear about the state that the rows' mean rates keep: their conductances
 * are added to the leak, the driving force is that at the mean potential (Hagen et al. 2022).
 */
enum fim_lfp_synapses_kind { FIM_LFP_CURRENT = 0, FIM_LFP_CONDUCTANCE = 1 };

/* Cells of one kind, one for each neuron of a population. */
typedef struct fim_lfp_population {
  fim_tree_t tree;
  fim_sources_t sources;  /* of the same nodes; x y z from the middle of the soma, z along the electrode */
  const double *area;     /* [nodes] um2 on which synapses may lie; 0: none (axon, junction) */
  const double *soma;     /* [cells][3] um */
  const double *rotation; /* [cells] rad about z */
  int64_t cells;
} fim_lfp_population_t;

enum fim_lfp_source {
  FIM_LFP_GROUP = 0,     /* neurons of a group of the network's spike packet, drawn at random for each synapse */
  FIM_LFP_INPUT = 1,     /* each neuron's own train, from an input packet */
  FIM_LFP_BACKGROUND = 2 /* each neuron's own Poisson train, the one that the spiking engine draws */
};

/* Synapses of one kind, from one source to the cells of one population within one layer. */
typedef struct fim_lfp_synapses {
  double weight_nS;            /* > 0 for all */
  double driving_force_mV;     /* reversal - resting potential: > 0 excitatory, < 0 inhibitory */
  double tau_ms;               /* decay time */
  double z_low_um, z_high_um;  /* the layer: nodes whose middle lies in it, drawn by area */
  double number;               /* GROUP: synapses of a cell (whole); else the layer's share of the train, (0, 1] */
  double rate_hz;              /* mean rate of a source neuron or train; for KERNEL with CONDUCTANCE, and BACKGROUND */
  int64_t source_size;         /* GROUP: neurons of the group */
  int32_t source, source_kind; /* group, input or population of the network (BACKGROUND); enum fim_lfp_source */
  int32_t target;              /* population of cells */
  int32_t delay_steps;         /* >= 1; INPUT, whose packets are of arrivals: 0 */
  int32_t stream;              /* stream index for the draws, one per row */
  int32_t reserved;
} fim_lfp_synapses_t;

typedef struct fim_lfp_config {
  const fim_lfp_population_t *population; /* [populations] */
  const fim_lfp_synapses_t *synapses;     /* [rows] */
  fim_electrode_t electrode;
  uint64_t seed; /* of synapses, and the network's own: BACKGROUND repeats its trains */
  double dt_ms;
  double kernel_ms; /* KERNEL: length of the response, 0: until it is below 1e-4 of its largest value, at most 500 */
  int32_t populations, rows, inputs;
  int32_t method, synapses_kind;
  int32_t interval_steps; /* of the samples, each the mean over its interval */
  int32_t max_steps;      /* most steps of one advance */
  int32_t threads;        /* that work in one advance, the caller among them */
} fim_lfp_config_t;

/* FIM_E_ARGUMENT names the quantity, its value and what is allowed; FIM_E_MEMORY. */
FIM_API int32_t fim_lfp_create(const fim_lfp_config_t *config, fim_lfp_t **out);

/*
 * Runs the steps of the packets (spikes.h), 1 to max_steps. The first packets say where to begin, and samples are
 * counted from there; then steps follow on one another. spikes: what fim_spiking_spikes wrote of all populations of the
 * network: a group is a population, of which there may be more than there are sources. Spikes of before the begin are
 * not known. inputs: [inputs] packets that enter the network: of arrivals, spikes or a recipe, in blocks of all
 * populations of cells in their order. NULL without inputs; an entry that is NULL has no arrivals in these steps.
 * FIM_E_ARGUMENT for packets of other steps, groups or neurons, FIM_E_CAPACITY if the samples of more than three
 * advances were not fetched: nothing has changed. Any other failure ends the engine: FIM_E_STATE from then on.
 */
FIM_API int32_t fim_lfp_advance(fim_lfp_t *lfp, const void *spikes, const void *const *inputs);

/* Samples that are complete and were not fetched yet, the oldest first, as many as fit. out: [rows][sites] mV. */
FIM_API int32_t fim_lfp_samples(fim_lfp_t *lfp, double *out, int64_t capacity_rows, int32_t *rows);

/* Samples that one advance may complete. */
FIM_API int32_t fim_lfp_max_rows(const fim_lfp_t *lfp);

/*
 * KERNEL: response of the potential to one spike (arrival) in step 0 of one source neuron (train), the mean over all of
 * them, of a row of synapses. out: [lags][sites] mV at the ends of steps 0, 1, ..., the delay included; lags: their
 * number, also with FIM_E_CAPACITY. Samples are these responses folded with the numbers of spikes of each step, with
 * the expected arrivals of recipes and of the background; with CONDUCTANCE they also have a constant, so that at the
 * mean rates the mean potential is right.
 */
FIM_API int32_t fim_lfp_kernel(const fim_lfp_t *lfp, int32_t row, double *out, int64_t capacity_lags, int64_t *lags);

/* Memory of the engine. */
FIM_API int64_t fim_lfp_bytes(const fim_lfp_t *lfp);

FIM_API void fim_lfp_destroy(fim_lfp_t *lfp);

#ifdef __cplusplus
}
#endif

#endif
