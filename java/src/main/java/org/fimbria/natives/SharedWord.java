package org.fimbria.natives;

import java.lang.foreign.MemorySegment;
import org.fimbria.natives.gen.Fimbria;

/**
 * A 32-bit word in memory that processes share, at which their threads sleep ({@code
 * fimbria/wait.h}).
 */
public final class SharedWord {
  static {
    NativeLibrary.ensureLoaded();
  }

  private SharedWord() {}

  /**
   * Sleeps while the word has the expected value, for so long at most; it may return early, so look
   * again.
   */
  public static void await(MemorySegment word, int expected, long nanos) {
    check(word);
    NativeLibrary.check(Fimbria.fim_word_wait(word, expected, nanos), "fim_word_wait");
  }

  /** Wakes all that sleep at the word, in whatever process. */
  public static void wake(MemorySegment word) {
    check(word);
    NativeLibrary.check(Fimbria.fim_word_wake(word), "fim_word_wake");
  }

  private static void check(MemorySegment word) {
    if (!word.isNative()
        || word.byteSize() < Integer.BYTES
        || word.address() % Integer.BYTES != 0) {
      throw new IllegalArgumentException("not an aligned word of native memory: " + word);
    }
  }
}
