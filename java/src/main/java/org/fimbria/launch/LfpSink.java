package org.fimbria.launch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Phase;
import org.fimbria.cosim.Sink;
import org.fimbria.probe.LfpLayout;

/**
 * Computes local field potentials from the spikes of a run while it lasts, in the recorder's
 * thread, and writes them.
 *
 * <p>Of an epoch the regions' inputs come first: they are kept until the spikes are there. Each
 * epoch is computed at once, so that a simulator that is faster waits for one epoch at most.
 */
final class LfpSink implements Sink {
  /** Name of its timers. */
  static final String NAME = "lfp";

  private final Supplier<List<LfpLayout>> layout;
  private final Function<List<LfpLayout>, LfpFiles> create;
  private final Input[] inputs;
  private final MemorySegment[] packets;
  private final Arena arena = Arena.ofShared();
  private final long[] nanos = new long[Phase.values().length];
  private LfpEngines engines;
  private LfpFiles files;
  private LfpEngines.Samples samples;

  /**
   * Makes the sink.
   *
   * @param layout lays out the regions
   * @param create makes the files
   * @param inputs number of regions whose input comes too
   */
  LfpSink(
      Supplier<List<LfpLayout>> layout, Function<List<LfpLayout>, LfpFiles> create, int inputs) {
    this.layout = layout;
    this.create = create;
    packets = new MemorySegment[inputs];
    this.inputs = IntStream.range(0, inputs).mapToObj(Input::new).toArray(Input[]::new);
  }

  /** Where the input of each region goes. */
  List<Sink> inputs() {
    return List.of(inputs);
  }

  /** Keeps a region's input of the epoch. */
  private final class Input implements Sink {
    private final int region;

    Input(int region) {
      this.region = region;
      packets[region] = arena.allocate(Long.BYTES, Long.BYTES);
    }

    @Override
    public void append(MemorySegment data, long bytes) {
      if (packets[region].byteSize() < bytes) {
        packets[region] = arena.allocate(bytes, Long.BYTES);
      }
      MemorySegment.copy(data, 0, packets[region], 0, bytes);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  public void prepare() {
    long begun = System.nanoTime();
    List<LfpLayout> layouts = layout.get();
    files = create.apply(layouts);
    samples = files::append;
    engines = new LfpEngines(layouts);
    count(Phase.INITIALISATION, begun);
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    long begun = System.nanoTime();
    engines.advance(data, packets, samples);
    count(Phase.SIMULATION, begun);
  }

  @Override
  public void flush() {
    long begun = System.nanoTime();
    files.flush();
    count(Phase.IO, begun);
  }

  @Override
  public void close() {
    long begun = System.nanoTime();
    if (engines != null) {
      engines.close();
    }
    if (arena.scope().isAlive()) {
      arena.close();
    }
    if (files != null) {
      files.close();
    }
    count(Phase.ENDING, begun);
  }

  /** Its share of the recorder's time; appending to the files' buffers counts as simulation. */
  ModuleTimes times() {
    long whole = Arrays.stream(nanos).sum();
    return new ModuleTimes(NAME, whole, nanos.clone(), 1, new long[nanos.length][0]);
  }

  private void count(Phase phase, long begunNanos) {
    nanos[phase.ordinal()] += System.nanoTime() - begunNanos;
  }
}
