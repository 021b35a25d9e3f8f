package org.fimbria.experiment;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Local field potential of each spiking region: its spikes drive synapses on passive cells, whose
 * membrane currents give the potential at the sites of an electrode.
 *
 * <p>z runs along the electrode, from the middle of the region.
 *
 * @param intervalMs each sample is the mean over it
 * @param electrode {@link #ELECTRODES built in} or a file, absolute
 * @param sigma S/m
 * @param inputs what drives the cells
 * @param mean_rates Hz, about which {@code kernel} with {@code conductance} is linear: of a neuron
 *     of each population, and of all long-range synapses of a neuron
 * @param C_m uF/cm2
 * @param R_a Ohm cm
 * @param tau_m ms; leak = C_m / tau_m
 * @param cells morphology of each population: {@link #MORPHOLOGIES built in} or an SWC file,
 *     absolute
 * @param radiusUm of the cylinder in which somata lie
 * @param soma depths between which they lie
 * @param layers in the order of the file
 */
public record LfpSpec(
    Method method,
    double intervalMs,
    String electrode,
    double sigma,
    Synapses synapses,
    Set<Input> inputs,
    Map<String, Double> mean_rates,
    double C_m,
    double R_a,
    double tau_m,
    Map<String, String> cells,
    double radiusUm,
    Depths soma,
    List<Layer> layers) {

  /** Names of the built-in electrodes. */
  public static final List<String> ELECTRODES = List.of("neuronexus-32");

  /** Names of the built-in morphologies. */
  public static final List<String> MORPHOLOGIES =
      List.of("pyramidal", "basket", "pyramidal-published");

  /** Source of synapses that is no population of the region. */
  public static final String LONG_RANGE = "long_range";

  /** The other one. */
  public static final String POISSON = "poisson";

  /** Whether there is an LFP. */
  public boolean isWanted() {
    return method != Method.NONE;
  }

  /** How spikes become potentials. */
  public enum Method {
    NONE,
    /** The mean response of a population's cells to a spike, folded with the spikes. */
    KERNEL,
    /** Each neuron has its cell. */
    FULL
  }

  /** What a synapse's current is. */
  public enum Synapses {
    /** Conductance times driving force at rest. */
    CURRENT,
    /** Conductance times driving force of the cell's own potential. */
    CONDUCTANCE,
    /** The weight's number in nA, positive for inhibition too: as the published script. */
    PUBLISHED
  }

  /** What may drive the cells. */
  public enum Input {
    /** Synapses between neurons of the region. */
    RECURRENT,
    /** What comes from other regions. */
    LONG_RANGE,
    /** The Poisson input of each neuron. */
    POISSON
  }

  /** An interval of depths, um. */
  public record Depths(double lowUm, double highUm) {}

  /**
   * A layer.
   *
   * @param shares fraction of a target population's synapses from a source that lie in the layer,
   *     by target and source; sources are the populations, {@code long_range} and {@code poisson}
   */
  public record Layer(String name, Depths z, Map<String, Map<String, Double>> shares) {
    /** Fraction of the synapses from a source onto a population that lie here. */
    public double share(String target, String source) {
      return shares.get(target).get(source);
    }
  }
}
