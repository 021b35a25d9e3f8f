package org.fimbria.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.fimbria.experiment.Experiment;
import org.fimbria.launch.Crew;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Presence;
import org.fimbria.launch.Run;
import org.fimbria.launch.RunDirectory;
import org.fimbria.launch.RunResult;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProviders;

/**
 * {@code fimbria run} in one of several processes that mpirun or a scheduler has started together.
 * Rank 0 talks to the user; the exit code is the same in all.
 */
final class RankRun {
  /** For the launcher: as a program that SIGTERM has ended. */
  private static final int STOPPED = 143;

  private static final Duration MEETING = Duration.ofSeconds(60);

  /** Makes the run directory, in rank 0. */
  interface Create {
    RunDirectory directory(PreparedRun prepared) throws Exception;
  }

  /** Says that somebody wants to look at a run, in every rank. */
  interface Show {
    void show(Run run, Crew crew);
  }

  /** Runs and tells the user, in rank 0. */
  interface Finish {
    RunResult run(Run run, Experiment experiment) throws Exception;
  }

  private final Create create;
  private final Show show;
  private final Finish finish;
  private Run run;
  private boolean stopRequested;

  RankRun(Create create, Show show, Finish finish) {
    this.create = create;
    this.show = show;
    this.finish = finish;
  }

  /**
   * Meets the other processes and runs with them.
   *
   * @param prepare loads and checks the experiment for a number of ranks
   */
  int call(IntFunction<Crew.Ready> prepare, long begunNanos) throws Exception {
    try (StopHook _ = new StopHook(this::stop);
        Presence presence = Presence.begin(System.getenv())) {
      try (Ranks ranks = RanksProviders.find().connect(MEETING)) {
        presence.connected(ranks);
        return run(ranks, presence, () -> prepare.apply(ranks.count()), begunNanos);
      } catch (Exception e) {
        presence.end(Main.code(e), e.getMessage() == null ? e.toString() : e.getMessage());
        throw e;
      }
    }
  }

  private int run(Ranks ranks, Presence presence, Callable<Crew.Ready> prepare, long begunNanos)
      throws Exception {
    Crew crew = Crew.meet(ranks, prepare, Main::code);
    PreparedRun prepared = crew.prepared();
    begin(Run.over(crew, () -> create.directory(prepared), Main::code, begunNanos));
    run.watch(presence);
    show.show(run, crew);
    RunResult result =
        crew.isFirst() ? finish.run(run, prepared.plan().experiment()) : run.execute(_ -> {});
    int code = result.failure().isEmpty() ? 0 : Main.FAILED;
    // Before MPI ends, which the loss of a rank delays.
    presence.end(result.stopped() ? STOPPED : code, result.failure());
    return code;
  }

  private synchronized void stop() {
    stopRequested = true;
    if (run != null) {
      run.stop();
    }
  }

  /** A stop may have been asked for while the processes met. */
  private synchronized void begin(Run begun) {
    run = begun;
    if (stopRequested) {
      run.stop();
    }
  }
}
