package org.fimbria.recording;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.fimbria.cosim.ModuleTimes;
import org.fimbria.cosim.Phase;
import org.fimbria.cosim.Sink;
import org.fimbria.probe.LfpLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger("module.record.spiking");

  private final FutureTask<Prepared> preparation;
  private final Input[] inputs;
  private final MemorySegment[] packets;
  private final Arena arena = Arena.ofShared();
  private final long[] nanos = new long[Phase.values().length];
  private Prepared prepared;

  /** What is ready before the first epoch. */
  private record Prepared(LfpEngines engines, LfpFiles files, List<String> notes, long nanos) {
    static Prepared of(
        Function<Consumer<String>, List<LfpLayout>> layout,
        Function<List<LfpLayout>, LfpFiles> create) {
      long begun = System.nanoTime();
      List<String> notes = new ArrayList<>();
      List<LfpLayout> layouts = layout.apply(notes::add);
      LfpEngines engines = new LfpEngines(layouts);
      try {
        return new Prepared(engines, create.apply(layouts), notes, System.nanoTime() - begun);
      } catch (RuntimeException e) {
        engines.close();
        throw e;
      }
    }
  }

  /**
   * Makes the sink and begins to prepare it, beside all else that is to be done before the first
   * epoch.
   *
   * @param layout lays out the regions, with a line for what their files have and is tolerated
   * @param create makes the files
   * @param inputs number of regions whose input comes too
   */
  LfpSink(
      Function<Consumer<String>, List<LfpLayout>> layout,
      Function<List<LfpLayout>, LfpFiles> create,
      int inputs) {
    preparation = new FutureTask<>(() -> Prepared.of(layout, create));
    Thread.ofPlatform().daemon().name(NAME).start(preparation);
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
    prepared = await();
    prepared.notes.forEach(LOG::info);
    nanos[Phase.INITIALISATION.ordinal()] = prepared.nanos;
  }

  private Prepared await() {
    try {
      return preparation.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void append(MemorySegment data, long bytes) {
    long begun = System.nanoTime();
    prepared.engines.advance(data, packets, prepared.files);
    count(Phase.SIMULATION, begun);
  }

  @Override
  public void flush() {
    long begun = System.nanoTime();
    prepared.files.flush();
    count(Phase.IO, begun);
  }

  /** What was prepared is closed even if there never was an epoch. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
    Prepared closing = await();
    long begun = System.nanoTime();
    try (closing.files) {
      closing.engines.close();
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
