package org.fimbria.probe;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.fimbria.experiment.LfpSpec.Layer;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.LfpEngine.Population;
import org.fimbria.natives.LfpEngine.Synapses;

/** Whether every cell has membrane in each layer in which synapses are to lie on it. */
final class LayerChecks {
  private LayerChecks() {}

  /**
   * Checks the cells of a region.
   *
   * @param names of their populations
   * @throws ProbeException one line for each layer that cells of a population do not reach
   */
  static void check(
      List<Layer> layers, List<String> names, List<Population> populations, List<Synapses> rows) {
    TreeSet<String> problems = new TreeSet<>();
    for (int target = 0; target < populations.size(); target++) {
      Population population = populations.get(target);
      double[] heights = heights(population.cell());
      for (Layer layer : layers) {
        int cell = isUsed(layer, target, rows) ? firstOutside(population, heights, layer) : -1;
        if (cell >= 0) {
          problems.add(problem(layer, names.get(target), population.soma()[3 * cell + 2], heights));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ProbeException(List.copyOf(problems));
    }
  }

  private static boolean isUsed(Layer layer, int target, List<Synapses> rows) {
    return rows.stream()
        .anyMatch(row ->
            row.target() == target
                && row.z_low_um() == layer.z().lowUm()
                && row.z_high_um() == layer.z().highUm());
  }

  /** Of compartments on which synapses may lie, their middles from the soma, ascending. */
  private static double[] heights(Cell cell) {
    return IntStream.range(0, cell.nodes())
        .filter(node -> cell.area()[node] > 0)
        .mapToDouble(node -> (cell.ends()[node][2] + cell.ends()[node][5]) / 2)
        .sorted()
        .toArray();
  }

  /** A cell without a compartment in the layer, or -1. */
  private static int firstOutside(Population population, double[] heights, Layer layer) {
    double[] soma = population.soma();
    for (int cell = 0; cell < population.rotation().length; cell++) {
      double z = soma[3 * cell + 2];
      int at = Arrays.binarySearch(heights, layer.z().lowUm() - z);
      int first = at < 0 ? -at - 1 : at;
      if (first == heights.length || z + heights[first] >= layer.z().highUm()) {
        return cell;
      }
    }
    return -1;
  }

  private static String problem(Layer layer, String population, double z, double[] heights) {
    return ("record.lfp.layers.%s.z: [%s, %s] um: an %s cell with its soma at %.1f um has no"
            + " membrane there; its compartments lie from %.1f to %.1f um")
        .formatted(
            layer.name(),
            layer.z().lowUm(),
            layer.z().highUm(),
            population,
            z,
            z + heights[0],
            z + heights[heights.length - 1]);
  }
}
