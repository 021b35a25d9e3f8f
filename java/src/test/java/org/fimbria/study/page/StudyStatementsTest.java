package org.fimbria.study.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fimbria.study.Column;
import org.junit.jupiter.api.Test;

class StudyStatementsTest {
  private final List<MadeUp> made = new ArrayList<>();

  @Test
  void shouldFindEveryStatementTrueWhereTheRunsAreLikeThePublishedOnes() {
    size(100).spent(0.1, 0.01, 0.85, 0.9, 0.05);
    size(5000).spent(0.4, 0.5, 0.05, 0.9, 0.05);
    size(50_000).spent(0.4, 0.59, 0.01, 0.2, 0.7);
    epoch("0.1", 6);
    epoch("2.1", 1);
    assertThat(answers("small", "middle", "large", "aggregation"))
        .containsOnly(Statement.Answer.HOLDS);
  }

  @Test
  void shouldSayWhatHoldsInPartAndWhatDoesNot() {
    size(100).spent(0.9, 0.01, 0.05, 0.1, 0.8);
    size(2000).spent(0.7, 0.1, 0.05, 0.1, 0.8);
    size(50_000).spent(0.95, 0.02, 0.01, 0.2, 0.7);
    epoch("0.1", 1.01);
    epoch("2.1", 1);
    assertThat(answers("small", "middle", "large", "aggregation"))
        .containsExactly(
            Statement.Answer.IN_PART,
            Statement.Answer.FAILS,
            Statement.Answer.IN_PART,
            Statement.Answer.FAILS);
  }

  @Test
  void shouldSayWhatWasNotMeasured() {
    size(100).spent(0.9, 0.01, 0.05, 0.1, 0.8);
    size(200).spent(0.9, 0.01, 0.05, 0.1, 0.8);
    assertThat(answers("middle", "large", "aggregation", "threads", "ranks", "placement"))
        .containsOnly(Statement.Answer.MISSING);
  }

  @Test
  void shouldFindWhereBothSimulatorsTakeAsLong() {
    size(1000).spent(0.1, 0.1, 0, 0.4, 0);
    size(10_000).spent(0.4, 0.4, 0, 0.4, 0);
    Finding crossing = finding("middle", "neurons at which both take as long");
    assertThat(crossing.low()).isCloseTo(Math.sqrt(1000.0 * 10_000), within(1e-6));
  }

  @Test
  void shouldTakeTheWaitingOfWhicheverSimulatorIsTheSlowest() {
    size(100).spent(0.1, 0, 0.8, 0.9, 0.03);
    size(50_000).spent(0.9, 0, 0.05, 0.1, 0.8);
    Finding waits = finding("slowest", "waiting of the slowest");
    assertThat(waits.low()).isCloseTo(3, within(1e-9));
    assertThat(waits.high()).isCloseTo(5, within(1e-9));
  }

  @Test
  void shouldDivideTheGrowthOfMemoryByTheGrowthOfSynapses() {
    size(100).with(Column.PEAK_MEMORY_BYTES, 1_000_000).with(Column.SYNAPSES, 1000);
    size(50_000).with(Column.PEAK_MEMORY_BYTES, 5_000_000).with(Column.SYNAPSES, 2_001_000);
    assertThat(findings("memory").getFirst().low()).isCloseTo(2, within(1e-9));
  }

  @Test
  void shouldCompareTrialsWithTheSameNumberAndTellTheirSpread() {
    for (int trial = 1; trial <= 2; trial++) {
      add(new MadeUp("threads", "1", trial).with(Column.THREADS, 1).with(Column.MEASURED_S, 4));
      add(new MadeUp("threads", "2", trial).with(Column.MEASURED_S, 2.0 * trial));
    }
    add(new MadeUp("threads", "2", 3).with(Column.MEASURED_S, 100));
    Finding gain = findings("threads").getFirst();
    assertThat(gain.what()).isEqualTo("20,000 neurons, 1 thread to 2 threads, times as fast");
    assertThat(gain.value()).isEqualTo("1.50");
    assertThat(gain.deviation()).isEqualTo("0.707");
    assertThat(gain.extent()).isEqualTo("1.00 to 2.00");
  }

  @Test
  void shouldCompareModulesInProcessesWithThreadsOfOne() {
    add(new MadeUp("placement", "1", 1).with(Column.THREADS, 1));
    add(
        new MadeUp("placement", "4", 1)
            .with(Column.THREADS, 1)
            .with(Column.RANKS, 4)
            .with(Column.PLACEMENT, "modules")
            .with(Column.MEASURED_S, 1.25));
    assertThat(findings("placement"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.low()).isCloseTo(1.25, within(1e-9)));
    assertThat(answers("threads", "ranks")).containsOnly(Statement.Answer.MISSING);
  }

  @Test
  void shouldAnswerNothingForAStudyOfOtherKeys() {
    add(new MadeUp("grid", "a", 1).key("neuralmass.coupling", 0.1));
    add(new MadeUp("grid", "b", 1).key("neuralmass.coupling", 0.2));
    assertThat(statements()).isEmpty();
  }

  @Test
  void shouldWriteATableOfMarkdownWithOneLinePerStatement() {
    size(100).spent(0.1, 0.01, 0.85, 0.9, 0.05);
    size(200).spent(0.1, 0.01, 0.85, 0.9, 0.05);
    List<Statement> statements = statements();
    assertThat(StudyMarkdown.of(statements).lines())
        .hasSize(2 + statements.size())
        .allSatisfy(line -> assertThat(line).matches("\\|[^|]*\\|[^|]*\\|[^|]*\\|"));
  }

  private MadeUp size(int neurons) {
    MadeUp made =
        new MadeUp("neurons", "n" + neurons, 1)
            .with(Column.NEURONS, neurons)
            .key("spiking.neurons_per_region", neurons / 2);
    add(made);
    return made;
  }

  private void epoch(String ms, double wall) {
    add(
        new MadeUp("epoch", ms, 1)
            .with(Column.EPOCH_MS, ms)
            .with(Column.MEASURED_S, wall)
            .spent(0.5, 0.1, 0, 0.1, 0));
  }

  private void add(MadeUp trial) {
    made.add(trial);
  }

  private List<Statement> statements() {
    return StudyStatements.of(made.stream().map(MadeUp::trial).toList());
  }

  private Statement statement(String id) {
    return statements().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private List<Statement.Answer> answers(String... ids) {
    return Arrays.stream(ids).map(id -> statement(id).answer()).toList();
  }

  private List<Finding> findings(String id) {
    return statement(id).findings();
  }

  private Finding finding(String id, String what) {
    return findings(id).stream().filter(each -> each.what().equals(what)).findFirst().orElseThrow();
  }
}
