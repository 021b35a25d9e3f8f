package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peaks of a document as lines. */
class PeaksTableTest {
  private static final String DOCUMENT =
      """
      {"runs": [{
        "about": {"name": "a, b", "experiment": "mouse-ca1", "regime": "regular-bursting", "seed": 46},
        "window": {"from": 0, "to": 12000},
        "regions": [
          {"name": "left",
           "psd": {"from": 1000, "segments": 21, "unit": "1/Hz", "peaks": [
             {"f": 160, "p": 1.25e-7, "prominence": 18.1}, {"f": 3, "p": 0.002, "prominence": 7}]},
           "lfpPsd": {"from": 1000, "segments": 21, "unit": "uV^2/Hz", "peaks": []}},
          {"name": "right"}]}]}
      """;

  @TempDir Path folder;

  @Test
  void shouldWriteALineForEachPeakAndOneForASpectrumWithout() throws Exception {
    Path file = folder.resolve(PeaksTable.FILE);
    JsonNode document = new ObjectMapper().readTree(DOCUMENT);
    PeaksTable.write(file, document);
    String run = "\"a, b\",mouse-ca1,regular-bursting,46,1000,12000,left,";
    assertThat(file)
        .content()
        .isEqualTo(
            "run,experiment,regime,seed,from_ms,to_ms,region,spectrum,segments,unit,peak_hz,density,"
                + "prominence_db\n"
                + run
                + "spikes,21,1/Hz,160,1.25E-7,18.1\n"
                + run
                + "spikes,21,1/Hz,3,0.002,7\n"
                + run
                + "lfp,21,uV^2/Hz,,,\n");
  }
}
