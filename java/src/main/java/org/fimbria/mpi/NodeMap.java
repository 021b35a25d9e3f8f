package org.fimbria.mpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.ranks.Ranks.Place;

/**
 * Which ranks share a node: those with the same host name that see the same memory, told by the
 * boot of their kernel and the file system of {@code /dev/shm}. So containers that share nothing
 * are nodes of their own, and so are processes that were given different host names.
 */
final class NodeMap {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private NodeMap() {}

  /** This process's place, in bytes for the other ranks. */
  static byte[] mine(String host) {
    return String.join("\n", host, Long.toString(ProcessHandle.current().pid()), memory())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The place of every rank, of what each of them said. */
  static List<Place> of(List<byte[]> said) {
    List<String> nodes = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (byte[] bytes : said) {
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", 3);
      String node = parts[0] + "\n" + parts[2];
      if (!nodes.contains(node)) {
        nodes.add(node);
      }
      places.add(new Place(nodes.indexOf(node), parts[0], Long.parseLong(parts[1])));
    }
    return List.copyOf(places);
  }

  /** What tells the memory of two nodes apart; a process that cannot tell shares with its host. */
  private static String memory() {
    try {
      return Files.readString(BOOT).strip() + " " + Files.getAttribute(SHARED_MEMORY, "unix:dev");
    } catch (IOException e) {
      return "";
    }
  }
}
