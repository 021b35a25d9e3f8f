package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import org.fimbria.analysis.Peak;
import org.fimbria.analysis.Peaks;
import org.fimbria.analysis.PowerSpectrum;
import org.fimbria.analysis.Spectrogram;
import org.fimbria.analysis.Welch;
import org.fimbria.report.Window.Span;

/**
 * Spectra of a region up to {@value #HIGHEST_HZ} Hz, as in the published figures: of the number of
 * spikes of both populations in each step, relative to the largest, and of the potential at the
 * middle site; segments of 1 s that overlap by half, under a Hann window, without their mean.
 */
public final class SpectraPart {
  private static final double HIGHEST_HZ = 200;
  private static final double LOWEST_PEAK_HZ = 1;
  private static final double SEGMENT_MS = 1000;
  private static final double SHORTEST_MS = 200;
  private static final double LOWEST_DB = -200;

  /** The start out of silence, left out of runs that are longer than twice as long. */
  private static final double START_MS = 1000;

  private SpectraPart() {}

  /** Adds the spectra of a region's spikes, if there are enough of them. */
  static void add(ObjectNode region, RegionSpikes spikes, Absences absences) {
    Span span = span(spikes.span());
    int first = (int) Math.round((span.fromMs() - spikes.span().fromMs()) / spikes.binMs());
    int[] counts = spikes.counts();
    int[] used = Arrays.copyOfRange(counts, Math.min(first, counts.length), counts.length);
    if (span.lengthMs() < SHORTEST_MS) {
      absences.add("spectra", "less than %s ms".formatted(SHORTEST_MS));
    } else if (Arrays.stream(used).allMatch(count -> count == 0)) {
      absences.add("spectra", "no spikes in " + region.path("name").asText());
    } else {
      addHistogram(region, used, span.fromMs(), spikes.binMs());
    }
  }

  /** Adds {@code lfpPsd}, of the middle site. */
  static void add(ObjectNode region, LfpPart lfp, Span shown) {
    Span span = span(shown);
    double[] series = lfp.series(span, lfp.middle());
    // The record of a run that failed may end before the run did.
    if (series.length >= SHORTEST_MS * 1e-3 * lfp.rateHz()) {
      String quantity =
          String.format(Locale.ROOT, "local field potential at z = %.1f um", lfp.middle().z());
      String unit = lfp.unit() + "^2/Hz";
      ObjectNode density = psd(series, lfp.rateHz(), span.fromMs());
      region.set("lfpPsd", density.put("quantity", quantity).put("unit", unit));
    }
  }

  /** The part of a span over which spectra are taken. */
  private static Span span(Span shown) {
    double from = shown.toMs() > 2 * START_MS ? Math.max(START_MS, shown.fromMs()) : shown.fromMs();
    return new Span(Math.min(from, shown.toMs()), shown.toMs());
  }

  /**
   * Adds {@code spectrogram} and {@code psd} of a histogram.
   *
   * @param counts [bins] spikes, some
   * @param fromMs begin of the first bin
   */
  public static void addHistogram(ObjectNode region, int[] counts, double fromMs, double binMs) {
    double largest = Arrays.stream(counts).max().orElse(0);
    double[] series = new double[counts.length];
    for (int i = 0; i < series.length; i++) {
      series[i] = counts[i] / largest;
    }
    String quantity = "spikes of both populations per %s ms over their maximum".formatted(binMs);
    region.set("spectrogram", spectrogram(series, fromMs, 1000 / binMs).put("quantity", quantity));
    ObjectNode density = psd(series, 1000 / binMs, fromMs);
    region.set("psd", density.put("quantity", quantity).put("unit", "1/Hz"));
  }

  /** Welch's density of a series that begins at a time, with its peaks. */
  static ObjectNode psd(double[] series, double rateHz, double fromMs) {
    PowerSpectrum spectrum = Welch.density(series, rateHz, segment(series, rateHz));
    int shown = shown(spectrum.f());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("f", Numbers.array(Arrays.copyOf(spectrum.f(), shown)));
    node.set("p", Numbers.array(Arrays.copyOf(spectrum.p(), shown)));
    node.put("segments", spectrum.segments());
    node.set("from", Numbers.time(fromMs));
    ArrayNode peaks = node.putArray("peaks");
    for (Peak peak : Peaks.find(spectrum, LOWEST_PEAK_HZ, HIGHEST_HZ)) {
      ObjectNode one = peaks.addObject();
      one.set("f", Numbers.number(peak.f()));
      one.set("p", Numbers.number(peak.p()));
      one.set("prominence", Numbers.node(Numbers.decimals(peak.prominence(), 1)));
    }
    return node;
  }

  private static ObjectNode spectrogram(double[] series, double fromMs, double rateHz) {
    int length = segment(series, rateHz);
    int overlap = length / 2;
    Spectrogram spectrogram = Spectrogram.of(series, rateHz, length, overlap);
    int shown = shown(spectrogram.f());
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("f", Numbers.array(Arrays.copyOf(spectrogram.f(), shown)));
    ArrayNode t = node.putArray("t");
    ArrayNode dB = node.putArray("dB");
    for (int k = 0; k < spectrogram.t().length; k++) {
      t.add(Numbers.time(fromMs + 1000 * spectrogram.t()[k]));
      ArrayNode column = dB.addArray();
      for (int i = 0; i < shown; i++) {
        double level = Spectrogram.decibel(spectrogram.p()[k][i], LOWEST_DB);
        column.add(Numbers.node(Numbers.decimals(level, 1)));
      }
    }
    return node.put("nfft", length).put("overlap", overlap);
  }

  private static int segment(double[] series, double rateHz) {
    return (int) Math.min(series.length, Math.round(SEGMENT_MS * 1e-3 * rateHz));
  }

  private static int shown(double[] f) {
    int shown = 0;
    while (shown < f.length && f[shown] <= HIGHEST_HZ) {
      shown++;
    }
    return shown;
  }
}
