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
   * What a layout has without its cells' places.
   *
   * @param cells by population within a region
   * @param rows by region
   */
  private record Parts(Electrode electrode, List<Cell> cells, List<List<Synapses>> rows) {}

  /**
   * Checks what an experiment says of its local field potentials, if it wants any, and reads their
   * files.
   *
   * @param notes takes a line for what files have and is tolerated
   * @throws ProbeException if a file is bad, nothing drives the cells of a region, or they do not
   *     reach a layer
   */
  public static void check(Experiment experiment, SpikingNetwork network, Consumer<String> notes) {
    if (experiment.record().lfp().isWanted()) {
      parts(experiment, network, notes);
    }
  }

  /**
   * Lays out one electrode per spiking region.
   *
   * @param notes takes a line for what files have and is tolerated
   * @throws ProbeException as {@link #check}, or if there is no room for the cells
   */
  public static List<LfpLayout> of(
      Experiment experiment, SpikingNetwork network, Running running, Consumer<String> notes) {
    Parts parts = parts(experiment, network, notes);
    List<LfpLayout> layouts = new ArrayList<>();
    for (Region region : network.regions()) {
      List<CellPlacement> placements = placements(experiment, region);
      List<LfpEngine.Population> populations = new ArrayList<>();
      List<Integer> indices = SynapseRows.targets(region);
      for (int index : indices) {
        int within = index - region.firstPopulation();
        CellPlacement placement = placements.get(within);
        populations.add(
            new LfpEngine.Population(
                parts.cells().get(within), placement.soma(), placement.rotation()));
      }
      List<Synapses> rows = parts.rows().get(layouts.size());
      layouts.add(
          new LfpLayout(
              region,
              parts.electrode(),
              indices,
              config(experiment, parts.electrode(), populations, rows, running)));
    }
    return layouts;
  }

  private static Parts parts(
      Experiment experiment, SpikingNetwork network, Consumer<String> notes) {
    LfpSpec spec = experiment.record().lfp();
    Electrode electrode = Electrode.of(spec.electrode(), spec.sigma());
    List<String> names = experiment.spiking().populations().stream().map(p -> p.name()).toList();
    List<Cell> cells =
        names.stream().map(name -> cell(spec, spec.cells().get(name), notes)).toList();
    SynapseRows synapses = new SynapseRows(experiment, network);
    List<List<Synapses>> rows = new ArrayList<>();
    for (Region region : network.regions()) {
      rows.add(synapses.of(region));
      List<Integer> targets = SynapseRows.targets(region);
      for (int target = 0; target < targets.size(); target++) {
        int within = targets.get(target) - region.firstPopulation();
        LayerChecks.check(spec, names.get(within), cells.get(within), target, rows.getLast());
      }
    }
    return new Parts(electrode, cells, rows);
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
