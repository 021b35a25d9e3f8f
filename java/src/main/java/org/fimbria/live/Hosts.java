package org.fimbria.live;

import com.sun.net.httpserver.Headers;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names under which a server may be asked. A page of somebody else whose name was pointed to this
 * machine (DNS rebinding) asks under that name.
 */
final class Hosts {
  private static final int HTTP = 80;

  private final String own;
  private final Set<String> allowed = new HashSet<>();

  /** Of a server that is bound to an address. */
  Hosts(InetSocketAddress bound) {
    int port = bound.getPort();
    InetAddress address = bound.getAddress();
    own = literal(address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address, port);
    allowed.add(own);
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      allowed.add("localhost:" + port);
    }
    if (address.isAnyLocalAddress()) {
      addAll(port);
    }
  }

  /** Every address of the machine, and its name. */
  private void addAll(int port) {
    try {
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        card.inetAddresses().forEach(address -> allowed.add(literal(address, port)));
      }
      String name = InetAddress.getLocalHost().getHostName();
      allowed.add(name.toLowerCase(Locale.ROOT) + ":" + port);
    } catch (SocketException | java.net.UnknownHostException e) {
      return; // asked under another address it does not answer, which is on the safe side
    }
  }

  private static String literal(InetAddress address, int port) {
    return literal(address) + ":" + port;
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress().replaceFirst("%.*", "");
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** The one to be asked under, with its port. */
  String own() {
    return own;
  }

  /** Whether a request means this server. */
  boolean isMeant(Headers request) {
    List<String> named = request.getOrDefault("Host", List.of());
    return named.size() == 1 && allowed.contains(inFull(named.getFirst()));
  }

  /** With the port, which browsers leave out where it is HTTP's, and IPv6 without abbreviation. */
  private static String inFull(String named) {
    String host = named.toLowerCase(Locale.ROOT);
    String whole = host.matches(".*:\\d+") ? host : host + ":" + HTTP;
    int end = whole.indexOf(']');
    if (!whole.startsWith("[") || end < 0) {
      return whole;
    }
    try {
      return literal(InetAddress.ofLiteral(whole.substring(1, end))) + whole.substring(end + 1);
    } catch (IllegalArgumentException e) {
      return whole;
    }
  }
}
