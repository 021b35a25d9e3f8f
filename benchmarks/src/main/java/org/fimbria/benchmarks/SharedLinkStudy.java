package org.fimbria.benchmarks;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.fimbria.link.Link;
import org.fimbria.link.SharedMemoryLink;
import org.fimbria.natives.Processors;

/**
 * How long does it take to hand an epoch over to another process of the node?
 *
 * <p>Method: two processes, kept off each other's core, and a link each way. The sender knows when
 * it began and handed over, the answer tells when that was seen and had been read: the clock is the
 * same for all processes of a machine. One way, medians in us ({@code signal_p10}: a tenth was
 * faster): {@code write} copies the message into the slot, {@code signal} lasts from the hand-over
 * until the receiver goes on, {@code read} copies it out, {@code total} is all of it. {@code
 * at_once}: the next message follows the answer, so that a short wait ends while the receiver
 * spins. {@code later}: it follows after 200 us, when the receiver sleeps. {@code handed} messages
 * are neither written nor read.
 *
 * <p>benchmarks/shared-link/run sets it beside the same in C.
 */
public final class SharedLinkStudy {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final long IDLE_NANOS = 200_000;
  private static final long ANSWER_BYTES = 2 * Long.BYTES;

  private final Link there;
  private final Link back;
  private final MemorySegment own;
  private long epoch;

  private SharedLinkStudy(Link there, Link back, MemorySegment own) {
    this.there = there;
    this.back = back;
    this.own = own;
  }

  /** Arguments: at_once or later, copied or handed, bytes, rounds; in the other process a job. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean copied = arguments[1].equals("copied");
    long bytes = Long.parseLong(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    boolean answers = arguments.length > 4;
    String job = answers ? arguments[4] : "benchmark" + ProcessHandle.current().pid();
    Process other = answers ? null : start(arguments, job);
    // After the start: a process inherits the processors of the thread that starts it.
    Processors.keepThreadOff(answers ? 0 : 1);
    try (Arena arena = Arena.ofConfined();
        Link there =
            answers
                ? SharedMemoryLink.receiver(job, "ping", "echo", TIMEOUT, bytes)
                : SharedMemoryLink.sender(job, "ping", "echo", TIMEOUT, bytes);
        Link back =
            answers
                ? SharedMemoryLink.sender(job, "echo", "ping", TIMEOUT, bytes)
                : SharedMemoryLink.receiver(job, "echo", "ping", TIMEOUT, bytes)) {
      SharedLinkStudy study = new SharedLinkStudy(there, back, arena.allocate(bytes, 64));
      if (answers) {
        study.answer(2 * rounds, copied);
      } else {
        long idleNanos = arguments[0].equals("later") ? IDLE_NANOS : 0;
        study.measure(rounds, copied, idleNanos); // warms up
        print(arguments, study.measure(rounds, copied, idleNanos));
        other.waitFor();
      }
    }
  }

  private static Process start(String[] arguments, String job) throws IOException {
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UseSerialGC",
      "-Dfimbria.library.path=" + System.getProperty("fimbria.library.path"),
      "-cp",
      System.getProperty("java.class.path"),
      SharedLinkStudy.class.getName(),
      arguments[0],
      arguments[1],
      arguments[2],
      arguments[3],
      job
    };
    return new ProcessBuilder(command).inheritIO().start();
  }

  private Samples[] measure(int rounds, boolean copied, long idleNanos) {
    Samples[] times = {new Samples(), new Samples(), new Samples(), new Samples()};
    for (int round = 0; round < rounds; round++) {
      idle(idleNanos);
      there.sender().awaitReady(epoch);
      long begun = System.nanoTime();
      MemorySegment out = there.sender().transfer(own.byteSize());
      if (copied) {
        out.copyFrom(own);
      }
      long handed = System.nanoTime();
      there.sender().endTransfer(own.byteSize());
      back.receiver().awaitReady(epoch);
      long seen = back.receiver().transfer().getAtIndex(JAVA_LONG, 0);
      long read = back.receiver().transfer().getAtIndex(JAVA_LONG, 1);
      back.receiver().endTransfer();
      epoch++;
      times[0].add((double) (handed - begun));
      times[1].add((double) (seen - handed));
      times[2].add((double) (read - seen));
      times[3].add((double) (read - begun));
    }
    return times;
  }

  private void answer(int rounds, boolean copied) {
    for (; epoch < rounds; epoch++) {
      there.receiver().awaitReady(epoch);
      long seen = System.nanoTime();
      if (copied) {
        MemorySegment.copy(there.receiver().transfer(), 0, own, 0, there.receiver().bytes());
      }
      long read = System.nanoTime();
      there.receiver().endTransfer();
      back.sender().awaitReady(epoch);
      MemorySegment out = back.sender().transfer(ANSWER_BYTES);
      out.setAtIndex(JAVA_LONG, 0, seen);
      out.setAtIndex(JAVA_LONG, 1, read);
      back.sender().endTransfer(ANSWER_BYTES);
    }
  }

  private static void idle(long nanos) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < nanos) {
      Thread.onSpinWait();
    }
  }

  private static void print(String[] arguments, Samples[] times) {
    System.out.printf(
        Locale.ROOT,
        "link,%s,%s,%s,%s,%.2f,%.2f,%.2f,%.2f,%.2f%n",
        arguments[0],
        arguments[1],
        arguments[2],
        arguments[3],
        times[0].median() / 1000,
        times[1].median() / 1000,
        times[1].quantile(0.1) / 1000,
        times[2].median() / 1000,
        times[3].median() / 1000);
  }
}
