package org.fimbria.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads morphologies in SWC: one sample per line, {@code id type x y z radius parent}, in um
 * (Cannon et al. 1998, doi 10.1016/S0165-0270(98)00091-0).
 *
 * <p>Types are 1 soma, 2 axon, 3 basal, 4 apical dendrite; others count as basal, with a note. A
 * soma of one sample is a cylinder of its diameter and that length, of the same area as the sphere;
 * of three samples, of which two hang on the first (NeuroMorpho's convention), the cylinder through
 * them; else a chain. Dendrites begin at their own first sample, as NEURON has them, even if that
 * lies apart from the soma.
 *
 * <p>A new section begins at a branching, at a change of type, and where a sample with another
 * radius lies on its parent, so that what {@link SwcWriter} writes is read as it was.
 */
public final class SwcReader {
  /** Ten times as many as the largest reconstructed neurons have. */
  static final int MAX_SAMPLES = 1_000_000;

  /** The size of a brain. */
  private static final double MAX_UM = 1e6;

  private static final String[] NAMES = {"id", "type", "x", "y", "z", "radius", "parent"};
  private static final int ROOT = -1;

  private final FileProblems problems;
  private final Consumer<String> notes;
  private final String file;

  private SwcReader(Path file, Consumer<String> notes) {
    this.file = file.toString();
    this.notes = notes;
    problems = new FileProblems(this.file);
  }

  /**
   * Reads a file.
   *
   * @param notes takes a line for what is tolerated
   * @throws ProbeException if it is no morphology: all problems, each with line and value
   */
  public static Morphology read(Path file, Consumer<String> notes) {
    SwcReader reader = new SwcReader(file, notes);
    return reader.read(TextRows.read(file, MAX_SAMPLES, reader.problems));
  }

  private Morphology read(List<TextRows.Row> rows) {
    Map<Integer, SwcSample> samples = samples(rows);
    problems.throwIfAny();
    SwcChecks.check(samples, problems);
    problems.throwIfAny();
    return new SwcSections(file, samples, problems, notes).build();
  }

  /** Samples by id, each line checked by itself, and that no id is given twice. */
  private Map<Integer, SwcSample> samples(List<TextRows.Row> rows) {
    Map<Integer, SwcSample> samples = new LinkedHashMap<>();
    Map<Integer, Integer> unknownTypes = new LinkedHashMap<>();
    for (TextRows.Row row : rows) {
      SwcSample sample = sample(row);
      if (sample == null) {
        continue;
      }
      SwcSample before = samples.putIfAbsent(sample.id(), sample);
      if (before != null) {
        problems.add(
            row.line(), "id %d is that of line %d too".formatted(sample.id(), before.line()));
      }
      if (!sample.isKnownType()) {
        unknownTypes.merge(sample.type(), 1, Integer::sum);
      }
    }
    unknownTypes.forEach((type, count) ->
        notes.accept(
            "%s: %d samples of type %d count as basal dendrite".formatted(file, count, type)));
    return samples;
  }

  /** One line; null if it is no sample. */
  private SwcSample sample(TextRows.Row row) {
    if (row.fields().length < NAMES.length) {
      problems.add(
          row.line(),
          "%d fields, must be 7: id type x y z radius parent".formatted(row.fields().length));
      return null;
    }
    List<Double> numbers = new ArrayList<>();
    for (int field = 0; field < NAMES.length; field++) {
      numbers.add(row.number(field, NAMES[field], problems));
    }
    boolean whole = isWhole(row, numbers, 0) & isWhole(row, numbers, 1) & isWhole(row, numbers, 6);
    for (int field = 2; field < 6; field++) {
      if (Math.abs(numbers.get(field)) > MAX_UM) {
        problems.add(
            row.line(),
            "%s: %s um, must be within 1e6 um".formatted(NAMES[field], row.shown(field)));
      }
    }
    double radius = numbers.get(5);
    if (radius <= 0) {
      problems.add(row.line(), "radius: %s um, must be > 0".formatted(row.shown(5)));
    }
    if (!whole || !(radius > 0) || numbers.contains(Double.NaN)) {
      return null;
    }
    int parent = numbers.get(6).intValue();
    return new SwcSample(
        row.line(),
        numbers.get(0).intValue(),
        numbers.get(1).intValue(),
        new Morphology.Point(numbers.get(2), numbers.get(3), numbers.get(4), 2 * radius),
        parent < 0 ? ROOT : parent);
  }

  /** No number at all has been told before. */
  private boolean isWhole(TextRows.Row row, List<Double> numbers, int field) {
    double number = numbers.get(field);
    if (Double.isNaN(number)) {
      return false;
    }
    if (number != Math.rint(number) || Math.abs(number) > 1e9) {
      problems.add(row.line(), "%s is no whole number".formatted(row.shown(field)));
      return false;
    }
    return true;
  }
}
