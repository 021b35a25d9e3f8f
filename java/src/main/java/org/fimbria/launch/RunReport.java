package org.fimbria.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fimbria.report.ReportPage;
import org.fimbria.report.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code report.html} at the end of a run, with what there is. */
final class RunReport {
  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);

  private RunReport() {}

  /**
   * Writes it unless the experiment leaves it out; where that fails, one line says why, and the run
   * is what it was.
   */
  static void write(RunDirectory directory) {
    Path file = directory.file(ReportPage.FILE);
    try {
      if (ReportPage.isWanted(directory.path())) {
        ReportPage.write(file, List.of(directory.path()), Window.DEFAULT);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn("{} was not written: {}", ReportPage.FILE, e.toString());
    }
  }
}
