/**
 * Connectomes: regions of a brain, the weights and the lengths of the tracts between them.
 *
 * <p>What the neural mass needs of a connectome is the coupling of each region,
 *
 * <pre>
 *   c_t(n) = sum over s of w[t][s] E_s(n - 1 - d[t][s]),   d[t][s] = rint(length[t][s] / speed / dt)
 * </pre>
 *
 * so a {@link org.fimbria.connectome.Connectome} always has row = target, column = source. Files
 * differ: {@code rows} says what a row of a file is. {@code normalise} says what sums to 1:
 *
 * <pre>
 *   incoming:  w[t][s] = raw[t][s] / sum over s of raw[t][s]     each target's input
 *   outgoing:  w[t][s] = raw[t][s] / sum over t of raw[t][s]     each source's output
 * </pre>
 *
 * The mouse connectome's file has row = source; its anatomical reading is {@code rows: sources,
 * normalise: incoming}. The published whole-brain model read the same matrix transposed: {@code
 * rows: targets, normalise: outgoing}.
 *
 * <p>{@link org.fimbria.connectome.ConnectomeLoader} reads archives and folders as users have them
 * and refuses matrices that cannot be right, all reasons at once. The built-in {@code
 * synthetic-mouse} needs no file:
 *
 * <ol>
 *   <li>centres: places from a coarse atlas, moved at random by some 0.2 mm, kept apart, mirrored;
 *       lengths are the distances between them;
 *   <li>order of the tracts: log w falls linearly with distance, with normal scatter that a tract
 *       shares with its way back and with its image on the other side;
 *   <li>sizes: the tracts take, in this order, the quantiles of the weights found by tracing, in
 *       turn with scaling rows to what regions send and columns to 1;
 *   <li>CA1's known afferents are set to their shares.
 * </ol>
 *
 * Quantiles of weights and lengths, density, spread of outgoing sums and delays at CA1 agree with
 * the traced connectome; single numbers do not, and are not meant to.
 */
package org.fimbria.connectome;
