package org.fimbria.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fimbria.natives.NativeLibrary;
import org.fimbria.natives.NativeVariants;

/**
 * What a run depends on besides its experiment: version, machine, libraries. For {@code info} and
 * provenance.
 */
public final class Machine {
  private static final long PROBE_SECONDS = 5;
  private static final String UNKNOWN = "unknown";

  /** Linux counts a process's start in hundredths of a second, whatever its kernel's clock is. */
  private static final double TICKS_PER_SECOND = 100;

  /** Number of the field in /proc/self/stat, from the one behind the command's name. */
  private static final int START_TIME = 19;

  private Machine() {}

  /** Name and value of each fact, in the order in which they are shown. */
  public static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.putAll(build());
    facts.put("host", host());
    facts.put(
        "system",
        "%s %s, %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    facts.put("cpu", cpu());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("jdk", System.getProperty("java.vm.vendor") + " " + Runtime.version());
    facts.put("native variant", NativeVariants.inUse());
    facts.put("compiler", NativeLibrary.compiler());
    facts.put("hdf5", NativeLibrary.hdf5Version());
    facts.put("mpi", mpi());
    return facts;
  }

  /** Seconds since the process was started, to a hundredth; 0 where the system does not tell. */
  public static double processAgeS() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      String[] uptime = Files.readString(Path.of("/proc/uptime")).split(" ");
      double started = Long.parseLong(fields[START_TIME]) / TICKS_PER_SECOND;
      return Math.max(0, Double.parseDouble(uptime[0]) - started);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** Number of the node's processors, whether this process may use them or not. */
  static int processors() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return Math.toIntExact(lines.filter(line -> line.startsWith("processor")).count());
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** The processors that this process may use, as the system numbers them: 0-3,8. */
  static String allowedProcessors() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Cpus_allowed_list:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }

  /** Version of the program and the commit that it was built from. */
  public static Map<String, String> build() {
    Properties properties = new Properties();
    try (InputStream in = Machine.class.getResourceAsStream("/org/fimbria/build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> build = new LinkedHashMap<>();
    build.put("version", properties.getProperty("version", UNKNOWN));
    build.put("commit", properties.getProperty("commit", UNKNOWN));
    return build;
  }

  /** Name, version and commit in a line. */
  static String software() {
    Map<String, String> build = build();
    return "fimbria %s (commit %s)".formatted(build.get("version"), build.get("commit"));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }

  /** First line of {@code mpirun --version}. */
  private static String mpi() {
    try {
      Process process = new ProcessBuilder("mpirun", "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return UNKNOWN;
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse(UNKNOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    } catch (IOException e) {
      return "not installed";
    }
  }
}
