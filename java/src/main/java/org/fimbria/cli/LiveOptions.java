package org.fimbria.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.launch.Crew;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunResult;
import org.fimbria.live.LiveView;
import org.fimbria.live.RunWatch;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code --live}: a page that shows the run while it goes on. */
final class LiveOptions {
  private static final String FREE_PORT = "0";
  private static final int LARGEST_PORT = 65_535;

  @Option(
      names = "--live",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = FREE_PORT,
      preprocessor = OnlyAttached.class,
      description = {
        "Shows the run while it goes on, to a browser of this machine that opens the address which is printed.",
        "PORT: of that address; default: a free one."
      })
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--live-address",
      paramLabel = "ADDRESS",
      description =
          "Address of this machine that --live is to answer on, instead of 127.0.0.1. Without encryption: who reads the network sees what the page shows.")
  private Optional<String> address = Optional.empty();

  private Optional<LiveView> view = Optional.empty();

  /** A word behind {@code --live} is the experiment, unless {@code =} joins them. */
  static final class OnlyAttached implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (!info.get("separator").equals("=")) {
        args.push(FREE_PORT);
      }
      return false;
    }
  }

  /** Begins to answer, if that is wanted, and says where. */
  void open(CoSimulationPlan plan, PrintWriter err) {
    if (port.isEmpty()) {
      if (address.isPresent()) {
        throw new Main.BadInput("--live-address: allowed: together with --live");
      }
      return;
    }
    if (port.get() < 0 || port.get() > LARGEST_PORT) {
      throw new Main.BadInput("--live: %d: allowed: 0 to %d".formatted(port.get(), LARGEST_PORT));
    }
    InetAddress bound = address();
    try {
      view = Optional.of(new LiveView(plan, bound, port.get()));
    } catch (IOException e) {
      throw new Main.BadInput(
          "--live: %s:%d: %s".formatted(bound.getHostAddress(), port.get(), e.getMessage()));
    }
    err.println(LiveView.LINE + view.get().url());
    err.flush();
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(address.orElse("127.0.0.1"));
    } catch (UnknownHostException e) {
      throw new Main.BadInput(
          "--live-address: '%s': allowed: an address of this machine".formatted(address.get()));
    }
  }

  /** Shows a run in one process. */
  void show(Run run) {
    view.ifPresent(run::show);
  }

  /** Shows a run over ranks; called in each of them. */
  void show(Run run, Crew crew) {
    if (view.isPresent()) {
      run.show(view.get());
    } else if (port.isPresent()) {
      run.show(new RunWatch(crew.prepared().plan()));
    }
  }

  /** The run has ended: the page says so. */
  RunResult end(RunResult result) throws InterruptedException {
    if (view.isPresent()) {
      String kept = result.stopped() ? "stopped" : "complete";
      view.get()
          .end(
              result.failure().isEmpty() ? kept : "failed",
              result.failure(),
              result.simulatedMs(),
              result.directory());
    }
    return result;
  }

  /** Answers no more. */
  void close() {
    view.ifPresent(LiveView::close);
  }
}
