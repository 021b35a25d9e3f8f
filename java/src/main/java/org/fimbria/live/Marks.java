package org.fimbria.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fimbria.report.Numbers;

/** The latest spikes of a population, as many as fit: a ring of steps and rows. */
final class Marks {
  private final long[] steps;
  private final int[] rows;
  private long added;

  Marks(int most) {
    steps = new long[most];
    rows = new int[most];
  }

  /** A copy that stays as it is. */
  Marks(Marks of) {
    steps = of.steps.clone();
    rows = of.rows.clone();
    added = of.added;
  }

  /** Adds a mark; the oldest one goes when there is no room. */
  void add(long step, int row) {
    int place = (int) (added++ % steps.length);
    steps[place] = step;
    rows[place] = row;
  }

  /** Number of marks of a step and later that are kept. */
  int countSince(long step) {
    return (int) (added - firstSince(step));
  }

  private long firstSince(long step) {
    long first = added;
    while (first > Math.max(0, added - steps.length) && steps[place(first - 1)] >= step) {
      first--;
    }
    return first;
  }

  /**
   * Those of a step and later, {t: ms at the end of their steps, neuron: row}.
   *
   * @param thin of so many rows one is given
   */
  ObjectNode since(long step, double dtMs, int thin) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode t = node.putArray("t");
    ArrayNode neuron = node.putArray("neuron");
    for (long mark = firstSince(step); mark < added; mark++) {
      int row = rows[place(mark)];
      if (row % thin == 0) {
        t.add(Numbers.time((steps[place(mark)] + 1) * dtMs));
        neuron.add(row / thin);
      }
    }
    return node;
  }

  private int place(long mark) {
    return (int) (mark % steps.length);
  }
}
