package org.fimbria.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.fimbria.link.LinkException;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a message take over a link and back?
 *
 * <p>Method: two in-process links and a thread that sends back what it receives; each end copies
 * the message in and out, so a round trip copies it four times. {@code AT_ONCE}: the answer comes
 * as fast as it can, which a wait that spins may see before it parks. {@code LATER}: it comes after
 * 200 us of work, when the waiting end has parked.
 *
 * <p>Result: {@code nsPerRoundTrip}, without the work, the median of all; half of it is one way.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LinkBenchmark {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** When the answer comes. */
  public enum Answer {
    AT_ONCE(0),
    LATER(200_000);

    private final long workNanos;

    Answer(long workNanos) {
      this.workNanos = workNanos;
    }
  }

  @Param({"1024", "1048576"})
  public int bytes;

  @Param public Answer answer;

  private final Arena arena = Arena.ofShared();
  private Link there;
  private Link back;
  private Link.Sender sender;
  private Link.Receiver receiver;
  private MemorySegment message;
  private Thread echo;
  private long epoch;

  /** Round trips of an iteration. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Cost {
    private final Samples samples = new Samples();

    @Setup(Level.Iteration)
    public void reset() {
      samples.clear();
    }

    public double nsPerRoundTrip() {
      return samples.median();
    }
  }

  @Setup
  public void connect() {
    there = new InProcessLink("ping", "echo", TIMEOUT);
    back = new InProcessLink("echo", "ping", TIMEOUT);
    sender = there.sender();
    receiver = back.receiver();
    message = arena.allocate(bytes, 64);
    echo = Thread.ofPlatform().name("echo").start(this::echo);
  }

  @Benchmark
  public void roundTrip(Cost cost) {
    long begun = System.nanoTime();
    send(sender, epoch, message);
    receive(receiver, epoch, message);
    epoch++;
    long nanos = System.nanoTime() - begun;
    cost.samples.add((double) (nanos - answer.workNanos));
  }

  @TearDown
  public void disconnect() throws InterruptedException {
    there.abort("the benchmark is over");
    echo.join();
    there.close();
    back.close();
    arena.close();
  }

  private void echo() {
    Link.Receiver from = there.receiver();
    Link.Sender to = back.sender();
    MemorySegment own = arena.allocate(bytes, 64);
    try {
      for (long next = 0; ; next++) {
        receive(from, next, own);
        work();
        send(to, next, own);
      }
    } catch (LinkException _) {
      // Aborted: nobody asks for more.
    }
  }

  private void work() {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < answer.workNanos) {
      Thread.onSpinWait();
    }
  }

  private static void send(Link.Sender to, long epoch, MemorySegment message) {
    to.awaitReady(epoch);
    to.transfer(message.byteSize()).copyFrom(message);
    to.endTransfer(message.byteSize());
  }

  private static void receive(Link.Receiver from, long epoch, MemorySegment message) {
    from.awaitReady(epoch);
    MemorySegment.copy(from.transfer(), 0, message, 0, from.bytes());
    from.endTransfer();
  }
}
