package org.fimbria.report;

import io.jhdf.HdfFile;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.analysis.RateHistogram;
import org.fimbria.report.Window.Span;

/**
 * The spikes of a region within a span, counted in bins and drawn as marks: one pass over the file.
 *
 * @param span from whose begin the bins are counted
 * @param binMs width of a bin
 * @param histograms of the populations, in the order of {@link SpikingRegion#KINDS}
 */
record RegionSpikes(
    SpikingRegion region, Span span, double binMs, List<RateHistogram> histograms, Raster raster) {

  /** More bins than this are made wider. */
  private static final int MOST_BINS = 1 << 21;

  /** Reads a region's spikes. */
  static RegionSpikes read(HdfFile file, SpikingRegion region, Span span, double dtMs) {
    List<SpikeTrain> trains = new ArrayList<>();
    for (String kind : SpikingRegion.KINDS) {
      trains.add(new SpikeTrain(file, region.population(kind), span));
    }
    long expected = trains.stream().mapToLong(SpikeTrain::size).sum();
    double binMs = binMs(span, dtMs);
    Raster raster = new Raster(region, expected);
    List<RateHistogram> histograms = new ArrayList<>();
    for (int i = 0; i < trains.size(); i++) {
      String kind = SpikingRegion.KINDS.get(i);
      RateHistogram histogram = new RateHistogram(span.fromMs(), span.toMs(), binMs);
      trains
          .get(i)
          .forEach((timeMs, neuron) -> {
            histogram.add(timeMs);
            raster.add(kind, timeMs, neuron);
          });
      histograms.add(histogram);
    }
    return new RegionSpikes(region, span, binMs, histograms, raster);
  }

  /** A step, or as many as keep the number of bins within bounds. */
  private static double binMs(Span span, double dtMs) {
    double steps = span.lengthMs() / dtMs;
    return dtMs * Math.max(1, Math.ceil(steps / MOST_BINS));
  }

  /** [bins] rates of a population in Hz. */
  double[] rates(String kind) {
    return histograms.get(SpikingRegion.KINDS.indexOf(kind)).rates(region.neurons(kind));
  }

  /** [bins] spikes of both populations. */
  int[] counts() {
    int[] all = histograms.getFirst().counts();
    int[] others = histograms.getLast().counts();
    for (int i = 0; i < all.length; i++) {
      all[i] += others[i];
    }
    return all;
  }
}
