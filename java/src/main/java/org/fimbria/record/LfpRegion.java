package org.fimbria.record;

import java.util.List;

/**
 * A region whose local field potential is recorded, and the electrode in it.
 *
 * @param name the region's
 * @param electrode name of the electrode's type: {@code neuronexus-32}
 * @param sites in the order of the samples
 * @param sigma conductivity of the medium in S/m
 * @param method how the potential was calculated: {@code kernel} or {@code full}
 */
public record LfpRegion(
    String name, String electrode, List<Site> sites, double sigma, String method) {
  /** Keeps its own list. */
  public LfpRegion {
    sites = List.copyOf(sites);
  }

  /**
   * A recording site of an electrode.
   *
   * @param channel its name
   * @param x in um from the middle of the region, as y and z
   * @param z along the electrode, from the pyramidal cells' basal to their apical dendrites
   */
  public record Site(String channel, double x, double y, double z) {}

  /** The region's name as the name of a group. */
  String link() {
    return Sonata.link(name);
  }
}
