/**
 * Comparison of the engines with reference data: NEST's for the spiking neurons, The Virtual
 * Brain's for the neural masses.
 *
 * <p>A reference is a folder: {@code reference.json} and {@code network.json} (NEST) or {@code
 * parameters.json} and {@code summary.json} (TVB) say what was run, the CSV files beside them what
 * came out. What each file is follows from its name and the JSON; parameter sets, currents,
 * variants, input lists, regimes and initial states are whatever the JSON lists. Every comparison
 * runs the engines through the public facades of {@link org.fimbria.natives}, and every limit with
 * its reason stands in {@link org.fimbria.check.Tolerance}.
 */
package org.fimbria.check;
