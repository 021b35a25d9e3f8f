package org.fimbria.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FigureFilesTest {
  @Test
  void shouldGiveEveryRunAFolderOfItsOwn() {
    Set<String> taken = new HashSet<>();
    assertThat(Stream.of("run", "other", "run", "run-2").map(name -> FigureFiles.free(name, taken)))
        .containsExactly("run", "other", "run-2", "run-2-2");
  }
}
