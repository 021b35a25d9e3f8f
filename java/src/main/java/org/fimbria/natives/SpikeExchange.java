package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.fimbria.natives.gen.Fimbria;

/**
 * How the ranks of a {@link SpikingEngine} meet ({@code fimbria/exchange.h}). The engine alone uses
 * it, from the thread that calls the engine; {@link #abort} ends its waits from any other one.
 */
public final class SpikeExchange implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  private MemorySegment pointer;

  private SpikeExchange(MemorySegment pointer) {
    this.pointer = pointer;
  }

  /**
   * Over Open MPI, by libfimbria_mpi: all ranks of a communicator, which call this together.
   *
   * @param communicator Open MPI's own handle; stays the caller's
   * @param names what texts call its ranks
   * @param timeout longest wait for another rank
   */
  public static SpikeExchange mpi(long communicator, List<Integer> names, Duration timeout) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      MemorySegment name =
          temporary.allocateFrom(
              ValueLayout.JAVA_INT, names.stream().mapToInt(Integer::intValue).toArray());
      int code = (int) Mpi.CREATE.invokeExact(communicator, name, timeout.toNanos(), out);
      NativeLibrary.check(code, "fim_mpi_exchange_create");
      return new SpikeExchange(out.get(ValueLayout.ADDRESS, 0));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a native function throws nothing", e);
    }
  }

  /**
   * With other ranks that are simulated: their spikes are drawn at the rates of the engine's own
   * neurons. The engine leads, whichever its rank is. For one engine.
   *
   * @param seed of the spikes that are drawn
   */
  public static SpikeExchange dry(int ranks, int rank, long seed) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      NativeLibrary.check(
          Fimbria.fim_exchange_dry_create(ranks, rank, seed, out), "fim_exchange_dry_create");
      return new SpikeExchange(out.get(ValueLayout.ADDRESS, 0));
    }
  }

  /** What a {@link #dry} exchange has counted, while its engine is open. */
  public DryCounts dryCounts() {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment counts = temporary.allocate(ValueLayout.JAVA_LONG, Fimbria.FIM_DRY_COUNTS());
      NativeLibrary.check(
          Fimbria.fim_exchange_dry_counts(pointer, counts), "fim_exchange_dry_counts");
      return new DryCounts(
          traffic(counts, Fimbria.FIM_DRY_ALL_GATHERS()),
          traffic(counts, Fimbria.FIM_DRY_BROADCASTS()),
          traffic(counts, Fimbria.FIM_DRY_GATHERS()),
          counts.getAtIndex(ValueLayout.JAVA_LONG, Fimbria.FIM_DRY_SHARED_IO_NS()),
          counts.getAtIndex(ValueLayout.JAVA_LONG, Fimbria.FIM_DRY_BYTES()),
          counts.getAtIndex(ValueLayout.JAVA_LONG, Fimbria.FIM_DRY_LEAD_BYTES()),
          counts.getAtIndex(ValueLayout.JAVA_LONG, Fimbria.FIM_DRY_SYNAPSE_BYTES()),
          counts.getAtIndex(ValueLayout.JAVA_LONG, Fimbria.FIM_DRY_HISTORY_BYTES()));
    }
  }

  private static Traffic traffic(MemorySegment counts, int first) {
    return new Traffic(
        counts.getAtIndex(ValueLayout.JAVA_LONG, first),
        counts.getAtIndex(ValueLayout.JAVA_LONG, first + 1),
        counts.getAtIndex(ValueLayout.JAVA_LONG, first + 2));
  }

  /**
   * One kind of exchange.
   *
   * @param count how many there were
   * @param hops messages that went one after the other in all of them
   * @param bytes that this rank received, or broadcast
   */
  public record Traffic(long count, long hops, long bytes) {}

  /**
   * What a dry exchange has counted.
   *
   * @param allGather of spikes among the ranks that share a cluster, and between clusters
   * @param broadcast of steps and packets
   * @param gather of everybody's spikes and samples
   * @param sharedIoNanos packing and unpacking that every rank has, not only the one that leads
   * @param bytes memory of the simulation of the other ranks
   * @param leadBytes of the engine's memory, what only the rank that leads needs
   * @param synapseBytes of it, synapses with their index
   * @param historyBytes of it, spikes of all ranks that are on their way
   */
  public record DryCounts(
      Traffic allGather,
      Traffic broadcast,
      Traffic gather,
      long sharedIoNanos,
      long bytes,
      long leadBytes,
      long synapseBytes,
      long historyBytes) {}

  /** Ends all present and future waits; any thread may call it before {@link #close}. */
  public void abort(String reason) {
    try (Arena temporary = Arena.ofConfined()) {
      Fimbria.fim_exchange_abort(pointer, temporary.allocateFrom(reason));
    }
  }

  MemorySegment pointer() {
    return pointer;
  }

  @Override
  public void close() {
    Fimbria.fim_exchange_destroy(pointer);
    pointer = MemorySegment.NULL;
  }

  /** The second library, loaded when it is first asked for: without MPI installed it is missing. */
  private static final class Mpi {
    static final MethodHandle CREATE = find();

    private static MethodHandle find() {
      Path file = NativeLibrary.file("fimbria_mpi");
      if (!Files.exists(file)) {
        throw new UnsatisfiedLinkError(
            file + " is missing; build with ./fimbria where Open MPI is installed");
      }
      return Linker.nativeLinker()
          .downcallHandle(
              SymbolLookup.libraryLookup(file, Arena.global())
                  .find("fim_mpi_exchange_create")
                  .orElseThrow(),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS));
    }
  }
}
