package org.fimbria.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fimbria.natives.NeuralMassEngine.Integrator;
import org.fimbria.natives.SpikeTrains.Process;
import org.fimbria.natives.SpikingEngine.Rule;
import org.fimbria.natives.SpikingEngine.SpikeTimes;

/**
 * One experiment: everything that defines a run, links followed, regime applied, every value
 * checked.
 *
 * <p>Units stand in the names or follow the model: ms mV pF nS pA in the spiking network, the
 * neural mass's published units (kHz for rates) in the brain.
 *
 * @param name name of the experiment, as in the file
 * @param regime dynamical regime applied, empty if the file has none
 * @param seed key of every random number
 * @param durationMs simulated time
 * @param dtMs integration step
 * @param epochMs synchronisation interval; empty means the longest that the delays allow ({@code
 *     max})
 */
public record Experiment(
    String name,
    String regime,
    long seed,
    double durationMs,
    double dtMs,
    OptionalDouble epochMs,
    ConnectomeSpec connectome,
    NeuralMassSpec neuralmass,
    SpikingSpec spiking,
    TransferSpec transfer,
    RecordSpec record,
    RunSpec run) {

  /** The same experiment with its spiking regions given by label, in region order. */
  public Experiment withRegions(List<String> labels) {
    SpikingSpec named =
        new SpikingSpec(
            spiking.model(),
            spiking.spike_times(),
            labels,
            spiking.neurons_per_region(),
            spiking.inhibitory_fraction(),
            spiking.populations(),
            spiking.projections(),
            spiking.between_regions());
    return new Experiment(
        name,
        regime,
        seed,
        durationMs,
        dtMs,
        epochMs,
        connectome,
        neuralmass,
        named,
        transfer,
        record,
        run);
  }

  /** Which index of the weights matrix of the source is which end of a tract. */
  public enum Rows {
    SOURCES,
    TARGETS
  }

  /** How raw weights become coupling weights. */
  public enum Normalise {
    /** Each target's incoming weights sum to 1. */
    INCOMING,
    /** Each source's outgoing weights sum to 1. */
    OUTGOING,
    NONE
  }

  /**
   * Where the connectome comes from.
   *
   * @param source {@code synthetic-mouse}, or a TVB archive (.zip) or folder, absolute
   * @param conduction_speed mm/ms; infinite: no delays
   */
  public record ConnectomeSpec(
      String source, Rows rows, Normalise normalise, double conduction_speed) {
    /**
     * Source of the connectome that is generated; {@code synthetic-mouse:<seed>} is another one.
     */
    public static final String SYNTHETIC_MOUSE = "synthetic-mouse";

    /** Whether a source is generated rather than read from a file. */
    public static boolean isGenerated(String source) {
      return source.equals(SYNTHETIC_MOUSE) || source.startsWith(SYNTHETIC_MOUSE + ":");
    }
  }

  /**
   * The neural-mass model of every region.
   *
   * @param model family: {@code mean_field_adex} or {@code wilson_cowan}
   * @param order 1 or 2 moments (mean_field_adex)
   * @param params by symbol of the model's parameter table
   * @param noise diffusion D of {@code dy = f dt + sqrt(2 D) dW} by state variable
   * @param initial initial state by variable, uniform in [low, high] per region
   */
  public record NeuralMassSpec(
      String model,
      int order,
      Integrator integrator,
      Map<String, Double> params,
      Map<String, Double> noise,
      Map<String, Uniform> initial) {}

  /** A uniform distribution; low == high is a constant. */
  public record Uniform(double low, double high) {}

  /** A normal distribution; std 0 is a constant. */
  public record Normal(double mean, double std) {}

  /**
   * The spiking network.
   *
   * @param spike_times whether a spike inside a step resets the neuron as NEST does, or exactly
   * @param regions names of the regions that are integrated as spiking networks, in region order
   * @param populations excitatory first, then inhibitory
   * @param between_regions how the spiking regions reach each other
   */
  public record SpikingSpec(
      String model,
      SpikeTimes spike_times,
      List<String> regions,
      int neurons_per_region,
      double inhibitory_fraction,
      List<PopulationSpec> populations,
      List<ProjectionSpec> projections,
      BetweenRegionsSpec between_regions) {

    /** Excitatory neurons of a region. */
    public int excitatory() {
      return neurons_per_region - inhibitory();
    }

    /** Inhibitory neurons of a region. */
    public int inhibitory() {
      return (int) Math.rint(neurons_per_region * inhibitory_fraction);
    }
  }

  /**
   * One population of each spiking region.
   *
   * @param name {@code excitatory} or {@code inhibitory}
   * @param params by symbol of the neuron model's parameter table
   * @param poisson independent Poisson input of each neuron; rate_hz 0 where there is none
   */
  public record PopulationSpec(
      String name, Map<String, Double> params, Normal V_m, Normal w, PoissonSpec poisson) {}

  /**
   * Independent Poisson input: rate of each neuron's own train, weight in nS (negative:
   * inhibitory), delay in ms.
   */
  public record PoissonSpec(double rate_hz, double weight, double delayMs) {}

  /**
   * Synapses inside each region.
   *
   * @param number in-degree, probability or total number, by rule
   * @param weight nS, negative: inhibitory
   */
  public record ProjectionSpec(
      String name,
      String source,
      List<String> targets,
      Rule rule,
      double number,
      double weight,
      double delayMs,
      boolean autapses,
      boolean multapses) {}

  /** What carries spikes from one spiking region to another. */
  public enum Through {
    /** Only the brain: the proxies' rates in the connectome. */
    BRAIN,
    /** Only direct synapses: the tracts between spiking regions leave the connectome. */
    SPIKING,
    /** Direct synapses and the brain: counted twice, as the published code ran. */
    BOTH
  }

  /** How many direct synapses a neuron gets from the other spiking regions. */
  public enum Share {
    /** {@code synapses * weight of the tract} (weights normalised over the whole brain). */
    CONNECTOME,
    /** All {@code synapses}, shared among the spiking regions alone. */
    ALL
  }

  /**
   * Synapses between spiking regions, from excitatory neurons to all neurons, rule
   * fixed_total_number.
   *
   * @param synapses long-range synapses per neuron (K_ext)
   * @param weight nS
   * @param delayMs fixed delay; empty: tract length / conduction speed
   */
  public record BetweenRegionsSpec(
      Through through, double synapses, Share share, double weight, OptionalDouble delayMs) {}

  /** Both directions of translation. */
  public record TransferSpec(double windowMs, RatesToSpikesSpec rates_to_spikes) {}

  /**
   * Rates to spikes.
   *
   * @param shared fraction of shared events = pairwise correlation
   * @param synapses long-range synapses per neuron: a neuron's train has the rate coupling *
   *     synapses
   * @param weight nS
   */
  public record RatesToSpikesSpec(
      Process process, double shared, double synapses, double weight, double delayMs) {}

  /**
   * What is written to the run directory.
   *
   * @param spikes whether spikes.h5 is written
   * @param inputs whether inputs.h5 is written: what comes into the spiking regions from others
   * @param membrane recorders of state variables, in membrane.h5
   * @param rates the brain's state, in rates.h5; empty variables: none
   * @param temporal_average the same averaged over intervals, in temporal_average.h5
   * @param ecog signals of sensors over the brain, in ecog.h5; empty: none
   * @param bold haemodynamic signals of the regions, in bold.h5; empty: none
   * @param lfp local field potential of each spiking region, in lfp.h5 and lfp.nwb
   * @param compression deflate level 0 to 9
   */
  public record RecordSpec(
      boolean spikes,
      boolean inputs,
      List<MembraneSpec> membrane,
      RatesSpec rates,
      RatesSpec temporal_average,
      Optional<EcogSpec> ecog,
      Optional<BoldSpec> bold,
      LfpSpec lfp,
      int compression) {}

  /**
   * State variables of the first {@code neurons} neurons of a population in each spiking region.
   */
  public record MembraneSpec(
      String population, int neurons, List<String> variables, double intervalMs) {}

  /** State variables of all regions. */
  public record RatesSpec(List<String> variables, double intervalMs) {}

  /**
   * How the run is carried out; nothing here changes a recorded number.
   *
   * @param threads of the spiking engine in each rank, 0: as many as are of use
   */
  public record RunSpec(
      int threads,
      boolean bindThreads,
      PlacementSpec placement,
      Transport transport,
      double linkTimeoutS,
      Path out) {
    /** Longest wait for another module. */
    public Duration linkTimeout() {
      return Duration.ofMillis(Math.round(linkTimeoutS * 1e3));
    }
  }

  /** Which rank does what, where a run has several. */
  public sealed interface PlacementSpec {}

  /** Placements with a name. */
  public enum PlacementRule implements PlacementSpec {
    /** Rank 0: brain and transfer modules; the others: the network. */
    SEPARATE,
    /** All ranks: the network; rank 0 also brain and transfer modules. */
    SHARED,
    /** One rank for the brain and one for each direction; the others: the network. */
    MODULES
  }

  /**
   * The rank of each part.
   *
   * @param spiking ascending
   */
  public record PlacementMap(
      int neuralmass, int rates_to_spikes, int spikes_to_rate, List<Integer> spiking)
      implements PlacementSpec {}

  /** What carries data between ranks. */
  public enum Transport {
    /** Spikes between ranks of a node through shared memory, all else by Open MPI. */
    AUTO,
    /** Everything by Open MPI. */
    MPI
  }
}
