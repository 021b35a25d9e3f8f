package org.fimbria.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fimbria.cosim.CoSimulationPlan;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRecordingNativeTest {
  @Test
  void shouldLeaveNothingBehind(@TempDir Path folder) throws Exception {
    CoSimulationPlan plan =
        PreparedRun.of(
                new ExperimentLoader(new NativeModels(), _ -> List.of())
                    .load("mouse-ca1", Optional.empty(), List.of("duration=50")))
            .plan();
    try (TrialRecording recording = new TrialRecording(plan, folder)) {
      assertThat(folder).isNotEmptyDirectory();
      assertThat(recording.sinks().spikes()).isEmpty();
      recording.sinks().brain().forEach(monitored -> monitored.sink().close());
    }
    assertThat(folder).isEmptyDirectory();
  }
}
