package org.fimbria.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fimbria.launch.RunResult;
import org.fimbria.report.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run that goes on, in a browser. */
@Timeout(120)
class LiveViewIT {
  private static final String FIGURES =
      "return fimbria.page.figures().map(figure => figure.id).join(' ')";
  private static final String SIMULATED = "return document.querySelector('progress').value";

  @TempDir Path folder;

  @Test
  void shouldFollowARunToItsEnd() throws Exception {
    try (LiveRun live = new LiveRun(folder.resolve("run"), "duration=1e6");
        Browser browser = Browser.open(1400, 1000)) {
      browser.load(live.page());
      browser.await("return document.querySelector('progress').value > 1000");
      assertThat((String) browser.run(FIGURES))
          .contains("raster-", "activity-", "regional-rates", "timers");
      browser.run("fimbria.page.drawAll()");
      assertThat((String) browser.run("return document.getElementById('state').textContent"))
          .contains("The run goes on.");
      double before = ((Number) browser.run(SIMULATED)).doubleValue();
      browser.await("return document.querySelector('progress').value > " + (before + 1000));
      live.stop();
      RunResult result = live.await();
      browser.await("return document.getElementById('state').dataset.status === 'stopped'");
      assertThat((String) browser.run("return document.getElementById('head').textContent"))
          .contains("The run was stopped.", result.directory().resolve("report.html").toString());
      browser.assertSilent();
    }
  }
}
