package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fimbria.natives.NeuralMassEngine;
import org.fimbria.natives.SpikeTrains;
import org.fimbria.natives.SpikingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The built-in experiments against the published parameter files, number by number, and the numbers
 * that mouse-ca1 re-tunes.
 */
class BuiltInTest {
  @TempDir private Path folder;

  private static final List<String> REGIMES =
      List.of(
          "asynchronous",
          "irregular-synchronous-untuned",
          "regular-bursting-untuned",
          "irregular-synchronous",
          "regular-bursting");

  private final ExperimentLoader loader = new ExperimentLoader(new TestModels());

  private Experiment load(String name, String regime) {
    return loader.load(name, Optional.of(regime), List.of()).experiment();
  }

  @Test
  void shouldRunAsynchronousWhereNoRegimeIsChosen() {
    Experiment unchosen = loader.load("mouse-ca1", Optional.empty(), List.of()).experiment();
    assertThat(unchosen).isEqualTo(load("mouse-ca1", "asynchronous"));
    assertThat(unchosen.regime()).isEqualTo("asynchronous");
    assertThat(loader.regimes("mouse-ca1")).isEqualTo(REGIMES);
    assertThat(loader.regimes("mouse-ca1-published")).isEqualTo(REGIMES);
  }

  @ParameterizedTest
  @CsvSource({
    // regime, E_L e, E_L i, V_reset e, V_reset i, b e, tau_w e
    "asynchronous, -64.5, -65, -64.5, -65, 10, 500",
    "irregular-synchronous-untuned, -64.5, -65, -64.5, -65, 100, 500",
    "irregular-synchronous, -64.5, -65, -64.5, -65, 35, 500",
    "regular-bursting-untuned, -74, -75, -47.5, -75, 50, 150",
    "regular-bursting, -74, -75, -47.5, -75, 70, 150"
  })
  void shouldHaveTheNeuronsOfEachRegime(
      String regime,
      double E_L_e,
      double E_L_i,
      double V_reset_e,
      double V_reset_i,
      double b_e,
      double tau_w_e) {
    var populations = load("mouse-ca1", regime).spiking().populations();
    assertThat(populations)
        .extracting(Experiment.PopulationSpec::name)
        .containsExactly("excitatory", "inhibitory");
    assertThat(populations.getFirst().params())
        .isEqualTo(neuron(E_L_e, V_reset_e, 2.0, b_e, tau_w_e));
    assertThat(populations.getLast().params()).isEqualTo(neuron(E_L_i, V_reset_i, 0.5, 0, 1));
    assertThat(populations.getFirst().V_m()).isEqualTo(new Experiment.Normal(E_L_e, 0));
    assertThat(populations.getLast().V_m()).isEqualTo(new Experiment.Normal(E_L_i, 0));
    assertThat(populations)
        .extracting(Experiment.PopulationSpec::w)
        .containsOnly(new Experiment.Normal(0, 0));
  }

  private static Map<String, Double> neuron(
      double E_L, double V_reset, double Delta_T, double b, double tau_w) {
    return Map.ofEntries(
        Map.entry("C_m", 200.0),
        Map.entry("g_L", 10.0),
        Map.entry("t_ref", 5.0),
        Map.entry("E_L", E_L),
        Map.entry("V_reset", V_reset),
        Map.entry("V_th", -50.0),
        Map.entry("V_peak", 0.0),
        Map.entry("Delta_T", Delta_T),
        Map.entry("a", 0.0),
        Map.entry("b", b),
        Map.entry("tau_w", tau_w),
        Map.entry("E_ex", 0.0),
        Map.entry("E_in", -80.0),
        Map.entry("tau_syn_ex", 5.0),
        Map.entry("tau_syn_in", 5.0),
        Map.entry("I_e", 0.0));
  }

  @ParameterizedTest
  @CsvSource({
    // regime, in-degree e, in-degree i, weight e, weight i, K, Poisson rate, shared
    "asynchronous, 400, 100, 1, -10, 115, 2, 0.01",
    "irregular-synchronous-untuned, 400, 100, 1, -5, 300, 0, 0.1",
    "irregular-synchronous, 400, 100, 1, -5, 300, 0, 0.1",
    "regular-bursting-untuned, 40, 10, 1, -10, 80, 0, 0.01",
    "regular-bursting, 40, 10, 2, -10, 40, 0, 0.01"
  })
  void shouldHaveTheConnectionsOfEachRegime(
      String regime,
      double fromE,
      double fromI,
      double weightE,
      double weightI,
      double K,
      double hz,
      double p) {
    Experiment experiment = load("mouse-ca1", regime);
    Experiment.SpikingSpec spiking = experiment.spiking();
    assertThat(spiking.excitatory()).isEqualTo(8000);
    assertThat(spiking.inhibitory()).isEqualTo(2000);
    assertThat(spiking.spike_times()).isEqualTo(SpikingEngine.SpikeTimes.GRID);
    assertThat(spiking.projections())
        .containsExactly(
            projection("excitatory", fromE, weightE), projection("inhibitory", fromI, weightI));
    assertThat(spiking.populations())
        .extracting(Experiment.PopulationSpec::poisson)
        .containsOnly(new Experiment.PoissonSpec(hz, weightE, 0.1));
    assertThat(spiking.between_regions())
        .isEqualTo(
            new Experiment.BetweenRegionsSpec(
                Experiment.Through.BRAIN,
                K,
                Experiment.Share.CONNECTOME,
                weightE,
                OptionalDouble.empty()));
    assertThat(experiment.transfer())
        .isEqualTo(
            new Experiment.TransferSpec(
                20.0,
                new Experiment.RatesToSpikesSpec(
                    SpikeTrains.Process.MULTIPLE_INTERACTION, p, K, weightE, 0.1)));
  }

