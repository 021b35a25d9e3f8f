package org.fimbria.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.cosim.Deployment;
import org.fimbria.cosim.Placement;
import org.fimbria.ranks.Ranks;

/**
 * The processes of a run, met before it begins: each has checked its input, all have the same
 * program and the same experiment. What is wrong with any of them ends all, with one message.
 */
public final class Crew {
  /** Some process cannot run with the others. */
  public static final class Disagreement extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    private Disagreement(int code, String line) {
      super(line);
      this.code = code;
    }

    /** Exit code of every process. */
    public int code() {
      return code;
    }
  }

  /** An experiment that passed every check, and which rank does what of it. */
  public record Ready(PreparedRun run, Placement placement) {}

  private static final int BAD_INPUT = 2;

  private final Ranks ranks;
  private final Ready ready;
  private final List<Hello> hellos;

  private Crew(Ranks ranks, Ready ready, List<Hello> hellos) {
    this.ranks = ranks;
    this.ready = ready;
    this.hellos = hellos;
  }

  /** What a process says of itself; {@code problem} is empty if it can go on. */
  private record Hello(
      int code, String problem, String program, String experiment, String processors) {}

  /** Where the run's files are; {@code problem} is empty if they can be. */
  private record Home(int code, String problem, String directory, String job) {}

  /**
   * Meets the others; collective.
   *
   * @param prepare loads and checks the experiment
   * @param code exit code of what it throws
   * @throws Disagreement if another process cannot go on; without text in all but rank 0
   * @throws Exception what {@code prepare} threw, in rank 0
   */
  public static Crew meet(Ranks ranks, Callable<Ready> prepare, ToIntFunction<Exception> code)
      throws Exception {
    Ready ready = null;
    Exception wrong = null;
    Hello mine;
    try {
      ready = prepare.call();
      String experiment = ready.run().fingerprint();
      mine = new Hello(0, "", program(), experiment, Machine.allowedProcessors());
    } catch (Exception e) {
      wrong = e;
      mine = new Hello(code.applyAsInt(e), line(e), "", "", "");
    }
    List<Hello> hellos = Json.share(ranks, mine, Hello.class);
    for (int rank = 0; rank < ranks.count(); rank++) {
      Hello hello = hellos.get(rank);
      if (rank == 0 && ranks.rank() == 0 && wrong != null) {
        throw wrong;
      }
      check(ranks, rank, hello.problem().isEmpty(), hello.code(), hello.problem());
    }
    for (int rank = 1; rank < ranks.count(); rank++) {
      Hello first = hellos.getFirst();
      Hello hello = hellos.get(rank);
      String programs = "has %s, rank 0 has %s".formatted(hello.program(), first.program());
      check(ranks, rank, hello.program().equals(first.program()), BAD_INPUT, programs);
      boolean same = hello.experiment().equals(first.experiment());
      check(ranks, rank, same, BAD_INPUT, "has another experiment than rank 0");
    }
    return new Crew(ranks, ready, hellos);
  }

  private static void check(Ranks ranks, int rank, boolean right, int code, String problem) {
    if (!right) {
      String host = ranks.places().get(rank).host();
      throw new Disagreement(
          code, ranks.rank() == 0 ? "rank %d (%s): %s".formatted(rank, host, problem) : "");
    }
  }

  private static String program() {
    return "version %s (commit %s)".formatted(Machine.build().values().toArray());
  }

  private static String line(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Whether this is rank 0, which has the run directory and talks to the user. */
  public boolean isFirst() {
    return ranks.rank() == 0;
  }

  /** The run that all prepared. */
  public PreparedRun prepared() {
    return ready.run();
  }

  Placement placement() {
    return ready.placement();
  }

  Ranks ranks() {
    return ranks;
  }

  /** The plan for this process. */
  CoSimulationPlan plan() {
    int own = ranks.rank();
    return RankPlan.of(
        prepared().plan(), own, placement().spiking(), other -> sharesProcessors(own, other));
  }

  private boolean sharesProcessors(int a, int b) {
    return ranks.places().get(a).node() == ranks.places().get(b).node()
        && hellos.get(a).processors().equals(hellos.get(b).processors());
  }

  /** The run directory and the deployment of a run. */
  record Start(RunDirectory directory, Deployment deployment) {}

  /**
   * Rank 0 creates the run directory, which the others find in a file system that all have in
   * common; collective.
   *
   * @throws Exception what {@code create} threw, in rank 0
   * @throws Disagreement in the others, then
   */
  Start start(Callable<RunDirectory> create, ToIntFunction<Exception> code) throws Exception {
    Home mine = new Home(0, "", "", "");
    RunDirectory directory = null;
    Exception wrong = null;
    if (isFirst()) {
      try {
        directory = create.call();
        mine = new Home(0, "", directory.target().toString(), UUID.randomUUID().toString());
      } catch (Exception e) {
        wrong = e;
        mine = new Home(code.applyAsInt(e), line(e), "", "");
      }
    }
    Home home = Json.share(ranks, mine, Home.class).getFirst();
    if (wrong != null) {
      throw wrong;
    }
    check(ranks, 0, home.problem().isEmpty(), home.code(), home.problem());
    if (directory == null) {
      directory = RunDirectory.join(Path.of(home.directory()));
    }
    var transport = prepared().plan().experiment().run().transport();
    return new Start(directory, Deployment.of(placement(), ranks, transport, home.job()));
  }
}
