package org.fimbria.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code fimbria test}: known here for its help; the start script runs it, since it builds first.
 */
@Command(
    name = "test",
    description = "Builds and runs all tests: Java, C, sanitizers, start script.")
final class TestCommand implements Callable<Integer> {
  @Parameters(hidden = true)
  private List<String> ignored = List.of();

  @Override
  public Integer call() {
    throw new Main.BadInput("test: start it with ./fimbria test in the project's folder");
  }
}
