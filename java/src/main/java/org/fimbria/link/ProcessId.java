package org.fimbria.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fimbria.natives.Processes;

/**
 * A process for good: numbers are used again, so its start goes with it.
 *
 * @param pid its number
 * @param start when it began, in the system's ticks; 0 if unknown, negative if it had ended
 * @param namespace of the number: containers count for themselves; 0 if unknown
 */
public record ProcessId(long pid, long start, long namespace) {
  private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)-(\\d+)");
  private static final ProcessId OWN = findOwn();

  /** No process. */
  public static final ProcessId NONE = new ProcessId(0, 0, 0);

  /** This process. */
  public static ProcessId own() {
    return OWN;
  }

  /** The process that has this number now, where this one counts. */
  public static ProcessId of(long pid) {
    return new ProcessId(pid, Processes.start(pid), OWN.namespace);
  }

  /** What {@link #toString} wrote; null for any other text. */
  public static ProcessId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? new ProcessId(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)))
        : null;
  }

  /** Whether it is known to have ended; of another container's process nothing is known. */
  boolean hasEnded() {
    if (namespace != OWN.namespace || start == 0) {
      return false;
    }
    long now = Processes.start(pid);
    return start < 0 || (now != 0 && now != start);
  }

  /** Whether it is one that runs, stopped or not, for all that is known. */
  public boolean isAlive() {
    return pid != 0 && !hasEnded();
  }

  /** Whether it lives, but was told to stop: it runs again after SIGCONT only. */
  public boolean isStopped() {
    if (namespace != OWN.namespace || !isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.startsWith("T", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "%d-%d-%d".formatted(pid, start, namespace);
  }

  private static ProcessId findOwn() {
    long pid = ProcessHandle.current().pid();
    return new ProcessId(pid, Math.max(0, Processes.start(pid)), findNamespace());
  }

  /** The system names it "pid:[4026531836]". */
  private static long findNamespace() {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return Long.parseLong(name.replaceAll("\\D", ""));
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }
}
