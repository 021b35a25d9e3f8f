package org.fimbria.study.page;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** Trials with the values that a test is about; the rest is the same in all of them. */
final class MadeUp {
  private final Map<Column, String> values = new EnumMap<>(Column.class);
  private final Map<String, String> keys = new LinkedHashMap<>();

  /** A complete trial of one process with two threads that took one second. */
  MadeUp(String sweep, String point, int trial) {
    with(Column.STUDY, "made-up").with(Column.SWEEP, sweep).with(Column.POINT, point);
    with(Column.TRIAL, trial).with(Column.SEED, 11 + trial).with(Column.STATUS, "complete");
    with(Column.NEURONS, 20_000).with(Column.EPOCH_MS, 2.1).with(Column.THREADS, 2);
    with(Column.RANKS, 1).with(Column.MEASURED_MS, 1000).with(Column.MEASURED_S, 1);
  }

  MadeUp with(Column column, Object value) {
    values.put(column, String.valueOf(value));
    return this;
  }

  MadeUp key(String name, Object value) {
    keys.put(name, String.valueOf(value));
    return this;
  }

  /** Simulation, IO and waiting of both simulators, s. */
  MadeUp spent(double network, double io, double wait, double brain, double brainWaits) {
    with(Column.SPIKING_SIMULATION_S, network).with(Column.SPIKING_IO_S, io);
    with(Column.SPIKING_WAIT_S, wait).with(Column.NEURALMASS_SIMULATION_S, brain);
    return with(Column.NEURALMASS_IO_S, 0.001).with(Column.NEURALMASS_WAIT_S, brainWaits);
  }

  Trial trial() {
    return new Trial(Map.copyOf(values), new LinkedHashMap<>(keys));
  }
}
