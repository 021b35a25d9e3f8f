package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_lfp_config;

/**
 * The local field potential of a spiking network at the sites of one electrode, in C ({@code
 * fimbria/lfp.h}). One thread at a time.
 *
 * <p>Packets and samples stay in the caller's memory; nothing is allocated per call.
 */
public final class LfpEngine implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** How spikes become potentials. */
  public enum Method {
    /** Every neuron has its multicompartment cell. */
    FULL(Fimbria.FIM_LFP_FULL()),
    /** Mean responses of populations, folded with spike counts. */
    KERNEL(Fimbria.FIM_LFP_KERNEL());

    final int code;

    Method(int code) {
      this.code = code;
    }
  }

  /** What a synapse does to its node. */
  public enum SynapsesKind {
    /** A current: conductance times the driving force at rest. */
    CURRENT(Fimbria.FIM_LFP_CURRENT()),
    /** A conductance: the driving force is that of the node's own potential. */
    CONDUCTANCE(Fimbria.FIM_LFP_CONDUCTANCE());

    final int code;

    SynapsesKind(int code) {
      this.code = code;
    }
  }

  /** Where synapses get their spikes from. */
  public enum Source {
    /** Neurons of a group of the network's packet, drawn for each synapse. */
    GROUP(Fimbria.FIM_LFP_GROUP()),
    /** Each neuron's own train, from an input packet. */
    INPUT(Fimbria.FIM_LFP_INPUT()),
    /** Each neuron's own Poisson train, the one that the spiking engine draws. */
    BACKGROUND(Fimbria.FIM_LFP_BACKGROUND());

    final int code;

    Source(int code) {
      this.code = code;
    }
  }

  /** How a node's membrane current leaves it. */
  public enum SourceKind {
    /** Not at all: a junction. */
    NONE(Fimbria.FIM_SOURCE_NONE()),
    /** From its middle. */
    POINT(Fimbria.FIM_SOURCE_POINT()),
    /** Evenly along its axis. */
    LINE(Fimbria.FIM_SOURCE_LINE());

    final int code;

    SourceKind(int code) {
      this.code = code;
    }
  }

  /**
   * A passive cell as a tree of nodes, parents before children.
   *
   * @param parent [node]; of node 0: -1
   * @param C_m [node] pF; 0: a junction
   * @param g_L [node] nS
   * @param g_axial [node] nS, to the parent; of node 0 not read
   * @param ends [node][6] um, x y z of begin and end, from the middle of the soma, z along the
   *     electrode
   * @param diameter [node] um
   * @param kind [node]
   * @param area [node] um2 on which synapses may lie
   */
  public record Cell(
      int[] parent,
      double[] C_m,
      double[] g_L,
      double[] g_axial,
      double[][] ends,
      double[] diameter,
      SourceKind[] kind,
      double[] area) {
    /** Refuses arrays of different lengths. */
    public Cell {
      int nodes = parent.length;
      if (C_m.length != nodes
          || g_L.length != nodes
          || g_axial.length != nodes
          || ends.length != nodes
          || diameter.length != nodes
          || kind.length != nodes
          || area.length != nodes) {
        throw new IllegalArgumentException(
            "not all arrays of the cell have %d nodes".formatted(nodes));
      }
    }

    /** Number of nodes, junctions included. */
    public int nodes() {
      return parent.length;
    }
  }

  /**
   * Cells of one kind, one for each neuron of a population.
   *
   * @param soma [cell][3] um, flat
   * @param rotation [cell] rad about z
   */
  public record Population(Cell cell, double[] soma, double[] rotation) {
    /** Refuses arrays of different lengths. */
    public Population {
      if (soma.length != 3 * rotation.length) {
        throw new IllegalArgumentException(
            "%d coordinates of somata, but %d rotations".formatted(soma.length, rotation.length));
      }
    }
  }

  /**
   * Synapses of one kind, from one source to the cells of one population within one layer.
   *
   * @param weight nS &gt; 0 for all
   * @param driving_force_mV reversal - resting potential: &gt; 0 excitatory, &lt; 0 inhibitory
   * @param tau_ms decay time
   * @param number of {@code GROUP}: synapses of a cell; else the layer's share of the train
   * @param rate_hz mean rate of a source neuron or train
   * @param source_size of {@code GROUP}: neurons of the group
   * @param source group, input or population of the network, by kind
   * @param target population of cells
   * @param delay_steps at least 1; of {@code INPUT}: 0
   * @param stream index of the draws, one per row
   */
  public record Synapses(
      double weight,
      double driving_force_mV,
      double tau_ms,
      double z_low_um,
      double z_high_um,
      double number,
      double rate_hz,
      long source_size,
      Source source_kind,
      int source,
      int target,
      int delay_steps,
      int stream) {}

  /**
   * Everything that defines the engine.
   *
   * @param sites [site][3] um
   * @param sigma S/m
   * @param seed of the network too, for its background
   * @param kernelMs length of the responses, 0: until they have decayed
   * @param inputs input packets of each advance
   * @param interval_steps of the samples, each the mean over it
   * @param max_steps largest number of steps of one call
   */
  public record Config(
      List<Population> populations,
      List<Synapses> synapses,
      double[][] sites,
      double sigma,
      long seed,
      double dtMs,
      double kernelMs,
      int inputs,
      Method method,
      SynapsesKind synapsesKind,
      int interval_steps,
      int max_steps,
      int threads) {}

  private final Arena arena = Arena.ofShared();
  private final MemorySegment rows = arena.allocate(ValueLayout.JAVA_INT);
  private final MemorySegment packets;
  private final int inputs;
  private final int sites;
  private MemorySegment handle;

  /** Makes the engine at time 0, all cells at rest. */
  public LfpEngine(Config config) {
    inputs = config.inputs();
    sites = config.sites().length;
    packets = arena.allocate(ValueLayout.ADDRESS, Math.max(1, inputs));
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment struct = fim_lfp_config.allocate(temporary);
      LfpStructs.write(config, struct, temporary);
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      NativeLibrary.check(Fimbria.fim_lfp_create(struct, out), "fim_lfp_create");
      handle = out.get(ValueLayout.ADDRESS, 0);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Runs the steps of the packets.
   *
   * @param spikes of all populations of the network
   * @param arrivals one packet per input, for the same steps
   */
  public void advance(MemorySegment spikes, MemorySegment[] arrivals) {
    if (arrivals.length != inputs) {
      throw new IllegalArgumentException(
          "%d packets for %d inputs".formatted(arrivals.length, inputs));
    }
    for (int input = 0; input < inputs; input++) {
      packets.setAtIndex(ValueLayout.ADDRESS, input, arrivals[input]);
    }
    MemorySegment all = inputs == 0 ? MemorySegment.NULL : packets;
    NativeLibrary.check(Fimbria.fim_lfp_advance(handle, spikes, all), "fim_lfp_advance");
  }

  /**
   * Writes samples that are complete and were not fetched yet, [rows][sites] mV.
   *
   * @return rows written
   */
  public int samples(MemorySegment out, long capacityRows) {
    if (out.byteSize() < capacityRows * sites * Double.BYTES) {
      throw new IllegalArgumentException(
          "%d bytes for %d rows of %d sites".formatted(out.byteSize(), capacityRows, sites));
    }
    NativeLibrary.check(
        Fimbria.fim_lfp_samples(handle, out, capacityRows, rows), "fim_lfp_samples");
    return rows.get(ValueLayout.JAVA_INT, 0);
  }

  /** Rows of samples that one advance may complete. */
  public int maxRows() {
    return Fimbria.fim_lfp_max_rows(handle);
  }

  /** Of {@link Method#KERNEL}: response to one spike of a row of synapses, [lag][site] mV. */
  public double[][] kernel(int row) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment lags = temporary.allocate(ValueLayout.JAVA_LONG);
      int code = Fimbria.fim_lfp_kernel(handle, row, MemorySegment.NULL, 0, lags);
      if (code != Fimbria.FIM_E_CAPACITY()) {
        NativeLibrary.check(code, "fim_lfp_kernel");
      }
      int n = Math.toIntExact(lags.get(ValueLayout.JAVA_LONG, 0));
      MemorySegment out = temporary.allocate(ValueLayout.JAVA_DOUBLE, (long) n * sites);
      NativeLibrary.check(Fimbria.fim_lfp_kernel(handle, row, out, n, lags), "fim_lfp_kernel");
      return Matrices.rows(out, n, sites);
    }
  }

  /** Memory of the engine in bytes. */
  public long bytes() {
    return Fimbria.fim_lfp_bytes(handle);
  }

  @Override
  public void close() {
    if (handle != null) {
      Fimbria.fim_lfp_destroy(handle);
      handle = null;
      arena.close();
    }
  }
}
