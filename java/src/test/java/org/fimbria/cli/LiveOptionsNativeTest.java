package org.fimbria.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveOptionsNativeTest {
  private static final String[] SHORT = {
    "--set", "duration=20", "--set", "spiking.neurons_per_region=100", "--set", "record.lfp=null"
  };

  @TempDir Path folder;

  @Test
  void shouldPrintOnceWhereToLook() {
    Commands.Outcome ended = run("--live", "mouse-ca1");
    assertThat(ended.code()).isZero();
    assertThat(ended.err().stream().filter(line -> line.contains("http://")))
        .singleElement()
        .asString()
        .matches("live view: http://127\\.0\\.0\\.1:\\d+/[\\w-]{24}/");
  }

  @Test
  void shouldShowNothingUnlessAsked() {
    assertThat(run("mouse-ca1").err()).noneMatch(line -> line.contains("http"));
  }

  @Test
  void shouldRefuseWhatIsNoPort() throws Exception {
    assertRefused("--live: 65536: allowed: 0 to 65535", "--live=65536", "mouse-ca1");
    assertRefused(
        "run: Invalid value for option '--live': 'all' is not an int", "--live=all", "mouse-ca1");
  }

  @Test
  void shouldRefuseAPortThatIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = other.getLocalPort();
      assertRefused(
          "--live: 127.0.0.1:%d: Address already in use".formatted(port),
          "--live=" + port,
          "mouse-ca1");
    }
  }

  @Test
  void shouldRefuseAnAddressThatIsNotOfThisMachineOrNotWanted() throws Exception {
    assertRefused(
        "--live-address: allowed: together with --live", "--live-address=127.0.0.1", "mouse-ca1");
    assertRefused(
        "--live: 192.0.2.1:0: Cannot assign requested address",
        "--live",
        "--live-address=192.0.2.1",
        "mouse-ca1");
  }

  private void assertRefused(String line, String... arguments) throws Exception {
    Commands.Outcome ended = run(arguments);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().getFirst()).isEqualTo(line);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private Commands.Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run", "--out", folder.resolve("run").toString()));
    all.addAll(List.of(arguments));
    all.addAll(List.of(SHORT));
    return Commands.execute(all.toArray(String[]::new));
  }
}
