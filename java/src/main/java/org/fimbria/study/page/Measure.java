package org.fimbria.study.page;

import static org.fimbria.study.Column.PEAK_MEMORY_BYTES;
import static org.fimbria.study.Column.SYNAPSES;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** A value of a trial that figures and answers are made of: a column, or what follows from some. */
enum Measure {
  WALL(Column.MEASURED_S),
  PROGRAM(Column.PROCESS_S),
  FACTOR(Column.REAL_TIME_FACTOR),
  MEMORY(PEAK_MEMORY_BYTES),
  SPIKING_INITIALISATION(Column.SPIKING_INITIALISATION_S),
  SPIKING_SIMULATION(Column.SPIKING_SIMULATION_S),
  SPIKING_WAIT(Column.SPIKING_WAIT_S),
  SPIKING_IO(Column.SPIKING_IO_S),
  SPIKING_ENDING(Column.SPIKING_ENDING_S),
  NEURALMASS_INITIALISATION(Column.NEURALMASS_INITIALISATION_S),
  NEURALMASS_SIMULATION(Column.NEURALMASS_SIMULATION_S),
  NEURALMASS_WAIT(Column.NEURALMASS_WAIT_S),
  NEURALMASS_IO(Column.NEURALMASS_IO_S),
  NEURALMASS_ENDING(Column.NEURALMASS_ENDING_S),

  /** All phases of the network's simulator (s). */
  SPIKING_SUM(trial ->
      sum(
          trial,
          SPIKING_INITIALISATION,
          SPIKING_SIMULATION,
          SPIKING_WAIT,
          SPIKING_IO,
          SPIKING_ENDING)),

  /** All phases of the brain's simulator (s). */
  NEURALMASS_SUM(trial ->
      sum(
          trial,
          NEURALMASS_INITIALISATION,
          NEURALMASS_SIMULATION,
          NEURALMASS_WAIT,
          NEURALMASS_IO,
          NEURALMASS_ENDING)),

  /** The slowest simulator alone (s). */
  IDEAL(trial -> combine(SPIKING_SIMULATION.of(trial), NEURALMASS_SIMULATION.of(trial), Math::max)),

  /** Share of the wall time that the slowest simulator alone would take (%). */
  EFFICIENCY(trial -> combine(IDEAL.of(trial), WALL.of(trial), (a, b) -> 100 * a / b)),

  /** Peak memory of all processes, shared out over the synapses (bytes). */
  MEMORY_PER_SYNAPSE(trial -> both(trial, PEAK_MEMORY_BYTES, SYNAPSES, (a, b) -> a / b));

  private final Function<Trial, OptionalDouble> value;

  Measure(Column column) {
    this(trial -> trial.number(column));
  }

  Measure(Function<Trial, OptionalDouble> value) {
    this.value = value;
  }

  /** The value; empty where the row lacks what it needs, or it is not finite. */
  OptionalDouble of(Trial trial) {
    OptionalDouble number = value.apply(trial);
    return number.isPresent() && Double.isFinite(number.getAsDouble())
        ? number
        : OptionalDouble.empty();
  }

  /** Name in the page's document, in camel case. */
  String key() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder key = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
    }
    return key.toString();
  }

  private static OptionalDouble sum(Trial trial, Measure... parts) {
    OptionalDouble sum = OptionalDouble.of(0);
    for (Measure part : parts) {
      sum = combine(sum, part.of(trial), Double::sum);
    }
    return sum;
  }

  private static OptionalDouble both(Trial trial, Column a, Column b, DoubleBinaryOperator how) {
    return combine(trial.number(a), trial.number(b), how);
  }

  private static OptionalDouble combine(
      OptionalDouble a, OptionalDouble b, DoubleBinaryOperator how) {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(how.applyAsDouble(a.getAsDouble(), b.getAsDouble()))
        : OptionalDouble.empty();
  }
}
