package org.fimbria.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fimbria.ranks.RankException;

/**
 * What starts ranks, and with which settings: Open MPI's {@code mpirun}, which takes the nodes of a
 * scheduler's allocation by itself, or, in an allocation without it, {@code srun}.
 *
 * <p>Settings of Open MPI that the user's environment has ({@code OMPI_MCA_...}) are left alone.
 */
record Mpirun(Path program, boolean isSrun, boolean inAllocation) {
  /** With these the user has decided where ranks run. */
  private static final List<String> BINDING =
      List.of("OMPI_MCA_hwloc_base_binding_policy", "OMPI_MCA_rmaps_base_mapping_policy");

  /** Variables that tell that a scheduler gave this job its nodes. */
  private static final List<String> ALLOCATIONS =
      List.of("SLURM_JOB_ID", "PBS_NODEFILE", "LSB_JOBID", "PE_HOSTFILE");

  /**
   * How long mpirun waits between being asked to end and asking the ranks, and then again before it
   * kills them, in s: what a rank has to close its files.
   */
  private static final String GRACE_S = "3";

  /** Finds it on the path of the environment. */
  static Mpirun find(Map<String, String> environment) {
    boolean inAllocation = ALLOCATIONS.stream().anyMatch(environment::containsKey);
    Optional<Path> mpirun = onPath("mpirun", environment);
    if (mpirun.isPresent()) {
      return new Mpirun(mpirun.get(), false, inAllocation);
    }
    return onPath("srun", environment)
        .filter(_ -> inAllocation)
        .map(srun -> new Mpirun(srun, true, true))
        .orElseThrow(() ->
            new RankException(
                "needs Open MPI, and mpirun is not on the path; install it (Debian: openmpi-bin, libopenmpi-dev)"));
  }

  /** Starts so many ranks of a program, in a session of its own: Ctrl-C is the launcher's. */
  List<String> command(int ranks, List<String> program, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    onPath("setsid", environment).ifPresent(setsid -> command.add(setsid.toString()));
    command.add(this.program.toString());
    command.addAll(List.of("-n", Integer.toString(ranks)));
    if (isSrun) {
      command.addAll(List.of("--mpi=pmix", "--kill-on-bad-exit=0"));
    } else {
      // Survivors of a rank are to close their files: mpirun leaves them alone.
      command.add("--enable-recovery");
      if (BINDING.stream().noneMatch(environment::containsKey)) {
        command.addAll(List.of("--bind-to", "none"));
      }
      if (!inAllocation) {
        command.add("--oversubscribe");
      }
      // To other nodes mpirun takes only the variables that it is told.
      new TreeMap<>(environment)
          .keySet().stream()
              .filter(name -> name.startsWith("FIMBRIA_"))
              .forEach(name -> command.addAll(List.of("-x", name)));
    }
    command.addAll(program);
    return command;
  }

  /** Sets what Open MPI needs here, unless the user has. */
  void prepare(Map<String, String> environment, int ranks) {
    // Single-copy needs ptrace, which containers forbid, and is no faster for messages of this
    // size.
    environment.putIfAbsent("OMPI_MCA_btl_vader_single_copy_mechanism", "none");
    environment.putIfAbsent("OMPI_MCA_odls_base_sigkill_timeout", GRACE_S);
    if (!inAllocation && ranks > Runtime.getRuntime().availableProcessors()) {
      environment.putIfAbsent("OMPI_MCA_mpi_yield_when_idle", "1");
    }
    if (isRoot()) {
      environment.put("OMPI_ALLOW_RUN_AS_ROOT", "1");
      environment.put("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");
    }
  }

  /** Name for messages. */
  String name() {
    return isSrun ? "srun" : "mpirun";
  }

  private static Optional<Path> onPath(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path file = Path.of(folder).resolve(name);
      if (!folder.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
