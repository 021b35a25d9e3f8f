/**
 * Virtual electrodes: what instruments in and on the brain would measure.
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
 *       read}, and its {@link org.fimbria.probe.Compartments};
 * </ul>
 *
 * Lengths are um; z runs along the electrode, from the stratum oriens of CA1 up to the stratum
 * lacunosum-moleculare, 0 is the middle of the stratum pyramidale.
 */
package org.fimbria.probe;
