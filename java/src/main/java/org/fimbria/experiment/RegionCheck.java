package org.fimbria.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the spiking regions in a connectome, once its labels are known. */
public final class RegionCheck {
  private RegionCheck() {}

  /**
   * Indices of the spiking regions in the order of the file, each given by its label or its 0-based
   * index.
   *
   * @throws ExperimentException naming each region that is not in the connectome, or is given twice
   */
  public static List<Integer> indices(Loaded loaded, List<String> labels) {
    List<Problem> problems = new ArrayList<>();
    List<Integer> indices = indices(loaded.tree(), labels, problems);
    if (!problems.isEmpty()) {
      throw new ExperimentException(problems);
    }
    return indices;
  }

  /** The same, with the problems added to a list. */
  static List<Integer> indices(Node.Mapping tree, List<String> labels, List<Problem> problems) {
    Map<Integer, String> found = new LinkedHashMap<>();
    Node.Sequence regions = (Node.Sequence) tree.find("spiking.regions");
    for (int i = 0; i < regions.items().size(); i++) {
      Node.Scalar region = (Node.Scalar) regions.items().get(i);
      String path = "spiking.regions[" + i + "]";
      int index = index(region.value().toString(), labels);
      if (index < 0) {
        String allowed =
            "allowed: a region of the connectome, or its index from 0 to " + (labels.size() - 1);
        String nearest = Nearest.of(region.value().toString(), labels);
        problems.add(new Problem(region.at(), path, region.text(), allowed, nearest));
      } else if (found.putIfAbsent(index, path) != null) {
        String allowed =
            "allowed: each region once; " + found.get(index) + " is " + labels.get(index) + " too";
        problems.add(Problem.of(region.at(), path, region.text(), allowed));
      }
    }
    return List.copyOf(found.keySet());
  }

  private static int index(String region, List<String> labels) {
    int index = labels.indexOf(region);
    if (index < 0 && region.matches("\\d{1,9}")) {
      index = Integer.parseInt(region);
    }
    return index < labels.size() ? index : -1;
  }
}
