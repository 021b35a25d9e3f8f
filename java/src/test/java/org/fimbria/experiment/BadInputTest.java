package org.fimbria.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of bad input gives one line of its own, which names file, line, key, value and what is
 * allowed.
 */
class BadInputTest {
  @TempDir private Path folder;

  private List<String> problems(String text, String... sets) {
    return new ExperimentFiles(folder).problems(text, sets);
  }

  /** Problems of the shortest file with more lines at its end, which begin at line 6. */
  private List<String> problemsOf(String more) {
    return problems(ExperimentFiles.SHORTEST + more.replace('|', '\n'));
  }

  @Test
  void shouldAcceptAnyRefractoryPeriodWithExactSpikeTimes() {
    assertThat(
            problems(
                ExperimentFiles.SHORTEST,
                "spiking.spike_times=exact",
                "spiking.populations.excitatory.params.t_ref=0.05"))
        .isEmpty();
  }

  @Test
  void shouldAcceptTheShortestFile() {
    assertThat(problems(ExperimentFiles.SHORTEST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " => ",
      value = {
        // types
        "dt: fast => x.yaml:6: dt: 'fast': allowed: a number from 0.001 to 1 ms",
        "dt: \"0.1\" => x.yaml:6: dt: '0.1': allowed: a number from 0.001 to 1 ms",
        "dt: [0.1] => x.yaml:6: dt: [0.1]: allowed: a number from 0.001 to 1 ms",
        "epoch: maximal => x.yaml:6: epoch: 'maximal': allowed: a number > 0 and <= 1000000 ms or max (nearest valid name 'max')",
        "epoch: true => x.yaml:6: epoch: true: allowed: a number > 0 and <= 1000000 ms or max",
        "connectome: brain => x.yaml:6: connectome: 'brain': allowed: the keys source, rows, normalise, conduction_speed",
        "record: {spikes: on} => x.yaml:6: record.spikes: 'on': allowed: true or false",
        "run: {threads: 1.5} => x.yaml:6: run.threads: 1.5: allowed: a whole number from 0 to 4096",
        "name: a b => x.yaml:6: name: 'a b': allowed: letters, digits, '_', '.' and '-'",
        // ranges
        "dt: 2 => x.yaml:6: dt: 2: allowed: a number from 0.001 to 1 ms",
        "dt: .nan => x.yaml:6: dt: NaN: allowed: a number from 0.001 to 1 ms",
        "dt: 1e999 => x.yaml:6: dt: Infinity: allowed: a number from 0.001 to 1 ms",
        "epoch: 0 => x.yaml:6: epoch: 0: allowed: a number > 0 and <= 1000000 ms or max",
        "record: {rates: {interval: -1}} => x.yaml:6: record.rates.interval: -1: allowed: a number > 0 and <= 1000000 ms",
        "transfer: {rates_to_spikes: {shared: 1.1}} => x.yaml:6: transfer.rates_to_spikes.shared: 1.1: allowed: a number from 0 to 1",
        "transfer: {rates_to_spikes: {shared: 0}} => x.yaml:6: transfer.rates_to_spikes.shared: 0: allowed with process multiple_interaction: a number > 0 and <= 1",
        "run: {link_timeout: .inf} => x.yaml:6: run.link_timeout: Infinity: allowed: a number > 0 and <= 86400 s",
        "neuralmass: {params: {Q_e: -1}} => x.yaml:6: neuralmass.params.Q_e: -1: allowed: a number from 0 to 1000000 nS",
        "neuralmass: {params: {P_e0: .inf}} => x.yaml:6: neuralmass.params.P_e0: Infinity: allowed: a number V",
        "neuralmass: {noise: {xi: -1}} => x.yaml:6: neuralmass.noise.xi: -1: allowed: a number from 0 to 1e12 (pA)^2/ms",
        "neuralmass: {initial: {E: [0, -1]}} => x.yaml:6: neuralmass.initial.E[1]: -1: allowed: a number >= 0 kHz",
        "neuralmass: {initial: {E: [0]}} => x.yaml:6: neuralmass.initial.E: [0]: allowed: a number kHz or [low, high]",
        "neuralmass: {initial: {E: [2, 1]}} => x.yaml:6: neuralmass.initial.E: [2, 1]: allowed: [low, high] with low <= high",
        // words
        "connectome: {rows: source} => x.yaml:6: connectome.rows: 'source': allowed: one of sources, targets (nearest valid name 'sources')",
        "neuralmass: {integrator: Heun} => x.yaml:6: neuralmass.integrator: 'Heun': allowed: one of euler, heun, rk4 (nearest valid name 'heun')",
        "neuralmass: {order: 3} => x.yaml:6: neuralmass.order: 3: allowed: one of 1, 2",
        "neuralmass: {model: wilson_cowen} => x.yaml:6: neuralmass.model: 'wilson_cowen': allowed: one of mean_field_adex, wilson_cowan (nearest valid name 'wilson_cowan')",
        "run: {transport: in-process} => x.yaml:6: run.transport: 'in-process': allowed: one of auto, mpi",
        "run: {placement: seperate} => x.yaml:6: run.placement: 'seperate': allowed: one of separate, shared, modules or the keys neuralmass, rates_to_spikes, spikes_to_rate, spiking (nearest valid name 'separate')",
        "run: {placement: {neuralmass: 0, rates_to_spikes: 0, spikes_to_rate: 0}} => x.yaml:6: run.placement.spiking: missing: allowed: a list of different items, each a whole number from 0 to 1048575",
        "run: {placement: {neuralmass: 0, rates_to_spikes: 0, spikes_to_rate: 0, spiking: [1, 3]}} => x.yaml:6: run.placement: {neuralmass, rates_to_spikes, spikes_to_rate, spiking}: allowed: ranks from 0 on, none left out; rank 2 has no part",
        "run: {placement: {neuralmass: 0, rates_to_spikes: 0, spikes_to_rate: -1, spiking: [1]}} => x.yaml:6: run.placement.spikes_to_rate: -1: allowed: a whole number from 0 to 1048575",
        "record: {rates: {variables: [E, Ve]}} => x.yaml:6: record.rates.variables[1]: 'Ve': allowed: one of E, I, C_ee, C_ei, C_ii, W_e, W_i, xi",
        "record: {membrane: {excitatory: {variables: []}}} => x.yaml:6: record.membrane.excitatory.variables: []: allowed: a list of different items, each one of V_m, w, g_ex, g_in",
        "record: {lfp: {method: kernels}} => x.yaml:6: record.lfp.method: 'kernels': allowed: one of none, kernel, full (nearest valid name 'kernel')",
        "record: {lfp: {inputs: [recurent]}} => x.yaml:6: record.lfp.inputs[0]: 'recurent': allowed: one of recurrent, long_range, poisson (nearest valid name 'recurrent')",
        "record: {lfp: {inputs: []}} => x.yaml:6: record.lfp.inputs: []: allowed: all, or a list of different items, each one of recurrent, long_range, poisson",
        "record: {lfp: {sigma: 0}} => x.yaml:6: record.lfp.sigma: 0: allowed: a number from 0.001 to 100 S/m",
        "record: {lfp: {C_m: 0}} => x.yaml:6: record.lfp.C_m: 0: allowed: a number > 0 and <= 1000 uF/cm2",
        "record: {lfp: {soma: 10}} => x.yaml:6: record.lfp.soma: 10: allowed: [low, high] um",
        "record: {lfp: {soma: [10, -10]}} => x.yaml:6: record.lfp.soma: [10, -10]: allowed: [low, high] um with low <= high",
        "record: {lfp: {layers: {upper: {z: [7, 7]}}}} => x.yaml:6: record.lfp.layers.upper.z: [7, 7]: allowed: [low, high] um with low < high",
        "record: {lfp: {layers: {tips: {onto_excitatory: {poisson: 0}}}}} => x.yaml:6: record.lfp.layers.tips.z: missing: allowed: [low, high] um",
        "record: {lfp: {layers: {upper: {onto_excitatory: {excitatory: 0.4}}}}} => x.yaml:6: record.lfp.layers.lower.onto_excitatory.excitatory: 0.5: allowed: fractions of all layers that sum to 1; they sum to 0.9",
        "record: {lfp: {layers: {upper: {onto_inhibitory: {poisson: 1.5}}}}} => x.yaml:6: record.lfp.layers.upper.onto_inhibitory.poisson: 1.5: allowed: a number from 0 to 1",
        // keys
        "sead: 1 => x.yaml:6: sead: 1: unknown key; allowed: name, regime, seed, duration, dt, epoch, connectome, neuralmass, spiking, transfer, record, run (nearest valid name 'seed')",
        "run: {thread: 1} => x.yaml:6: run.thread: 1: unknown key; allowed: threads, bind_threads, placement, transport, link_timeout, report, out (nearest valid name 'threads')",
        "run: {zzz: 1} => x.yaml:6: run.zzz: 1: unknown key; allowed: threads, bind_threads, placement, transport, link_timeout, report, out",
        "record: {membrane: {excitatory: {neurons: 5}}} => x.yaml:6: record.membrane.excitatory.variables: missing: allowed: a list of different items, each one of V_m, w, g_ex, g_in",
        "neuralmass: {model: wilson_cowan, params: {tau_ee: 3}} => x.yaml:6: neuralmass.params.tau_ee: 3: unknown key; allowed: tau_e, c_ee (nearest valid name 'tau_e')",
        "neuralmass: {model: wilson_cowan, derivatives: published} => x.yaml:6: neuralmass.derivatives: 'published': unknown key; allowed: model, order, integrator, params, noise, initial",
        "seed: 2 => x.yaml:6: seed: duplicate key: allowed: once; it stands in line 1 too",
        "a.b: 2 => x.yaml:6: a.b: allowed: letters, digits, '_' and '-' as key",
        // the grid of time steps
        "epoch: 0.25 => x.yaml:6: epoch: 0.25: allowed: whole steps of dt = 0.1 ms, at least one step",
        "epoch: 0.1000001 => x.yaml:6: epoch: 0.1000001: allowed: whole steps of dt = 0.1 ms, at least one step",
        "transfer: {spikes_to_rate: {window: 0.01}} => x.yaml:6: transfer.spikes_to_rate.window: 0.01: allowed: whole steps of dt = 0.1 ms, at least one step",
        "transfer: {rates_to_spikes: {delay: 0.15}} => x.yaml:6: transfer.rates_to_spikes.delay: 0.15: allowed: whole steps of dt = 0.1 ms, at least one step",
        "record: {rates: {interval: 0.33}} => x.yaml:6: record.rates.interval: 0.33: allowed: whole steps of dt = 0.1 ms, at least one step",
        "record: {membrane: {inhibitory: {variables: [w], interval: 1.01}}} => x.yaml:6: record.membrane.inhibitory.interval: 1.01: allowed: whole steps of dt = 0.1 ms, at least one step",
        "record: {lfp: {interval: 0.25}} => x.yaml:6: record.lfp.interval: 0.25: allowed: whole steps of dt = 0.1 ms, at least one step",
        "record: {lfp: {electrode: neuronexus-23}} => x.yaml:6: record.lfp.electrode: 'neuronexus-23': no such file; allowed: neuronexus-32 or a file with a site per line (nearest valid name 'neuronexus-32')",
        "record: {lfp: {cells: {inhibitory: baskt}}} => x.yaml:6: record.lfp.cells.inhibitory: 'baskt': no such file; allowed: pyramidal, basket, pyramidal-published or an SWC file (nearest valid name 'basket')",
        "record: {temporal_average: {interval: 0.05}} => x.yaml:6: record.temporal_average.interval: 0.05: allowed: at least dt = 0.1 ms",
        "record: {ecog: {interval: 0.09}} => x.yaml:6: record.ecog.interval: 0.09: allowed: at least dt = 0.1 ms",
        "record: {bold: {interval: 6}} => x.yaml:6: record.bold.interval: 6: allowed: whole multiples of 4 ms",
        // what is measured
        "record: {ecog: {conductivity: non}} => x.yaml:6: record.ecog.conductivity: 'non': allowed: a number > 0 and <= 1000000 S/m or none (nearest valid name 'none')",
        "record: {bold: {model: balloon}} => x.yaml:6: record.bold.model: 'balloon': allowed: one of none, volterra, balloon_windkessel (nearest valid name 'balloon_windkessel')",
        // files and regions
        "record: {ecog: {sensors: hippocampus-32}} => x.yaml:6: record.ecog.sensors: 'hippocampus-32': no such file; allowed: none, hippocampus-16 or a file with lines of name x y z (nearest valid name 'hippocampus-16')",
        "connectome: {source: no-such.zip} => x.yaml:6: connectome.source: 'no-such.zip': no such file; allowed: synthetic-mouse, a TVB archive (.zip) or a folder",
        "connectome: {source: synthetic-mose} => x.yaml:6: connectome.source: 'synthetic-mose': no such file; allowed: synthetic-mouse, a TVB archive (.zip) or a folder (nearest valid name 'synthetic-mouse')",
        "extends: mouse-ca => x.yaml:6: extends: 'mouse-ca': no such file; allowed: a YAML file or one of mouse-ca1, mouse-ca1-published (nearest valid name 'mouse-ca1')",
        "extends: x.yaml => x.yaml:6: extends: 'x.yaml': extends itself: x.yaml -> x.yaml",
        "extends: [a] => x.yaml:6: extends: ['a']: allowed: a YAML file or one of mouse-ca1, mouse-ca1-published",
        "regimes: slow => x.yaml:6: regimes: 'slow': allowed: names of regimes with their values",
        "regimes: {slow: 3}|regime: slow => x.yaml:6: regimes.slow: 3: allowed: keys and values",
        "regimes: {slow: {}, fast: {}}|regime: slwo => x.yaml:7: regime: 'slwo': allowed: one of slow, fast (nearest valid name 'slow')",
        // YAML
        "dt: !!float fast => x.yaml:6: dt: tag:yaml.org,2002:float: no tags; allowed: a plain value",
        "dt: &step 0.1 => x.yaml:6: dt: &step: no anchors; a link ${path.to.key} takes another key's value",
        "dt: 0.1 # ms|\tepoch: 1 => x.yaml:7: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        "dt: [1 => x.yaml:6: not valid YAML: expected ',' or ']', but got <stream end>",
        "? [a]|: 1 => x.yaml:6: allowed: a word as key",
        "---|a: 1 => x.yaml:6: not valid YAML: but found another document",
      })
  void shouldSayInOneLine(String more, String line) {
    assertThat(problemsOf(more)).containsExactly(line);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " => ",
      value = {
        "seed=-1 => --set: seed: -1: allowed: a whole number from 0 to 9223372036854775807",
        "seed=9223372036854775808 => --set: seed: 9223372036854775808: allowed: a whole number from 0 to 9223372036854775807",
        "duration=-5 => --set: duration: -5: allowed: a number > 0 and <= 100000000 ms",
        "duration=5 s => --set: duration: '5 s': allowed: a number > 0 and <= 100000000 ms",
        "duration= => x.yaml:1: duration: missing: allowed: a number > 0 and <= 100000000 ms",
        "duration=[ => --set: duration: not valid YAML: expected the node content, but found '<stream end>'",
        "duration => --set: 'duration': allowed: path.to.key=value",
        "=3 => --set: '=3': allowed: path.to.key=value",
        "run..threads=3 => --set: 'run..threads=3': allowed: path.to.key=value",
        "duration.ms=3 => --set: duration: {ms}: allowed: a number > 0 and <= 100000000 ms",
        "regime=slow => --set: regime: slow: not here: a regime is chosen with --regime, before values are set",
        "connectome.conduction_speed=-.inf => --set: connectome.conduction_speed: -Infinity: allowed: a number > 0 and <= 1000 mm/ms or .inf",
        "connectome.conduction_speed=0 => --set: connectome.conduction_speed: 0: allowed: a number > 0 and <= 1000 mm/ms or .inf",
        "~spiking.regions=[a, 2, a]~ => ~--set: spiking.regions: ['a', 2, 'a']: allowed: a list of different items, each name or a whole number from 0 to 2147483647~",
        "spiking.regions=[-1] => --set: spiking.regions[0]: -1: allowed: name or a whole number from 0 to 2147483647",
        "spiking.neurons_per_region=1 => --set: spiking.neurons_per_region: 1: allowed: a whole number from 2 to 100000000",
        "spiking.inhibitory_fraction=0.001 => --set: spiking.inhibitory_fraction: 0.001: allowed: at least one excitatory and one inhibitory neuron of neurons_per_region",
        "spiking.inhibitory_fraction=1 => --set: spiking.inhibitory_fraction: 1: allowed: a number > 0 and < 1",
        "spiking.model=aeif => --set: spiking.model: 'aeif': allowed: one of aeif_cond_exp (nearest valid name 'aeif_cond_exp')",
        "spiking.spike_times=exactly => --set: spiking.spike_times: 'exactly': allowed: one of grid, exact (nearest valid name 'exact')",
        "spiking.populations.excitatory.params.t_ref=0.05 => --set: spiking.populations.excitatory.params.t_ref: 0.05: allowed: whole steps of dt = 0.1 ms, 0 or more steps",
        "spiking.populations.excitatory.params.V_reset=0 => --set: spiking.populations.excitatory.params.V_reset: 0: allowed: less than V_peak = 0.0 mV",
        "spiking.populations.excitatory.params={Delta_T: 0, V_reset: -50, V_th: -52} => --set: spiking.populations.excitatory.params.V_reset: -50: allowed: less than V_th = -52.0 mV",
        "spiking.populations.inhibitory.params.V_th=5 => --set: spiking.populations.inhibitory.params.V_th: 5: allowed: at most V_peak = 0.0 mV",
        "spiking.populations.inhibitory.V_m=high => --set: spiking.populations.inhibitory.V_m.mean: 'high': allowed: a number from -1000 to 1000 mV",
        "spiking.populations.inhibitory.w={std: -1} => --set: spiking.populations.inhibitory.w.std: -1: allowed: a number from 0 to 1000000 pA|--set: spiking.populations.inhibitory.w.mean: missing: allowed: a number from -1000000 to 1000000 pA",
        "spiking.poisson.excitatory.delay=0.05 => --set: spiking.poisson.excitatory.delay: 0.05: allowed: whole steps of dt = 0.1 ms, at least one step",
        "spiking.between_regions.delay=17.951 => --set: spiking.between_regions.delay: 17.951: allowed: whole steps of dt = 0.1 ms, at least one step",
        "spiking.between_regions.delay=tracts => --set: spiking.between_regions.delay: 'tracts': allowed: a number > 0 and <= 10000 ms or tract (nearest valid name 'tract')",
        "record.membrane.inhibitory={variables: [w], neurons: 21} => --set: record.membrane.inhibitory.neurons: 21: allowed: at most the 20 neurons of the population",
        "dt=0.001|duration=3e6 => --set: duration: 3000000.0: allowed: at most 2147483647 steps of dt",
        "spiking.neurons=3 => --set: spiking.neurons: 3: unknown key; allowed: model, spike_times, regions, neurons_per_region, inhibitory_fraction, populations, projections, poisson, between_regions (nearest valid name 'neurons_per_region')",
        "run.threads=1 2 => --set: run.threads: '1 2': allowed: a whole number from 0 to 4096",
      })
  void shouldSayInOneLineWhatIsWrongOnTheCommandLine(String sets, String lines) {
    assertThat(problems(ExperimentFiles.SHORTEST, sets.split("\\|")))
        .containsExactly(lines.split("\\|"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " => ",
      value = {
        "source=excitatry => --set: PATH.source: 'excitatry': allowed: one of excitatory, inhibitory (nearest valid name 'excitatory')",
        "targets=[neurons] => --set: PATH.targets[0]: 'neurons': allowed: one of excitatory, inhibitory",
        "targets=excitatory => --set: PATH.targets: 'excitatory': allowed: a list of different items, each one of excitatory, inhibitory",
        "indegree=null => x.yaml:6: PATH.indegree: missing: allowed with rule fixed_indegree: indegree or connection_probability",
        "indegree=5.5 => --set: PATH.indegree: 5.5: allowed: a whole number from 0 to 100000000",
        "number=5 => --set: PATH.number: 5: allowed with rule fixed_indegree: indegree or connection_probability",
        "connection_probability=0.1 => --set: PATH.connection_probability: 0.1: allowed: not together with indegree",
        "multapses=false indegree=81 => --set: PATH.indegree: 81: allowed without multapses: at most 80 synapses",
        "multapses=false source=inhibitory indegree=21 => --set: PATH.indegree: 21: allowed without multapses: at most 20 synapses",
        "multapses=false autapses=false indegree=80 => --set: PATH.indegree: 80: allowed without multapses: at most 79 synapses",
        "rule=fixed_total_number indegree=null multapses=false number=6401 => --set: PATH.number: 6401: allowed without multapses: at most 6400 synapses",
        "weight=null => x.yaml:6: PATH.weight: missing: allowed: a number from -1000 to 1000 nS",
        "delay=0 => --set: PATH.delay: 0: allowed: a number > 0 and <= 10000 ms",
        "delay=0.05 => --set: PATH.delay: 0.05: allowed: whole steps of dt = 0.1 ms, at least one step",
      })
  void shouldSayInOneLineWhatIsWrongWithAProjection(String changes, String line) {
    String path = "spiking.projections.p";
    String projection =
        "  projections: {p: {source: excitatory, targets: [excitatory, inhibitory], "
            + "rule: fixed_indegree, indegree: 5, weight: 1}}\n";
    String[] sets =
        Stream.of(changes.split(" ")).map(change -> path + "." + change).toArray(String[]::new);
    assertThat(problems(ExperimentFiles.SHORTEST + projection, sets))
        .containsExactly(line.replace("PATH", path));
  }

  @Test
  void shouldReportEverythingAtOnceInTheOrderOfTheFile() {
    String text =
        """
        sed: 1
        duration: -10
        spiking:
          regions: [CA1]
          neurons_per_region: many
          populations:
            excitatory:
              params: {C_m: 0, V_rest: -70}
        epoch: 0.25
        """;
    assertThat(problems(text, "run.threads=-1", "connectome.rows=rows"))
        .hasSize(9)
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml:1: sed: 1: unknown key"))
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml:1: seed: missing"))
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml:2: duration: -10"))
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml:5: spiking.neurons_per_region: 'm"))
        .anySatisfy(line -> assertThat(line).contains("x.yaml:8: ", "params.C_m: 0: allowed"))
        .anySatisfy(line -> assertThat(line).contains("x.yaml:8: ", "V_rest", "'V_reset'"))
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml:9: epoch: 0.25"))
        .anySatisfy(line -> assertThat(line).startsWith("--set: run.threads"))
        .anySatisfy(line -> assertThat(line).startsWith("--set: connectome.rows"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "seed\n", "- 1\n"})
  void shouldMissWhatAnEmptyFileMisses(String text) {
    assertThat(problems(text)).isNotEmpty().allMatch(line -> line.startsWith("x.yaml:1: "));
  }

  @Test
  void shouldRefuseFilesThatAreNotText() throws Exception {
    Path file = folder.resolve("x.yaml");
    Files.write(file, "seed: 1 # \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(file.toString())).isEqualTo(file + ": allowed: a text file in UTF-8");
  }

  @Test
  void shouldNameTheNearestBuiltInExperiment() {
    assertThat(problem("mouse-ca3"))
        .isEqualTo(
            "mouse-ca3: no such file; allowed: a YAML file or one of mouse-ca1,"
                + " mouse-ca1-published (nearest valid name 'mouse-ca1')");
    assertThat(problem(folder.toString())).startsWith(folder + ": no such file");
    assertThat(problem("a\0b")).startsWith("a\0b: no such file");
  }

  private static String problem(String name) {
    try {
      new ExperimentLoader(new TestModels()).load(name, Optional.empty(), List.of());
      return "";
    } catch (ExperimentException e) {
      return e.getMessage();
    }
  }
}
