/**
 * Recording: what a run, or a replay of one, sends into the files of {@link org.fimbria.record}.
 *
 * <p>{@link org.fimbria.recording.Recording} makes the files that an experiment asks for and is
 * what the modules of a run have as their sinks. Some sinks write what comes: spikes, inputs,
 * membrane variables, the brain's state. Others compute on the way to a file: mean rates, ECoG,
 * BOLD and local field potentials, these in the recorder's thread. {@link
 * org.fimbria.recording.TrialRecording} does the same of the brain to see what it takes.
 *
 * <p>{@link org.fimbria.recording.LfpReplay} feeds the same engines with what a run recorded, and
 * so computes potentials of the same bits afterwards.
 */
package org.fimbria.recording;
