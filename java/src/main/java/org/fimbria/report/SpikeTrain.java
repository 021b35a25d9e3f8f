package org.fimbria.report;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import org.fimbria.report.Window.Span;

/** The spikes of a population within a span, read in pieces. */
final class SpikeTrain {
  private final Dataset times;
  private final Dataset ids;
  private final long recorded;
  private final long begin;
  private final long end;

  /** Takes a spike. */
  @FunctionalInterface
  interface Visitor {
    void accept(double timeMs, int neuron);
  }

  /** Finds the span in the file. */
  SpikeTrain(HdfFile file, String population, Span span) {
    times = file.getDatasetByPath("/spikes/" + population + "/timestamps");
    ids = file.getDatasetByPath("/spikes/" + population + "/node_ids");
    recorded = Math.min(times.getSize(), ids.getSize());
    begin = firstFrom(span.fromMs());
    end = firstFrom(span.toMs());
  }

  /** Spikes of the whole run. */
  long recorded() {
    return recorded;
  }

  /** Spikes of the span. */
  long size() {
    return end - begin;
  }

  /** Visits the spikes of the span in the order of time. */
  void forEach(Visitor visitor) {
    for (long at = begin; at < end; at += Slices.ELEMENTS) {
      int count = (int) Math.min(Slices.ELEMENTS, end - at);
      double[] time = Slices.rows(times, at, count);
      int[] neuron = Slices.wholes(ids, at, count);
      for (int i = 0; i < count; i++) {
        visitor.accept(time[i], neuron[i]);
      }
    }
  }

  /** Index of the first spike that is not before a time. */
  private long firstFrom(double ms) {
    long low = 0;
    long high = recorded;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (Slices.rows(times, middle, 1)[0] < ms) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
