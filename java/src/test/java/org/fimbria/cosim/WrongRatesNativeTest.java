package org.fimbria.cosim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.link.InProcessLink;
import org.fimbria.link.Link;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates of another number of steps than the epoch has end the run in words. */
@Timeout(60)
class WrongRatesNativeTest {

  @ParameterizedTest
  @CsvSource({"19, 152", "21, 168", "0, 0"})
  void shouldRefuseRatesOfAWrongLength(int values, long bytes) {
    CoSimulationPlan plan = SmallBrain.plan("epoch=2.0", "duration=4");
    RunControl control = new RunControl(plan.epochs().count());
    List<Link> links = new ArrayList<>();
    List<NeuralMassModule.Proxy> proxies = new ArrayList<>();
    for (int region : plan.brain().proxies()) {
      Link coupling = link(links, "neuralmass", "rates_to_spikes");
      Link rates = link(links, "spikes_to_rate", "neuralmass");
      proxies.add(new NeuralMassModule.Proxy(region, coupling.sender(), rates.receiver()));
      rates.sender().awaitReady(0);
      rates.sender().transfer(bytes);
      rates.sender().endTransfer(bytes);
    }
    new NeuralMassModule(
            control,
            plan.epochs(),
            plan.schedule(),
            () -> plan.brain().engine(1, 0.1, List.of(), 20),
            proxies,
            List.of())
        .run();
    assertThat(control.failure().orElseThrow().text())
        .isEqualTo(
            "neuralmass failed in epoch 1: rates of region 1 for epoch 0: %d values instead of 20"
                .formatted(values));
    links.forEach(Link::close);
  }

  private static Link link(List<Link> links, String source, String target) {
    Link link = new InProcessLink(source, target, Duration.ofSeconds(20));
    links.add(link);
    return link;
  }
}
