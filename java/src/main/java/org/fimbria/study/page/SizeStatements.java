package org.fimbria.study.page;

import static org.fimbria.study.page.Measure.EFFICIENCY;
import static org.fimbria.study.page.Measure.FACTOR;
import static org.fimbria.study.page.Measure.MEMORY_PER_SYNAPSE;
import static org.fimbria.study.page.Measure.NEURALMASS_SIMULATION;
import static org.fimbria.study.page.Measure.NEURALMASS_WAIT;
import static org.fimbria.study.page.Measure.SPIKING_IO;
import static org.fimbria.study.page.Measure.SPIKING_SIMULATION;
import static org.fimbria.study.page.Measure.SPIKING_WAIT;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fimbria.study.Trial;
import org.fimbria.study.page.Statement.Answer;

/** Statements about the size of the network (figure 5 B of the published study). */
final class SizeStatements {
  /** Bounds of the three ranges that the published study tells apart. */
  private static final double SMALL = 1000;

  private static final double LARGE = 20_000;

  private static final double NEARLY_IDEAL = 80; // %
  private static final double HARDLY_WAITS = 5; // %

  private static final Function<Trial, OptionalDouble> BRAIN_TO_NETWORK =
      Ratios.of(NEURALMASS_SIMULATION, SPIKING_SIMULATION);

  private static final Function<Trial, OptionalDouble> BRAIN_TO_NETWORK_AND_IO =
      Ratios.of(NEURALMASS_SIMULATION, SPIKING_SIMULATION, SPIKING_IO);

  private final Sweep sweep;
  private final Sweep sizes;

  /**
   * Statements about a sweep.
   *
   * @param sizes the same with larger networks, of which only speed and memory are asked
   */
  SizeStatements(Sweep sweep, Sweep sizes) {
    this.sweep = sweep;
    this.sizes = sizes;
  }

  List<Statement> all() {
    return List.of(small(), middle(), large(), slowest(), realTime(), memory());
  }

  /** Those of the ranges that this sweep has, named after it: for a second sweep over sizes. */
  List<Statement> ofRanges() {
    return Stream.of(small(), middle(), large())
        .filter(statement -> statement.answer() != Answer.MISSING)
        .map(statement -> statement.of(sweep.name()))
        .toList();
  }

  private Statement small() {
    String claim =
        "Below 1,000 neurons the run is nearly ideal: the brain is the slowest, the network waits.";
    List<Point> points = points(x -> x < SMALL);
    if (points.isEmpty()) {
      return Statement.missing("small", claim);
    }
    return Statement.answered(
        "small",
        claim,
        "the brain simulates longer at every point; efficiency at least 80 % at every point",
        Answer.of(
            points.stream().allMatch(SizeStatements::isBrainSlower),
            points.stream().allMatch(point -> point.mean(EFFICIENCY) >= NEARLY_IDEAL)),
        List.of(
            Finding.of("simulation, brain to network", "", points, BRAIN_TO_NETWORK),
            Finding.of("the network waits", " %", points, Ratios.share(SPIKING_WAIT)),
            Finding.of("the brain waits", " %", points, Ratios.share(NEURALMASS_WAIT)),
            Finding.of("efficiency", " %", points, EFFICIENCY::of)));
  }

  private Statement middle() {
    String claim =
        "From 1,000 to 20,000 neurons the brain's simulation takes as long as the network's"
            + " simulation and IO.";
    List<Point> points = points(x -> x >= SMALL && x <= LARGE);
    if (points.isEmpty()) {
      return Statement.missing("middle", claim);
    }
    List<Double> ratios =
        points.stream().map(point -> point.mean(BRAIN_TO_NETWORK_AND_IO)).toList();
    return Statement.answered(
        "middle",
        claim,
        "the ratio is 0.8 to 1.25 at every point; in part: it passes 1 within the range",
        Answer.of(
            ratios.stream().allMatch(ratio -> ratio >= 0.8 && ratio <= 1.25),
            ratios.stream().anyMatch(ratio -> ratio >= 1)
                && ratios.stream().anyMatch(ratio -> ratio <= 1)),
        List.of(
            Finding.of(
                "brain's simulation to network's simulation and IO",
                "",
                points,
                BRAIN_TO_NETWORK_AND_IO),
            Crossing.of("neurons at which both take as long", sweep, BRAIN_TO_NETWORK_AND_IO),
            Finding.of("the network waits", " %", points, Ratios.share(SPIKING_WAIT)),
            Finding.of("the brain waits", " %", points, Ratios.share(NEURALMASS_WAIT))));
  }

