package org.fimbria.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.fimbria.cosim.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTableTest {
  private static final String KEY = "spiking.neurons_per_region";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("results.csv");
  }

  @Test
  void shouldReadWhatWasAdded() throws IOException {
    ResultsTable table = ResultsTable.open(file, keys(KEY));
    table.add(trial("first", 1).with(Column.REASON, "it said \"no\",\nand went"));
    table.add(trial("first", 2).with(Column.SPIKING_WAIT_S, 0.25));

    List<Trial> read = ResultsTable.read(file);
    assertThat(read).isEqualTo(table.trials()).hasSize(2);
    assertThat(read.getFirst().text(Column.REASON)).isEqualTo("it said \"no\", and went");
    assertThat(read.getFirst().number(Column.SPIKING_WAIT_S)).isEmpty();
    assertThat(read.getLast().number(Column.of("spiking", Phase.WAIT)))
        .isEqualTo(OptionalDouble.of(0.25));
    assertThat(read.getLast().keys()).containsExactly(Map.entry(KEY, "10"));
    assertThat(read.getLast().id()).isEqualTo(new Trial.Id("first", "p", 2));
  }

  @Test
  void shouldForgetALineThatWasCutOff() throws IOException {
    ResultsTable.open(file, keys(KEY)).add(trial("first", 1));
    Files.writeString(file, "scaling,first,p,\"10", StandardOpenOption.APPEND);

    ResultsTable again = ResultsTable.open(file, keys(KEY));
    assertThat(again.trials()).hasSize(1);
    again.add(trial("first", 2));
    assertThat(ResultsTable.read(file))
        .extracting(Trial::id)
        .extracting(Trial.Id::trial)
        .containsExactly(1, 2);
  }

  @Test
  void shouldGetColumnsForNewKeys() throws IOException {
    ResultsTable.open(file, keys(KEY)).add(trial("first", 1));
    ResultsTable more = ResultsTable.open(file, keys("epoch"));

    assertThat(more.keys()).containsExactly(KEY, "epoch");
    assertThat(more.trials()).containsExactly(trial("first", 1));
    assertThat(ResultsTable.read(file)).containsExactly(trial("first", 1));
    assertThat(Files.readAllLines(file).getFirst())
        .startsWith("study,sweep,point,neurons,synapses,epoch_ms,threads,ranks,placement," + KEY)
        .endsWith("cpu,cores,version,commit");
  }

  @Test
  void shouldRefuseARowThatIsNoRowOfItsHeader() throws IOException {
    ResultsTable.open(file, keys(KEY));
    Files.writeString(file, "a,b\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> ResultsTable.read(file)).hasMessageContaining("a row has 2 cells");
  }

  private static SequencedSet<String> keys(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  private static Trial trial(String sweep, int number) {
    SequencedMap<String, String> keys = new LinkedHashMap<>(Map.of(KEY, "10"));
    return new Trial(Map.of(), keys)
        .with(Column.STUDY, "scaling")
        .with(Column.SWEEP, sweep)
        .with(Column.POINT, "p")
        .with(Column.TRIAL, number);
  }
}
