/**
 * Spiking networks: an experiment's populations, projections, input ports and recorders, laid out
 * as the engine wants them.
 *
 * <p>Neurons are adaptive exponential integrate-and-fire neurons with conductances that decay
 * exponentially, NEST's aeif_cond_exp (Brette and Gerstner 2005, doi 10.1152/jn.00686.2005):
 *
 * <pre>
 *   C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th) / Delta_T)
 *                 - g_ex (V_m - E_ex) - g_in (V_m - E_in) - w + I_e
 *   tau_w dw/dt = a (V_m - E_L) - w
 *   dg_ex/dt = -g_ex / tau_syn_ex,   dg_in/dt = -g_in / tau_syn_in
 *   V_m >= V_peak:  a spike; V_m = V_reset for t_ref, w += b
 * </pre>
 *
 * Step n covers [n dt, (n + 1) dt). The order of events in it is NEST's:
 *
 * <ol>
 *   <li>integrate V_m and w;
 *   <li>detect spikes, stamp (n + 1) dt, the end of the step;
 *   <li>decay g_ex and g_in, then add what arrives: spikes of step n - d over a delay of d &gt;= 1
 *       steps, trains of the input ports, Poisson background;
 *   <li>record.
 * </ol>
 *
 * <p>{@code spiking.spike_times} says what a spike inside a step does. {@code grid} is NEST's rule:
 * V_m is reset and w gains b where V_m reaches V_peak, then V_m stays clamped to the end of the
 * step and t_ref more. {@code exact} clamps it for t_ref from the spike itself, as the continuous
 * model does, and records the spike's own time; delays still count from the end of the step. With
 * t_ref = 0 a neuron may spike up to 64 times in a step; more end the run with an error.
 *
 * <p>A region has one excitatory and one inhibitory population. Projections join populations of one
 * region. What reaches it from the brain comes through its input port, one train for each neuron of
 * both populations. {@code between_regions.through} can add direct synapses from the excitatory
 * neurons of other spiking regions; {@code spiking} then takes their tracts out of the brain's
 * coupling, {@code both} leaves them in.
 *
 * <p>Equations are integrated in C; how stands in native/src/aeif.h.
 */
package org.fimbria.spiking;