  private Statement large() {
    String claim =
        "Above 20,000 neurons the network is the slowest and never waits; its IO exceeds its"
            + " simulation.";
    List<Point> points = points(x -> x > LARGE);
    if (points.isEmpty()) {
      return Statement.missing("large", claim);
    }
    return Statement.answered(
        "large",
        claim,
        "at every point: the network simulates longer than the brain; it waits below 5 % of the"
            + " time; IO is longer than simulation",
        Answer.of(
            points.stream().noneMatch(SizeStatements::isBrainSlower),
            points.stream()
                .allMatch(point -> point.mean(Ratios.share(SPIKING_WAIT)) < HARDLY_WAITS),
            points.stream()
                .allMatch(point -> point.mean(SPIKING_IO) > point.mean(SPIKING_SIMULATION))),
        List.of(
            Finding.of("simulation, brain to network", "", points, BRAIN_TO_NETWORK),
            Finding.of("the network waits", " %", points, Ratios.share(SPIKING_WAIT)),
            Finding.of(
                "network, IO to simulation", "", points, Ratios.of(SPIKING_IO, SPIKING_SIMULATION)),
            Finding.of("efficiency", " %", points, EFFICIENCY::of)));
  }

  private Statement slowest() {
    return Statement.measured(
        "slowest",
        "How long does the slowest simulator wait, in a network of any size?",
        List.of(
            Finding.of(
                "waiting of the slowest", " %", sweep.points(), SizeStatements::slowestWaits),
            Finding.of("efficiency", " %", sweep.points(), EFFICIENCY::of)));
  }

  private Statement realTime() {
    Point last = sizes.points().getLast();
    return Statement.measured(
        "real-time",
        "How does the real-time factor grow with the network?",
        List.of(
            Crossing.of("neurons simulated in real time", sizes, FACTOR::of),
            Finding.of("factor of " + neurons(last), "", List.of(last), FACTOR::of)));
  }

  private Statement memory() {
    Point first = sizes.points().getFirst();
    Point last = sizes.points().getLast();
    return Statement.measured(
        "memory",
        "How much memory does a synapse need?",
        List.of(
            Finding.ofPairs(
                "growth from %s to %s, bytes per synapse".formatted(neurons(first), neurons(last)),
                "",
                first,
                last,
                Pairing.growthPerSynapse()),
            Finding.of(
                "all of it, %s, bytes per synapse".formatted(neurons(last)),
                "",
                List.of(last),
                MEMORY_PER_SYNAPSE::of)));
  }

  private static boolean isBrainSlower(Point point) {
    return point.mean(NEURALMASS_SIMULATION) > point.mean(SPIKING_SIMULATION);
  }

  /** Waiting of the simulator that simulates longest, in percent of the wall time. */
  private static OptionalDouble slowestWaits(Trial trial) {
    OptionalDouble brain = NEURALMASS_SIMULATION.of(trial);
    OptionalDouble network = SPIKING_SIMULATION.of(trial);
    if (brain.isEmpty() || network.isEmpty()) {
      return OptionalDouble.empty();
    }
    return Ratios.share(
            brain.getAsDouble() > network.getAsDouble() ? NEURALMASS_WAIT : SPIKING_WAIT)
        .apply(trial);
  }

  private List<Point> points(Predicate<Double> range) {
    return sweep.points().stream().filter(point -> range.test(sweep.x(point))).toList();
  }

  private String neurons(Point point) {
    return String.format(Locale.ROOT, "%,d neurons", Math.round(sweep.x(point)));
  }
}
