package org.fimbria.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fimbria.connectome.Connectome;
import org.fimbria.connectome.ConnectomeException;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.experiment.Experiment.ConnectomeSpec;
import org.fimbria.experiment.Experiment.Normalise;
import org.fimbria.experiment.Experiment.Rows;
import org.fimbria.natives.NeuralMassEngine;

/**
 * The connectome of the whole-brain references, as TVB ran it: each column of the raw matrix
 * divided by its sum, then rows read as targets.
 */
final class BrainSource {
  private final TvbReference tvb;
  private final Optional<Connectome> connectome;
  private final String reason;

  BrainSource(TvbReference tvb, Check.Options options, Report report) {
    this.tvb = tvb;
    Optional<Path> path = options.connectome().or(() -> beside(tvb.folder().path()));
    Connectome loaded = null;
    String problem = "no connectome beside it; --connectome names one";
    if (path.isPresent()) {
      try {
        loaded =
            new ConnectomeLoader()
                .load(
                    new ConnectomeSpec(
                        path.get().toString(), Rows.TARGETS, Normalise.OUTGOING, speed()));
      } catch (ConnectomeException e) {
        problem = e.getMessage();
      }
    }
    connectome = Optional.ofNullable(loaded);
    reason = problem;
    connectome.ifPresent(brain -> compareStrengths(brain, report));
  }

  private static Optional<Path> beside(Path folder) {
    return Stream.of(
            folder,
            folder.resolve("connectome"),
            folder.resolve("../connectome"),
            folder.resolve("../../data/mouse104"))
        .filter(path -> Files.exists(path.resolve("weights.txt")))
        .findFirst();
  }

  private double speed() {
    return Json.number(tvb.json(), "speed_mm_per_ms", TvbReference.FILE);
  }

  /** The connectome if it has so many regions; otherwise the report says what is missing. */
  Optional<Connectome> of(int regions, Tolerance tolerance, String label, Report report) {
    if (connectome.isEmpty() || connectome.get().size() != regions) {
      String problem =
          connectome.isEmpty()
              ? reason
              : "%d regions, the connectome has %d; --connectome names another"
                  .formatted(regions, connectome.get().size());
      report.add(tolerance.failed("", label, problem));
      return Optional.empty();
    }
    return connectome;
  }

  /** Number of regions, 0 without a connectome. */
  int regions() {
    return connectome.map(Connectome::size).orElse(0);
  }

  /** An engine at time 0. */
  NeuralMassEngine engine(
      MassParameters params,
      double[][] initial,
      double[] noise,
      int[] proxies,
      long seed,
      int steps) {
    Connectome brain = connectome.orElseThrow();
    double a = tvb.json().path("coupling_a").asDouble(1);
    double[][] weights = new double[brain.size()][brain.size()];
    for (int target = 0; target < brain.size(); target++) {
      for (int source = 0; source < brain.size(); source++) {
        weights[target][source] = a * brain.weights()[target][source];
      }
    }
    return new NeuralMassEngine(
        new NeuralMassEngine.Config(
            seed,
            tvb.dtMs(),
            params.model(),
            tvb.integrator(),
            params.values(),
            weights,
            brain.delaySteps(speed(), tvb.dtMs()),
            initial,
            noise,
            proxies,
            List.of(),
            steps));
  }

  private void compareStrengths(Connectome brain, Report report) {
    List<String> files = tvb.folder().names("connectome", "_regions.csv");
    for (String file : files) {
      CsvTable table = tvb.folder().csv(file);
      if (table.size() != brain.size() || !table.has("in_strength_rowsum")) {
        report.leaveOut(tvb.folder().label(file), "not of this connectome");
        continue;
      }
      double worst = 0;
      for (int region = 0; region < brain.size(); region++) {
        double sum = 0;
        for (double weight : brain.weights()[region]) {
          sum += weight;
        }
        double expected = table.number(region, "in_strength_rowsum");
        worst = Math.max(worst, Math.abs(sum - expected) / expected);
      }
      report.add(Tolerance.STRENGTH.row("", tvb.folder().label(file), worst));
    }
  }
}
