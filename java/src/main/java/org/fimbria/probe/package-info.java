/**
 * Virtual electrodes: what instruments in and on the brain would measure.
 *
 * <h2>Electrocorticogram</h2>
 *
 * <p>{@link org.fimbria.probe.Ecog}: each region is a point source of current in an infinite,
 * homogeneous, resistive medium, as in the reference experiment (Kusch et al. 2024, doi
 * 10.3389/fninf.2024.1156683),
 *
 * <pre>
 *   signal_s = sum over regions of scaling V_r E_r / |x_s - c_r|   [/ (4 pi sigma)]
 * </pre>
 *
 * with the excitatory rate E_r averaged over the sample, in kHz. Without a conductivity it is a
 * current over a distance, nA/mm, whose scale means nothing; with sigma in S/m it is uV. C forms
 * the product ({@code fimbria/sensors.h}).
 *
 * <p>What it is not: a region's currents sum to zero, so that truly the nearest term is a dipole's,
 * which has an orientation and falls with 1/r^2. The sources here have neither: only time courses
 * count, and far regions weigh too much against near ones. The rate stands for the synaptic current
 * that it causes elsewhere. There is no skull, no reference electrode, no extent of a contact. A
 * region that is spiking counts by its rate as any other.
 *
 * <h2>Local field potentials</h2>
 *
 * <p>Point neurons have no extracellular field. By the hybrid scheme (Hagen et al. 2016, doi
 * 10.1093/cercor/bhw237) their spikes drive synapses on passive cells of the same number, which
 * have a shape:
 *
 * <pre>
 *   C_m dv/dt = -g_L v + sum over neighbours g_axial (v' - v) + synaptic current
 *   phi(site) = sum over cells and compartments of M I,   I = C_m dv/dt + g_L v - synaptic current
 *   M = 1 / (4 pi sigma r) of a point source, its mean along the axis of a line source
 * </pre>
 *
 * Nothing goes back to the network. C does all of this for each step ({@code fimbria/lfp.h}); this
 * package says where everything lies:
 *
 * <ul>
 *   <li>{@link org.fimbria.probe.Morphology}, the shape of a cell: {@linkplain
 *       org.fimbria.probe.BuiltInMorphologies built in} or {@linkplain org.fimbria.probe.SwcReader
 *       read}, and its {@link org.fimbria.probe.Compartments}. The membrane is usual for CA1: C_m 1
 *       uF/cm2, R_a 150 Ohm cm, tau_m 20 ms.
 *   <li>{@link org.fimbria.probe.Electrode}: its sites and the medium.
 *   <li>{@link org.fimbria.probe.CellPlacement}: somata in a cylinder about the electrode.
 *   <li>{@link org.fimbria.probe.LfpLayout}: all of this for each spiking region of an experiment,
 *       and the synapses of its network.
 * </ul>
 *
 * <p>Synapses are those of the point neurons: as many from each source, with the same weight w,
 * delay and time constant. At rest a synapse's current after a spike is {@code w exp(-t / tau_syn)
 * (E_rev - E_L)}. They lie on soma and dendrites, drawn by area within layers; by default two:
 *
 * <pre>
 *                                   upper, 300 to 700 um       lower, -200 to 300 um
 *   onto excitatory cells
 *     from excitatory neurons       half                       half
 *     from inhibitory neurons       -                          all
 *     long-range and Poisson input  half                       half
 *   onto inhibitory cells           -                          all
 * </pre>
 *
 * Those from neurons of the region are as published with the reference experiment (Kusch et al.
 * 2024, doi 10.3389/fninf.2024.1156683). For long-range input it is assumed that both of CA1's
 * great afferents have an equal part: entorhinal fibres end in the stratum lacunosum-moleculare
 * (upper), Schaffer collaterals in the strata radiatum and oriens (lower); the brain's coupling
 * does not tell them apart. {@code record.lfp.layers} takes other shares.
 *
 * <p>{@code synapses: published} keeps two mistakes of the published script: the current has as
 * many nA as the weight has nS (15 times too much for excitation), and inhibition has the same
 * sign.
 *
 * <p>Their lengths are um; z runs along the electrode, from the stratum oriens of CA1 up to the
 * stratum lacunosum-moleculare, 0 is the middle of the stratum pyramidale.
 */
package org.fimbria.probe;
