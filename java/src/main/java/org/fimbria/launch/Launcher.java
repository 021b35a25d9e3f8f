package org.fimbria.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.fimbria.cosim.Placement;
import org.fimbria.link.ProcessId;
import org.fimbria.link.SharedMemory;
import org.fimbria.ranks.Board;
import org.fimbria.ranks.RanksProviders;

/**
 * Starts the ranks of a run, waits for them, and ends what they cannot end themselves.
 *
 * <p>Rank 0 writes the run directory and says how the run ended. The launcher only passes on what
 * it says, unless rank 0 or mpirun is killed: then it ends the remaining processes, finishes the
 * run directory as failed with the reason, and deletes what the job left in shared memory.
 */
public final class Launcher {
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final Mpirun mpirun;
  private final Path target;
  private final Placement placement;
  private final Duration timeout;
  private final List<String> program;
  private final PrintWriter out;
  private final PrintWriter err;
  private volatile boolean stopRequested;
  private volatile boolean hurry;

  /**
   * Prepares a launch; nothing is started or created.
   *
   * @param target run directory, which the arguments of the program name too
   * @param timeout of the links
   * @param program that each rank runs, with its arguments
   * @throws org.fimbria.ranks.RankException if something is missing for ranks
   */
  public Launcher(
      Path target,
      Placement placement,
      Duration timeout,
      List<String> program,
      PrintWriter out,
      PrintWriter err) {
    RanksProviders.find();
    mpirun = Mpirun.find(System.getenv());
    this.target = target;
    this.placement = placement;
    this.timeout = timeout;
    this.program = program;
    this.out = out;
    this.err = err;
  }

  /** Asks the run to end in order; asked again, it ends at once. */
  public void stop() {
    hurry = stopRequested;
    stopRequested = true;
  }

  /**
   * Runs to the end.
   *
   * @param progress told the epoch that rank 0 is in, some times per second
   * @return exit code
   */
  public int run(LongConsumer progress) throws IOException, InterruptedException {
    Leftovers.clean();
    SharedMemory.cleanLeftovers();
    ProcessId own = ProcessId.own();
    Path file = Board.fileOf(own.pid() + "-" + own.start());
    try (Board board = Board.open(file, placement.ranks())) {
      board.setLauncher(own);
      Process process = start(file);
      board.setStarter(ProcessId.of(process.pid()));
      MpirunOutput output = new MpirunOutput(process.errorReader(), err);
      Thread errors = Thread.ofPlatform().daemon().name("stderr").start(output);
      Thread results =
          Thread.ofPlatform().daemon().name("stdout").start(() -> pass(process.inputReader()));
      Supervision supervision = new Supervision(board, placement, process, mpirun.name(), timeout);
      while (supervision.goesOn(stopRequested, hurry)) {
        progress.accept(board.epoch(0));
        Thread.sleep(INTERVAL);
      }
      new JobProcesses(file).kill();
      process.destroyForcibly();
      results.join(INTERVAL.multipliedBy(20));
      errors.join(INTERVAL.multipliedBy(20));
      Leftovers.cleanJob(board);
      SharedMemory.cleanLeftovers();
      return end(board, supervision, output);
    }
  }

  private Process start(Path file) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder().redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> environment = builder.environment();
    environment.put(Board.ENVIRONMENT, file.toString());
    mpirun.prepare(environment, placement.ranks());
    return builder.command(mpirun.command(placement.ranks(), program, environment)).start();
  }

  private void pass(BufferedReader reader) {
    try (reader) {
      reader.lines().forEach(out::println);
      out.flush();
    } catch (IOException e) {
      err.println("fimbria: " + e.getMessage());
    }
  }

  /** Says what rank 0 could not say any more, and finishes its directory. */
  private int end(Board board, Supervision supervision, MpirunOutput output) throws IOException {
    Optional<String> failure = supervision.failure();
    if (failure.isEmpty()) {
      Optional<Path> ended = RunDirectory.ended(target);
      if (ended.isPresent()) {
        AbandonedRun.keepLog(ended.get(), output.lines());
      }
      // With mpirun the last words of rank 0 were lost.
      if (!board.reason(0).isEmpty() && !output.told()) {
        err.println("fimbria: " + board.reason(0));
        err.flush();
      }
      return board.exitCode(0);
    }
    Optional<Path> left = AbandonedRun.finish(target, failure.get(), output.lines());
    if (left.isEmpty() && !output.told()) {
      output.telling().forEach(err::println);
    }
    err.println("fimbria: " + failure.get());
    left.ifPresent(directory -> err.println("fimbria: what was recorded is in " + directory));
    err.flush();
    return 1;
  }
}
