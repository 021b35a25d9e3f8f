package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_spike_packet;

/**
 * Reading packets of spikes: those of consecutive steps in groups ({@code fimbria/spikes.h}).
 *
 * <p>The object can {@link #read} one packet after another without new memory: the words behind the
 * header are copied to an array that grows to the largest packet and stays.
 */
public final class SpikePacket {
  private static final long HEADER = fim_spike_packet.layout().byteSize();

  private MemorySegment segment = MemorySegment.NULL;
  private int[] words = {};
  private long firstStep;
  private long count;
  private int steps;
  private int groups;

  /** A packet to {@link #read} into. */
  public SpikePacket() {}

  /**
   * Reads a packet.
   *
   * @param segment memory that starts with the packet's header
   */
  public SpikePacket(MemorySegment segment) {
    read(segment);
  }

  /**
   * Reads another packet; what was known of the last one is gone.
   *
   * @param from memory that starts with the packet's header
   */
  public void read(MemorySegment from) {
    segment = from;
    firstStep = fim_spike_packet.first_step(from);
    count = fim_spike_packet.count(from);
    steps = fim_spike_packet.steps(from);
    groups = fim_spike_packet.groups(from);
    int length = Math.toIntExact((long) steps * groups + 1 + count);
    if (words.length < length) {
      words = new int[Math.max(length, 2 * words.length)];
    }
    MemorySegment.copy(from, ValueLayout.JAVA_INT, HEADER, words, 0, length);
  }

  /** Memory that starts with the packet's header. */
  public MemorySegment segment() {
    return segment;
  }

  /** Neurons per block of input. */
  public static final int BLOCK = Fimbria.FIM_BLOCK();

  /** Bytes of a packet with {@code count} ids. */
  public static long bytes(int steps, int groups, long count) {
    return HEADER + ((long) steps * groups + 1 + count) * Integer.BYTES;
  }

  /** Makes the packet of spikes [step][group][id], ids ascending in a group. */
  public static SpikePacket of(Arena arena, long firstStep, int[][][] ids) {
    int steps = ids.length;
    int groups = steps == 0 ? 0 : ids[0].length;
    int[] bounds = new int[steps * groups + 1];
    int run = 0;
    for (int[][] step : ids) {
      for (int[] group : step) {
        bounds[run + 1] = bounds[run] + group.length;
        run++;
      }
    }
    int[] all = Arrays.stream(ids).flatMap(Arrays::stream).flatMapToInt(Arrays::stream).toArray();
    MemorySegment out = arena.allocate(bytes(steps, groups, all.length), Long.BYTES);
    SpikePacketWriter.write(firstStep, steps, groups, bounds, all, out);
    return new SpikePacket(out);
  }

  /** Blocks that {@code neurons} neurons fill. */
  public static int blocks(long neurons) {
    return Math.toIntExact((neurons + BLOCK - 1) / BLOCK);
  }

  /** First step of the packet. */
  public long firstStep() {
    return firstStep;
  }

  /** Number of steps. */
  public int steps() {
    return steps;
  }

  /** Number of groups: populations when leaving the spiking engine, blocks when entering it. */
  public int groups() {
    return groups;
  }

  /** Number of spikes. */
  public long count() {
    return count;
  }

  /** Size of the whole packet in bytes. */
  public long bytes() {
    return bytes(steps, groups, count);
  }

  /**
   * Position among the ids of the first spike of a step and group; {@code step} counts from the
   * packet's first.
   */
  public int begin(int step, int group) {
    return words[step * groups + group];
  }

  /** Position behind the last spike of a step and group. */
  public int end(int step, int group) {
    return begin(step, group + 1);
  }

  /** Size of the packet and the offsets behind it, in bytes. */
  public long bytesWithOffsets() {
    return offsetsBegin() + count * Double.BYTES;
  }

  /**
   * Time in ms from the spike at a position to the end of its step; only in what {@link
   * SpikingEngine#spikesWithOffsets} wrote.
   */
  public double offset(int position) {
    return segment.get(ValueLayout.JAVA_DOUBLE, offsetsBegin() + (long) position * Double.BYTES);
  }

  private long offsetsBegin() {
    return Math.ceilDiv(bytes(), (long) Double.BYTES) * Double.BYTES;
  }

  /** Id at a position. */
  public int id(int position) {
    return words[steps * groups + 1 + position];
  }
}
