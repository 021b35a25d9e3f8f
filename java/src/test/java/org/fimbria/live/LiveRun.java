package org.fimbria.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunResult;

/** A small run with a live view, in a thread of its own, as the command does it. */
final class LiveRun implements AutoCloseable {
  private static final List<String> SMALL =
      List.of(
          "spiking.neurons_per_region=1000",
          "spiking.populations.excitatory.V_m={mean: -55, std: 4}",
          "spiking.poisson.excitatory.rate=1500",
          "neuralmass.initial.E=[0.002, 0.008]",
          "record.lfp=null");

  private final LiveView view;
  private final Run run;
  private final CountDownLatch going = new CountDownLatch(1);
  private final CompletableFuture<RunResult> result = new CompletableFuture<>();

  /** Begins a run in a new directory. */
  LiveRun(Path directory, String... sets) throws Exception {
    List<String> all = Stream.concat(SMALL.stream(), Stream.of(sets)).toList();
    PreparedRun prepared =
        PreparedRun.of(
            new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.empty(), all));
    view = new LiveView(prepared.plan(), InetAddress.getByName("127.0.0.1"), 0);
    run = Run.in(directory, prepared);
    run.show(view);
    Thread.ofPlatform().daemon().start(this::execute);
  }

  private void execute() {
    try {
      RunResult ended =
          run.execute(ms -> {
            if (ms > 0) {
              going.countDown();
            }
          });
      view.end(
          ended.stopped() ? "stopped" : "complete",
          ended.failure(),
          ended.simulatedMs(),
          ended.directory());
      result.complete(ended);
    } catch (IOException | InterruptedException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  URI page() {
    return URI.create(view.url());
  }

  /** Waits until the run simulates. */
  void awaitGoing() throws InterruptedException {
    going.await();
  }

  /** What the page would get now. */
  JsonNode document() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest asking = HttpRequest.newBuilder(page().resolve("document")).build();
      byte[] json = client.send(asking, HttpResponse.BodyHandlers.ofByteArray()).body();
      return new ObjectMapper().readTree(json);
    }
  }

  /** Asks the run to end. */
  void stop() {
    run.stop();
  }

  /** Waits for the end of the run, and until those who look know. */
  RunResult await() throws Exception {
    return result.get();
  }

  @Override
  public void close() {
    run.stop();
    result.join();
    view.close();
  }
}
