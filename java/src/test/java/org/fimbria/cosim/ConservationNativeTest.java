package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.Experiment.RatesToSpikesSpec;
import org.fimbria.link.Link;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.spiking.SpikingNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the process: a neuron receives coupling x synapses spikes per second on average.
 *
 * <p>N trains of the rate r with the pairwise correlation p have N r T (1 + (N - 1) p) as variance
 * of their count in the time T. Accepted are 3 standard errors, which a correct generator exceeds
 * in 1 of 370 counts; seeds are fixed.
 */
class ConservationNativeTest {
  private static final double DT_MS = 0.1;
  private static final int STEPS_PER_EPOCH = 20;

  /** Ten seconds of a coupling that swings; its mean, synapses and shared fraction by regime. */
  @ParameterizedTest
  @CsvSource({
    "MULTIPLE_INTERACTION, 4.45e-3, 115, 0.01",
    "MULTIPLE_INTERACTION, 0.64e-3, 300, 0.1",
    "MULTIPLE_INTERACTION, 9.4e-3, 80, 0.01",
    "SINGLE_INTERACTION, 4.45e-3, 115, 0.01",
    "SINGLE_INTERACTION, 0.64e-3, 300, 0.1",
    "SINGLE_INTERACTION, 9.4e-3, 80, 0.01",
    "INDEPENDENT, 4.45e-3, 115, 0",
    "INDEPENDENT, 0.64e-3, 300, 0",
    "INDEPENDENT, 9.4e-3, 80, 0"
  })
  void shouldSendTheCouplingTimesTheSynapses(
      SpikeTrains.Process process, double meanKhz, double synapses, double shared) {
    long[] sizes = {800, 200};
    double[] count = new double[sizes.length];
    double expected = 0;
    SpikeTrains trains = new SpikeTrains(5, 26, DT_MS, process, shared, sizes, STEPS_PER_EPOCH);
    try (RatesToSpikes transformer = new RatesToSpikes(trains, synapses, 1, STEPS_PER_EPOCH);
        Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(ValueLayout.JAVA_DOUBLE, STEPS_PER_EPOCH);
      Link.Sender memory = new Memory(arena.allocate(1 << 20, Long.BYTES));
      MemorySegment spikes = arena.allocate(1 << 20, Long.BYTES);
      for (int first = 0; first < 100_000; first += STEPS_PER_EPOCH) {
        for (int step = 0; step < STEPS_PER_EPOCH; step++) {
          double coupling = meanKhz * (1 + 0.8 * Math.sin(0.01 * (first + step)));
          in.setAtIndex(ValueLayout.JAVA_DOUBLE, step, coupling);
          // What is sent in the last step arrives after the end.
          expected += first + step < 99_999 ? coupling * DT_MS * synapses : 0;
        }
        transformer.transform(first, STEPS_PER_EPOCH, in, memory);
        trains.expand(memory.transfer(0), spikes);
        addCounts(new SpikePacket(spikes), count);
      }
      // What a recipe tells is its mean over the draws: it leaves out part of the variance.
      assertCount((double) transformer.valuesOut(), expected, 1000, shared);
      assertThat(transformer.valuesIn()).isEqualTo(100_000);
    }
    assertCount(count[0], expected, (double) sizes[0], shared);
    assertCount(count[1], expected, (double) sizes[1], shared);
    assertCount(count[0] + count[1], expected, 1000, shared);
  }

  private static void addCounts(SpikePacket packet, double[] count) {
    int blocksOfFirst = packet.groups() - 1;
    for (int step = 0; step < packet.steps(); step++) {
      int firstOfSecond = packet.begin(step, blocksOfFirst);
      count[0] += firstOfSecond - packet.begin(step, 0);
      count[1] += packet.end(step, blocksOfFirst) - firstOfSecond;
    }
  }

