package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.fimbria.natives.gen.Fimbria;

/** Haemodynamic signals of regions, in C ({@code fimbria/bold.h}). One thread at a time. */
public final class BoldSignal implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  /** Haemodynamic models. */
  public enum Model {
    VOLTERRA(Fimbria.FIM_BOLD_VOLTERRA()),
    BALLOON_WINDKESSEL(Fimbria.FIM_BOLD_BALLOON());

    private final int code;

    Model(int code) {
      this.code = code;
    }
  }

  private final Arena arena = Arena.ofShared();
  private final MemorySegment taken = arena.allocate(ValueLayout.JAVA_LONG);
  private final int regions;
  private final int stepsPerSample;
  private MemorySegment handle;
  private MemorySegment signal = MemorySegment.NULL;

  /**
   * Makes the model at time 0.
   *
   * @param stepMs interim step, which rates are means over
   * @param stepsPerSample interim steps from one value of the signal to the next
   */
  public BoldSignal(Model model, int regions, double stepMs, int stepsPerSample) {
    this.regions = regions;
    this.stepsPerSample = stepsPerSample;
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment out = temporary.allocate(ValueLayout.ADDRESS);
      NativeLibrary.check(
          Fimbria.fim_bold_create(model.code, regions, stepMs, stepsPerSample, out),
          "fim_bold_create");
      handle = out.get(ValueLayout.ADDRESS, 0);
    }
  }

  /**
   * Goes on by interim steps.
   *
   * @param rates [rows][regions] kHz
   * @return rows of the {@link #signal} that came to an end
   */
  public long advance(long rows, MemorySegment rates) {
    long capacity = rows / stepsPerSample + 1;
    long bytes = capacity * regions * Double.BYTES;
    if (signal.byteSize() < bytes) {
      signal = Arena.ofAuto().allocate(2 * bytes, Double.BYTES);
    }
    NativeLibrary.check(
        Fimbria.fim_bold_advance(handle, rows, rates, capacity, signal, taken), "fim_bold_advance");
    return taken.get(ValueLayout.JAVA_LONG, 0);
  }

  /** [rows][regions] of the last call. */
  public MemorySegment signal() {
    return signal;
  }

  @Override
  public void close() {
    if (handle != null) {
      Fimbria.fim_bold_destroy(handle);
      handle = null;
      arena.close();
    }
  }
}
