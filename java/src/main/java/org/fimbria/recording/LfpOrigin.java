package org.fimbria.recording;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.natives.NativeVariants;
import org.fimbria.probe.LfpLayout;
import org.fimbria.record.LfpRegion;
import org.fimbria.record.NwbSession;

/**
 * What the files of local field potentials say of how they came about.
 *
 * @param begun wall clock at the begin of the run whose spikes they are
 * @param threads that worked on a packet
 */
record LfpOrigin(Experiment experiment, RunSource source, Instant begun, int threads) {
  /** What the files say of a region. */
  LfpRegion region(LfpLayout layout) {
    return new LfpRegion(
        layout.region().label(),
        layout.electrode().name(),
        layout.electrode().sites().stream()
            .map(site -> new LfpRegion.Site(site.name(), site.x(), site.y(), site.z()))
            .toList(),
        layout.electrode().sigma(),
        word(experiment.record().lfp().method()));
  }

  /** Name of a population of cells within its region. */
  String population(LfpLayout layout, int index) {
    int within = layout.populations().get(index) - layout.region().firstPopulation();
    return experiment.spiking().populations().get(within).name();
  }

  /** Attributes of {@code lfp.h5}. */
  Map<String, String> attributes() {
    LfpSpec spec = experiment.record().lfp();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("experiment", experiment.name());
    attributes.put("regime", experiment.regime());
    attributes.put("seed", Long.toString(experiment.seed()));
    attributes.put("method", word(spec.method()));
    attributes.put("synapses", word(spec.synapses()));
    attributes.put("threads", Integer.toString(threads));
    attributes.put("software", source.software());
    attributes.put("native_variant", NativeVariants.inUse());
    return attributes;
  }

  NwbSession session() {
    String regime = experiment.regime().isEmpty() ? "" : ", regime " + experiment.regime();
    return new NwbSession(
        experiment.name() + regime,
        source.fingerprint(),
        begun,
        Instant.now(),
        source.resolvedYaml(),
        source.software());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
