package org.fimbria.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Placement;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.Experiment.PlacementRule;
import org.fimbria.experiment.ExperimentException;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.NativeModels;
import org.fimbria.experiment.Problem;
import org.fimbria.launch.PreparedRun;

/**
 * Checks every point of a study as its run will, before the first one is run. A problem stands
 * where the study's file says the value.
 */
final class Planner {
  private static final String PLACEMENT = "placement";
  private static final String PLACEMENT_KEY = "run.placement";
  private static final String THREADS_KEY = "run.threads";
  private static final String SEED = "seed";

  private final Study study;
  private final int threads;
  private final ExperimentLoader loader = new ExperimentLoader(new NativeModels());
  private final ConnectomeLoader connectomes = new ConnectomeLoader();

  /** Of a key in a line the first one. */
  private final SequencedMap<String, Problem> problems = new LinkedHashMap<>();

  /**
   * A planner.
   *
   * @param threads of a run whose point does not say them; 0: as the experiment says
   */
  Planner(Study study, int threads) {
    this.study = study;
    this.threads = threads;
  }

  /**
   * All points.
   *
   * @throws ExperimentException with everything that is wrong
   */
  List<PlannedPoint> points() {
    List<PlannedPoint> planned = new ArrayList<>();
    for (Study.Point point : study.points()) {
      try {
        planned.add(plan(point));
      } catch (ExperimentException e) {
        e.problems().stream()
            .map(problem -> inFile(point, problem))
            .forEach(problem -> problems.putIfAbsent(problem.at() + problem.path(), problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new ExperimentException(List.copyOf(problems.values()));
    }
    return planned;
  }

  /** The experiment that all points are changes of, written out. */
  String experimentYaml() {
    SequencedMap<String, String> set = new LinkedHashMap<>(study.set());
    set.remove(Values.RANKS);
    String regime = regime(set);
    return load(regime, asKeys(set)).resolvedYaml();
  }

  private PlannedPoint plan(Study.Point point) {
    Study.Sweep sweep = study.sweep(point);
    SequencedMap<String, String> set = new LinkedHashMap<>(study.set());
    set.putAll(sweep.set());
    set.putAll(point.values());
    int ranks = ranks(Optional.ofNullable(set.remove(Values.RANKS)).orElse("1"));
    String regime = regime(set);
    if (set.containsKey(SEED)) {
      throw problem(SEED, set.get(SEED), "allowed: in the experiment; trials have its successors");
    }
    set = asKeys(set);
    if (threads > 0) {
      set.putIfAbsent(THREADS_KEY, Integer.toString(threads));
    }
    Loaded loaded = load(regime, set);
    PreparedRun prepared = PreparedRun.of(loaded, connectomes);
    Placement placement = PreparedRun.placement(loaded, ranks);
    CoSimulationPlan plan = prepared.plan();
    int asked = loaded.experiment().run().threads();
    int shares = Math.max(1, placement.spiking().size());
    int own = ranks == 1 || asked > 0 ? plan.threads() : plan.shared(shares, ranks).threads();
    return new PlannedPoint(
        point,
        sweep.trials(),
        regime,
        set,
        new PlannedPoint.Ranks(ranks, rule(loaded.experiment()), own),
        new PlannedPoint.Size(
            plan.network().neurons(),
            plan.network().synapses(),
            plan.epochMs(),
            MemoryEstimate.bytes(plan.network(), ranks, own * shares),
            loaded.experiment().seed()));
  }

  private static String rule(Experiment experiment) {
    return experiment.run().placement() instanceof PlacementRule rule
        ? rule.name().toLowerCase(Locale.ROOT)
        : "map";
  }

  private static SequencedMap<String, String> asKeys(SequencedMap<String, String> set) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    set.forEach((key, value) -> keys.put(key.equals(PLACEMENT) ? PLACEMENT_KEY : key, value));
    return keys;
  }

  /** The regime that is chosen among values, which are left without it; else the study's. */
  private String regime(SequencedMap<String, String> set) {
    String chosen = set.remove(Values.REGIME);
    return chosen == null ? study.regime() : chosen;
  }

  private Loaded load(String regime, SequencedMap<String, String> set) {
    List<String> sets = new ArrayList<>();
    set.forEach((key, value) -> sets.add(key + "=" + value));
    return loader.load(
        study.experiment(), Optional.of(regime).filter(name -> !name.isEmpty()), sets);
  }

  private static int ranks(String text) {
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw problem(Values.RANKS, text, "allowed: a whole number >= 1");
    }
    return Integer.parseInt(text);
  }

  private static ExperimentException problem(String key, String value, String allowed) {
    return new ExperimentException(List.of(Problem.ofSet(key, value, allowed)));
  }

  /** A value that was set is in this file: of the point, its sweep or the study. */
  private Problem inFile(Study.Point point, Problem problem) {
    if (!problem.isSet()) {
      return problem;
    }
    String path = problem.path().isEmpty() ? Values.REGIME : problem.path();
    for (List<String> place : places(point)) {
      for (String key : keys(path, place)) {
        List<String> keys = new ArrayList<>(place);
        keys.add(key);
        return problem.in(study.file().at(keys), String.join(".", place) + "." + path);
      }
    }
    return problem;
  }

  private static List<List<String>> places(Study.Point point) {
    return List.of(
        List.of("sweeps", point.sweep(), "grid"),
        List.of("sweeps", point.sweep(), "points"),
        List.of("sweeps", point.sweep(), "set"),
        List.of("set"));
  }

  /** Keys of a place that set the value at a path. */
  private List<String> keys(String path, List<String> place) {
    return study.file().keys(place).stream()
        .filter(key -> {
          String meant = key.equals(PLACEMENT) ? PLACEMENT_KEY : key;
          return path.equals(meant) || path.startsWith(meant + ".") || path.startsWith(meant + "[");
        })
        .toList();
  }
}
