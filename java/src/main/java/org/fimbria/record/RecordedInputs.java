package org.fimbria.record;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.TrainRecipe;

/** The input of one region as {@link InputsFile} has written it: the packets of a run, again. */
public final class RecordedInputs {
  private final long[] events;
  private final double[] mean;
  private final TrainRecipe.Stream stream;
  private MemorySegment packet = MemorySegment.NULL;

  /**
   * Reads a region's input.
   *
   * @param region its name
   * @throws io.jhdf.exceptions.HdfException if the file is not readable or lacks the region
   */
  public RecordedInputs(Path path, String region) {
    try (HdfFile file = new HdfFile(path)) {
      Group group = (Group) file.getByPath(InputsFile.group(region));
      Dataset recorded = group.getDatasetByPath("events");
      boolean empty = recorded.getSize() == 0;
      events = empty ? new long[0] : (long[]) recorded.getData();
      mean = empty ? new double[0] : (double[]) group.getDatasetByPath("mean").getData();
      stream =
          empty
              ? new TrainRecipe.Stream(0, 1, 0, 0)
              : new TrainRecipe.Stream(
                  whole(group, "seed"),
                  (double) group.getAttribute("probability").getData(),
                  (int) whole(group, "index"),
                  (int) whole(group, "blocks"));
    }
  }

  private static long whole(Group group, String attribute) {
    return (long) group.getAttribute(attribute).getData();
  }

  /** Steps recorded. */
  public long steps() {
    return events.length;
  }

  /** The packet of consecutive steps; valid until the next call. */
  public MemorySegment packet(long firstStep, int steps) {
    long bytes = SpikeTrains.recipeBytes(steps);
    if (packet.byteSize() < bytes) {
      packet = Arena.ofAuto().allocate(bytes, Long.BYTES);
    }
    TrainRecipe.write(stream, firstStep, steps, Math.toIntExact(firstStep), events, mean, packet);
    return packet;
  }
}
