package org.fimbria.probe;

import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.experiment.LfpSpec.Layer;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.LfpEngine.Synapses;

/** Whether cells have membrane in each layer in which synapses are to lie on them. */
final class LayerChecks {
  private LayerChecks() {}

  /**
   * Checks one population, for every height that its somata may have.
   *
   * @param target index of the population in the rows
   * @throws ProbeException one line for each layer that cells do not reach
   */
  static void check(LfpSpec spec, String population, Cell cell, int target, List<Synapses> rows) {
    double[] heights = heights(cell);
    List<String> problems =
        spec.layers().stream()
            .filter(layer -> isUsed(layer, target, rows))
            .map(layer -> problem(layer, spec.soma(), population, heights))
            .filter(problem -> !problem.isEmpty())
            .toList();
    if (!problems.isEmpty()) {
      throw new ProbeException(problems);
    }
  }

  private static boolean isUsed(Layer layer, int target, List<Synapses> rows) {
    return rows.stream()
        .anyMatch(row ->
            row.target() == target
                && row.z_low_um() == layer.z().lowUm()
                && row.z_high_um() == layer.z().highUm());
  }

  /** Of compartments on which synapses may lie, their middles from the soma, descending. */
  private static double[] heights(Cell cell) {
    return IntStream.range(0, cell.nodes())
        .filter(node -> cell.area()[node] > 0)
        .mapToDouble(node -> -(cell.ends()[node][2] + cell.ends()[node][5]) / 2)
        .sorted()
        .map(z -> -z)
        .toArray();
  }

  /** Empty if cells with their somata at all these depths have a compartment in the layer. */
  private static String problem(
      Layer layer, LfpSpec.Depths somata, String population, double[] heights) {
    double soma = somata.lowUm();
    for (double height : heights) {
      // in the layer for somata in [low - height, high - height)
      if (soma >= layer.z().lowUm() - height) {
        soma = Math.max(soma, layer.z().highUm() - height);
      }
    }
    return soma > somata.highUm()
        ? ""
        : ("record.lfp.layers.%s.z: [%s, %s] um: an %s cell with its soma at %.1f um has no"
                + " membrane there; its compartments lie from %.1f to %.1f um")
            .formatted(
                layer.name(),
                layer.z().lowUm(),
                layer.z().highUm(),
                population,
                soma,
                soma + heights[heights.length - 1],
                soma + heights[0]);
  }
}
