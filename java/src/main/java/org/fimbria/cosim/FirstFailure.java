package org.fimbria.cosim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which failure of a run counts: the first one, unless it was only the consequence of one that is
 * told later. It ends the waits of everybody here. Changed under the lock of the run's control.
 */
final class FirstFailure {
  private final List<Consumer<String>> aborts = new ArrayList<>();
  private volatile Failure failure;

  /** The failure that counts so far; needs no lock. */
  Optional<Failure> get() {
    return Optional.ofNullable(failure);
  }

  /** Whether there is none; needs no lock, and allocates nothing. */
  boolean isNone() {
    return failure == null;
  }

  /** Registers what ends somebody's waits, with the reason. */
  void onFailure(Consumer<String> abort) {
    if (failure == null) {
      aborts.add(abort);
    } else {
      abort.accept(failure.text());
    }
  }

  /** Forgets them: what they would abort is closed. */
  void forgetAborts() {
    aborts.clear();
  }

  /** Another failure; returns whether it counts. */
  boolean take(Failure other) {
    if (failure != null && !(failure.isConsequence() && !other.isConsequence())) {
      return false;
    }
    boolean first = failure == null;
    failure = other;
    if (first) {
      aborts.forEach(abort -> abort.accept(other.text()));
    }
    return true;
  }
}
