/**
 * Launching: from a checked experiment to a complete run directory.
 *
 * <p>{@link org.fimbria.launch.PreparedRun} loads the connectome and checks what needs it: that the
 * regions exist, and that the epoch is not longer than the shortest delay. Nothing is created
 * before. {@link org.fimbria.launch.Run} then makes the {@link org.fimbria.launch.RunDirectory},
 * writes experiment and provenance, runs the modules with {@link org.fimbria.recording.Recording}
 * as their sinks, and leaves
 *
 * <pre>
 *   status in provenance.json   directory         when
 *   complete                    name              the duration is simulated
 *   stopped                     name              it was asked to stop
 *   failed                      name.failed       a module or a file failed; see reason
 *   running                     name.partial      it runs, or the process was killed
 * </pre>
 *
 * What was recorded can be read in all cases, up to where the run came. On a full disk the last
 * text files take the space that was kept for them.
 *
 * <p>Over ranks every process runs the same command. {@link org.fimbria.launch.Crew} lets them
 * meet: each checks its input, and unless all have the same program and experiment, rank 0 says why
 * and all end. Rank 0 makes the run directory, in a file system that all have in common. Then each
 * runs its {@link org.fimbria.launch.Part}: modules, logs, and the files of the simulators that it
 * has. At the end rank 0 gathers an {@link org.fimbria.launch.Outcome} from each, merges times,
 * mean rates and the parts of the hash, completes the directory, and tells all how the run ended,
 * so that their exit codes agree.
 */
package org.fimbria.launch;
