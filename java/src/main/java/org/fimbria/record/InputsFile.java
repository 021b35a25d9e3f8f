package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Type;
import org.fimbria.natives.TrainRecipe;

/**
 * What comes into the spiking regions from the other regions: {@code /inputs/<region>/events} and
 * {@code mean}, one value for each step.
 *
 * <p>A neuron's train of a step is a copy of {@code events} reference events, of which it keeps
 * each with the group's attribute {@code probability}, and a Poisson number of private ones with
 * mean {@code mean}. With {@code seed} and {@code index} these numbers are the trains themselves:
 * all that is drawn is a function of them. Steps are steps of arrival.
 */
public final class InputsFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "inputs.h5";

  private final Hdf5File file;
  private final List<String> groups;
  private final Table[] tables;
  private final boolean[] known;
  private final TrainRecipe recipe = new TrainRecipe();
  private final Staging events = new Staging();
  private final Staging means = new Staging();
  private final MemorySegment[] columns = new MemorySegment[2];
  private long[] eventCounts = {};
  private double[] mean = {};

  /**
   * Makes the file.
   *
   * @param regions names of the spiking regions
   * @param dtMs integration step
   * @param level deflate level, 0: none
   */
  public InputsFile(Path path, List<String> regions, double dtMs, int level, RecordHash hash) {
    file = Hdf5File.create(path);
    groups = regions.stream().map(InputsFile::group).toList();
    tables = new Table[regions.size()];
    known = new boolean[regions.size()];
    Opening.orClose(
        file,
        () -> {
          file.attribute("/", "dt", dtMs);
          file.attribute("/", "units", "ms");
          for (int i = 0; i < tables.length; i++) {
            tables[i] = makeRegion(groups.get(i), regions.get(i), level, hash);
          }
        });
  }

  /** Where a region's input lies. */
  public static String group(String region) {
    return "/inputs/" + Sonata.link(region);
  }

  /** Appends a region's steps; they come in order. */
  public void append(int region, MemorySegment packet) {
    recipe.read(packet);
    if (!known[region]) {
      describe(groups.get(region), recipe.stream());
      known[region] = true;
    }
    int steps = recipe.steps();
    if (eventCounts.length < steps) {
      eventCounts = new long[2 * steps];
      mean = new double[2 * steps];
    }
    recipe.copySteps(eventCounts, mean);
    columns[0] = events.copy(eventCounts, steps);
    columns[1] = means.copy(mean, steps);
    tables[region].append(steps, columns, columns);
  }

  /** Makes everything appended so far readable by others. */
  public void flush() {
    file.flush();
  }

  /** Flushes and closes. */
  @Override
  public void close() {
    file.close();
  }

  private Table makeRegion(String group, String region, int level, RecordHash hash) {
    file.group(group);
    file.attribute(group, "region", region);
    Table table = new Table(file, NAME, level, hash);
    table.add(group + "/events", Type.I64, Type.I64);
    table.add(group + "/mean", Type.F64, Type.F64);
    return table;
  }

  private void describe(String group, TrainRecipe.Stream stream) {
    file.attribute(group, "seed", stream.seed());
    file.attribute(group, "probability", stream.probability());
    file.attribute(group, "index", (long) stream.index());
    file.attribute(group, "blocks", (long) stream.groups());
  }
}
