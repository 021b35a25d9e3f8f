package org.fimbria.record;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fimbria.natives.SpikePacketWriter;

/**
 * The spikes of a run as {@link SpikeFile} has written them: the packets of a run, again. They are
 * read in pieces, so that long records need no more memory than short ones.
 */
public final class RecordedSpikes implements AutoCloseable {
  private final HdfFile file;
  private final double dtMs;
  private final Train[] trains;
  private final SpikePacketWriter packets = new SpikePacketWriter();
  private int[] bounds = {};
  private int[] ids = {};
  private int count;

  /**
   * Opens a file.
   *
   * @param populations names of {@link Sonata#population}, in the order of the packets' groups
   * @param dtMs integration step
   * @throws io.jhdf.exceptions.HdfException if the file is not readable or lacks a population
   */
  public RecordedSpikes(Path path, List<String> populations, double dtMs) {
    this.dtMs = dtMs;
    file = new HdfFile(path);
    try {
      trains =
          populations.stream()
              .map(name -> new Train(file, "/spikes/" + name))
              .toArray(Train[]::new);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The spikes of a population, a piece at a time. */
  private static final class Train {
    private static final int PIECE = 1 << 16;

    private final Dataset timestamps;
    private final Dataset nodeIds;
    private final long size;
    private long pieceBegin;
    private int next;
    private double[] times = {};
    private BigInteger[] nodes = {};

    Train(HdfFile file, String group) {
      timestamps = file.getDatasetByPath(group + "/timestamps");
      nodeIds = file.getDatasetByPath(group + "/node_ids");
      size = Math.min(timestamps.getSize(), nodeIds.getSize());
    }

    /** Whether there is another spike. */
    boolean hasNext() {
      if (next < times.length) {
        return true;
      }
      pieceBegin += times.length;
      next = 0;
      int length = (int) Math.min(PIECE, size - pieceBegin);
      long[] offset = {pieceBegin};
      times = length == 0 ? new double[0] : (double[]) timestamps.getData(offset, length(length));
      nodes = length == 0 ? nodes : (BigInteger[]) nodeIds.getData(offset, length(length));
      return length > 0;
    }

    private static int[] length(int length) {
      return new int[] {length};
    }

    double time() {
      return times[next];
    }

    int takeId() {
      return nodes[next++].intValue();
    }

    double lastTime() {
      if (size == 0) {
        return 0;
      }
      return ((double[]) timestamps.getData(new long[] {size - 1}, length(1)))[0];
    }
  }

  /** Steps up to that of the last spike. */
  public long steps() {
    return Arrays.stream(trains).mapToLong(train -> steps(train.lastTime())).max().orElse(0);
  }

  /**
   * The packet of consecutive steps, which must not begin before the end of the last one's. Valid
   * until the next call.
   */
  public MemorySegment packet(long firstStep, int steps) {
    if (bounds.length <= steps * trains.length) {
      bounds = new int[steps * trains.length + 1];
    }
    count = 0;
    for (int step = 0; step < steps; step++) {
      for (int group = 0; group < trains.length; group++) {
        bounds[step * trains.length + group] = count;
        take(trains[group], firstStep + step);
      }
    }
    bounds[steps * trains.length] = count;
    return packets.write(firstStep, steps, trains.length, bounds, ids);
  }

  /** Takes the spikes of a step; what is left of earlier ones is passed over. */
  private void take(Train train, long step) {
    int begin = count;
    while (train.hasNext()) {
      long itsStep = steps(train.time()) - 1;
      if (itsStep > step) {
        break;
      }
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, Math.max(1024, 2 * count));
      }
      ids[count] = train.takeId();
      count += itsStep == step ? 1 : 0;
    }
    // Exact times are not in the order of the ids.
    Arrays.sort(ids, begin, count);
  }

  /** The number of steps at whose end, or within whose last, a time is. */
  private long steps(double time) {
    long steps = Math.max(0, (long) (time / dtMs) - 1);
    while (steps * dtMs < time) {
      steps++;
    }
    return steps;
  }

  @Override
  public void close() {
    file.close();
    packets.close();
  }
}
