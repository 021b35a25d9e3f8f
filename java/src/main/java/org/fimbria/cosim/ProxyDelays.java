package org.fimbria.cosim;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shortest delays of the tracts that touch a proxy, by direction.
 *
 * @param fromProxy from a proxy to a region that the neural mass integrates
 * @param toProxy from a region that the neural mass integrates to a proxy
 * @param proxyToProxy between two proxies
 */
public record ProxyDelays(
    Optional<Tract> fromProxy, Optional<Tract> toProxy, Optional<Tract> proxyToProxy) {

  /** One directed tract and its delay. */
  public record Tract(int source, int target, int steps) {}

  /**
   * Finds them.
   *
   * @param weights [target][source]; tracts of weight 0 do not count
   * @param delaySteps [target][source]
   * @param proxies regions that another simulator integrates
   */
  public static ProxyDelays of(double[][] weights, int[][] delaySteps, int[] proxies) {
    boolean[] proxy = new boolean[weights.length];
    for (int region : proxies) {
      proxy[region] = true;
    }
    Tract from = null;
    Tract to = null;
    Tract between = null;
    for (int target = 0; target < weights.length; target++) {
      for (int source = 0; source < weights.length; source++) {
        if (weights[target][source] == 0 || !(proxy[source] || proxy[target])) {
          continue;
        }
        Tract tract = new Tract(source, target, delaySteps[target][source]);
        if (proxy[source] && proxy[target]) {
          between = shorter(between, tract);
        } else if (proxy[source]) {
          from = shorter(from, tract);
        } else {
          to = shorter(to, tract);
        }
      }
    }
    return new ProxyDelays(
        Optional.ofNullable(from), Optional.ofNullable(to), Optional.ofNullable(between));
  }

  /** The shortest of all: the longest epoch allowed. */
  public Optional<Tract> shortest() {
    return Stream.of(fromProxy, toProxy, proxyToProxy)
        .flatMap(Optional::stream)
        .min(Comparator.comparingInt(Tract::steps));
  }

  private static Tract shorter(Tract known, Tract other) {
    return known == null || other.steps() < known.steps() ? other : known;
  }
}
