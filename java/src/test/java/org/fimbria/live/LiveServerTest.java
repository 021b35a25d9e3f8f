package org.fimbria.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what of a live view, over real connections. */
@Timeout(60)
class LiveServerTest {
  private final AtomicInteger answered = new AtomicInteger();
  private LiveServer server;
  private URI page;

  private final class Fixed implements LiveServer.Content {
    @Override
    public byte[] page() {
      return "a page".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public LiveServer.Data data() {
      return new LiveServer.Data("{}".getBytes(StandardCharsets.UTF_8), false);
    }

    @Override
    public void answered(LiveServer.Data data) {
      answered.incrementAndGet();
    }
  }

  @BeforeEach
  void open() throws IOException {
    server = new LiveServer(InetAddress.getByName("127.0.0.1"), 0, new Fixed(), () -> {});
    page = URI.create(server.url());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldGivePageAndDataToWhoKnowsTheToken() throws Exception {
    HttpResponse<String> answer = ask("GET", page);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("a page");
    assertThat(answer.headers().map())
        .containsKey("content-security-policy")
        .doesNotContainKey("access-control-allow-origin");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
    assertThat(ask("GET", page.resolve("document")).body()).isEqualTo("{}");
    assertThat(answered).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/document", "/favicon.ico", "/AAAAAAAAAAAAAAAAAAAAAAAA/", "/../", "/%2e/"})
  void shouldKnowNothingWithoutTheToken(String path) throws Exception {
    assertThat(ask("GET", page.resolve(path)).statusCode()).isEqualTo(404);
    assertThat(ask("POST", page.resolve(path)).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldKnowNothingWithAPartOfTheTokenOrMoreThanIt() throws Exception {
    String all = page.getPath();
    for (String path :
        new String[] {
          all.substring(0, all.length() - 1),
          all.substring(0, all.length() - 2) + "/",
          all + "other",
          all + "../"
        }) {
      assertThat(ask("GET", page.resolve(path)).statusCode()).as(path).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void shouldOnlyBeRead(String method) throws Exception {
    HttpResponse<String> answer = ask(method, page);
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("GET");
  }

  @Test
  void shouldAnswerUnderItsOwnNamesOnly() throws Exception {
    int port = page.getPort();
    assertThat(status("Host: 127.0.0.1:" + port)).isEqualTo(200);
    assertThat(status("Host: LocalHost:" + port)).isEqualTo(200);
    assertThat(status("Host: rebound.example:" + port)).isEqualTo(404);
    assertThat(status("Host: 127.0.0.1.rebound.example:" + port)).isEqualTo(404);
    assertThat(status("Host: 127.0.0.1")).isEqualTo(404);
    assertThat(status("X: y")).isEqualTo(404);
    assertThat(status("Host: 127.0.0.1:" + port + "\r\nHost: rebound.example")).isNotEqualTo(200);
  }

  @Test
  void shouldBeBoundToItsAddressOnly() {
    InetSocketAddress other = new InetSocketAddress("127.0.0.2", page.getPort());
    assertThatThrownBy(() -> new Socket(other.getAddress(), other.getPort()).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldHaveATokenOfItsOwn() throws Exception {
    try (LiveServer another =
        new LiveServer(InetAddress.getByName("127.0.0.1"), 0, new Fixed(), () -> {})) {
      String token = URI.create(another.url()).getPath();
      assertThat(token).hasSizeGreaterThan(22).isNotEqualTo(page.getPath());
      assertThat(ask("GET", page.resolve(token)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void shouldSayWhenThePortIsTaken() {
    assertThatThrownBy(() ->
            new LiveServer(
                InetAddress.getByName("127.0.0.1"), page.getPort(), new Fixed(), () -> {}))
        .isInstanceOf(BindException.class);
  }

  private static HttpResponse<String> ask(String method, URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Status of the page's answer to a request with this header. */
  private int status(String header) throws IOException {
    try (Socket socket = new Socket(page.getHost(), page.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(page.getPath(), header);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
