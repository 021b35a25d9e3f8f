package org.fimbria.launch;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fimbria.cosim.CoSimulation;
import org.fimbria.cosim.Flow;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.RunClock;
import org.fimbria.dryrun.ProcessMemory;
import org.fimbria.record.RecordHash;
import org.fimbria.recording.Recording;

/**
 * What one process knows of a run at its end; rank 0 makes a {@link RunResult} of all.
 *
 * @param epoch that the slowest module has come to
 * @param times of its simulators, and of what is computed while it is recorded
 * @param flows over the links of its transfer modules
 * @param firstNanos from when all were ready to the first epoch of a simulator here; negative if
 *     there was none
 * @param lastNanos the same of the end of the last epoch
 * @param spikeCounts by population, where the network is recorded
 * @param brainHz mean rate of the brain, where that is recorded; else NaN
 * @param peakBytes most memory that the process had
 * @param parts of the hash of everything recorded
 */
record Outcome(
    long epoch,
    List<ModuleTimes> times,
    List<Flow> flows,
    long firstNanos,
    long lastNanos,
    long[] spikeCounts,
    double brainHz,
    long peakBytes,
    SortedMap<String, RecordHash.Part> parts) {

  static Outcome of(CoSimulation ended, Recording recording) {
    RunClock clock = ended.control().clock();
    return new Outcome(
        ended.epoch(),
        Stream.concat(ended.times().stream(), recording.times().stream()).toList(),
        ended.flows(),
        since(clock, clock.firstNanos()),
        since(clock, clock.lastNanos()),
        recording.spikeCounts(),
        recording.brainHz().orElse(Double.NaN),
        ProcessMemory.most(),
        recording.parts());
  }

  private static long since(RunClock clock, OptionalLong nanos) {
    return nanos.isPresent() ? nanos.getAsLong() - clock.readyNanos() : -1;
  }

  /** Whether the process has a simulator. */
  boolean simulates() {
    return !times.isEmpty();
  }

  /** Of a process whose modules never were. */
  static Outcome none() {
    return new Outcome(
        0,
        List.of(),
        List.of(),
        -1,
        -1,
        new long[0],
        Double.NaN,
        ProcessMemory.most(),
        new TreeMap<>());
  }
}
