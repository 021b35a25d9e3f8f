package org.fimbria.study.page;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.study.ResultsTable;
import org.fimbria.study.Trial;

/** Tables of studies. */
enum Fixtures {
  /** Short runs of {@code mouse-ca1} on a busy machine: all sweeps of the study of performance. */
  SCALING("scaling.csv"),
  /** Made-up values of a grid of two parameters, one point of which fails. */
  GRID("grid.csv");

  private final String name;

  Fixtures(String name) {
    this.name = name;
  }

  List<Trial> trials() throws IOException {
    try {
      return ResultsTable.read(Path.of(Fixtures.class.getResource(name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
