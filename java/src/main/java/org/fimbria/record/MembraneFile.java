package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;

/**
 * State variables of chosen neurons in SONATA's frame oriented report layout.
 *
 * <p>SONATA has one variable per report and leaves the populations' names free. So each variable of
 * a population is a report population of its own, {@code /report/<population>_<variable>}, with its
 * mapping: any SONATA reader opens all variables of the one file. The group's attributes {@code
 * population} and {@code variable} hold the two parts.
 *
 * <p>{@code data} is in single precision: the specification asks for it, and libsonata refuses
 * anything else. The {@link RecordHash} takes the doubles before they are rounded.
 *
 * <p>The specification's text and libsonata call the offsets {@code index_pointers} (one more than
 * nodes), BMTK reads {@code index_pointer}: both are there.
 */
public final class MembraneFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "membrane.h5";

  private final Hdf5File file;
  private final double dtMs;
  private final List<Report> reports;
  private final Table[] tables;
  private final long[] rows;
  private final Staging[][] exact;
  private final Staging[][] stored;
  private final MemorySegment[][] doubles;
  private final MemorySegment[][] floats;
  private boolean closed;

  /**
   * What one recorder samples.
   *
   * @param population name of {@link Sonata#population}
   * @param nodeIds neurons, in the order of the samples
   * @param intervalSteps steps between samples; the first one is at its end
   */
  public record Report(
      String population, List<Long> nodeIds, List<Variable> variables, int intervalSteps) {
    /** Keeps its own lists. */
    public Report {
      nodeIds = List.copyOf(nodeIds);
      variables = List.copyOf(variables);
    }

    private String group(int variable) {
      return "/report/" + population + "_" + variables.get(variable).name();
    }
  }

  /**
   * Makes the file.
   *
   * @param dtMs integration step
   * @param level deflate level, 0: none
   */
  public MembraneFile(Path path, List<Report> reports, double dtMs, int level, RecordHash hash) {
    this.file = Hdf5File.create(path);
    this.dtMs = dtMs;
    this.reports = List.copyOf(reports);
    this.tables = new Table[reports.size()];
    this.rows = new long[reports.size()];
    this.exact = new Staging[reports.size()][];
    this.stored = new Staging[reports.size()][];
    this.doubles = new MemorySegment[reports.size()][];
    this.floats = new MemorySegment[reports.size()][];
    Opening.orClose(
        file,
        () -> {
          Sonata.mark(file);
          for (int i = 0; i < tables.length; i++) {
            makeReport(i, new Table(file, NAME, level, hash));
          }
        });
  }

  /**
   * Appends samples of one report.
   *
   * @param samples [count][variables][neurons] doubles
   */
  public void append(int report, long count, MemorySegment samples) {
    int variables = reports.get(report).variables().size();
    int neurons = reports.get(report).nodeIds().size();
    for (int i = 0; i < variables; i++) {
      MemorySegment picked = exact[report][i].pick(samples, count, variables, i, neurons);
      doubles[report][i] = picked;
      floats[report][i] = stored[report][i].round(picked, count * neurons);
    }
    tables[report].append(count, floats[report], doubles[report]);
    rows[report] += count;
  }

  /** Makes everything appended so far readable by others. */
  public void flush() {
    file.flush();
    for (int i = 0; i < tables.length; i++) {
      writeTime(i);
    }
  }

  /** Flushes and closes. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (file) {
        flush();
      }
    }
  }

  private void makeReport(int index, Table table) {
    Report report = reports.get(index);
    int neurons = report.nodeIds().size();
    int variables = report.variables().size();
    for (int i = 0; i < variables; i++) {
      String group = report.group(i);
      file.group(group);
      file.attribute(group, "population", report.population());
      file.attribute(group, "variable", report.variables().get(i).name());
      table.add(group + "/data", Type.F32, Type.F64, neurons);
      file.attribute(group + "/data", "units", report.variables().get(i).unit());
      file.attribute(group + "/data", "variable", report.variables().get(i).name());
      writeMapping(group + "/mapping/", report.nodeIds());
    }
    tables[index] = table;
    exact[index] = staging(variables);
    stored[index] = staging(variables);
    doubles[index] = new MemorySegment[variables];
    floats[index] = new MemorySegment[variables];
    writeTime(index);
    for (int i = 0; i < variables; i++) {
      file.attribute(report.group(i) + "/mapping/time", "units", "ms");
    }
  }

  /** Point neurons have one element each, number 1 at position 1 as the specification says. */
  private void writeMapping(String mapping, List<Long> nodeIds) {
    int neurons = nodeIds.size();
    long[] offsets = LongStream.rangeClosed(0, neurons).toArray();
    int[] elements = new int[neurons];
    float[] positions = new float[neurons];
    Arrays.fill(elements, 1);
    Arrays.fill(positions, 1);
    long[] ids = nodeIds.stream().mapToLong(Long::longValue).toArray();
    file.write(mapping + "node_ids", Type.U64, ids, neurons);
    file.write(mapping + "index_pointers", Type.U64, offsets, neurons + 1L);
    file.write(mapping + "index_pointer", Type.U64, offsets, neurons + 1L);
    file.write(mapping + "element_ids", Type.U32, elements, neurons);
    file.write(mapping + "element_pos", positions, neurons);
  }

  /** Start, stop (no frame there) and step of the frames in the file. */
  private void writeTime(int index) {
    Report report = reports.get(index);
    double step = report.intervalSteps() * dtMs;
    double stop = (double) ((rows[index] + 1) * report.intervalSteps()) * dtMs;
    // Readers count the frames by cutting (stop - start) / step: it must not fall short by an ulp.
    while ((long) ((stop - step) / step) < rows[index]) {
      stop = Math.nextUp(stop);
    }
    for (int i = 0; i < report.variables().size(); i++) {
      file.write(report.group(i) + "/mapping/time", new double[] {step, stop, step}, 3);
    }
  }

  private static Staging[] staging(int count) {
    Staging[] all = new Staging[count];
    Arrays.setAll(all, i -> new Staging());
    return all;
  }
}
