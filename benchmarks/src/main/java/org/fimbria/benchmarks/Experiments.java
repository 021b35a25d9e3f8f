package org.fimbria.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.natives.SpikingEngine.Projection;
import org.fimbria.spiking.SpikingNetwork;

/** mouse-ca1 and what becomes of it with other sizes and drives. */
public final class Experiments {
  /** Synapses that reach a neuron of mouse-ca1 from its own region. */
  public static final int IN_DEGREE = 500;

  /** Steps of an epoch of mouse-ca1. */
  public static final int STEPS_PER_EPOCH = 20;

  private static final double FAINT = 1e-12;

  private Experiments() {}

  /** mouse-ca1 in a regime with values set, as {@code fimbria run} takes them. */
  public static PreparedRun mouseCa1(String regime, List<String> sets) {
    return PreparedRun.of(
        new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.of(regime), sets));
  }

  /** The same in the asynchronous regime. */
  public static PreparedRun mouseCa1(List<String> sets) {
    return mouseCa1("asynchronous", sets);
  }

  /** Its network alone: no ports, no recorders. */
  public static SpikingNetwork network(List<String> sets) {
    SpikingNetwork network = mouseCa1(sets).plan().network();
    return new SpikingNetwork(
        network.regions(), network.populations(), network.projections(), List.of(), List.of());
  }

  /** A size of both regions with a number of synapses per neuron, four fifths excitatory. */
  public static List<String> sized(int neuronsPerRegion, int inDegree) {
    return List.of(
        "spiking.neurons_per_region=" + neuronsPerRegion,
        "spiking.projections.excitatory.connection_probability="
            + (double) inDegree / neuronsPerRegion);
  }

  /** Independent Poisson trains of these rates to each neuron of the two populations. */
  public static List<String> driven(double excitatory_rate_hz, double inhibitory_rate_hz) {
    return List.of(
        "spiking.poisson.excitatory.rate=" + excitatory_rate_hz,
        "spiking.poisson.inhibitory.rate=" + inhibitory_rate_hz);
  }

  /** Values and further values. */
  public static List<String> and(List<String> sets, List<String> more) {
    return Stream.concat(sets.stream(), more.stream()).toList();
  }

  /** The network with synapses so weak that they change no spike. */
  public static SpikingNetwork withFaintSynapses(SpikingNetwork network) {
    List<Projection> faint =
        network.projections().stream()
            .map(projection ->
                new Projection(
                    projection.source(),
                    projection.target(),
                    projection.rule(),
                    projection.number(),
                    FAINT * projection.weight(),
                    projection.delay_steps(),
                    projection.autapses(),
                    projection.multapses(),
                    projection.stream()))
            .toList();
    return new SpikingNetwork(
        network.regions(), network.populations(), faint, network.inputs(), network.recorders());
  }

  /** The network without its synapses. */
  public static SpikingNetwork withoutSynapses(SpikingNetwork network) {
    return new SpikingNetwork(
        network.regions(), network.populations(), List.of(), network.inputs(), network.recorders());
  }
}
