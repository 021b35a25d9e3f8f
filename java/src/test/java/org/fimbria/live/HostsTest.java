package org.fimbria.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which names a server answers, by the address and port that it is bound to. */
class HostsTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 8080, 127.0.0.1:8080, true",
    "127.0.0.1, 8080, 127.0.0.1, false",
    "127.0.0.1, 80, localhost, true",
    "127.0.0.1, 80, rebound.example, false",
    "::1, 8080, [::1]:8080, true",
    "::1, 80, [::1], true",
    "::1, 8080, [::2]:8080, false",
    "::1, 8080, [::1]:8081, false",
    "::1, 8080, [rebound.example]:8080, false",
    "192.0.2.1, 8080, localhost:8080, false"
  })
  void shouldBeMeantUnderItsOwnAddressHoweverItIsWritten(
      String address, int port, String named, boolean meant) throws Exception {
    Hosts hosts = new Hosts(new InetSocketAddress(InetAddress.getByName(address), port));
    Headers request = new Headers();
    request.set("Host", named);
    assertThat(hosts.isMeant(request)).isEqualTo(meant);
  }
}
