package org.fimbria.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The made-up document of the tests. */
final class Synthetic {
  private Synthetic() {}

  /** The text of a document whose rasters have {@code marks} dots, of a run of so many ms. */
  static String document(FigureRenderer renderer, int marks, int durationMs) throws IOException {
    try (InputStream in = Synthetic.class.getResourceAsStream("synthetic.js")) {
      renderer.run(new String(in.readAllBytes(), StandardCharsets.UTF_8), "synthetic.js");
    }
    String call = "JSON.stringify(fimbria.synthetic(%d, %d))".formatted(marks, durationMs);
    return String.valueOf(renderer.run(call, "document"));
  }
}
