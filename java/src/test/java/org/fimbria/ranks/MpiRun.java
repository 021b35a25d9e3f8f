package org.fimbria.ranks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Runs the main program of a test class in several ranks under {@code mpirun}, bounded in time. The
 * ranks are started by a shell script, since mpirun rewrites the arguments of a program that is
 * named java, and may use all cores.
 *
 * <p>Where MPI or its Java bindings are missing, the test is skipped and says so.
 */
public final class MpiRun {
  /** How it ended, and what all ranks have printed on both streams. */
  public record Result(int exitCode, String output) {}

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final int ranks;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> mpirunOptions = new ArrayList<>();
  private Duration longest = LONGEST;
  private String prefix = "";

  private MpiRun(int ranks) {
    this.ranks = ranks;
  }

  /** A run with so many ranks. */
  public static MpiRun with(int ranks) {
    skipWithoutMpi();
    return new MpiRun(ranks);
  }

  /** Skips the test where ranks cannot be connected. */
  public static void skipWithoutMpi() {
    try {
      RanksProviders.find();
    } catch (RankException e) {
      throw new TestAbortedException("no ranks: " + e.getMessage());
    }
    if (!onPath("mpirun")) {
      throw new TestAbortedException("no ranks: mpirun is not on the path");
    }
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Adds a variable to the environment of mpirun and all ranks. */
  public MpiRun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Adds options of mpirun. */
  public MpiRun options(String... options) {
    mpirunOptions.addAll(List.of(options));
    return this;
  }

  /** Kills mpirun when it takes longer than this instead of a minute, and fails. */
  public MpiRun within(Duration duration) {
    longest = duration;
    return this;
  }

  /** Puts shell code before the start of each rank; {@code $OMPI_COMM_WORLD_RANK} is its number. */
  public MpiRun prefix(String shell) {
    prefix = shell;
    return this;
  }

  /** Runs the main method of a class to its end. */
  public Result main(Class<?> program, String... arguments) {
    try {
      Path folder = Files.createTempDirectory("fimbria-ranks");
      try {
        Process process = start(folder, program, arguments);
        boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
        }
        String output = Files.readString(folder.resolve("output"));
        if (!ended) {
          throw new AssertionError(
              "%s in %d ranks has not ended after %s:%n%s"
                  .formatted(program.getSimpleName(), ranks, longest, output));
        }
        return new Result(process.exitValue(), output);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process start(Path folder, Class<?> program, String... arguments) throws IOException {
    Path rank = folder.resolve("rank");
    Files.writeString(rank, "#!/bin/sh\n" + prefix + "\nexec \"$@\"\n", StandardCharsets.UTF_8);
    if (!rank.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + rank + " executable");
    }
    List<String> command = new ArrayList<>(List.of("mpirun", "-n", Integer.toString(ranks)));
    command.addAll(List.of("--oversubscribe", "--bind-to", "none"));
    command.addAll(mpirunOptions);
    command.addAll(List.of(rank.toString(), System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("-XX:TieredStopAtLevel=1");
    for (String property : List.of("java.library.path", "fimbria.library.path")) {
      command.add("-D%s=%s".formatted(property, System.getProperty(property, "")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("OMPI_ALLOW_RUN_AS_ROOT", "1");
    builder.environment().put("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
