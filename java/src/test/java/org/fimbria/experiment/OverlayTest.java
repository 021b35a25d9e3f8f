package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What lies over what: the file over those that it extends, the regime over the file, --set over
 * all.
 */
class OverlayTest {
  private static final String WITH_REGIMES =
      ExperimentFiles.SHORTEST
          + """
          run: {threads: 1, link_timeout: 5}
          regimes:
            calm:
            wild:
              seed: 2
              run: {threads: 2}
          """;

  @TempDir private Path folder;

  private Experiment load(String text, Optional<String> regime, String... sets) {
    return new ExperimentFiles(folder).load(text, regime, sets).experiment();
  }

  @Test
  void shouldMergeARegimeKeyByKey() {
    Experiment wild = load(WITH_REGIMES, Optional.of("wild"));
    assertThat(wild.regime()).isEqualTo("wild");
    assertThat(wild.seed()).isEqualTo(2);
    assertThat(wild.run().threads()).isEqualTo(2);
    assertThat(wild.run().linkTimeoutS()).isEqualTo(5);
    assertThat(wild.run().out()).isEqualTo(Path.of("runs/x-wild"));
  }

  @Test
  void shouldLeaveTheFileAsItIsInAnEmptyRegimeAndInNone() {
    assertThat(load(WITH_REGIMES, Optional.of("calm")).seed()).isEqualTo(1);
    Experiment none = load(WITH_REGIMES, Optional.empty());
    assertThat(none.seed()).isEqualTo(1);
    assertThat(none.regime()).isEmpty();
    assertThat(none.run().out()).isEqualTo(Path.of("runs/x"));
  }

  @Test
  void shouldPreferTheRegimeOfTheCommandLine() {
    String text = WITH_REGIMES + "regime: wild\n";
    assertThat(load(text, Optional.empty()).seed()).isEqualTo(2);
    assertThat(load(text, Optional.of("calm")).seed()).isEqualTo(1);
  }

  @Test
  void shouldNameTheRegimesThatThereAre() {
    ExperimentFiles files = new ExperimentFiles(folder);
    assertThat(files.problems(WITH_REGIMES, Optional.of("wilde")))
        .containsExactly(
            "--regime: 'wilde': allowed: one of calm, wild (nearest valid name 'wild')");
    assertThat(files.problems(ExperimentFiles.SHORTEST, Optional.of("calm")))
        .containsExactly("--regime: 'calm': this experiment has no regimes");
    assertThat(files.problems(WITH_REGIMES + "    sead: 3\n", Optional.of("wild")))
        .singleElement()
        .asString()
        .startsWith("x.yaml:12: sead: 3: unknown key");
  }

  @Test
  void shouldLayARegimeOverTheOneThatItExtends() {
    String text = WITH_REGIMES + "  wilder: {extends: wild, run: {link_timeout: 7}}\n";
    Experiment wilder = load(text, Optional.of("wilder"));
    assertThat(wilder.regime()).isEqualTo("wilder");
    assertThat(wilder.seed()).isEqualTo(2);
    assertThat(wilder.run().threads()).isEqualTo(2);
    assertThat(wilder.run().linkTimeoutS()).isEqualTo(7);
    assertThat(load(text, Optional.of("wild")).run().linkTimeoutS()).isEqualTo(5);
  }

  @Test
  void shouldRefuseARegimeThatExtendsNoneOrItself() {
    ExperimentFiles files = new ExperimentFiles(folder);
    assertThat(files.problems(WITH_REGIMES + "  worse: {extends: wil}\n", Optional.of("worse")))
        .containsExactly(
            "x.yaml:12: regimes.worse.extends: 'wil': allowed: one of calm, wild, worse"
                + " (nearest valid name 'wild')");
    String circle = WITH_REGIMES + "  a: {extends: b}\n  b: {extends: a}\n";
    assertThat(files.problems(circle, Optional.of("a")))
        .containsExactly("x.yaml:13: regimes.b.extends: 'a': extends itself: a -> b -> a");
    assertThat(files.problems(WITH_REGIMES + "  c: {extends: [wild]}\n", Optional.of("c")))
        .containsExactly("x.yaml:12: regimes.c.extends: ['wild']: allowed: the name of a regime");
  }

  @Test
  void shouldSetValuesOverTheRegimeTheLastOneWinning() {
    Experiment set = load(WITH_REGIMES, Optional.of("wild"), "seed=3", "run.threads=4", "seed=5");
    assertThat(set.seed()).isEqualTo(5);
    assertThat(set.run().threads()).isEqualTo(4);
  }

  @Test
  void shouldReadSetValuesAsYaml() {
    Experiment set =
        load(
            ExperimentFiles.SHORTEST,
            Optional.empty(),
            "spiking.regions=[CA1, 7]",
            "duration=1e2",
            "seed=0x10",
            "record.spikes=false",
            "name=\"1e2\"",
            "epoch=max",
            "spiking.poisson={excitatory: {rate: 3.5}}",
            "spiking.poisson.excitatory.weight=-2");
    assertThat(set.spiking().regions()).containsExactly("CA1", "7");
    assertThat(set.durationMs()).isEqualTo(100);
    assertThat(set.seed()).isEqualTo(16);
    assertThat(set.record().spikes()).isFalse();
    assertThat(set.name()).isEqualTo("1e2");
    assertThat(set.epochMs()).isEmpty();
    assertThat(set.spiking().populations().getFirst().poisson())
        .isEqualTo(new Experiment.PoissonSpec(3.5, -2, 0.1));
  }

