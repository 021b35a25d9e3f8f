package org.fimbria.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.ranks.RankException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MpirunTest {
  @TempDir Path folder;

  @Test
  void shouldTakeMoreRanksThanCoresOutsideOfAnAllocation() throws Exception {
    Map<String, String> environment = path("mpirun");
    List<String> command =
        Mpirun.find(environment).command(3, List.of("/a b/fimbria", "run"), environment);
    assertThat(command)
        .containsExactly(
            folder.resolve("mpirun").toString(),
            "-n",
            "3",
            "--enable-recovery",
            "--bind-to",
            "none",
            "--oversubscribe",
            "/a b/fimbria",
            "run");
  }

  @Test
  void shouldLeaveSlotsAndBindingToTheUserInAnAllocation() throws Exception {
    Map<String, String> environment = path("mpirun", "srun");
    environment.put("SLURM_JOB_ID", "1");
    environment.put("OMPI_MCA_rmaps_base_mapping_policy", "numa:pe=16");
    assertThat(Mpirun.find(environment).command(3, List.of("fimbria"), environment))
        .containsExactly(
            folder.resolve("mpirun").toString(), "-n", "3", "--enable-recovery", "fimbria");
  }

  @Test
  void shouldTakeSrunInAnAllocationWithoutMpirun() throws Exception {
    Map<String, String> environment = path("srun");
    assertThatThrownBy(() -> Mpirun.find(environment))
        .isInstanceOf(RankException.class)
        .hasMessageContaining("mpirun is not on the path");
    environment.put("SLURM_JOB_ID", "1");
    assertThat(Mpirun.find(environment).command(3, List.of("fimbria"), environment))
        .startsWith(folder.resolve("srun").toString(), "-n", "3", "--mpi=pmix");
  }

  @Test
  void shouldTakeItsVariablesToOtherNodes() throws Exception {
    Map<String, String> environment = path("mpirun");
    environment.put("FIMBRIA_NATIVE_VARIANT", "x86-64-v3");
    assertThat(Mpirun.find(environment).command(3, List.of("fimbria"), environment))
        .containsSequence("-x", "FIMBRIA_NATIVE_VARIANT");
  }

  @Test
  void shouldKeepTheSettingsThatTheUserHasMade() throws Exception {
    Map<String, String> environment = path("mpirun");
    environment.put("OMPI_MCA_odls_base_sigkill_timeout", "17");
    Mpirun.find(environment).prepare(environment, 2);
    assertThat(environment)
        .containsEntry("OMPI_MCA_odls_base_sigkill_timeout", "17")
        .containsEntry("OMPI_MCA_btl_vader_single_copy_mechanism", "none");
  }

  /** An environment whose path has only these programs. */
  private Map<String, String> path(String... programs) throws Exception {
    for (String program : programs) {
      assertThat(Files.createFile(folder.resolve(program)).toFile().setExecutable(true)).isTrue();
    }
    return new HashMap<>(Map.of("PATH", folder.toString()));
  }
}
