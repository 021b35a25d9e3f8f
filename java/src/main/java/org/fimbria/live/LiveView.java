package org.fimbria.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.natives.Processors;
import org.fimbria.report.Page;
import org.fimbria.report.ReportPage;

/**
 * The page that shows a run while it goes on, served to a browser that asks once a second.
 *
 * <p>Nothing is made unless somebody asks, and then at most twice a second however many ask.
 */
public final class LiveView implements AutoCloseable {
  /** What the line that says where to look begins with. */
  public static final String LINE = "live view: ";

  private static final List<String> SCRIPTS = List.of("/org/fimbria/live/live.js");

  /** So long what was made is given again. */
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

  /** Who has asked within this time is still there, and asks again within {@link #LINGER}. */
  private static final long PRESENT_NANOS = Duration.ofSeconds(3).toNanos();

  private static final Duration LINGER = Duration.ofSeconds(3);

  private final RunWatch watch;
  private final LiveServer server;
  private final LiveDocument document;
  private final ObjectMapper mapper = new ObjectMapper();
  private Optional<LiveServer.Data> made = Optional.empty();
  private long madeNanos;
  private long askedNanos = System.nanoTime() - PRESENT_NANOS;
  private boolean ended;
  private boolean told;

  /**
   * Begins to answer.
   *
   * @param port 0: a free one
   * @throws IOException if the address cannot be bound
   */
  public LiveView(CoSimulationPlan plan, InetAddress address, int port) throws IOException {
    watch = new RunWatch(plan);
    document = new LiveDocument(plan, watch);
    Runnable prepare = plan.bound() ? () -> Processors.keepThreadOff(0) : () -> {};
    server = new LiveServer(address, port, new Answers(), prepare);
  }

  /** What to open in a browser; whoever knows it can look. */
  public String url() {
    return server.url();
  }

  /** What the run is to be looked at with. */
  public RunWatch watch() {
    return watch;
  }

  /**
   * The run begins.
   *
   * @param directory where its files are while it lasts
   * @param elsewhere asks the other processes of the run and gives what they answered last
   */
  public void begin(Path directory, int ranks, Supplier<List<byte[]>> elsewhere) {
    document.begin(directory, ranks, elsewhere);
  }

  /**
   * The run has ended. Waits until a page that is open knows, for {@link #LINGER} at most.
   *
   * @param status as in {@code provenance.json}
   * @param reason of a failure, else empty
   * @param directory where its files are now
   */
  public synchronized void end(String status, String reason, double simulatedMs, Path directory)
      throws InterruptedException {
    watch.end();
    document.end(new LiveDocument.Ending(status, reason, simulatedMs, directory));
    ended = true;
    made = Optional.empty();
    long deadline = System.nanoTime() + LINGER.toNanos();
    boolean somebody = System.nanoTime() - askedNanos < PRESENT_NANOS;
    long left = LINGER.toMillis();
    while (somebody && !told && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private synchronized LiveServer.Data data() throws IOException {
    askedNanos = System.nanoTime();
    if (made.isEmpty() || askedNanos - madeNanos >= FRESH_NANOS) {
      made = Optional.of(new LiveServer.Data(mapper.writeValueAsBytes(document.node()), ended));
      madeNanos = System.nanoTime();
    }
    return made.get();
  }

  private synchronized void answered(LiveServer.Data data) {
    told |= data.last();
    notifyAll();
  }

  private final class Answers implements LiveServer.Content {
    @Override
    public byte[] page() throws IOException {
      ObjectNode shown = document.node();
      String title = shown.at("/runs/0/about/name").asText();
      Page page =
          new Page(
              title,
              Stream.concat(ReportPage.page(title).scripts().stream(), SCRIPTS.stream()).toList());
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 21);
      page.write(out, shown);
      return out.toByteArray();
    }

    @Override
    public LiveServer.Data data() throws IOException {
      return LiveView.this.data();
    }

    @Override
    public void answered(LiveServer.Data data) {
      LiveView.this.answered(data);
    }
  }
}
