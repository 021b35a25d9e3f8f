package org.fimbria.study.page;

import static org.fimbria.study.page.Measure.SPIKING_IO;
import static org.fimbria.study.page.Measure.WALL;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.fimbria.study.Column;

/** Statements about how a network is run (figure 5 C and D of the published study). */
final class SettingStatements {
  private static final String AGGREGATION =
      "Exchanging more time at once, 2.1 instead of 0.1 ms, makes the run 6 times as fast.";
  private static final String THREADS = "What do more threads of one process gain?";
  private static final String RANKS =
      "What do more processes gain? (On a cluster the published run gained nothing from nodes.)";
  private static final String PLACEMENT =
      "What does it cost when modules are processes, not threads of one?";

  private SettingStatements() {}

  static Statement aggregation(List<Sweep> sweeps) {
    List<Sweep> known = sweeps.stream().filter(sweep -> sweep.points().size() > 1).toList();
    if (known.isEmpty()) {
      return Statement.missing("aggregation", AGGREGATION);
    }
    List<Optional<Finding>> findings = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    for (Sweep sweep : known) {
      Point first = sweep.points().getFirst();
      Point last = sweep.points().getLast();
      gains.add(first.mean(WALL) / last.mean(WALL));
      String network = neurons(first) + ", ";
      findings.add(
          Finding.ofPairs(
              network + "%s to %s, times as fast".formatted(epoch(first), epoch(last)),
              "",
              first,
              last,
              Pairing.ratio(WALL)));
      for (Point point : List.of(first, last)) {
        findings.add(
            Finding.of(
                network + epoch(point) + ", IO of the network's time",
                " %",
                List.of(point),
                Ratios.share(SPIKING_IO)));
      }
    }
    return Statement.answered(
        "aggregation",
        AGGREGATION,
        "4.8 to 7.2 times as fast; in part: more than 1.05 times",
        gains.stream().allMatch(gain -> gain >= 4.8 && gain <= 7.2)
            ? Statement.Answer.HOLDS
            : gains.stream().anyMatch(gain -> gain > 1.05)
                ? Statement.Answer.IN_PART
                : Statement.Answer.FAILS,
        findings);
  }

  static Statement threads(List<Sweep> sweeps) {
    return gains("threads", THREADS, sweeps, SettingStatements::isOneRank);
  }

  static Statement ranks(List<Sweep> sweeps) {
    return gains("ranks", RANKS, sweeps, point -> threadsOf(point) == 1);
  }

  static Statement placement(List<Sweep> sweeps) {
    List<Optional<Finding>> findings = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      List<Point> all = points(sweep);
      for (Point together : all.stream().filter(SettingStatements::isOneRank).toList()) {
        all.stream()
            .filter(point -> !isOneRank(point) && sweep.x(point) == sweep.x(together))
            .map(apart ->
                Finding.ofPairs(
                    "%s, %s to %s, times as long"
                        .formatted(neurons(apart), workers(together), workers(apart)),
                    "",
                    apart,
                    together,
                    Pairing.ratio(WALL)))
            .forEach(findings::add);
      }
    }
    return Statement.measured("placement", PLACEMENT, findings);
  }

  /** How many times as fast each point is as the first one of its sweep. */
  private static Statement gains(
      String id, String question, List<Sweep> sweeps, Predicate<Point> which) {
    List<Optional<Finding>> findings = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      List<Point> points = points(sweep).stream().filter(which).toList();
      for (Point point : points.subList(Math.min(1, points.size()), points.size())) {
        findings.add(
            Finding.ofPairs(
                "%s, %s to %s, times as fast"
                    .formatted(neurons(point), workers(points.getFirst()), workers(point)),
                "",
                points.getFirst(),
                point,
                Pairing.ratio(WALL)));
      }
    }
    return Statement.measured(id, question, findings);
  }

  /** All points of a sweep, each once, by processes and threads. */
  private static List<Point> points(Sweep sweep) {
    return sweep.curves().stream()
        .flatMap(curve -> curve.points().stream())
        .distinct()
        .sorted(
            Comparator.comparing(SettingStatements::ranksOf)
                .thenComparing(SettingStatements::threadsOf))
        .toList();
  }

  private static int ranksOf(Point point) {
    return (int) point.sample().number(Column.RANKS).orElse(1);
  }

  private static int threadsOf(Point point) {
    return (int) point.sample().number(Column.THREADS).orElse(0);
  }

  private static boolean isOneRank(Point point) {
    return ranksOf(point) == 1;
  }

  private static String workers(Point point) {
    String threads = threadsOf(point) == 1 ? "1 thread" : threadsOf(point) + " threads";
    String placement = point.sample().text(Column.PLACEMENT);
    return isOneRank(point)
        ? threads
        : "%d processes%s of %s"
            .formatted(
                ranksOf(point),
                placement.isEmpty() || placement.equals("shared") ? "" : " (" + placement + ")",
                threads);
  }

  private static String neurons(Point point) {
    return String.format(
        Locale.ROOT, "%,.0f neurons", point.sample().number(Column.NEURONS).orElse(0));
  }

  private static String epoch(Point point) {
    return point.sample().text(Column.EPOCH_MS) + " ms";
  }
}
