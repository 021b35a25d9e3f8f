package org.fimbria.natives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A passive cell in NEURON and its field by LFPykit, as {@code benchmarks/lfp/run --reference}
 * wrote them: the resources {@code neuron-*.csv}, whose heads say how.
 */
record NeuronReference(
    List<Input> currents, List<Input> conductances, List<Segment> segments, List<Site> sites) {
  /** Steps after which there are numbers. */
  static final int[] STEPS = {60, 250, 450, 600, 800};

  static final double DT = 0.1;
  static final double TAU_SYN = 5;
  static final double SIGMA = 0.3;
  static final double[] POSITION = {30, -20, 10};

  /**
   * A synapse that opens once and decays.
   *
   * @param size pA, or nS
   * @param reversal mV from rest; of a current 0
   */
  record Input(int segment, int step, double size, double reversal) {}

  /** Geometry in um, then [STEPS] potentials in mV and outward membrane currents in pA. */
  record Segment(
      String section,
      double area,
      double diameter,
      List<Double> ends,
      List<Double> potential,
      List<Double> current) {}

  /** A place in um and [STEPS] potentials in mV. */
  record Site(List<Double> place, List<Double> potential) {}

  static NeuronReference read(String cell) throws IOException {
    NeuronReference all =
        new NeuronReference(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (InputStream in = NeuronReference.class.getResourceAsStream("neuron-" + cell + ".csv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(all::add);
    }
    return all;
  }

  private void add(String line) {
    String[] fields = line.split(",", -1);
    int first = fields[0].equals("segment") ? 2 : 1;
    List<Double> n = Arrays.stream(fields).skip(first).map(Double::valueOf).toList();
    switch (fields[0]) {
      case "current" ->
          currents.add(new Input(n.get(0).intValue(), n.get(1).intValue(), n.get(2), 0));
      case "conductance" ->
          conductances.add(new Input(n.get(0).intValue(), n.get(1).intValue(), n.get(2), n.get(3)));
      case "segment" ->
          segments.add(
              new Segment(
                  fields[1],
                  n.get(0),
                  n.get(1),
                  n.subList(2, 8),
                  n.subList(8, 13),
                  n.subList(13, 18)));
      default -> sites.add(new Site(n.subList(0, 3), n.subList(3, 8)));
    }
  }
}
