package org.fimbria.natives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The field of a cell in NEURON whose synapses open at spikes, as {@code benchmarks/lfp/run
 * --reference} wrote it: the resources {@code neuron-spikes-*.csv}; the rest is that of {@link
 * NeuronReference}.
 */
record NeuronSpikes(List<Synapse> synapses, List<Site> sites) {
  static final double ROTATION = 0.7;

  /**
   * A synapse.
   *
   * @param weight nS
   * @param driving_force_mV from rest
   * @param delay steps
   * @param steps of the spikes
   */
  record Synapse(
      int segment, double weight, double driving_force_mV, int delay, List<Integer> steps) {}

  /** A place in um, mV after {@link NeuronReference#STEPS}: with currents, with conductances. */
  record Site(double[] place, List<Double> currents, List<Double> conductances) {}

  static NeuronSpikes read(String cell) throws IOException {
    NeuronSpikes all = new NeuronSpikes(new ArrayList<>(), new ArrayList<>());
    String resource = "neuron-spikes-" + cell + ".csv";
    try (InputStream in = NeuronSpikes.class.getResourceAsStream(resource)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(all::add);
    }
    return all;
  }

  /** Number of the synapse that has a spike in that step, or -1. */
  int at(int step) {
    for (int i = 0; i < synapses.size(); i++) {
      if (synapses.get(i).steps().contains(step)) {
        return i;
      }
    }
    return -1;
  }

  private void add(String line) {
    List<Double> n = Arrays.stream(line.split(",", -1)).skip(1).map(Double::valueOf).toList();
    if (line.startsWith("synapse")) {
      List<Integer> steps = n.stream().skip(4).map(Double::intValue).toList();
      synapses.add(
          new Synapse(n.get(0).intValue(), n.get(1), n.get(2), n.get(3).intValue(), steps));
    } else {
      double[] place = n.stream().limit(3).mapToDouble(Double::doubleValue).toArray();
      sites.add(new Site(place, n.subList(3, 8), n.subList(8, 13)));
    }
  }
}
