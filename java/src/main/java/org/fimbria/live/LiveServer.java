package org.fimbria.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers a browser on one address: the page and its data, to whoever knows the token of this run.
 *
 * <p>Nothing can be changed through it. A wrong token, host or path is answered as if nothing were
 * here. The host that the browser means must be this server's own: a name that somebody has pointed
 * to this machine is not. Two threads answer at most, connections are limited, and a client that
 * does not read is cut off.
 */
final class LiveServer implements AutoCloseable {
  private static final int TOKEN_BYTES = 18;
  private static final int THREADS = 2;

  static {
    // Of the JDK's server, seconds and connections; read when it is first used.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "20");
    System.setProperty("jdk.httpserver.maxConnections", "16");
  }

  /** What is answered; called by several threads. */
  interface Content {
    /** The page. */
    byte[] page() throws IOException;

    /** What it asks for again and again, as JSON. */
    Data data() throws IOException;

    /** It has gone out. */
    void answered(Data data);
  }

  /** JSON; {@code last}: of a run that has ended. */
  record Data(byte[] json, boolean last) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final Content content;
  private final Hosts hosts;
  private final String path;

  /**
   * Binds an address and begins to answer.
   *
   * @param port 0: a free one
   * @param prepare done first by each thread that answers
   * @throws IOException if the address cannot be bound
   */
  LiveServer(InetAddress address, int port, Content content, Runnable prepare) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, port), 0);
    this.content = content;
    hosts = new Hosts(server.getAddress());
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    path = "/" + Base64.getUrlEncoder().encodeToString(token) + "/";
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            task ->
                Thread.ofPlatform()
                    .name("live")
                    .daemon()
                    .unstarted(() -> {
                      prepare.run();
                      task.run();
                    }));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What to open in a browser. */
  String url() {
    return "http://" + hosts.own() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().getRawPath();
      if (asked == null || !isMine(asked) || !hosts.isMeant(exchange.getRequestHeaders())) {
        answer(exchange, 404, "text/plain", new byte[0]);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        answer(exchange, 405, "text/plain", new byte[0]);
      } else if (asked.equals(path)) {
        answer(exchange, 200, "text/html", content.page());
      } else if (asked.equals(path + "document")) {
        Data data = content.data();
        answer(exchange, 200, "application/json", data.json);
        content.answered(data);
      } else {
        answer(exchange, 404, "text/plain", new byte[0]);
      }
    }
  }

  /** Compares all of the token, however early it differs. */
  private boolean isMine(String asked) {
    String begin = asked.substring(0, Math.min(asked.length(), path.length()));
    return MessageDigest.isEqual(bytes(begin), bytes(path));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Content-Security-Policy", "frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
