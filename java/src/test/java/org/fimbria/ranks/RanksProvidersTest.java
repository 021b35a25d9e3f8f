package org.fimbria.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RanksProvidersTest {
  @Test
  void shouldKnowARankByItsEnvironment() {
    assertThat(RanksProviders.startedTogether(Map.of("PATH", "/bin"))).isFalse();
    assertThat(RanksProviders.startedTogether(Map.of("OMPI_COMM_WORLD_SIZE", "2"))).isTrue();
    assertThat(RanksProviders.startedTogether(Map.of("PMIX_RANK", "0"))).isTrue();
  }

  @Test
  void shouldFindALibraryOrSayInOneLineWhatIsMissing() {
    String said;
    try {
      said = RanksProviders.find().library();
    } catch (RankException e) {
      said = e.getMessage();
    }
    assertThat(said.lines()).hasSize(1);
    assertThat(said).isNotBlank();
  }
}
