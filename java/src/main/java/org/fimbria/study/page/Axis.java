package org.fimbria.study.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** What a sweep of the study of performance varies, as the x axis of its figures. */
enum Axis {
  NEURONS {
    @Override
    OptionalDouble of(Trial trial) {
      return trial.number(Column.NEURONS);
    }
  },
  EPOCH {
    @Override
    OptionalDouble of(Trial trial) {
      return trial.number(Column.EPOCH_MS);
    }
  },
  /** Threads of the network over all its ranks: the virtual processes of the published study. */
  THREADS {
    @Override
    OptionalDouble of(Trial trial) {
      OptionalDouble threads = trial.number(Column.THREADS);
      return threads.isEmpty()
          ? threads
          : OptionalDouble.of(threads.getAsDouble() * networkRanks(trial));
    }
  };

  /** The value of a trial; empty where its row lacks it. */
  abstract OptionalDouble of(Trial trial);

  /** The axis with most values in a sweep; threads where neither neurons nor epochs vary. */
  static Axis of(List<Trial> trials) {
    Axis most = THREADS;
    for (Axis axis : List.of(EPOCH, NEURONS)) {
      if (axis.values(trials) > 1 && axis.values(trials) >= most.values(trials)) {
        most = axis;
      }
    }
    return most;
  }

  /** What a trial has besides this axis, in words: points with the same can be compared. */
  String rest(Trial trial) {
    List<String> parts = new ArrayList<>();
    if (this != NEURONS) {
      parts.add(String.format(Locale.ROOT, "%,.0f neurons", NEURONS.of(trial).orElse(0)));
    }
    if (this != EPOCH) {
      parts.add("epochs of %s ms".formatted(trial.text(Column.EPOCH_MS)));
    }
    return String.join(", ", parts);
  }

  /** Ranks that have a part of the network. */
  static int networkRanks(Trial trial) {
    int ranks = (int) trial.number(Column.RANKS).orElse(1);
    if (ranks == 1) {
      return 1;
    }
    return switch (trial.text(Column.PLACEMENT)) {
      case "modules" -> Math.max(1, ranks - 3);
      case "separate" -> ranks - 1;
      default -> ranks;
    };
  }

  private long values(List<Trial> trials) {
    return trials.stream()
        .map(this::of)
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .distinct()
        .count();
  }
}
