package org.fimbria.launch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.fimbria.connectome.Connectome;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Placement;
import org.fimbria.cosim.ProxyDelays;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.ExperimentException;
import org.fimbria.experiment.Loaded;
import org.fimbria.experiment.RegionCheck;
import org.fimbria.neuralmass.WholeBrain;
import org.fimbria.probe.Ecog;
import org.fimbria.probe.LfpLayout;
import org.fimbria.recording.RunSource;

/**
 * An experiment that passed every check, those included that need its connectome.
 *
 * @param resolvedYaml the complete experiment as a file
 */
public record PreparedRun(CoSimulationPlan plan, String resolvedYaml) {

  /**
   * Loads the connectome and checks the experiment against it.
   *
   * @throws ExperimentException if a region is missing or the epoch is longer than a delay allows
   * @throws org.fimbria.connectome.ConnectomeException if the connectome is bad
   * @throws org.fimbria.probe.ProbeException if sensors, an electrode or a cell are bad, or a
   *     sensor lies in a region's centre
   */
  public static PreparedRun of(Loaded loaded) {
    return of(loaded, new ConnectomeLoader());
  }

  /** The same with a loader that may know the connectome already. */
  public static PreparedRun of(Loaded loaded, ConnectomeLoader connectomes) {
    Experiment experiment = loaded.experiment();
    Connectome connectome = connectomes.load(experiment.connectome());
    List<String> regions =
        RegionCheck.indices(loaded, connectome.labels()).stream()
            .sorted()
            .map(connectome.labels()::get)
            .toList();
    Experiment named = experiment.withRegions(regions);
    WholeBrain brain = WholeBrain.of(named, connectome);
    checkEpoch(loaded, named, connectome, brain);
    named.record().ecog().ifPresent(ecog -> Ecog.of(ecog, named.connectome(), connectome));
    CoSimulationPlan plan = CoSimulationPlan.of(named, connectome, brain);
    LfpLayout.check(named, plan.network(), _ -> {});
    return new PreparedRun(plan, loaded.resolvedYaml());
  }

  /** What the files of its run say that they come from. */
  public RunSource source() {
    return new RunSource(resolvedYaml, fingerprint(), Machine.software());
  }

  /** SHA-256 of the resolved experiment: what the processes of a run compare. */
  String fingerprint() {
    try {
      byte[] yaml = resolvedYaml.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(yaml));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * Which rank does what.
   *
   * @throws ExperimentException if the experiment's placement cannot have so many ranks
   */
  public static Placement placement(Loaded loaded, int ranks) {
    Experiment experiment = loaded.experiment();
    boolean spiking = !experiment.spiking().regions().isEmpty();
    try {
      return Placement.of(experiment.run().placement(), ranks, spiking);
    } catch (Placement.NoPlacement e) {
      String key = spiking ? "run.placement" : "spiking.regions";
      throw new ExperimentException(List.of(loaded.problem(key, e.getMessage())));
    }
  }

  private static void checkEpoch(
      Loaded loaded, Experiment experiment, Connectome connectome, WholeBrain brain) {
    Optional<ProxyDelays.Tract> shortest = CoSimulationPlan.shortestDelay(brain);
    if (shortest.isEmpty()) {
      return;
    }
    ProxyDelays.Tract tract = shortest.get();
    double dt = experiment.dtMs();
    String from = connectome.labels().get(tract.source());
    String to = connectome.labels().get(tract.target());
    if (tract.steps() < 1) {
      throw new ExperimentException(
          List.of(
              loaded.problem(
                  "connectome.conduction_speed",
                  "the delay from %s to %s is shorter than half a step of dt; allowed: every delay to or from a spiking region at least dt"
                      .formatted(from, to))));
    }
    double epoch = experiment.epochMs().orElse(dt);
    if (Math.round(epoch / dt) > tract.steps()) {
      throw new ExperimentException(
          List.of(
              loaded.problem(
                  "epoch",
                  "longer than the delay from %s to %s, %.1f ms; allowed: %s to %.1f ms, or max"
                      .formatted(from, to, tract.steps() * dt, dt, tract.steps() * dt))));
    }
  }
}
