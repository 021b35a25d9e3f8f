package org.fimbria.cosim;

/** The five phases into which the wall time of a simulator is split. */
public enum Phase {
  /** Configuring and building, until all modules are ready. */
  INITIALISATION,
  /** Inside the engine. */
  SIMULATION,
  /** Until data, or room for it, is there. */
  WAIT,
  /** Exchange functions, without waiting. */
  IO,
  /** After the last epoch: flushing and closing. */
  ENDING;

  /** Name in files and reports. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
