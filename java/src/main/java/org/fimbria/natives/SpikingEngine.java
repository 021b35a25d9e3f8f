package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_input;
import org.fimbria.natives.gen.fim_population;
import org.fimbria.natives.gen.fim_projection;
import org.fimbria.natives.gen.fim_recorder;
import org.fimbria.natives.gen.fim_spike_packet;

/**
 * A network of AdEx neurons in C ({@code fimbria/spiking.h}): add, build, advance. One thread at a
 * time.
 *
 * <p>Buffers that are passed to {@link #spikes} and {@link #advance} belong to the caller.
 */
public final class SpikingEngine implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** How sources and targets are joined; names and meaning as in NEST. */
  public enum Rule {
    FIXED_INDEGREE(Fimbria.FIM_RULE_FIXED_INDEGREE()),
    PAIRWISE_BERNOULLI(Fimbria.FIM_RULE_PAIRWISE_BERNOULLI()),
    FIXED_TOTAL_NUMBER(Fimbria.FIM_RULE_FIXED_TOTAL_NUMBER());

    private final int code;

    Rule(int code) {
      this.code = code;
    }
  }

  /** How a spike inside a step resets the neuron: as NEST does, or as the continuous model. */
  public enum SpikeTimes {
    GRID(Fimbria.FIM_SPIKE_TIMES_GRID()),
    EXACT(Fimbria.FIM_SPIKE_TIMES_EXACT());

    private final int code;

    SpikeTimes(int code) {
      this.code = code;
    }
  }

  /** State variables that can be recorded. */
  public enum Variable {
    V_m(Fimbria.FIM_V_M(), "mV"),
    w(Fimbria.FIM_W(), "pA"),
    g_ex(Fimbria.FIM_G_EX(), "nS"),
    g_in(Fimbria.FIM_G_IN(), "nS");

    private final int code;
    private final String unit;

    Variable(int code, String unit) {
      this.code = code;
      this.unit = unit;
    }

    /** Unit of the variable. */
    public String unit() {
      return unit;
    }
  }

  /**
   * Neurons that share their parameters.
   *
   * @param params in the order of {@link ModelTables#aeifParameters()}
   * @param background_rate_hz independent Poisson input of each neuron
   * @param background_weight nS, negative: inhibitory
   */
  public record Population(
      long size,
      double[] params,
      double V_m_mean,
      double V_m_std,
      double w_mean,
      double w_std,
      double background_rate_hz,
      double background_weight,
      int background_delay_steps,
      SpikeTimes spikeTimes) {}

  /**
   * Synapses between two populations.
   *
   * @param number in-degree, probability or total number, by rule
   * @param weight nS, negative: inhibitory
   */
  public record Projection(
      int source,
      int target,
      Rule rule,
      double number,
      double weight,
      int delay_steps,
      boolean autapses,
      boolean multapses,
      int stream) {}

  private final Arena arena = Arena.ofShared();
  private final MemorySegment written = arena.allocate(ValueLayout.JAVA_LONG);
  private final MemorySegment times = arena.allocate(ValueLayout.JAVA_LONG, 2);
  private final MemorySegment ioTime = times.asSlice(Long.BYTES);
  private MemorySegment handle;
  private int inputs;
  private MemorySegment packets = MemorySegment.NULL;
  private MemorySegment offsets = arena.allocate(ValueLayout.JAVA_DOUBLE);

  /**
   * Makes an empty network.
   *
   * @param threads worker threads
   * @param maxSteps largest number of steps of one {@link #advance}
   */
  public SpikingEngine(long seed, double dtMs, int threads, int maxSteps) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      NativeLibrary.check(
          Fimbria.fim_spiking_create(seed, dtMs, threads, maxSteps, out), "fim_spiking_create");
      handle = out.get(ValueLayout.ADDRESS, 0);
    }
  }

  /**
   * Each thread shall stay on a processor of its own, the one that builds on the first; there must
   * be as many.
   */
  public void bindThreads() {
    NativeLibrary.check(Fimbria.fim_spiking_bind_threads(handle), "fim_spiking_bind_threads");
  }

  /**
   * The neurons shall be shared with the other ranks of an exchange, which stays the caller's: it
   * is closed after the engine. Before {@link #build}; every rank adds the same. Rank 0 leads: it
   * advances and gets everybody's spikes and samples. The others {@link #follow}.
   */
  public void exchange(SpikeExchange exchange) {
    NativeLibrary.check(
        Fimbria.fim_spiking_set_exchange(handle, exchange.pointer()), "fim_spiking_set_exchange");
  }

  /** Adds a population and returns its index. */
  public int addPopulation(Population population) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment struct = fim_population.allocate(temporary);
      fim_population.params(
          struct, temporary.allocateFrom(ValueLayout.JAVA_DOUBLE, population.params()));
      fim_population.size(struct, population.size());
      fim_population.V_m_mean(struct, population.V_m_mean());
      fim_population.V_m_std(struct, population.V_m_std());
      fim_population.w_mean(struct, population.w_mean());
      fim_population.w_std(struct, population.w_std());
      fim_population.background_rate_hz(struct, population.background_rate_hz());
      fim_population.background_weight_nS(struct, population.background_weight());
      fim_population.background_delay_steps(struct, population.background_delay_steps());
      fim_population.spike_times(struct, population.spikeTimes().code);
      MemorySegment index = temporary.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.check(
          Fimbria.fim_spiking_add_population(handle, struct, index), "fim_spiking_add_population");
      return index.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** Adds a projection and returns its index. */
  public int addProjection(Projection projection) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment struct = fim_projection.allocate(temporary);
      fim_projection.number(struct, projection.number());
      fim_projection.weight_nS(struct, projection.weight());
      fim_projection.source(struct, projection.source());
      fim_projection.target(struct, projection.target());
      fim_projection.rule(struct, projection.rule().code);
      fim_projection.flags(
          struct,
          (projection.autapses() ? Fimbria.FIM_ALLOW_AUTAPSES() : 0)
              | (projection.multapses() ? Fimbria.FIM_ALLOW_MULTAPSES() : 0));
      fim_projection.delay_steps(struct, projection.delay_steps());
      fim_projection.stream(struct, projection.stream());
      MemorySegment index = temporary.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.check(
          Fimbria.fim_spiking_add_projection(handle, struct, index), "fim_spiking_add_projection");
      return index.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** Adds a port for spike packets to consecutive populations and returns its index. */
  public int addInput(double weight, int firstPopulation, int populations) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment struct = fim_input.allocate(temporary);
      fim_input.weight_nS(struct, weight);
      fim_input.first_population(struct, firstPopulation);
      fim_input.populations(struct, populations);
      MemorySegment index = temporary.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.check(
          Fimbria.fim_spiking_add_input(handle, struct, index), "fim_spiking_add_input");
      inputs++;
      return index.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** Adds a recorder of state variables and returns its index. */
  public int addRecorder(int population, long[] neurons, Variable[] variables, int intervalSteps) {
    try (Arena temporary = Arena.ofConfined()) {
      int[] codes = new int[variables.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = variables[i].code;
      }
      MemorySegment struct = fim_recorder.allocate(temporary);
      fim_recorder.neuron(struct, temporary.allocateFrom(ValueLayout.JAVA_LONG, neurons));
      fim_recorder.variable(struct, temporary.allocateFrom(ValueLayout.JAVA_INT, codes));
      fim_recorder.population(struct, population);
      fim_recorder.neurons(struct, neurons.length);
      fim_recorder.variables(struct, variables.length);
      fim_recorder.interval_steps(struct, intervalSteps);
      MemorySegment index = temporary.allocate(ValueLayout.JAVA_INT);
      NativeLibrary.check(
          Fimbria.fim_spiking_add_recorder(handle, struct, index), "fim_spiking_add_recorder");
      return index.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /** Draws connections and initial state; nothing may be added afterwards. */
  public void build() {
    NativeLibrary.check(Fimbria.fim_spiking_build(handle), "fim_spiking_build");
    packets = arena.allocate(ValueLayout.ADDRESS, Math.max(inputs, 1));
  }

  /** Synapses of the built network, of this rank. */
  public long synapses() {
    return Fimbria.fim_spiking_synapses(handle);
  }

  /** Memory of the built network in bytes, of this rank. */
  public long bytes() {
    return Fimbria.fim_spiking_bytes(handle);
  }

  /**
   * Sets the packet that an input reads in the next {@link #advance}; it must stay alive until
   * then.
   */
  public void input(int input, MemorySegment packet) {
    packets.setAtIndex(ValueLayout.ADDRESS, input, packet);
  }

  /** Runs {@code steps} steps; afterwards no input has a packet. */
  public void advance(int steps) {
    NativeLibrary.check(Fimbria.fim_spiking_advance(handle, steps, packets), "fim_spiking_advance");
    packets.fill((byte) 0);
  }

  /**
   * Takes part in the next advance of the rank that leads; blocks until that is done.
   *
   * @return its steps; 0 if there will be none, because the lead has ended or failed
   */
  public int follow() {
    NativeLibrary.check(Fimbria.fim_spiking_follow(handle, written), "fim_spiking_follow");
    return written.get(ValueLayout.JAVA_INT, 0);
  }

  /** Lets the followers go, of the rank that leads; nothing is advanced afterwards. */
  public void endFollowers() {
    NativeLibrary.check(Fimbria.fim_spiking_end(handle), "fim_spiking_end");
  }

  /**
   * Of the rank that leads, after {@link #advance} has failed: the rank of the exchange whose
   * neuron was the reason; negative if none was, or without an exchange.
   */
  public int failedRank() {
    return Fimbria.fim_spiking_failed_rank(handle);
  }

  /** Of the last {@link #advance} or {@link #follow}: time blocked until other ranks had sent. */
  public long exchangeWaitNanos() {
    return exchangeTime(0);
  }

  /** Of the last {@link #advance} or {@link #follow}: time to pack and unpack for other ranks. */
  public long exchangeIoNanos() {
    return exchangeTime(1);
  }

  private long exchangeTime(int place) {
    NativeLibrary.check(
        Fimbria.fim_spiking_exchange_times(handle, times, ioTime), "fim_spiking_exchange_times");
    return times.getAtIndex(ValueLayout.JAVA_LONG, place);
  }

  /**
   * Writes the spikes of the last advance of consecutive populations as a packet.
   *
   * @return bytes of the packet; if more than {@code out} has, nothing useful was written
   */
  public long spikes(int firstPopulation, int populations, MemorySegment out) {
    int code =
        Fimbria.fim_spiking_spikes(
            handle, firstPopulation, populations, out, out.byteSize(), written);
    if (code != Fimbria.FIM_E_CAPACITY()) {
      NativeLibrary.check(code, "fim_spiking_spikes");
    }
    return written.get(ValueLayout.JAVA_LONG, 0);
  }

  /**
   * Writes the spikes as {@link #spikes} does, and behind them the time from each one to the end of
   * its step, which {@link SpikePacket#offset} reads.
   *
   * @return bytes of both; if more than {@code out} has, nothing useful was written
   */
  public long spikesWithOffsets(int firstPopulation, int populations, MemorySegment out) {
    long bytes = spikes(firstPopulation, populations, out);
    if (bytes > out.byteSize()) {
      return bytes;
    }
    long count = fim_spike_packet.count(out);
    long begin = Math.ceilDiv(bytes, (long) Double.BYTES) * Double.BYTES;
    long whole = begin + count * Double.BYTES;
    if (whole > out.byteSize()) {
      return whole;
    }
    if (offsets.byteSize() < count * Double.BYTES) {
      offsets = arena.allocate(ValueLayout.JAVA_DOUBLE, 2 * count);
    }
    NativeLibrary.check(
        Fimbria.fim_spiking_spike_offsets(
            handle, firstPopulation, populations, offsets, count, written),
        "fim_spiking_spike_offsets");
    MemorySegment.copy(offsets, 0, out, begin, count * Double.BYTES);
    return whole;
  }

  /**
   * Writes the samples of the last advance, [rows][variables][neurons].
   *
   * @return rows written
   */
  public int samples(int recorder, MemorySegment out, long capacityRows) {
    NativeLibrary.check(
        Fimbria.fim_spiking_samples(handle, recorder, out, capacityRows, written),
        "fim_spiking_samples");
    return written.get(ValueLayout.JAVA_INT, 0);
  }

  /** Sources of one target neuron, ascending. */
  public long[] sources(int projection, long target) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment count = temporary.allocate(ValueLayout.JAVA_LONG);
      MemorySegment none = MemorySegment.NULL;
      int code = Fimbria.fim_spiking_sources(handle, projection, target, none, 0, count);
      if (code != Fimbria.FIM_E_CAPACITY()) {
        NativeLibrary.check(code, "fim_spiking_sources");
      }
      long n = count.get(ValueLayout.JAVA_LONG, 0);
      MemorySegment sources = temporary.allocate(ValueLayout.JAVA_LONG, Math.max(n, 1));
      NativeLibrary.check(
          Fimbria.fim_spiking_sources(handle, projection, target, sources, n, count),
          "fim_spiking_sources");
      return sources.asSlice(0, n * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
    }
  }

  @Override
  public void close() {
    if (handle != null) {
      Fimbria.fim_spiking_destroy(handle);
      handle = null;
      arena.close();
    }
  }
}
