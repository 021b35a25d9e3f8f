package org.fimbria.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.natives.LfpEngine;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.LfpEngine.Config;
import org.fimbria.natives.LfpEngine.Method;
import org.fimbria.natives.LfpEngine.Synapses;
import org.fimbria.natives.LfpEngine.SynapsesKind;
import org.fimbria.spiking.SpikingNetwork;
import org.fimbria.spiking.SpikingNetwork.Region;

/**
 * The local field potentials of an experiment, laid out as the engine wants them: an electrode in
 * the middle of a spiking region, its cells around it, and their synapses.
 *
 * @param populations indices in the network of the cells' populations, in their order
 * @param config with one input, the region's arrivals, if long-range input drives the cells; else
 *     with none
 */
public record LfpLayout(
    Region region, Electrode electrode, List<Integer> populations, Config config) {

  /**
   * How the engines shall run.
   *
   * @param max_steps largest number of steps of one advance
   */
  public record Running(int max_steps, int threads) {}

  /**
   * Lays out one electrode per spiking region.
   *
   * @param notes takes a line for what files have and is tolerated
   * @throws ProbeException if a file is bad, there is no room for the cells, nothing drives them,
   *     or they do not reach a layer
   */
  public static List<LfpLayout> of(
      Experiment experiment, SpikingNetwork network, Running running, Consumer<String> notes) {
    LfpSpec spec = experiment.record().lfp();
    Electrode electrode = Electrode.of(spec.electrode(), spec.sigma());
    List<Cell> cells =
        experiment.spiking().populations().stream()
            .map(population -> cell(spec, spec.cells().get(population.name()), notes))
            .toList();
    SynapseRows rows = new SynapseRows(experiment, network);
    List<LfpLayout> layouts = new ArrayList<>();
    for (Region region : network.regions()) {
      List<Synapses> synapses = rows.of(region);
      List<CellPlacement> placements = placements(experiment, region);
      List<LfpEngine.Population> populations = new ArrayList<>();
      List<String> names = new ArrayList<>();
      List<Integer> indices = rows.targets(region);
      for (int index : indices) {
        int within = index - region.firstPopulation();
        CellPlacement placement = placements.get(within);
        populations.add(
            new LfpEngine.Population(cells.get(within), placement.soma(), placement.rotation()));
        names.add(experiment.spiking().populations().get(within).name());
      }
      LayerChecks.check(spec.layers(), names, populations, synapses);
      layouts.add(
          new LfpLayout(
              region,
              electrode,
              indices,
              config(experiment, electrode, populations, synapses, running)));
    }
    return layouts;
  }

  private static Cell cell(LfpSpec spec, String nameOrFile, Consumer<String> notes) {
    Morphology morphology = Morphology.of(nameOrFile, notes);
    return Compartments.of(morphology, new Membrane(spec.C_m(), spec.R_a(), spec.tau_m())).cell();
  }

  private static List<CellPlacement> placements(Experiment experiment, Region region) {
    LfpSpec spec = experiment.record().lfp();
    CellPlacement.Cylinder cylinder =
        new CellPlacement.Cylinder(spec.radiusUm(), spec.soma().lowUm(), spec.soma().highUm());
    return CellPlacement.of(experiment.seed(), region.firstPopulation(), region.sizes(), cylinder);
  }

  private static Config config(
      Experiment experiment,
      Electrode electrode,
      List<LfpEngine.Population> populations,
      List<Synapses> synapses,
      Running running) {
    LfpSpec spec = experiment.record().lfp();
    boolean hasInput =
        synapses.stream().anyMatch(row -> row.source_kind() == LfpEngine.Source.INPUT);
    return new Config(
        populations,
        synapses,
        electrode.places(),
        electrode.sigma(),
        experiment.seed(),
        experiment.dtMs(),
        0,
        hasInput ? 1 : 0,
        spec.method() == LfpSpec.Method.FULL ? Method.FULL : Method.KERNEL,
        spec.synapses() == LfpSpec.Synapses.CONDUCTANCE
            ? SynapsesKind.CONDUCTANCE
            : SynapsesKind.CURRENT,
        Math.toIntExact(Math.round(spec.intervalMs() / experiment.dtMs())),
        running.max_steps(),
        running.threads());
  }
}
