package org.fimbria.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine;

/** The typed experiment of a tree that has been checked. */
final class ExperimentBuilder {
  private final TypedTree values;

  ExperimentBuilder(Node.Mapping tree) {
    values = new TypedTree(tree);
  }

  static Experiment build(Node.Mapping tree) {
    return new ExperimentBuilder(tree).experiment();
  }

  private Experiment experiment() {
    return new Experiment(
        values.text("name"),
        values.text("regime"),
        values.whole("seed"),
        values.number("duration"),
        values.number("dt"),
        values.numberOrWord("epoch"),
        connectome(),
        neuralmass(),
        spiking(),
        transfer(),
        new RecordBuilder(values).record(),
        run());
  }

  /** Needs no other part of the tree to be right. */
  Experiment.ConnectomeSpec connectome() {
    return new Experiment.ConnectomeSpec(
        values.text("connectome.source"),
        values.word(Experiment.Rows.class, "connectome.rows"),
        values.word(Experiment.Normalise.class, "connectome.normalise"),
        values.number("connectome.conduction_speed"));
  }

  private Experiment.NeuralMassSpec neuralmass() {
    Map<String, Double> params = values.numbers("neuralmass.params");
    Schema.OPTIONS.forEach((option, numbers) -> {
      if (values.has("neuralmass." + option)) {
        params.put(option, numbers.get(values.text("neuralmass." + option)));
      }
    });
    Map<String, Experiment.Uniform> initial = new LinkedHashMap<>();
    for (String variable : values.keys("neuralmass.initial")) {
      List<Node> pair = values.list("neuralmass.initial." + variable);
      initial.put(
          variable,
          new Experiment.Uniform(
              TypedTree.number(pair.getFirst()), TypedTree.number(pair.getLast())));
    }
    return new Experiment.NeuralMassSpec(
        values.text("neuralmass.model"),
        (int) values.whole("neuralmass.order"),
        values.word(NeuralMassEngine.Integrator.class, "neuralmass.integrator"),
        params,
        values.numbers("neuralmass.noise"),
        initial);
  }

  private Experiment.SpikingSpec spiking() {
    int neurons = (int) values.whole("spiking.neurons_per_region");
    double fraction = values.number("spiking.inhibitory_fraction");
    List<Experiment.PopulationSpec> populations =
        List.of(population("excitatory"), population("inhibitory"));
    var unconnected =
        new Experiment.SpikingSpec(
            values.text("spiking.model"),
            values.word(SpikingEngine.SpikeTimes.class, "spiking.spike_times"),
            values.texts("spiking.regions"),
            neurons,
            fraction,
            populations,
            List.of(),
            betweenRegions());
    List<Experiment.ProjectionSpec> projections = new ArrayList<>();
    values
        .keys("spiking.projections")
        .forEach(name -> projections.add(projection(name, unconnected)));
    return new Experiment.SpikingSpec(
        unconnected.model(),
        unconnected.spike_times(),
        unconnected.regions(),
        neurons,
        fraction,
        populations,
        List.copyOf(projections),
        unconnected.between_regions());
  }

  private Experiment.PopulationSpec population(String name) {
    String path = "spiking.populations." + name;
    String poisson = "spiking.poisson." + name;
    return new Experiment.PopulationSpec(
        name,
        values.numbers(path + ".params"),
        normal(path + ".V_m"),
        normal(path + ".w"),
        new Experiment.PoissonSpec(
            values.number(poisson + ".rate"),
            values.number(poisson + ".weight"),
            values.number(poisson + ".delay")));
  }

  private Experiment.Normal normal(String path) {
    return new Experiment.Normal(values.number(path + ".mean"), values.number(path + ".std"));
  }

  private Experiment.ProjectionSpec projection(String name, Experiment.SpikingSpec network) {
    String path = "spiking.projections." + name;
    String source = values.text(path + ".source");
    int sources = source.equals("excitatory") ? network.excitatory() : network.inhibitory();
    String rule = values.text(path + ".rule");
    String key =
        ProjectionRule.keys(rule).stream()
            .filter(values.keys(path)::contains)
            .findFirst()
            .orElseThrow();
    return new Experiment.ProjectionSpec(
        name,
        source,
        values.texts(path + ".targets"),
        values.word(SpikingEngine.Rule.class, path + ".rule"),
        ProjectionRule.number(rule, key, values.number(path + "." + key), sources),
        values.number(path + ".weight"),
        values.number(path + ".delay"),
        values.flag(path + ".autapses"),
        values.flag(path + ".multapses"));
  }

  private Experiment.BetweenRegionsSpec betweenRegions() {
    return new Experiment.BetweenRegionsSpec(
        values.word(Experiment.Through.class, "spiking.between_regions.through"),
        values.number("spiking.between_regions.synapses"),
        values.word(Experiment.Share.class, "spiking.between_regions.share"),
        values.number("spiking.between_regions.weight"),
        values.numberOrWord("spiking.between_regions.delay"));
  }

  private Experiment.TransferSpec transfer() {
    return new Experiment.TransferSpec(
        values.number("transfer.spikes_to_rate.window"),
        new Experiment.RatesToSpikesSpec(
            values.word(SpikeTrains.Process.class, "transfer.rates_to_spikes.process"),
            values.number("transfer.rates_to_spikes.shared"),
            values.number("transfer.rates_to_spikes.synapses"),
            values.number("transfer.rates_to_spikes.weight"),
            values.number("transfer.rates_to_spikes.delay")));
  }

  private Experiment.RunSpec run() {
    return new Experiment.RunSpec(
        (int) values.whole("run.threads"),
        values.flag("run.bind_threads"),
        placement(),
        values.word(Experiment.Transport.class, "run.transport"),
        values.number("run.link_timeout"),
        Path.of(values.text("run.out")));
  }

  private Experiment.PlacementSpec placement() {
    if (values.isPlain("run.placement")) {
      return values.word(Experiment.PlacementRule.class, "run.placement");
    }
    List<Integer> spiking =
        values.list("run.placement.spiking").stream()
            .map(node -> (int) TypedTree.number(node))
            .sorted()
            .toList();
    return new Experiment.PlacementMap(
        (int) values.whole("run.placement.neuralmass"),
        (int) values.whole("run.placement.rates_to_spikes"),
        (int) values.whole("run.placement.spikes_to_rate"),
        spiking);
  }
}
