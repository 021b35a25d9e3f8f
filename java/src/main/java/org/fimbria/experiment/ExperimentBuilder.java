package org.fimbria.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine;

/** The typed experiment of a tree that has been checked. */
final class ExperimentBuilder {
  private final Node.Mapping tree;

  ExperimentBuilder(Node.Mapping tree) {
    this.tree = tree;
  }

  static Experiment build(Node.Mapping tree) {
    return new ExperimentBuilder(tree).experiment();
  }

  private Experiment experiment() {
    return new Experiment(
        text("name"),
        text("regime"),
        whole("seed"),
        number("duration"),
        number("dt"),
        numberOrWord("epoch"),
        connectome(),
        neuralmass(),
        spiking(),
        transfer(),
        record(),
        run());
  }

  /** Needs no other part of the tree to be right. */
  Experiment.ConnectomeSpec connectome() {
    return new Experiment.ConnectomeSpec(
        text("connectome.source"),
        word(Experiment.Rows.class, "connectome.rows"),
        word(Experiment.Normalise.class, "connectome.normalise"),
        number("connectome.conduction_speed"));
  }

  private Experiment.NeuralMassSpec neuralmass() {
    Map<String, Double> params = numbers("neuralmass.params");
    Schema.OPTIONS.forEach((option, numbers) -> {
      if (tree.find("neuralmass." + option) != null) {
        params.put(option, numbers.get(text("neuralmass." + option)));
      }
    });
    Map<String, Experiment.Uniform> initial = new LinkedHashMap<>();
    for (String variable : map("neuralmass.initial").keySet()) {
      List<Node> pair = list("neuralmass.initial." + variable);
      initial.put(
          variable, new Experiment.Uniform(number(pair.getFirst()), number(pair.getLast())));
    }
    return new Experiment.NeuralMassSpec(
        text("neuralmass.model"),
        (int) whole("neuralmass.order"),
        word(NeuralMassEngine.Integrator.class, "neuralmass.integrator"),
        params,
        numbers("neuralmass.noise"),
        initial);
  }

  private Experiment.SpikingSpec spiking() {
    int neurons = (int) whole("spiking.neurons_per_region");
    double fraction = number("spiking.inhibitory_fraction");
    List<Experiment.PopulationSpec> populations =
        List.of(population("excitatory"), population("inhibitory"));
    var unconnected =
        new Experiment.SpikingSpec(
            text("spiking.model"),
            word(SpikingEngine.SpikeTimes.class, "spiking.spike_times"),
            texts("spiking.regions"),
            neurons,
            fraction,
            populations,
            List.of(),
            betweenRegions());
    List<Experiment.ProjectionSpec> projections = new ArrayList<>();
    map("spiking.projections")
        .keySet()
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
        numbers(path + ".params"),
        normal(path + ".V_m"),
        normal(path + ".w"),
        new Experiment.PoissonSpec(
            number(poisson + ".rate"), number(poisson + ".weight"), number(poisson + ".delay")));
  }

  private Experiment.Normal normal(String path) {
    return new Experiment.Normal(number(path + ".mean"), number(path + ".std"));
  }

  private Experiment.ProjectionSpec projection(String name, Experiment.SpikingSpec network) {
    String path = "spiking.projections." + name;
    String source = text(path + ".source");
    int sources = source.equals("excitatory") ? network.excitatory() : network.inhibitory();
    String rule = text(path + ".rule");
    String key =
        ProjectionRule.keys(rule).stream().filter(map(path)::containsKey).findFirst().orElseThrow();
    return new Experiment.ProjectionSpec(
        name,
        source,
        texts(path + ".targets"),
        word(SpikingEngine.Rule.class, path + ".rule"),
        ProjectionRule.number(rule, key, number(path + "." + key), sources),
        number(path + ".weight"),
        number(path + ".delay"),
        flag(path + ".autapses"),
        flag(path + ".multapses"));
  }

  private Experiment.BetweenRegionsSpec betweenRegions() {
    return new Experiment.BetweenRegionsSpec(
        word(Experiment.Through.class, "spiking.between_regions.through"),
        number("spiking.between_regions.synapses"),
        word(Experiment.Share.class, "spiking.between_regions.share"),
        number("spiking.between_regions.weight"),
        numberOrWord("spiking.between_regions.delay"));
  }

  private Experiment.TransferSpec transfer() {
    return new Experiment.TransferSpec(
        number("transfer.spikes_to_rate.window"),
        new Experiment.RatesToSpikesSpec(
            word(SpikeTrains.Process.class, "transfer.rates_to_spikes.process"),
            number("transfer.rates_to_spikes.shared"),
            number("transfer.rates_to_spikes.synapses"),
            number("transfer.rates_to_spikes.weight"),
            number("transfer.rates_to_spikes.delay")));
  }

  private Experiment.RecordSpec record() {
    List<Experiment.MembraneSpec> membrane = new ArrayList<>();
    for (String population : map("record.membrane").keySet()) {
      String path = "record.membrane." + population;
      membrane.add(
          new Experiment.MembraneSpec(
              population,
              (int) whole(path + ".neurons"),
              texts(path + ".variables"),
              number(path + ".interval")));
    }
    return new Experiment.RecordSpec(
        flag("record.spikes"),
        List.copyOf(membrane),
        new Experiment.RatesSpec(texts("record.rates.variables"), number("record.rates.interval")),
        (int) whole("record.compression"));
  }

  private Experiment.RunSpec run() {
    return new Experiment.RunSpec(
        (int) whole("run.threads"),
        flag("run.bind_threads"),
        placement(),
        word(Experiment.Transport.class, "run.transport"),
        number("run.link_timeout"),
        Path.of(text("run.out")));
  }

  private Experiment.PlacementSpec placement() {
    if (tree.find("run.placement") instanceof Node.Scalar) {
      return word(Experiment.PlacementRule.class, "run.placement");
    }
    List<Integer> spiking =
        list("run.placement.spiking").stream().map(node -> (int) number(node)).sorted().toList();
    return new Experiment.PlacementMap(
        (int) whole("run.placement.neuralmass"),
        (int) whole("run.placement.rates_to_spikes"),
        (int) whole("run.placement.spikes_to_rate"),
        spiking);
  }

  private Object value(String path) {
    return ((Node.Scalar) tree.find(path)).value();
  }

  private String text(String path) {
    return (String) value(path);
  }

  private boolean flag(String path) {
    return (Boolean) value(path);
  }

  private long whole(String path) {
    return ((Number) value(path)).longValue();
  }

  private double number(String path) {
    return number(tree.find(path));
  }

  private static double number(Node node) {
    return ((Number) ((Node.Scalar) node).value()).doubleValue();
  }

  private OptionalDouble numberOrWord(String path) {
    return value(path) instanceof String ? OptionalDouble.empty() : OptionalDouble.of(number(path));
  }

  private <E extends Enum<E>> E word(Class<E> type, String path) {
    return Enum.valueOf(type, text(path).toUpperCase(Locale.ROOT));
  }

  private Map<String, Node> map(String path) {
    return ((Node.Mapping) tree.find(path)).entries();
  }

  private List<Node> list(String path) {
    return ((Node.Sequence) tree.find(path)).items();
  }

  private List<String> texts(String path) {
    return list(path).stream().map(item -> ((Node.Scalar) item).value().toString()).toList();
  }

  private Map<String, Double> numbers(String path) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    map(path).forEach((key, node) -> numbers.put(key, number(node)));
    return numbers;
  }
}
