/**
 * The whole brain as neural masses: one model for all regions, joined by a connectome with delays.
 *
 * <p>Each region has state variables with dynamics of their own and one input, its coupling,
 *
 * <pre>
 *   dy_i = f(y_i, c_i) dt + sqrt(2 D) dW
 *   c_i(n) = sum over j of w_ij E_j(n - d_ij),   in ascending j
 * </pre>
 *
 * where E_j(m) is the coupling variable of region j at time m dt, and w_ij and d_ij belong to the
 * tract from j to i. A delay of 0 reads the state at the start of the step, as in The Virtual
 * Brain. The coupling is held for the step, also between the stages of an integrator.
 *
 * <p>Models, by name in {@code neuralmass.model}:
 *
 * <ul>
 *   <li>{@code mean_field_adex}: excitatory and inhibitory rate of AdEx neurons with adaptation and
 *       Ornstein-Uhlenbeck noise in the input; {@code order: 2} with the rates' covariances (El
 *       Boustani and Destexhe 2009, doi 10.1162/neco.2009.02-08-710; di Volo et al. 2019, doi
 *       10.1162/neco_a_01173), {@code order: 1} without. Rates in kHz.
 *   <li>{@code wilson_cowan}: proportions of active cells (Wilson and Cowan 1972, doi
 *       10.1016/S0006-3495(72)86068-5).
 * </ul>
 *
 * Their equations stand in native/src/mean_field_adex.c and native/src/wilson_cowan.c.
 *
 * <p>A proxy is a region that the spiking network integrates: its E_j comes from there, its other
 * variables are NaN in the record.
 *
 * <p>The state is recorded by monitors, each with an interval of its own: samples, and means from
 * which electrocorticogram (package {@code probe}) and BOLD signal ({@code fimbria/bold.h}) are
 * computed.
 */
package org.fimbria.neuralmass;
