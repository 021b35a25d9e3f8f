package org.fimbria.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedRunTest {
  @TempDir Path folder;

  @Test
  void shouldFinishTheDirectoryWithTheReason() throws Exception {
    Path target = folder.resolve("run");
    RunDirectory directory = RunDirectory.create(target);
    directory.write("provenance.json", "{\"seed\": 1, \"status\": \"running\"}");
    directory.write("experiment.yaml", "seed: 1\n");

    Path failed = AbandonedRun.finish(target, "rank 0 was killed", List.of("noise")).orElseThrow();

    assertThat(failed).isEqualTo(folder.resolve("run.failed"));
    JsonNode provenance = new ObjectMapper().readTree(failed.resolve("provenance.json").toFile());
    assertThat(provenance.get("seed").asInt()).isEqualTo(1);
    assertThat(provenance.get("status").asText()).isEqualTo("failed");
    assertThat(provenance.get("reason").asText()).isEqualTo("rank 0 was killed");
    assertThat(failed.resolve("experiment.yaml")).hasContent("seed: 1");
    assertThat(failed.resolve("report.html")).content().contains("rank 0 was killed");
    assertThat(failed.resolve("log/mpirun.log")).hasContent("noise");
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void shouldLeaveARunAloneThatHasNotBegunOrHasEnded() throws Exception {
    Path target = folder.resolve("run");
    assertThat(AbandonedRun.finish(target, "killed", List.of())).isEmpty();
    RunDirectory directory = RunDirectory.create(target);
    directory.finish(false);
    assertThat(AbandonedRun.finish(target, "killed", List.of())).isEmpty();
    assertThat(RunDirectory.ended(target)).contains(target);
  }
}
