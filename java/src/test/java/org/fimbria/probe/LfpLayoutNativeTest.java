package org.fimbria.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fimbria.connectome.Connectome;
import org.fimbria.connectome.ConnectomeLoader;
import org.fimbria.experiment.Experiment;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.NativeModels;
import org.fimbria.natives.LfpEngine.Source;
import org.fimbria.natives.LfpEngine.Synapses;
import org.fimbria.natives.LfpEngine.SynapsesKind;
import org.fimbria.spiking.SpikingNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfpLayoutNativeTest {
  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void shouldLayOutAnElectrodeForEachSpikingRegion() {
    List<LfpLayout> layouts = layouts("mouse-ca1");
    assertThat(layouts)
        .extracting(layout -> layout.region().label())
        .containsExactly("Right_Field_CA1", "Left_Field_CA1");
    assertThat(layouts)
        .extracting(LfpLayout::populations)
        .containsExactly(List.of(0, 1), List.of(2, 3));
    LfpLayout right = layouts.getFirst();
    assertThat(right.config().populations())
        .extracting(population -> population.rotation().length)
        .containsExactly(8000, 2000);
    assertThat(right.config().sites()).hasDimensions(32, 3);
    assertThat(right.config().inputs()).isEqualTo(1);
    assertThat(right.config().interval_steps()).isEqualTo(10);
    assertThat(right.config().synapsesKind()).isEqualTo(SynapsesKind.CURRENT);
    assertThat(right.config().populations().getFirst().soma())
        .isNotEqualTo(layouts.getLast().config().populations().getFirst().soma());
  }

  @Test
  void shouldSpreadTheSynapsesOfTheNetworkOverTheLayers() {
    List<Synapses> rows = layouts("mouse-ca1").getFirst().config().synapses();
    assertThat(of(rows, Source.GROUP, 0, 0))
        .extracting(Synapses::number)
        .containsExactly(200.0, 200.0);
    assertThat(of(rows, Source.GROUP, 0, 0))
        .extracting(Synapses::z_low_um)
        .containsExactly(300.0, -200.0);
    assertThat(of(rows, Source.GROUP, 0, 0))
        .extracting(Synapses::z_high_um)
        .containsExactly(700.0, 300.0);
    assertThat(of(rows, Source.GROUP, 1, 0)).extracting(Synapses::number).containsExactly(100.0);
    assertThat(of(rows, Source.GROUP, 0, 1)).extracting(Synapses::number).containsExactly(400.0);
    assertThat(of(rows, Source.GROUP, 1, 1)).extracting(Synapses::number).containsExactly(100.0);
    assertThat(of(rows, Source.INPUT, 0, 0)).extracting(Synapses::number).containsExactly(0.5, 0.5);
    assertThat(of(rows, Source.INPUT, 0, 1)).extracting(Synapses::number).containsExactly(1.0);
    assertThat(of(rows, Source.BACKGROUND, 0, 0))
        .extracting(Synapses::rate_hz)
        .containsExactly(2.0, 2.0);
    assertThat(rows).hasSize(5 + 3 + 3);
  }

  @Test
  void shouldTakeWeightDelayTimeConstantAndDrivingForceFromTheNetwork() {
    List<Synapses> rows = layouts("mouse-ca1").getFirst().config().synapses();
    Synapses excitatory = of(rows, Source.GROUP, 0, 0).getFirst();
    assertThat(excitatory.weight()).isEqualTo(1);
    assertThat(excitatory.driving_force_mV()).isCloseTo(64.5, within(1e-12));
    assertThat(excitatory.tau_ms()).isEqualTo(5);
    assertThat(excitatory.delay_steps()).isEqualTo(1);
    assertThat(excitatory.source_size()).isEqualTo(8000);
    Synapses inhibitory = of(rows, Source.GROUP, 1, 1).getFirst();
    assertThat(inhibitory.weight()).isEqualTo(10);
    assertThat(inhibitory.driving_force_mV()).isCloseTo(-15, within(1e-12));
    assertThat(inhibitory.source_size()).isEqualTo(2000);
    assertThat(of(rows, Source.INPUT, 0, 0).getFirst().delay_steps()).isZero();
  }

  @Test
  void shouldNumberStreamsOnceOverAllRegions() {
    List<Integer> streams =
        layouts("mouse-ca1").stream()
            .flatMap(layout -> layout.config().synapses().stream())
            .map(Synapses::stream)
            .toList();
    assertThat(streams).doesNotHaveDuplicates().hasSize(22);
  }

  @Test
  void shouldKeepThePublishedMistakesWhereTheyAreAskedFor() {
    LfpLayout layout = layouts("mouse-ca1-published", "record.lfp.inputs=[recurrent]").getFirst();
    List<Synapses> rows = layout.config().synapses();
    assertThat(layout.config().inputs()).isZero();
    assertThat(rows).extracting(Synapses::source_kind).containsOnly(Source.GROUP);
    assertThat(rows).extracting(Synapses::source).containsOnly(0, 1);
    // weight nS x 1000 mV = weight nA, inward for inhibition too
    assertThat(rows).extracting(Synapses::driving_force_mV).containsOnly(1000.0);
  }

  @Test
  void shouldCountDirectSynapsesFromOtherRegionsAsLongRangeInput() {
    LfpLayout layout = layouts("mouse-ca1-published", "record.lfp.inputs=[long_range]").getFirst();
    List<Synapses> rows = layout.config().synapses();
    // 115 synapses per neuron, all from the other CA1's excitatory neurons
    assertThat(of(rows, Source.GROUP, 2, 0))
        .extracting(Synapses::number)
        .containsExactly(58.0, 57.0);
    assertThat(of(rows, Source.GROUP, 2, 1)).extracting(Synapses::number).containsExactly(115.0);
    assertThat(of(rows, Source.GROUP, 2, 0)).extracting(Synapses::delay_steps).containsOnly(1616);
    assertThat(layout.config().inputs()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheMeanInDegreeOfARuleThatDrawsIt() {
    List<Synapses> rows =
        layouts(
                "mouse-ca1",
                "spiking.projections.excitatory.rule=pairwise_bernoulli",
                "spiking.projections.excitatory.connection_probability=0.01")
            .getFirst()
            .config()
            .synapses();
    assertThat(of(rows, Source.GROUP, 0, 1)).extracting(Synapses::number).containsExactly(80.0);
  }

  @Test
  void shouldReadCellsAndElectrodesFromFiles() throws Exception {
    Path swc = folder.resolve("cell.swc");
    Files.writeString(swc, "1 1 0 0 0 5 -1\n2 9 0 0 5 1 1\n3 9 0 0 400 1 2\n");
    Path sites = Files.writeString(folder.resolve("probe.txt"), "a 0 0 0\nb 0 0 100\n");
    LfpLayout layout =
        layouts("mouse-ca1", "record.lfp.cells.excitatory=" + swc, "record.lfp.electrode=" + sites)
            .getFirst();
    assertThat(layout.config().populations().getFirst().cell().nodes()).isEqualTo(14);
    assertThat(layout.electrode().name()).isEqualTo("probe.txt");
    assertThat(layout.config().sites()).hasDimensions(2, 3);
    assertThat(notes).containsExactly(swc + ": 2 samples of type 9 count as basal dendrite");
  }

  @Test
  void shouldRefuseCellsThatNothingDrives() {
    assertThatThrownBy(() ->
            layouts(
                "mouse-ca1", "record.lfp.inputs=[poisson]", "spiking.poisson.excitatory.rate=0"))
        .isInstanceOf(ProbeException.class)
        .hasMessage(
            "record.lfp.inputs: nothing drives the cells of Right_Field_CA1: none of its inputs"
                + " [POISSON] has synapses");
  }

  @Test
  void shouldRefuseCellsThatDoNotReachALayer() {
    assertThatThrownBy(() ->
            layouts(
                "mouse-ca1",
                "record.lfp.cells.excitatory=basket",
                "record.lfp.layers.upper.z=[500, 700]"))
        .isInstanceOf(ProbeException.class)
        .hasMessageMatching(
            "record.lfp.layers.upper.z: \\[500.0, 700.0\\] um: an excitatory cell with its soma at"
                + " -?[0-9.]+ um has no membrane there; its compartments lie from -[0-9.]+ to"
                + " [0-9.]+ um");
  }

  private List<LfpLayout> layouts(String name, String... sets) {
    Experiment experiment =
        new ExperimentLoader(new NativeModels())
            .load(name, Optional.empty(), List.of(sets))
            .experiment();
    Connectome connectome = new ConnectomeLoader().load(experiment.connectome());
    SpikingNetwork network = SpikingNetwork.of(experiment, connectome);
    return LfpLayout.of(experiment, network, new LfpLayout.Running(20, 2), notes::add);
  }

  private static List<Synapses> of(List<Synapses> rows, Source kind, int source, int target) {
    return rows.stream()
        .filter(row -> row.source_kind() == kind)
        .filter(row -> row.source() == source && row.target() == target)
        .toList();
  }
}
