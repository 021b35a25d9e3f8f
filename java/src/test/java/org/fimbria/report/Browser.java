package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium that looks at a page. Tests that need it are skipped, aloud, where it is
 * missing.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Selenium says which versions of a protocol it knows; nothing here uses them. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts the browser with a window of this size. */
  public static Browser open(int width, int height) {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!there) {
      System.err.println("SKIPPED: no chromium or chromedriver in /usr/bin");
    }
    Assumptions.assumeTrue(there, "chromium and chromedriver");
    SELENIUM.setLevel(Level.SEVERE);
    LoggingPreferences all = new LoggingPreferences();
    all.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--force-device-scale-factor=1",
        "--window-size=" + width + "," + height);
    options.setCapability("goog:loggingPrefs", all);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Loads a file. */
  public void load(Path page) {
    load(page.toUri());
  }

  /** Loads an address. */
  public void load(URI address) {
    driver.get(address.toString());
  }

  /** Runs a function body in the page and returns what it returns. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until a function body returns true; fails after 10 s. */
  public void await(String script) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!Boolean.TRUE.equals(run(script))) {
      assertThat(System.nanoTime()).as("after 10 s: " + script).isLessThan(end);
      Thread.sleep(50);
    }
  }

  /** The driver itself, for mouse and keys. */
  public ChromeDriver driver() {
    return driver;
  }

  /**
   * What the page has written to the console since the last call, errors of the browser included.
   */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Fails if the page has written anything to the console. */
  public void assertSilent() {
    assertThat(console()).isEmpty();
  }

  /** A picture of the window. */
  public void picture(Path file) throws IOException {
    File picture = driver.getScreenshotAs(OutputType.FILE);
    Files.move(picture.toPath(), file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
