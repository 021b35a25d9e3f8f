package org.fimbria.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.experiment.LfpSpec.Input;
import org.fimbria.experiment.LfpSpec.Layer;
import org.fimbria.natives.LfpEngine.Source;
import org.fimbria.natives.LfpEngine.Synapses;
import org.fimbria.natives.ModelTables;
import org.fimbria.natives.SpikingEngine;
import org.fimbria.natives.SpikingEngine.Projection;
import org.fimbria.spiking.SpikingNetwork;
import org.fimbria.spiking.SpikingNetwork.Region;

/**
 * The synapses of the cells, those of the point neurons: as many, with the same weights, delays and
 * time constants, spread over the layers. Each layer has a row of its own.
 *
 * <p>Direct synapses from other regions lie where the long-range input does.
 */
final class SynapseRows {
  /** A published weight is a current in nA: 1 nS over so many mV. */
  private static final double PUBLISHED_FORCE_MV = 1000;

  private final LfpSpec spec;
  private final SpikingNetwork network;
  private final List<String> names;
  private final List<String> symbols;
  private int streams;

  SynapseRows(Experiment experiment, SpikingNetwork network) {
    this.network = network;
    spec = experiment.record().lfp();
    names = experiment.spiking().populations().stream().map(p -> p.name()).toList();
    symbols = ModelTables.aeifParameters().stream().map(ModelTables.Row::symbol).toList();
  }

  /** What the rows of all layers have in common. */
  private record Kind(
      Source kind,
      int source,
      long size,
      int target,
      String from,
      double weight,
      int delay_steps) {}

  /**
   * Rows of one region; numbers of streams go on from region to region.
   *
   * @throws ProbeException if there is none
   */
  List<Synapses> of(Region region) {
    List<Synapses> rows = new ArrayList<>();
    List<Integer> targets = targets(region);
    for (Projection projection : network.projections()) {
      addProjection(rows, projection, region, targets);
    }
    for (int target = 0; target < targets.size(); target++) {
      addInput(rows, region, targets, target);
      addBackground(rows, targets.get(target), target);
    }
    if (rows.isEmpty()) {
      throw new ProbeException(
          List.of(
              "record.lfp.inputs: nothing drives the cells of %s: none of its inputs %s has synapses"
                  .formatted(region.label(), spec.inputs())));
    }
    return rows;
  }

  /** Indices in the network of a region's populations that have neurons. */
  static List<Integer> targets(Region region) {
    return IntStream.range(0, region.sizes().size())
        .filter(i -> region.sizes().get(i) > 0)
        .map(i -> region.firstPopulation() + i)
        .boxed()
        .toList();
  }

  private void addProjection(
      List<Synapses> rows, Projection projection, Region region, List<Integer> targets) {
    int target = targets.indexOf(projection.target());
    int within = projection.source() - region.firstPopulation();
    boolean local = within >= 0 && within < region.sizes().size();
    if (target < 0 || !spec.inputs().contains(local ? Input.RECURRENT : Input.LONG_RANGE)) {
      return;
    }
    Kind kind =
        new Kind(
            Source.GROUP,
            projection.source(),
            size(projection.source()),
            target,
            local ? name(projection.source()) : LfpSpec.LONG_RANGE,
            projection.weight(),
            projection.delay_steps());
    double rate_hz = spec.mean_rates().get(name(projection.source()));
    addLayers(rows, kind, projection.target(), inDegree(projection), rate_hz);
  }

  /** The mean one of rules that draw it. */
  private double inDegree(Projection projection) {
    double number = projection.number();
    return switch (projection.rule()) {
      case FIXED_INDEGREE -> number;
      case PAIRWISE_BERNOULLI -> Math.rint(number * size(projection.source()));
      case FIXED_TOTAL_NUMBER -> Math.rint(number / size(projection.target()));
    };
  }

  private void addInput(List<Synapses> rows, Region region, List<Integer> targets, int target) {
    SpikingNetwork.Input port = network.inputs().get(network.regions().indexOf(region));
    if (spec.inputs().contains(Input.LONG_RANGE)) {
      Kind kind = new Kind(Source.INPUT, 0, 0, target, LfpSpec.LONG_RANGE, port.weight(), 0);
      double rate_hz = spec.mean_rates().get(LfpSpec.LONG_RANGE);
      addLayers(rows, kind, targets.get(target), 1, rate_hz);
    }
  }

  private void addBackground(List<Synapses> rows, int population, int target) {
    SpikingEngine.Population neurons = network.populations().get(population).population();
    if (spec.inputs().contains(Input.POISSON) && neurons.background_rate_hz() > 0) {
      Kind kind =
          new Kind(
              Source.BACKGROUND,
              population,
              0,
              target,
              LfpSpec.POISSON,
              neurons.background_weight(),
              neurons.background_delay_steps());
      addLayers(rows, kind, population, 1, neurons.background_rate_hz());
    }
  }

  /** Divides a number of synapses, or the one train, among the layers. */
  private void addLayers(
      List<Synapses> rows, Kind kind, int population, double number, double rate_hz) {
    double before = 0;
    double share = 0;
    for (Layer layer : spec.layers()) {
      share = Math.min(1, share + layer.share(name(population), kind.from()));
      double upTo = kind.kind() == Source.GROUP ? Math.rint(number * share) : number * share;
      if (upTo > before && kind.weight() != 0) {
        rows.add(row(kind, population, layer, upTo - before, rate_hz));
      }
      before = upTo;
    }
  }

  private Synapses row(Kind kind, int population, Layer layer, double number, double rate_hz) {
    boolean excitatory = kind.weight() > 0;
    double E_rev = parameter(population, excitatory ? "E_ex" : "E_in");
    boolean published = spec.synapses() == LfpSpec.Synapses.PUBLISHED;
    return new Synapses(
        Math.abs(kind.weight()),
        published ? PUBLISHED_FORCE_MV : E_rev - parameter(population, "E_L"),
        parameter(population, excitatory ? "tau_syn_ex" : "tau_syn_in"),
        layer.z().lowUm(),
        layer.z().highUm(),
        number,
        rate_hz,
        kind.size(),
        kind.kind(),
        kind.source(),
        kind.target(),
        kind.delay_steps(),
        streams++);
  }

  private double parameter(int population, String symbol) {
    return network.populations().get(population).population().params()[symbols.indexOf(symbol)];
  }

  private long size(int population) {
    return network.populations().get(population).population().size();
  }

  /** Name of a population within its region. */
  private String name(int population) {
    return names.get(population % SpikingNetwork.POPULATIONS_PER_REGION);
  }
}