  private static Experiment.ProjectionSpec projection(String source, double number, double weight) {
    return new Experiment.ProjectionSpec(
        source,
        source,
        List.of("excitatory", "inhibitory"),
        SpikingEngine.Rule.FIXED_INDEGREE,
        number,
        weight,
        0.1,
        true,
        true);
  }

  @ParameterizedTest
  @CsvSource({
    // regime, E_L_e, E_L_i, b_e, tau_w_e, Q_e, Q_i, p_connect, K_ext_e, extern, weight_noise
    "asynchronous, -64.5, -65, 10, 500, 1, 10, 0.05, 115, 0.001, 2e-4",
    "irregular-synchronous-untuned, -64.5, -65, 100, 500, 1, 5, 0.05, 300, 0, 6e-4",
    "irregular-synchronous, -64.5, -65, 35, 500, 1, 5, 0.05, 300, 0, 6e-4",
    "regular-bursting-untuned, -74, -75, 50, 150, 1, 10, 0.005, 80, 0.0005, 2e-3",
    "regular-bursting, -74, -75, 70, 150, 2, 10, 0.005, 40, 0.0005, 2e-3"
  })
  void shouldHaveTheMeanFieldOfEachRegime(
      String regime,
      double E_L_e,
      double E_L_i,
      double b_e,
      double tau_w_e,
      double Q_e,
      double Q_i,
      double p,
      double K,
      double external,
      double weight_noise) {
    Experiment.NeuralMassSpec mass = load("mouse-ca1", regime).neuralmass();
    assertThat(mass.params())
        .containsEntry("E_L_e", E_L_e)
        .containsEntry("E_L_i", E_L_i)
        .containsEntry("b_e", b_e)
        .containsEntry("tau_w_e", tau_w_e)
        .containsEntry("Q_e", Q_e)
        .containsEntry("Q_i", Q_i)
        .containsEntry("p_connect_e", p)
        .containsEntry("p_connect_i", p)
        .containsEntry("K_ext_e", K)
        .containsEntry("external_input_ex_ex", external)
        .containsEntry("weight_noise", weight_noise)
        .containsAllEntriesOf(
            Map.of("C_m", 200.0, "g_L", 10.0, "a_e", 0.0, "a_i", 0.0, "b_i", 0.0, "tau_w_i", 1.0))
        .containsAllEntriesOf(
            Map.of("E_e", 0.0, "E_i", -80.0, "tau_e", 5.0, "tau_i", 5.0, "T", 20.0))
        .containsAllEntriesOf(
            Map.of("N_tot", 10000.0, "g", 0.2, "K_ext_i", 0.0, "external_input_in_ex", 0.0))
        .containsAllEntriesOf(Map.of("tau_OU", 20.0, "derivatives", 0.0, "cross_terms", 1.0));
    polynomial(
        mass, "P_e", -0.0498, 0.00506, -0.025, 0.0014, -0.00041, 0.0105, -0.036, 0.0074, -0.0012,
        -0.0407);
    polynomial(
        mass, "P_i", -0.0514, 0.004, -0.0083, 0.0002, -0.0005, 0.0014, -0.014, 0.0045, 0.0028,
        -0.00153);
    assertThat(mass.noise()).isEqualTo(Map.of("xi", 1.0));
    assertThat(mass.initial())
        .containsEntry("W_e", new Experiment.Uniform(0, 5))
        .containsEntry("E", new Experiment.Uniform(0, 0));
  }

