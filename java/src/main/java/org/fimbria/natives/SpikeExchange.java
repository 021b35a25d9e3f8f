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
   * @param timeout longest wait for another rank
   */
  public static SpikeExchange mpi(long communicator, Duration timeout) {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      int code = (int) Mpi.CREATE.invokeExact(communicator, timeout.toNanos(), out);
      NativeLibrary.check(code, "fim_mpi_exchange_create");
      return new SpikeExchange(out.get(ValueLayout.ADDRESS, 0));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a native function throws nothing", e);
    }
  }

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
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS));
    }
  }
}
