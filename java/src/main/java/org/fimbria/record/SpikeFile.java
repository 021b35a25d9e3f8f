package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Sorting;
import org.fimbria.natives.Hdf5File.Type;
import org.fimbria.natives.SpikePacket;

/**
 * The spikes of a run in SONATA's layout: {@code /spikes/<population>/timestamps} in ms and {@code
 * node_ids}, sorted by time and, within a step, by id.
 *
 * <p>A spike of step n has the time stamp (n + 1) dt, one product of an integer and dt. Ids count
 * from 0 in each population.
 */
public final class SpikeFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "spikes.h5";

  private final Hdf5File file;
  private final double dtMs;
  private final Table[] tables;
  private final long[] nextStep;
  private final Staging timestamps = new Staging();
  private final Staging ids = new Staging();

  /**
   * Makes the file.
   *
   * @param populations names of {@link Sonata#population}, in the order of the packets' groups
   * @param dtMs integration step
   * @param level deflate level, 0: none
   */
  public SpikeFile(Path path, List<String> populations, double dtMs, int level, RecordHash hash) {
    this.file = Hdf5File.create(path);
    this.dtMs = dtMs;
    this.tables = new Table[populations.size()];
    this.nextStep = new long[populations.size()];
    Opening.orClose(
        file,
        () -> {
          Sonata.mark(file);
          for (int i = 0; i < tables.length; i++) {
            tables[i] = makePopulation("/spikes/" + populations.get(i), level, hash);
          }
        });
  }

  /**
   * Appends the spikes of the packet's steps; each population's steps come in order.
   *
   * @param firstPopulation population of the packet's first group
   */
  public void append(int firstPopulation, SpikePacket packet) {
    for (int group = 0; group < packet.groups(); group++) {
      appendGroup(firstPopulation + group, packet, group);
    }
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

  private Table makePopulation(String group, int level, RecordHash hash) {
    file.group(group);
    file.sorting(group, Sorting.BY_TIME);
    Table table = new Table(file, NAME, level, hash);
    table.add(group + "/timestamps", Type.F64, Type.F64);
    table.add(group + "/node_ids", Type.U64, Type.U64);
    file.attribute(group + "/timestamps", "units", "ms");
    return table;
  }

  private void appendGroup(int population, SpikePacket packet, int group) {
    if (packet.firstStep() < nextStep[population]) {
      throw new IllegalArgumentException(
          "spikes of step %d come after those of step %d"
              .formatted(packet.firstStep(), nextStep[population] - 1));
    }
    MemorySegment times = timestamps.atLeast(packet.count() * Double.BYTES);
    MemorySegment nodes = ids.atLeast(packet.count() * Long.BYTES);
    long count = 0;
    for (int step = 0; step < packet.steps(); step++) {
      double time = (double) (packet.firstStep() + step + 1) * dtMs;
      for (int i = packet.begin(step, group); i < packet.end(step, group); i++) {
        times.setAtIndex(ValueLayout.JAVA_DOUBLE, count, time);
        nodes.setAtIndex(ValueLayout.JAVA_LONG, count, Integer.toUnsignedLong(packet.id(i)));
        count++;
      }
    }
    MemorySegment[] columns = {times, nodes};
    tables[population].append(count, columns, columns);
    nextStep[population] = packet.firstStep() + packet.steps();
  }
}
