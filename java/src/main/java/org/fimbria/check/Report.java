package org.fimbria.check;

import java.util.ArrayList;
import java.util.List;
import org.fimbria.natives.NativeException;

/** What a check found. */
public final class Report {
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notCompared = new ArrayList<>();

  /** Comparisons in the order in which they were made. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Files and values that nothing was compared with, each with the reason. */
  public List<String> notCompared() {
    return List.copyOf(notCompared);
  }

  /** Whether there was something to compare and all of it is within its limits. */
  public boolean passed() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::passed);
  }

  void add(Row row) {
    rows.add(row);
  }

  void leaveOut(String what, String reason) {
    notCompared.add(what + ": " + reason);
  }

  /** Makes comparisons; an engine that refuses the reference's values is a failed one. */
  void attempt(Tolerance tolerance, String subject, String reference, Runnable comparisons) {
    try {
      comparisons.run();
    } catch (NativeException e) {
      rows.add(tolerance.failed(subject, reference, e.getMessage()));
    }
  }
}
