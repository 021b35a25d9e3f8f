package org.fimbria.natives;

import org.fimbria.natives.gen.Fimbria;

/**
 * The processors that this process may use, numbered from 0, and on which of them threads run
 * ({@code fimbria/placement.h}).
 */
public final class Processors {
  static {
    NativeLibrary.ensureLoaded();
  }

  private Processors() {}

  /** How many there are, at least 1. */
  public static int count() {
    return Fimbria.fim_processors();
  }

  /**
   * From now on this process has only {@code count} of them, from {@code first} on; the rest is for
   * the engines of other processes. To be called once, before any engine is made.
   */
  public static void use(int first, int count) {
    NativeLibrary.check(Fimbria.fim_use_processors(first, count), "fim_use_processors");
  }

  /** The calling thread runs on all but one of them, if there are others. */
  public static void keepThreadOff(int processor) {
    NativeLibrary.check(Fimbria.fim_keep_thread_off(processor), "fim_keep_thread_off");
  }

  /**
   * The calling thread sleeps for this time and a few microseconds more; 0: it only leaves its
   * processor to whoever is waiting for one.
   */
  public static void nap(long nanos) {
    NativeLibrary.check(Fimbria.fim_nap(nanos), "fim_nap");
  }
}
