package org.fimbria.record;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.natives.Hdf5File;
import org.fimbria.natives.Hdf5File.Sorting;
import org.fimbria.natives.Hdf5File.Type;
import org.fimbria.natives.SpikePacket;
import org.fimbria.natives.SpikingEngine.SpikeTimes;

/**
 * The spikes of a run in SONATA's layout: {@code /spikes/<population>/timestamps} in ms and {@code
 * node_ids}, sorted by time and, among equal times, by id.
 *
 * <p>A spike of step n has the time stamp (n + 1) dt, one product of an integer and dt; with exact
 * spike times, its time inside the step. Ids count from 0 in each population.
 */
public final class SpikeFile implements AutoCloseable {
  /** Name in the run directory. */
  public static final String NAME = "spikes.h5";

  private final Hdf5File file;
  private final double dtMs;
  private final Table[] tables;
  private final long[] nextStep;
  private final TimeOrder order = new TimeOrder();
  private final Staging timestamps = new Staging();
  private final Staging ids = new Staging();
  private final MemorySegment[] columns = new MemorySegment[2];
  private double[] times = {};
  private long[] nodes = {};

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
    append(firstPopulation, packet, SpikeTimes.GRID);
  }

  /**
   * Appends spikes on the grid, or with the offsets that stand behind the packet.
   *
   * @param firstPopulation population of the packet's first group
   */
  public void append(int firstPopulation, SpikePacket packet, SpikeTimes spikeTimes) {
    for (int group = 0; group < packet.groups(); group++) {
      appendGroup(firstPopulation + group, packet, group, spikeTimes);
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

  private void appendGroup(int population, SpikePacket packet, int group, SpikeTimes spikeTimes) {
    if (packet.firstStep() < nextStep[population]) {
      throw new IllegalArgumentException(
          "spikes of step %d come after those of step %d"
              .formatted(packet.firstStep(), nextStep[population] - 1));
    }
    if (times.length < packet.count()) {
      times = new double[2 * (int) packet.count()];
      nodes = new long[times.length];
    }
    int count = 0;
    for (int step = 0; step < packet.steps(); step++) {
      int end = packet.end(step, group);
      int begin = packet.begin(step, group);
      if (spikeTimes == SpikeTimes.EXACT) {
        putByTime(packet, step, begin, end, count);
      } else {
        putById(packet, step, begin, end, count);
      }
      count += end - begin;
    }
    columns[0] = timestamps.copy(times, count);
    columns[1] = ids.copy(nodes, count);
    tables[population].append(count, columns, columns);
    nextStep[population] = packet.firstStep() + packet.steps();
  }

  /** The spikes of a step and population, by id, from place {@code to} on. */
  private void putById(SpikePacket packet, int step, int begin, int end, int to) {
    double time = time(packet.firstStep() + step, 0);
    for (int i = begin; i < end; i++) {
      times[to + i - begin] = time;
      nodes[to + i - begin] = Integer.toUnsignedLong(packet.id(i));
    }
  }

  /** The same, earliest first, equal times by id. */
  private void putByTime(SpikePacket packet, int step, int begin, int end, int to) {
    order.sort(packet, begin, end);
    for (int i = 0; i < end - begin; i++) {
      int spike = order.position(i);
      times[to + i] = time(packet.firstStep() + step, packet.offset(spike));
      nodes[to + i] = Integer.toUnsignedLong(packet.id(spike));
    }
  }

  /** Rounding must not move a spike into the step before. */
  private double time(long step, double offset) {
    return Math.max((step + 1) * dtMs - offset, step * dtMs);
  }
}
