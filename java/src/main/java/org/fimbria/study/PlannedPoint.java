package org.fimbria.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A point that can be run, for all that its experiment says.
 *
 * @param point which one
 * @param trials of it
 * @param regime empty: the one that the experiment chooses
 * @param set everything that differs from the experiment, by key, without the options of the run
 * @param ranks processes
 * @param size of what is run
 */
record PlannedPoint(
    Study.Point point,
    int trials,
    String regime,
    SequencedMap<String, String> set,
    Ranks ranks,
    Size size) {

  /**
   * Options of the run.
   *
   * @param count of processes
   * @param placement rule for several
   * @param threads of the network in each
   */
  record Ranks(int count, String placement, int threads) {}

  /**
   * What is run.
   *
   * @param bytes most memory of all processes together, estimated
   * @param seed of the experiment
   */
  record Size(long neurons, long synapses, double epochMs, long bytes, long seed) {}

  /** Cores that a trial keeps busy. */
  int cores() {
    return ranks.count() * ranks.threads();
  }

  /** Arguments of {@code fimbria} for a trial but its directory. */
  List<String> arguments(Study study, int trial) {
    List<String> arguments = new ArrayList<>(List.of("run", study.experiment()));
    if (!regime.isEmpty()) {
      arguments.addAll(List.of("--regime", regime));
    }
    set.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    arguments.addAll(List.of("--set", "seed=" + seed(trial)));
    if (ranks.count() > 1) {
      arguments.addAll(List.of("--ranks", Integer.toString(ranks.count())));
    }
    return arguments;
  }

  /** The seed of a trial, counted from 1. */
  long seed(int trial) {
    return size.seed() + trial - 1;
  }

  /** What is known of a trial before it is run. */
  Trial row(Study study, int trial) {
    return new Trial(Map.of(), point.values())
        .with(Column.STUDY, study.name())
        .with(Column.SWEEP, point.sweep())
        .with(Column.POINT, point.id())
        .with(Column.NEURONS, size.neurons())
        .with(Column.SYNAPSES, size.synapses())
        .with(Column.EPOCH_MS, Math.round(size.epochMs() * 1e6) / 1e6) // 17 steps of 0.1 ms are 1.7
        .with(Column.THREADS, ranks.threads())
        .with(Column.RANKS, ranks.count())
        .with(Column.PLACEMENT, ranks.count() == 1 ? "single" : ranks.placement())
        .with(Column.TRIAL, trial)
        .with(Column.SEED, seed(trial));
  }
}
