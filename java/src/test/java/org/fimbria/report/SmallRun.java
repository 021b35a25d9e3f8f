package org.fimbria.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;

/** The reference experiment with few neurons that spike at once. */
final class SmallRun {
  static final List<String> SETS =
      List.of(
          "spiking.neurons_per_region=1000",
          "spiking.populations.excitatory.V_m={mean: -55, std: 4}",
          "spiking.poisson.excitatory.rate=1500",
          "neuralmass.initial.E=[0.002, 0.008]");

  private SmallRun() {}

  /** Runs it and returns its directory. */
  static Path in(Path directory, String... sets) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(SETS);
    all.addAll(List.of(sets));
    PreparedRun prepared =
        PreparedRun.of(
            new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.empty(), all));
    return Run.in(directory, prepared).execute(_ -> {}).directory();
  }
}
