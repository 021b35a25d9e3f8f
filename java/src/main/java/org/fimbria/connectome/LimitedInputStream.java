package org.fimbria.connectome;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails beyond a number of bytes, since a small archive can inflate to any size. */
final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private long count;

  LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    counted(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    counted(n);
    return n;
  }

  private void counted(int n) throws IOException {
    count += Math.max(n, 0);
    if (count > limit) {
      throw new IOException("longer than the " + limit + " bytes allowed");
    }
  }
}
