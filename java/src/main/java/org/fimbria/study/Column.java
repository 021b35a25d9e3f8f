package org.fimbria.study;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fimbria.cosim.Phase;

/**
 * The columns of a study's table that every study has; the keys that it sweeps are columns beside
 * them. Times end in {@code _s}: wall seconds. A value that a trial does not have is empty.
 */
public enum Column {
  STUDY("name of the study"),
  SWEEP("name of the sweep"),
  POINT("values of the swept keys: names the point within its sweep"),
  NEURONS("neurons of the network, all regions"),
  SYNAPSES("synapses of the network, all regions"),
  EPOCH_MS("epoch"),
  THREADS("threads of the network in each rank"),
  RANKS("processes"),
  PLACEMENT("which rank does what, of several"),
  TRIAL("number of the trial, from 1"),
  SEED("the experiment's seed"),
  STATUS("complete, failed, or skipped"),
  REASON("why it is not complete"),
  PROCESS_S("from the start of the process to its end"),
  START_S("from the start of the process to the first epoch"),
  EPOCHS_S("all epochs, those of the warm-up included"),
  ENDING_S("after the last epoch: closing files"),
  MEASURED_MS("simulated time behind the warm-up"),
  MEASURED_S("wall time behind the warm-up: the longer one of both simulators"),
  EXPOSED_S("of epochs_s: no simulator simulated; empty where they are in several processes"),
  REAL_TIME_FACTOR("measured_s per measured_ms, without dimension"),
  SPIKING_INITIALISATION_S("network, the rank that leads: configuring and building"),
  SPIKING_SIMULATION_S("behind the warm-up: inside the engine"),
  SPIKING_WAIT_S("behind the warm-up: until data, or room for it, is there"),
  SPIKING_IO_S("behind the warm-up: exchange functions without waiting"),
  SPIKING_ENDING_S("flushing and closing"),
  SPIKING_TOTAL_S("whole time of the module, the warm-up included"),
  NEURALMASS_INITIALISATION_S("the brain: configuring and building"),
  NEURALMASS_SIMULATION_S("behind the warm-up: inside the engine"),
  NEURALMASS_WAIT_S("behind the warm-up: until data, or room for it, is there"),
  NEURALMASS_IO_S("behind the warm-up: exchange functions without waiting"),
  NEURALMASS_ENDING_S("flushing and closing"),
  NEURALMASS_TOTAL_S("whole time of the module, the warm-up included"),
  SPIKES("spikes of the network in the whole run"),
  PEAK_MEMORY_BYTES("most resident memory of each process, summed over the ranks"),
  HASH("SHA-256 of the recorded data"),
  BEGUN("when the trial was started, UTC"),
  HOST("name of the machine"),
  CPU("model of its processor"),
  CORES("processors that a process may use"),
  VERSION("version of the program"),
  COMMIT("commit that it was built from");

  private final String meaning;

  Column(String meaning) {
    this.meaning = meaning;
  }

  /** Name in the table's header. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it holds. */
  public String meaning() {
    return meaning;
  }

  /** The column of a name; empty where the name is a swept key's. */
  public static Optional<Column> named(String label) {
    return Arrays.stream(values()).filter(column -> column.label().equals(label)).findFirst();
  }

  /**
   * The time of a simulator in a phase.
   *
   * @param module spiking or neuralmass
   */
  public static Column of(String module, Phase phase) {
    return valueOf(module.toUpperCase(Locale.ROOT) + "_" + phase + "_S");
  }

  /** The whole time of a simulator. */
  public static Column total(String module) {
    return valueOf(module.toUpperCase(Locale.ROOT) + "_TOTAL_S");
  }
}