  private static void polynomial(Experiment.NeuralMassSpec mass, String name, double... values) {
    for (int i = 0; i < values.length; i++) {
      assertThat(mass.params()).containsEntry(name + i, values[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // regime, in mouse-ca1
    "asynchronous, asynchronous",
    "irregular-synchronous, irregular-synchronous-untuned",
    "regular-bursting, regular-bursting-untuned"
  })
  void shouldRunThePublishedNetworkAsItsCodeDid(String regime, String untuned) {
    Experiment text = load("mouse-ca1", untuned);
    Experiment code = load("mouse-ca1-published", regime);
    assertThat(code.connectome())
        .isEqualTo(
            new Experiment.ConnectomeSpec(
                "synthetic-mouse", Experiment.Rows.TARGETS, Experiment.Normalise.OUTGOING, 3.0));
    assertThat(code.spiking().between_regions())
        .isEqualTo(
            new Experiment.BetweenRegionsSpec(
                Experiment.Through.BOTH,
                text.spiking().between_regions().synapses(),
                Experiment.Share.ALL,
                1.0,
                OptionalDouble.of(161.6)));
    assertThat(code.name()).isEqualTo("mouse-ca1-published");
    assertThat(code.neuralmass()).isEqualTo(text.neuralmass());
    assertThat(code.transfer()).isEqualTo(text.transfer());
    assertThat(code.spiking().populations()).isEqualTo(text.spiking().populations());
    assertThat(code.spiking().projections()).isEqualTo(text.spiking().projections());
  }

  @Test
  void shouldRunAndRecordWhatTheBuiltInSays() {
    Experiment experiment = load("mouse-ca1", "asynchronous");
    assertThat(experiment.seed()).isEqualTo(46);
    assertThat(experiment.durationMs()).isEqualTo(5000);
    assertThat(experiment.dtMs()).isEqualTo(0.1);
    assertThat(experiment.epochMs()).hasValue(2.0);
    assertThat(experiment.connectome())
        .isEqualTo(
            new Experiment.ConnectomeSpec(
                "synthetic-mouse", Experiment.Rows.SOURCES, Experiment.Normalise.INCOMING, 3.0));
    assertThat(experiment.neuralmass().order()).isEqualTo(2);
    assertThat(experiment.neuralmass().integrator()).isEqualTo(NeuralMassEngine.Integrator.HEUN);
    assertThat(experiment.spiking().regions()).containsExactly("Right_Field_CA1", "Left_Field_CA1");
    assertThat(experiment.record().membrane())
        .containsExactly(
            new Experiment.MembraneSpec("excitatory", 10, List.of("V_m", "w"), 1.0),
            new Experiment.MembraneSpec("inhibitory", 10, List.of("V_m", "w"), 1.0));
    assertThat(experiment.record().rates())
        .isEqualTo(
            new Experiment.RatesSpec(
                List.of("E", "I", "C_ee", "C_ei", "C_ii", "W_e", "W_i", "xi"), 1.0));
    assertThat(experiment.record().ecog().orElseThrow())
        .isEqualTo(
            new EcogSpec(
                EcogSpec.HIPPOCAMPUS_16, 1000.0 / 1024, 0.1, true, OptionalDouble.empty(), 0));
    assertThat(load("mouse-ca1-published", "asynchronous").record().ecog().orElseThrow())
        .isEqualTo(
            new EcogSpec(EcogSpec.HIPPOCAMPUS_16, 0.9, 0.1, true, OptionalDouble.empty(), 0));
    assertThat(experiment.run().threads()).isZero();
  }

  @Test
  void shouldRecordNoPotentialsUnlessAskedFor() {
    String neurons = "spiking: {regions: [CA1], neurons_per_region: 100}\n";
    Experiment plain =
        new ExperimentFiles(folder).load("seed: 1\nduration: 10\n" + neurons).experiment();
    assertThat(plain.record().lfp().isWanted()).isFalse();
    assertThat(plain.record().inputs()).isFalse();
    assertThat(plain.record().lfp().layers())
        .isEqualTo(load("mouse-ca1", "asynchronous").record().lfp().layers());
  }

  @Test
  void shouldHaveTheElectrodeCellsAndLayersOfThePublishedScriptWithoutItsMistakes() {
    LfpSpec lfp = load("mouse-ca1", "asynchronous").record().lfp();
    assertThat(lfp.method()).isEqualTo(LfpSpec.Method.KERNEL);
    assertThat(lfp.synapses()).isEqualTo(LfpSpec.Synapses.CURRENT);
    assertThat(lfp.inputs()).containsExactlyInAnyOrder(LfpSpec.Input.values());
    assertThat(List.of(lfp.C_m(), lfp.R_a(), lfp.tau_m(), lfp.sigma(), lfp.radiusUm()))
        .containsExactly(1.0, 150.0, 20.0, 0.3, 2000.0);
    assertThat(lfp.soma()).isEqualTo(new LfpSpec.Depths(-50, 50));
    LfpSpec.Layer upper = lfp.layers().getFirst();
    LfpSpec.Layer lower = lfp.layers().getLast();
    assertThat(upper.z()).isEqualTo(new LfpSpec.Depths(300, 700));
    assertThat(lower.z()).isEqualTo(new LfpSpec.Depths(-200, 300));
    assertThat(upper.share("excitatory", "excitatory")).isEqualTo(0.5);
    assertThat(upper.share("excitatory", "inhibitory")).isZero();
    assertThat(lower.share("inhibitory", "excitatory")).isOne();
  }

  @Test
  void shouldRepeatThePublishedMistakesWhereTheCodeIsAskedFor() {
    LfpSpec lfp = load("mouse-ca1-published", "asynchronous").record().lfp();
    assertThat(lfp.synapses()).isEqualTo(LfpSpec.Synapses.PUBLISHED);
    assertThat(lfp.inputs()).containsExactly(LfpSpec.Input.RECURRENT);
    assertThat(lfp.C_m()).isEqualTo(200.0);
    assertThat(lfp.cells())
        .containsEntry("excitatory", "pyramidal-published")
        .containsEntry("inhibitory", "basket");
  }
}
