package org.fimbria.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.launch.PreparedRun;
import org.fimbria.launch.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the monitors of a run record, against the state of every step. */
@Timeout(120)
class RecordedBrainNativeTest {
  @TempDir Path folder;

  @Test
  void shouldRecordMeansSignalsOfSensorsAndHaemodynamicsOfTheStatesOfARun() throws Exception {
    List<String> sets =
        List.of(
            "duration=120",
            "spiking.neurons_per_region=100",
            "spiking.poisson.excitatory.rate=2500",
            "neuralmass.initial.E=[0.002, 0.008]",
            "record.rates={variables: all, interval: 0.1}",
            "record.temporal_average={variables: [E, W_e], interval: 0.9765625}",
            "record.ecog={sensors: hippocampus-16, conductivity: 0.3}",
            "record.bold={model: volterra, interval: 8}",
            "record.lfp.method=none");
    PreparedRun prepared =
        PreparedRun.of(
            new ExperimentLoader(new NativeModels()).load("mouse-ca1", Optional.empty(), sets));
    Path directory = Run.in(folder.resolve("run"), prepared).execute(_ -> {}).directory();
    assertThat(Readers.h5py("check_brain.py", directory))
        .containsExactly(
            "ok: the brain is busy, proxies too",
            "ok: a temporal average is the mean over 9 or 10 steps",
            "ok: of proxies only the rate is known",
            "ok: a sensor has the gains times the mean rates",
            "ok: BOLD is the kernel folded with means over 4 ms",
            "ok: times are those of the middle, for BOLD of the end");
  }
}
