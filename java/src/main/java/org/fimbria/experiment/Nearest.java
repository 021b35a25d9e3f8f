package org.fimbria.experiment;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The valid name that somebody most probably meant. */
public final class Nearest {
  private static final double ALIKE = 0.55;

  /** A name that was begun and not finished is meant more probably than a similar one. */
  private static final double BEGUN = 0.9;

  private static final int WORD = 3;

  private Nearest() {}

  /** The name most like the one given, the first of equals; empty if none is alike. */
  public static String of(String name, Collection<String> valid) {
    String nearest = "";
    double best = ALIKE;
    for (String candidate : valid) {
      double likeness = likeness(simple(name), simple(candidate));
      if (likeness > best) {
        best = likeness;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static double likeness(String a, String b) {
    int length = Math.max(1, Math.max(a.length(), b.length()));
    double edits = 1 - LevenshteinDistance.getDefaultInstance().apply(a, b) / (double) length;
    double begun = a.length() >= WORD && b.startsWith(a) ? BEGUN : 0;
    return Math.max(begun, (edits + new JaroWinklerSimilarity().apply(a, b)) / 2);
  }

  private static String simple(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