  @Test
  void shouldRemoveWithNull() {
    Loaded loaded =
        new ExperimentLoader(new TestModels())
            .load(
                "mouse-ca1",
                Optional.empty(),
                List.of("record.membrane=null", "neuralmass.params.T=null", "run=~"));
    assertThat(loaded.experiment().record().membrane()).isEmpty();
    assertThat(loaded.experiment().neuralmass().params()).containsEntry("T", 1.0);
  }

  @Test
  void shouldExtendFilesByRelativePathAndBuiltInsByName() throws Exception {
    ExperimentFiles files = new ExperimentFiles(folder);
    Path lower = Files.createDirectory(folder.resolve("lower"));
    Path brain = Files.createDirectory(lower.resolve("brain"));
    Files.writeString(
        lower.resolve("base.yaml"),
        "extends: mouse-ca1\nname: base\nseed: 8\nconnectome: {source: brain}\n");
    Experiment experiment =
        files
            .load("extends: lower/base.yaml\nduration: 7\n", Optional.of("regular-bursting"))
            .experiment();
    assertThat(experiment.name()).isEqualTo("base");
    assertThat(experiment.seed()).isEqualTo(8);
    assertThat(experiment.durationMs()).isEqualTo(7);
    assertThat(experiment.connectome().source()).isEqualTo(brain.toString());
    assertThat(experiment.spiking().between_regions().synapses()).isEqualTo(40);
  }

  @Test
  void shouldReportAProblemOfABaseInItsOwnFile() {
    ExperimentFiles files = new ExperimentFiles(folder);
    files.write("base.yaml", ExperimentFiles.SHORTEST + "dt: 7\n");
    assertThat(files.problems("extends: base.yaml\nepoch: 0\n"))
        .containsExactly(
            "base.yaml:6: dt: 7: allowed: a number from 0.001 to 1 ms",
            "x.yaml:2: epoch: 0: allowed: a number > 0 and <= 1000000 ms or max");
  }

  @Test
  void shouldTakeTheConnectomeRelativeToTheFileOrToTheWorkingDirectory() throws Exception {
    Path archive = Files.createFile(folder.resolve("brain.zip"));
    ExperimentFiles files = new ExperimentFiles(folder);
    String text = ExperimentFiles.SHORTEST + "connectome: {source: brain.zip}\n";
    assertThat(files.load(text).experiment().connectome().source()).isEqualTo(archive.toString());
    assertThat(
            files
                .load(ExperimentFiles.SHORTEST, "connectome.source=src")
                .experiment()
                .connectome()
                .source())
        .isEqualTo(Path.of("src").toAbsolutePath().toString());
  }

  @Test
  void shouldTakeElectrodesAndMorphologiesRelativeToTheFile() throws Exception {
    Path electrode = Files.createFile(folder.resolve("probe.txt"));
    Path cell = Files.createFile(folder.resolve("cell.swc"));
    LfpSpec lfp =
        new ExperimentFiles(folder)
            .load(
                ExperimentFiles.SHORTEST
                    + "record: {lfp: {electrode: probe.txt, cells: {inhibitory: cell.swc}}}\n")
            .experiment()
            .record()
            .lfp();
    assertThat(lfp.electrode()).isEqualTo(electrode.toString());
    assertThat(lfp.cells())
        .containsEntry("excitatory", "pyramidal")
        .containsEntry("inhibitory", cell.toString());
  }

  @Test
  void shouldTakeSensorsByNameOrFromAFileBesideTheExperiment() throws Exception {
    Path sensors = Files.createFile(folder.resolve("sensors.txt"));
    ExperimentFiles files = new ExperimentFiles(folder);
    String text =
        ExperimentFiles.SHORTEST
            + "record:\n  ecog: {sensors: sensors.txt, conductivity: 0.3}\n"
            + "  bold: {model: volterra}\n  temporal_average: {variables: [E]}\n";
    Experiment.RecordSpec record = files.load(text).experiment().record();
    assertThat(record.ecog())
        .hasValue(
            new EcogSpec(sensors.toString(), 0.9765625, 0.1, true, OptionalDouble.of(0.3), 0));
    assertThat(record.bold()).hasValue(new BoldSpec(BoldSpec.Model.VOLTERRA, 2000));
    assertThat(record.temporal_average()).isEqualTo(new Experiment.RatesSpec(List.of("E"), 1));
    Experiment.RecordSpec byDefault =
        files.load(ExperimentFiles.SHORTEST, "record.ecog.sensors=none").experiment().record();
    assertThat(byDefault.ecog()).isEmpty();
    assertThat(byDefault.bold()).isEmpty();
    assertThat(byDefault.temporal_average().variables()).isEmpty();
    assertThat(
            files
                .load(ExperimentFiles.SHORTEST, "record.ecog.sensors=hippocampus-16")
                .experiment()
                .record()
                .ecog()
                .orElseThrow()
                .sensors())
        .isEqualTo(EcogSpec.HIPPOCAMPUS_16);
  }

  @Test
  void shouldCountConnectionsByProbabilityOrNumber() {
    String projection =
        ExperimentFiles.SHORTEST
            + "  projections: {p: {source: inhibitory, targets: [excitatory], weight: -1, ";
    assertThat(number(projection + "rule: fixed_indegree, connection_probability: 0.1}}\n"))
        .isEqualTo(2);
    assertThat(number(projection + "rule: fixed_indegree, indegree: 7}}\n")).isEqualTo(7);
    assertThat(number(projection + "rule: pairwise_bernoulli, connection_probability: 0.1}}\n"))
        .isEqualTo(0.1);
    assertThat(number(projection + "rule: pairwise_bernoulli, probability: 0.2}}\n"))
        .isEqualTo(0.2);
    assertThat(number(projection + "rule: fixed_total_number, number: 99}}\n")).isEqualTo(99);
  }

  private double number(String text) {
    return load(text, Optional.empty()).spiking().projections().getFirst().number();
  }
}
