/**
 * Reports: what a run did, to look at.
 *
 * <p>{@link org.fimbria.report.ReportData} reads a run directory into one JSON document. Everything
 * that is shown is computed here, reduced to what a display resolves and rounded to what it shows;
 * what draws it computes no science. Times are in ms, rates in Hz. What was not recorded is left
 * out, and {@code absent} says why.
 *
 * <pre>
 *   {runs: [Run]}
 *   Line = {t0, dt, y}     all samples, or {t0, dt, i, y}: some, see {@link org.fimbria.report.Lines}
 *   Run = {
 *     about: {name, experiment, regime, seed, status, reason, begun, ended, simulated, realTimeFactor,
 *       hash, threads, ranks, neurons, synapses, peakMemory, versions: [[what, value]], machine: [..],
 *       base, differences: [{key, value, base, unit, meaning}],
 *       populations: [{name, region, kind, neurons, spikes, rate}]},
 *     window: {from, to},
 *     regions: [{name,
 *       raster: {every, shown, of, excitatory: {t, neuron: rows among those shown}, inhibitory},
 *       rates: {bin, excitatory: Line, inhibitory: Line},
 *       toBrain: Line,
 *       membrane: {V_m: {unit, excitatory: {recorded, lines: [Line], mean, low, high}, inhibitory}, ..},
 *       lfp: {unit, sites: [{name, z, line}]},
 *       spectrogram: {f, t, dB: [per t: [per f]], nfft, overlap, quantity},
 *       psd, lfpPsd: {quantity, unit, from, f, p, segments, peaks: [{f, p, prominence}]}}],
 *     brain: {unit, rates: [{region, spiking, line}],
 *       ecog: {unit, hemispheres: [{name, sensors: [{name, line}]}]},
 *       connectome: {labels, regions, block, orientation, weights, lengthUnit, lengths}},
 *     electrodes: {regions, sensors: [{name, x, y, z}], sites: [{name, x, y, z}],
 *       cells: [{name, kind, segments: [[y0, z0, y1, z1, width]]}]},
 *     flow: [{from, to, region, what, values, bytes, perSecond, bytesPerSecond}],
 *     timers: {unit, run: {start, epochs, ending, exposed}, modules: [{name, total, a total of each
 *       phase, perEpoch: {width, t: begins of bars, simulation, wait, io}}]},
 *     absent: [{part, why}]}
 * </pre>
 */
package org.fimbria.report;
