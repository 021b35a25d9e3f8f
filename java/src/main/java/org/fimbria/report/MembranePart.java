package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Map;
import org.fimbria.analysis.Reduction;

/**
 * State variables of recorded neurons, by variable and population: some of them, and the mean, the
 * smallest and the largest value of all that were recorded, at each time.
 */
final class MembranePart {
  private static final int LINES = 10;
  private static final int BUCKETS = 700;

  private MembranePart() {}

  /** All that was recorded of a region. */
  static ObjectNode read(HdfFile file, RunFiles run, SpikingRegion region) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Map<String, Node> reports = ((Group) file.getChild("report")).getChildren();
    for (Node report : reports.values()) {
      String population = (String) report.getAttribute("population").getData();
      for (String kind : SpikingRegion.KINDS) {
        if (population.equals(region.population(kind))) {
          add((Group) report, run, kind, node);
        }
      }
    }
    return node;
  }

  private static void add(Group report, RunFiles run, String kind, ObjectNode node) {
    Dataset data = (Dataset) report.getChild("data");
    double[] time = (double[]) report.getDatasetByPath("mapping/time").getData();
    Samples samples = Samples.within(run.span(), time[0], time[2], data.getDimensions()[0]);
    String variable = (String) report.getAttribute("variable").getData();
    ObjectNode of = node.withObject("/" + variable);
    of.put("unit", Slices.unit(data));
    of.set(kind, new Neurons(samples, data.getDimensions()[1]).read(data));
  }

  /** The lines of a population's neurons. */
  private static final class Neurons {
    private final Samples samples;
    private final int recorded;
    private final Reduction[] lines;
    private final Reduction mean;
    private final Reduction low;
    private final Reduction high;

    Neurons(Samples samples, int recorded) {
      this.samples = samples;
      this.recorded = recorded;
      lines = new Reduction[Math.min(LINES, recorded)];
      for (int i = 0; i < lines.length; i++) {
        lines[i] = reduction();
      }
      mean = reduction();
      low = reduction();
      high = reduction();
    }

    private Reduction reduction() {
      return new Reduction(samples.count(), BUCKETS);
    }

    ObjectNode read(Dataset data) {
      samples.read(
          data,
          (values, rows) -> {
            for (int row = 0; row < rows; row++) {
              add(values, row * recorded);
            }
          });
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("recorded", recorded);
      ArrayNode all = node.putArray("lines");
      for (Reduction line : lines) {
        all.add(samples.line(line));
      }
      node.set("mean", samples.line(mean));
      node.set("low", samples.line(low));
      node.set("high", samples.line(high));
      return node;
    }

    private void add(double[] values, int at) {
      double sum = 0;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int neuron = 0; neuron < recorded; neuron++) {
        double value = values[at + neuron];
        if (neuron < lines.length) {
          lines[neuron].add(value);
        }
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      mean.add(sum / recorded);
      low.add(least);
      high.add(most);
    }
  }
}
