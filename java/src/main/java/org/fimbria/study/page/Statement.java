package org.fimbria.study.page;

import java.util.List;
import java.util.Optional;

/**
 * A statement about performance and what the study measured of it.
 *
 * @param claim of the published study, or the question where it has none
 * @param criterion by which the answer was chosen; empty without a claim
 */
record Statement(String id, String claim, String criterion, Answer answer, List<Finding> findings) {
  /** Whether a claim holds here. */
  enum Answer {
    HOLDS("holds"),
    IN_PART("holds in part"),
    FAILS("does not hold"),
    MEASURED("measured"),
    MISSING("not measured");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** Of several conditions: all, some, or none of them. */
    static Answer of(boolean... conditions) {
      int met = 0;
      for (boolean condition : conditions) {
        met += condition ? 1 : 0;
      }
      return met == conditions.length ? HOLDS : met > 0 ? IN_PART : FAILS;
    }
  }

  /** The same of one sweep of several. */
  Statement of(String sweep) {
    String named = "%s (sweep %s).".formatted(claim.replaceFirst("\\.$", ""), sweep);
    return new Statement(id + "-" + sweep, named, criterion, answer, findings);
  }

  /** A question without a claim. */
  static Statement measured(String id, String question, List<Optional<Finding>> findings) {
    return answered(id, question, "", Answer.MEASURED, findings);
  }

  /** A statement with what was found; not measured where nothing was. */
  static Statement answered(
      String id, String claim, String criterion, Answer answer, List<Optional<Finding>> findings) {
    List<Finding> known = findings.stream().flatMap(Optional::stream).toList();
    return new Statement(id, claim, criterion, known.isEmpty() ? Answer.MISSING : answer, known);
  }

  /** A statement whose points the study does not have. */
  static Statement missing(String id, String claim) {
    return new Statement(id, claim, "", Answer.MISSING, List.of());
  }
}
