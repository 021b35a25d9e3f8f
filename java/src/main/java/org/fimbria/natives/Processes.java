package org.fimbria.natives;

import org.fimbria.natives.gen.Fimbria;

/** The processes of this machine ({@code fimbria/wait.h}). */
public final class Processes {
  static {
    NativeLibrary.ensureLoaded();
  }

  private Processes() {}

  /**
   * When a process began, in ticks of the system: with its number, its name for good. -1 if it has
   * ended, 0 where the system does not tell. Nothing is allocated.
   */
  public static long start(long pid) {
    return Fimbria.fim_process_start(pid);
  }
}
