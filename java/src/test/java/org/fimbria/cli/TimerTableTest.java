package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.cosim.ModuleTimes;
import org.junit.jupiter.api.Test;

class TimerTableTest {
  private static final long MS = 1_000_000;

  @Test
  void shouldHaveARowForEachSimulator() {
    assertThat(lines(List.of(times("spiking", 1), times("neuralmass", 2))))
        .containsExactly(
            "timers (s)   initialisation     simulation           wait             io         ending          total",
            "  spiking             0.001          0.002          0.003          0.004          0.005          0.015",
            "  neuralmass          0.002          0.004          0.006          0.008          0.010          0.030");
  }

  @Test
  void shouldSumUpManyPartsOfANetwork() {
    List<ModuleTimes> all = new ArrayList<>();
    for (int part = 1; part <= 9; part++) {
      all.add(times(part == 1 ? "spiking" : "spiking." + (part - 1), part));
    }
    all.add(times("neuralmass", 1));
    assertThat(lines(all))
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).matches("  spiking, min of 9 +0.001 +0.002 .*"))
        .anySatisfy(line -> assertThat(line).matches("  spiking, mean +0.005 +0.010 .*"))
        .anySatisfy(line -> assertThat(line).matches("  spiking, max +0.009 +0.018 .*"));
  }

  private static ModuleTimes times(String module, long scale) {
    long[] nanos = {scale * MS, 2 * scale * MS, 3 * scale * MS, 4 * scale * MS, 5 * scale * MS};
    return new ModuleTimes(module, 15 * scale * MS, nanos, 1, new long[5][0]);
  }

  private static List<String> lines(List<ModuleTimes> times) {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      new TimerTable(times).print(out);
    }
    return text.toString().lines().toList();
  }
}
