package org.fimbria.study;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * A row of a study's table.
 *
 * @param values by column, as text; columns without a value are absent
 * @param keys swept keys and their values; those of other sweeps are absent
 */
public record Trial(Map<Column, String> values, SequencedMap<String, String> keys) {
  /** How a trial ended. */
  public enum Status {
    /** It was run. */
    COMPLETE,
    /** It was run and failed; {@link Column#REASON} says why. */
    FAILED,
    /** It was not run, since it does not fit this machine. */
    SKIPPED;

    /** Name in the table. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What tells trials of a study apart. */
  public record Id(String sweep, String point, int trial) {}

  /** Sweep, point and number. */
  public Id id() {
    return new Id(text(Column.SWEEP), text(Column.POINT), (int) number(Column.TRIAL).orElseThrow());
  }

  /** Whether it was run to its end. */
  public boolean isComplete() {
    return text(Column.STATUS).equals(Status.COMPLETE.label());
  }

  /** A value as text; empty where there is none. */
  public String text(Column column) {
    return values.getOrDefault(column, "");
  }

  /** A value as number; empty where there is none. */
  public OptionalDouble number(Column column) {
    String text = text(column);
    return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /** The same trial with a value more, in one line: a line of the table is a row. */
  Trial with(Column column, Object value) {
    Map<Column, String> more = new EnumMap<>(Column.class);
    more.putAll(values);
    more.put(column, String.valueOf(value).replaceAll("\\s+", " ").strip());
    return new Trial(more, keys);
  }
}
