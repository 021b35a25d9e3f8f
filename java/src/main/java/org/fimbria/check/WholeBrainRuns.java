package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.fimbria.natives.NeuralMassEngine;

/**
 * Whole-brain runs without noise, one for each regime and initial state that {@code
 * ref_<regime>_<initial>_...} or {@code summary.json} names.
 */
final class WholeBrainRuns {
  private static final String SUMMARY = "summary.json";
  private static final double DURATION_MS = 200;

  private final TvbReference tvb;
  private final BrainSource brains;
  private final Report report;

  WholeBrainRuns(TvbReference tvb, BrainSource brains, Report report) {
    this.tvb = tvb;
    this.brains = brains;
    this.report = report;
  }

  /** Regime and initial state. */
  private record Run(String regime, String initial) {
    String name() {
      return regime + "_" + initial;
    }
  }

  void compare() {
    Map<Run, List<TvbReference.Named>> files = new LinkedHashMap<>();
    for (TvbReference.Named file : tvb.files("ref_", report)) {
      Optional<String> initial = TvbReference.longest(initials(), file.rest());
      if (initial.isEmpty()) {
        tvb.folder().ignore(file.file());
        report.leaveOut(
            tvb.folder().label(file.file()), "its initial state is not in initial_conditions");
      } else {
        Run run = new Run(file.regime(), initial.get());
        String what = TvbReference.behind(initial.get(), file.rest());
        files
            .computeIfAbsent(run, _ -> new ArrayList<>())
            .add(new TvbReference.Named(file.file(), file.regime(), what));
      }
    }
    Optional<JsonNode> summary = tvb.folder().json(SUMMARY);
    summary.ifPresent(json ->
        json.fieldNames()
            .forEachRemaining(
                name -> run(name).ifPresent(run -> files.computeIfAbsent(run, _ -> List.of()))));
    files.forEach((run, named) ->
        report.attempt(
            Tolerance.RATE,
            run.name(),
            tvb.folder().label("ref_" + run.name()),
            () -> compare(run, named, summary.map(json -> json.path(run.name())))));
  }

  private Optional<Run> run(String name) {
    return tvb.regimeOf(name)
        .map(regime -> new Run(regime, TvbReference.behind(regime, name)))
        .filter(run -> initials().contains(run.initial()));
  }

  private List<String> initials() {
    List<String> names = new ArrayList<>();
    tvb.json().path("initial_conditions").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void compare(Run run, List<TvbReference.Named> files, Optional<JsonNode> summary) {
    MassParameters params = tvb.regimes().get(run.regime());
    List<BrainTable> tables =
        files.stream()
            .map(file -> new BrainTable(tvb, file.rest(), tvb.folder().csv(file.file())))
            .toList();
    int regions =
        tables.stream().mapToInt(BrainTable::regions).findFirst().orElse(brains.regions());
    String label = tables.isEmpty() ? tvb.folder().label(SUMMARY) : tables.getFirst().label();
    if (brains.of(regions, Tolerance.RATE, label, report).isEmpty()) {
      return;
    }
    String text = tvb.json().path("initial_conditions").path(run.initial()).asText();
    double[][] initial = InitialState.parse(text, params, regions);
    TreeSet<Integer> steps = new TreeSet<>(List.of(0));
    for (BrainTable table : tables) {
      table.putInitial(initial, params);
      table.steps().forEach(steps::add);
    }
    int end = steps.last() == 0 ? tvb.step(DURATION_MS) : steps.last();
    steps.add(end);
    try (NeuralMassEngine engine =
        brains.engine(
            params, initial, new double[initial.length], new int[0], 1, Trajectory.MAX_STEPS)) {
      int[] at = steps.stream().mapToInt(Integer::intValue).toArray();
      Trajectory trajectory = Trajectory.of(engine, regions, at);
      tables.forEach(table -> table.compare(trajectory, end, params, report));
      summary.ifPresent(json -> compareMeans(run.name(), json, trajectory.at(end), params));
    }
  }

  private void compareMeans(String run, JsonNode json, double[][] state, MassParameters params) {
    for (String name : List.of("E", "I")) {
      JsonNode expected = json.path("mean_%s_200ms_Hz".formatted(name));
      if (expected.isNumber()) {
        double mean = 1000 * Spread.of(state[params.variable(name)]).mean();
        report.add(
            Tolerance.MEAN_RATE.row(
                run + ", " + name,
                tvb.folder().label(SUMMARY),
                Math.abs(mean - expected.asDouble())));
      }
    }
  }
}