  /**
   * Through the whole co-simulation, counted at the synapses: without any other input a neuron's
   * g_ex decays by exp(-dt / tau) in a step and grows by the weight with every spike that arrives.
   */
  @ParameterizedTest
  @ValueSource(strings = {"asynchronous", "irregular-synchronous", "regular-bursting"})
  void shouldDeliverTheCouplingTimesTheSynapses(String regime) throws InterruptedException {
    CoSimulationPlan plan =
        SmallBrain.planOfRegime(
            Optional.of(regime),
            "duration=10000",
            "epoch=2.0",
            "run.threads=1",
            "neuralmass.order=1",
            "neuralmass.params.external_input_ex_ex=0.005",
            "spiking.populations.excitatory.V_m={mean: -64.5, std: 0}",
            "spiking.poisson.excitatory.rate=0",
            "spiking.poisson.inhibitory.rate=0",
            "transfer.rates_to_spikes.weight=1e-9",
            "record.membrane.excitatory={neurons: 80, variables: [g_ex], interval: 0.1}",
            "record.membrane.inhibitory={neurons: 20, variables: [g_ex], interval: 0.1}");
    List<ArrivalCount> counts = new ArrayList<>();
    plan.network()
        .recorders()
        .forEach(recorder -> counts.add(new ArrivalCount(recorder.neurons(), 1e-9, 5)));
    Sinks sinks = new Sinks(Optional.empty(), List.copyOf(counts), List.of());
    try (CoSimulation simulation = new CoSimulation(plan, sinks)) {
      assertThat(simulation.run(_ -> {})).isEmpty();
    }
    RatesToSpikesSpec spec = plan.experiment().transfer().rates_to_spikes();
    double[] expected = expected(plan, spec);
    for (int region = 0; region < expected.length; region++) {
      double count = counts.get(2 * region).sum + counts.get(2 * region + 1).sum;
      assertCount(count, expected[region], 100, spec.shared());
    }
  }

  /** Spikes of one neuron of each spiking region: those that are sent and arrive in the run. */
  private static double[] expected(CoSimulationPlan plan, RatesToSpikesSpec spec) {
    List<SpikingNetwork.Region> regions = plan.network().regions();
    double[] expected = new double[regions.size()];
    double[] value = new double[1];
    long arriving = plan.epochs().totalSteps() - plan.steps(spec.delayMs());
    try (NeuralMassEngine brain =
        plan.brain().engine(plan.experiment().seed(), DT_MS, List.of(), 1)) {
      for (long step = 0; step < arriving; step++) {
        for (int i = 0; i < expected.length; i++) {
          brain.coupling(regions.get(i).index(), step, 1, value);
          expected[i] += value[0] * DT_MS * spec.synapses();
        }
        brain.advance(1);
        for (SpikingNetwork.Region region : regions) {
          brain.setProxy(region.index(), step, 1, new double[1]);
        }
      }
    }
    return expected;
  }

  private static void assertCount(double count, double perNeuron, double neurons, double shared) {
    double error = Math.sqrt(neurons * perNeuron * (1 + (neurons - 1) * shared));
    assertThat(neurons * perNeuron).isGreaterThan(10_000);
    assertThat(count).isBetween(neurons * perNeuron - 3 * error, neurons * perNeuron + 3 * error);
  }

  /** Recovers the spikes that arrived from g_ex after each step. */
  private static final class ArrivalCount implements Sink {
    private final double[] g_ex;
    private final double weight;
    private final double decay;
    private double sum;

    ArrivalCount(int neurons, double weight, double tauMs) {
      g_ex = new double[neurons];
      this.weight = weight;
      decay = Math.exp(-DT_MS / tauMs);
    }

    @Override
    public void append(MemorySegment data, long bytes) {
      double[] rows = data.asSlice(0, bytes).toArray(ValueLayout.JAVA_DOUBLE);
      for (int at = 0; at < rows.length; at++) {
        int neuron = at % g_ex.length;
        double arrived = (rows[at] - g_ex[neuron] * decay) / weight;
        if (Math.abs(arrived - Math.rint(arrived)) > 1e-9) {
          throw new AssertionError("%s spikes arrived".formatted(arrived));
        }
        sum += Math.rint(arrived);
        g_ex[neuron] = rows[at];
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Keeps what is sent. */
  private record Memory(MemorySegment memory) implements Link.Sender {
    @Override
    public void awaitReady(long epoch) {}

    @Override
    public MemorySegment transfer(long bytes) {
      assertThat(bytes).isLessThanOrEqualTo(memory.byteSize());
      return memory;
    }

    @Override
    public void endTransfer(long bytes) {}

    @Override
    public void release() {}
  }
}
