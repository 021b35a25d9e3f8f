package org.fimbria.link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The other process of a link: sends or receives, says why a wait ended, exits with 3 then. */
final class LinkPeer {
  private static final String JOB = "stress";
  private static final long SLOT_BYTES = 4096;

  private LinkPeer() {}

  /** Its arguments: send or receive, folder, epochs, pauses. */
  public static void main(String[] arguments) {
    boolean sends = arguments[0].equals("send");
    long epochs = Long.parseLong(arguments[2]);
    int pauses = Integer.parseInt(arguments[3]);
    Duration timeout = Duration.ofSeconds(60);
    try (SharedMemoryLink link = half(sends, Path.of(arguments[1]), timeout)) {
      if (sends) {
        LinkTraffic.send(link.sender(), epochs, pauses, 11);
      } else {
        LinkTraffic.receive(link.receiver(), epochs, pauses, 12);
      }
    } catch (LinkException e) {
      System.out.println(e.getMessage());
      System.exit(3);
    }
  }

  /** The half of the process that does, or does not, send. */
  static SharedMemoryLink half(boolean sends, Path folder, Duration timeout) {
    return sends
        ? SharedMemoryLink.sender(folder, JOB, "source", "target", timeout, SLOT_BYTES)
        : SharedMemoryLink.receiver(folder, JOB, "source", "target", timeout, SLOT_BYTES);
  }

  static Process start(boolean sends, Path folder, long epochs, int pauses) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Dfimbria.library.path=" + System.getProperty("fimbria.library.path"),
            "-cp",
            System.getProperty("java.class.path"),
            LinkPeer.class.getName(),
            sends ? "send" : "receive",
            folder.toString(),
            Long.toString(epochs),
            Integer.toString(pauses));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
