package org.fimbria.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fimbria.natives.Hdf5File.Type;

/**
 * One SHA-256 over everything that the files of a run record, independent of how it was cut into
 * calls, chunks and compressed blocks.
 *
 * <p>It covers, in the order of the names, each growing dataset's name, type, shape and values in
 * full precision. Two runs with the same hash recorded the same bits. Files register their datasets
 * from any thread; each dataset is fed by one thread at a time.
 */
public final class RecordHash {
  private static final int PIECE = 1 << 13;

  private final SortedMap<String, Dataset> datasets = new TreeMap<>();

  /** Starts the digest of a dataset; the name holds the file's, {@code rates.h5/E}. */
  synchronized Dataset dataset(String name, Type type, long... rowShape) {
    Dataset dataset = new Dataset(type, rowShape);
    if (datasets.putIfAbsent(name, dataset) != null) {
      throw new IllegalArgumentException(name + " is recorded twice");
    }
    return dataset;
  }

  /**
   * What the hash needs of one dataset.
   *
   * @param shape type, rows and shape of a row
   * @param sha256 of the values, in hexadecimal
   */
  public record Part(String shape, String sha256) {}

  /** The parts recorded so far, by name: what one process adds to the hash of a run. */
  public synchronized SortedMap<String, Part> parts() {
    SortedMap<String, Part> parts = new TreeMap<>();
    datasets.forEach((name, dataset) ->
        parts.put(name, new Part(dataset.shape(), HexFormat.of().formatHex(dataset.digest()))));
    return parts;
  }

  /** The hash of what was recorded so far, in hexadecimal. */
  public String hex() {
    return hex(parts());
  }

  /** The hash of all the parts of a run, in hexadecimal. */
  public static String hex(SortedMap<String, Part> parts) {
    MessageDigest all = sha256();
    parts.forEach((name, part) -> {
      all.update((name + " " + part.shape() + "\n").getBytes(UTF_8));
      all.update(HexFormat.of().parseHex(part.sha256()));
    });
    return HexFormat.of().formatHex(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The values of one dataset. */
  static final class Dataset {
    private final MessageDigest digest = sha256();
    private final Type type;
    private final long[] rowShape;
    private final long rowBytes;
    private final byte[] piece = new byte[PIECE];
    private long rows;

    private Dataset(Type type, long[] rowShape) {
      this.type = type;
      this.rowShape = rowShape.clone();
      rowBytes = Arrays.stream(rowShape).reduce(type.bytes(), (a, b) -> a * b);
    }

    /** Adds rows, which fill the segment from its begin on. */
    synchronized void add(long count, MemorySegment values) {
      long bytes = count * rowBytes;
      for (long begin = 0; begin < bytes; begin += PIECE) {
        int length = (int) Math.min(PIECE, bytes - begin);
        MemorySegment.copy(values, ValueLayout.JAVA_BYTE, begin, piece, 0, length);
        digest.update(piece, 0, length);
      }
      rows += count;
    }

    private synchronized String shape() {
      return type + " " + rows + " " + Arrays.toString(rowShape);
    }

    private synchronized byte[] digest() {
      try {
        return ((MessageDigest) digest.clone()).digest();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError("the platform's SHA-256 can be cloned", e);
      }
    }
  }
}
