package org.fimbria.experiment;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fimbria.experiment.Experiment.MembraneSpec;
import org.fimbria.experiment.Experiment.RatesSpec;
import org.fimbria.experiment.Experiment.RecordSpec;

/** What a checked tree says about the record. */
record RecordBuilder(TypedTree values) {
  RecordSpec record() {
    return new RecordSpec(
        values.flag("record.spikes"),
        values.flag("record.inputs"),
        values.keys("record.membrane").stream().map(this::membrane).toList(),
        rates("record.rates"),
        rates("record.temporal_average"),
        ecog(),
        bold(),
        lfp(),
        (int) values.whole("record.compression"));
  }

  private MembraneSpec membrane(String population) {
    String path = "record.membrane." + population;
    return new MembraneSpec(
        population,
        (int) values.whole(path + ".neurons"),
        values.texts(path + ".variables"),
        values.number(path + ".interval"));
  }

  private RatesSpec rates(String path) {
    return new RatesSpec(values.texts(path + ".variables"), values.number(path + ".interval"));
  }

  private Optional<EcogSpec> ecog() {
    String sensors = values.text("record.ecog.sensors");
    return sensors.equals(EcogSpec.NONE)
        ? Optional.empty()
        : Optional.of(
            new EcogSpec(
                sensors,
                values.number("record.ecog.interval"),
                values.number("record.ecog.scaling"),
                values.flag("record.ecog.volumes"),
                values.numberOrWord("record.ecog.conductivity"),
                values.number("record.ecog.noise")));
  }

  private Optional<BoldSpec> bold() {
    return values.text("record.bold.model").equals("none")
        ? Optional.empty()
        : Optional.of(
            new BoldSpec(
                values.word(BoldSpec.Model.class, "record.bold.model"),
                values.number("record.bold.interval")));
  }

  private LfpSpec lfp() {
    String path = "record.lfp.";
    EnumSet<LfpSpec.Input> inputs = EnumSet.noneOf(LfpSpec.Input.class);
    values
        .list(path + "inputs")
        .forEach(item -> inputs.add(TypedTree.word(LfpSpec.Input.class, item)));
    Map<String, String> cells = new LinkedHashMap<>();
    values.keys(path + "cells").forEach(key -> cells.put(key, values.text(path + "cells." + key)));
    return new LfpSpec(
        values.word(LfpSpec.Method.class, path + "method"),
        values.number(path + "interval"),
        values.text(path + "electrode"),
        values.number(path + "sigma"),
        values.word(LfpSpec.Synapses.class, path + "synapses"),
        inputs,
        values.numbers(path + "mean_rates"),
        values.number(path + "C_m"),
        values.number(path + "R_a"),
        values.number(path + "tau_m"),
        cells,
        values.number(path + "radius"),
        depths(path + "soma"),
        values.keys(path + "layers").stream().map(this::layer).toList());
  }

  private LfpSpec.Layer layer(String name) {
    String path = "record.lfp.layers." + name;
    Map<String, Map<String, Double>> shares = new LinkedHashMap<>();
    shares.put("excitatory", values.numbers(path + ".onto_excitatory"));
    shares.put("inhibitory", values.numbers(path + ".onto_inhibitory"));
    return new LfpSpec.Layer(name, depths(path + ".z"), shares);
  }

  private LfpSpec.Depths depths(String path) {
    List<Node> pair = values.list(path);
    return new LfpSpec.Depths(TypedTree.number(pair.getFirst()), TypedTree.number(pair.getLast()));
  }
}
