package org.fimbria.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fimbria.experiment.LfpSpec;

/**
 * An electrode for extracellular potentials, and the medium around it.
 *
 * @param sites in um, z along the shaft, which is the z axis
 * @param sigma conductivity of the medium, S/m
 */
public record Electrode(String name, List<PointTable.Row> sites, double sigma) {
  /** Keeps its own list. */
  public Electrode {
    sites = List.copyOf(sites);
    if (sites.isEmpty() || !(sigma > 0)) {
      throw new IllegalArgumentException(
          "%d sites, sigma %s: both must be > 0".formatted(sites.size(), sigma));
    }
  }

  /**
   * The built-in electrode, or one whose sites a file has.
   *
   * @throws ProbeException if the file is no table of sites
   */
  public static Electrode of(String nameOrFile, double sigma) {
    if (LfpSpec.ELECTRODES.contains(nameOrFile)) {
      return new Electrode(nameOrFile, neuronexus32(), sigma);
    }
    Path file = Path.of(nameOrFile);
    return new Electrode(file.getFileName().toString(), PointTable.read(file), sigma);
  }

  /** Places of the sites, [site][3] um. */
  public double[][] places() {
    return sites.stream()
        .map(site -> new double[] {site.x(), site.y(), site.z()})
        .toArray(double[][]::new);
  }

  /**
   * The 32 sites of NeuroNexus' polytrode with three columns of 10, 12 and 10: columns 18 um apart,
   * 25 um from site to site, the middle column half a pitch lower; the mean of all sites lies at
   * the origin.
   */
  private static List<PointTable.Row> neuronexus32() {
    int[] sitesOf = {10, 12, 10};
    double pitch = 25;
    double spacing = 18;
    double sum = 0;
    int count = 0;
    for (int column = 0; column < sitesOf.length; column++) {
      for (int k = 0; k < sitesOf[column]; k++) {
        sum += pitch * k - (column == 1 ? pitch / 2 : 0);
        count++;
      }
    }
    List<PointTable.Row> sites = new ArrayList<>();
    for (int column = 0; column < sitesOf.length; column++) {
      for (int k = 0; k < sitesOf[column]; k++) {
        double z = pitch * k - (column == 1 ? pitch / 2 : 0) - sum / count;
        String name = Integer.toString(sites.size());
        sites.add(new PointTable.Row(name, 0, spacing * (column - 1), z));
      }
    }
    return sites;
  }
}
