package org.fimbria.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.fimbria.live.LiveView;

/**
 * What comes out of mpirun's standard error: lines of Fimbria's own ranks go to the user at once,
 * all others are kept. Among those are mpirun's banners, which tell in fifteen lines what one has
 * told already.
 */
final class MpirunOutput implements Runnable {
  private static final String OWN = "fimbria: ";
  private static final int KEPT = 2000;
  private static final int SHOWN = 12;

  private final BufferedReader reader;
  private final PrintWriter user;
  private final Deque<String> kept = new ArrayDeque<>();
  private boolean told;

  MpirunOutput(BufferedReader reader, PrintWriter user) {
    this.reader = reader;
    this.user = user;
  }

  @Override
  public void run() {
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      take(e.toString());
    }
  }

  private synchronized void take(String line) {
    if (line.startsWith(OWN) || line.startsWith(LiveView.LINE)) {
      told |= line.startsWith(OWN);
      user.println(line);
      user.flush();
    }
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    kept.addLast(line);
  }

  /** Whether a rank has told the user how it ended. */
  synchronized boolean told() {
    return told;
  }

  /** All lines, the last ones if there are too many. */
  synchronized List<String> lines() {
    return new ArrayList<>(kept);
  }

  /** The last lines that say something. */
  synchronized List<String> telling() {
    List<String> telling =
        kept.stream().filter(line -> !line.isBlank() && !line.matches("-+")).toList();
    return telling.subList(Math.max(0, telling.size() - SHOWN), telling.size());
  }
}
