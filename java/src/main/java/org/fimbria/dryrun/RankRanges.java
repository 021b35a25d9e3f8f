package org.fimbria.dryrun;

import java.util.ArrayList;
import java.util.List;

/** Rank numbers as text: {@code 0, 3-7}. */
final class RankRanges {
  private RankRanges() {}

  /** Of ascending numbers. */
  static String text(List<Integer> ranks) {
    List<String> ranges = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= ranks.size(); i++) {
      if (i == ranks.size() || ranks.get(i) != ranks.get(i - 1) + 1) {
        int first = ranks.get(begin);
        int last = ranks.get(i - 1);
        ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
        begin = i;
      }
    }
    return String.join(", ", ranges);
  }
}
