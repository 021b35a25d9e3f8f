package org.fimbria.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a file, so that all of it is told at once; beyond the first few,
 * problems are only counted.
 */
final class FileProblems {
  private static final int SPELLED_OUT = 10;

  private final String file;
  private final List<String> lines = new ArrayList<>();
  private int more;

  /** Starts with no problem. */
  FileProblems(String file) {
    this.file = file;
  }

  /** Adds one problem of a line, counted from 1. */
  void add(int line, String text) {
    add("line %d: %s".formatted(line, text));
  }

  /** Adds one problem of the whole file. */
  void add(String text) {
    if (lines.size() == SPELLED_OUT) {
      more++;
    } else {
      lines.add(file + ": " + text);
    }
  }

  /** What to throw when nothing more can be found out after this one. */
  ProbeException with(String text) {
    add(text);
    return exception();
  }

  /** Throws if there is any problem. */
  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw exception();
    }
  }

  private ProbeException exception() {
    List<String> all = new ArrayList<>(lines);
    if (more > 0) {
      all.add("%s: %d more problems".formatted(file, more));
    }
    return new ProbeException(all);
  }
}
