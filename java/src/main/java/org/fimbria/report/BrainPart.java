package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fimbria.cosim.Units;

/**
 * The excitatory rate of every region, from {@code rates.h5}. That of a spiking region is the
 * sliding mean that its network sent to the brain.
 */
final class BrainPart {
  private static final int BUCKETS = 400;

  /** Of spiking regions, whose rates are looked at closely. */
  private static final int SPIKING_BUCKETS = 1200;

  private static final String RATE = "/E";

  private final String unit;
  private final List<String> labels;
  private final List<ObjectNode> lines = new ArrayList<>();

  private BrainPart(String unit, List<String> labels) {
    this.unit = unit;
    this.labels = labels;
  }

  /** Reads and reduces the rates. */
  static BrainPart read(HdfFile file, RunFiles run) {
    Dataset rates = file.getDatasetByPath(RATE);
    boolean kilohertz = Slices.unit(rates).equals("kHz");
    Samples samples =
        Samples.within(
            run.span(),
            Slices.number(file, "t_start"),
            Slices.number(file, "interval"),
            rates.getDimensions()[0]);
    BrainPart part =
        new BrainPart(
            kilohertz ? "Hz" : Slices.unit(rates), Slices.texts(file.getDatasetByPath("/regions")));
    double factor = kilohertz ? Units.khzToHz(1) : 1;
    List<String> spiking = run.regions().stream().map(SpikingRegion::name).toList();
    ReducedTable table =
        ReducedTable.read(
            rates,
            samples,
            factor,
            region -> spiking.contains(part.labels.get(region)) ? SPIKING_BUCKETS : BUCKETS);
    for (int region = 0; region < part.labels.size(); region++) {
      part.lines.add(table.line(region));
    }
    return part;
  }

  /** Where the rates are not recorded: the file has other variables only. */
  static boolean isIn(HdfFile file) {
    return file.getChild(RATE.substring(1)) != null;
  }

  /** What each region received from a spiking region, by its name. */
  Map<String, ObjectNode> byRegion() {
    Map<String, ObjectNode> byRegion = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      byRegion.put(labels.get(i), lines.get(i));
    }
    return byRegion;
  }

  /** Fills {@code brain}. */
  void fill(ObjectNode brain, List<SpikingRegion> spiking) {
    List<String> names = spiking.stream().map(SpikingRegion::name).toList();
    brain.put("unit", unit);
    ArrayNode rates = brain.putArray("rates");
    for (int i = 0; i < lines.size(); i++) {
      ObjectNode region = JsonNodeFactory.instance.objectNode();
      region.put("region", labels.get(i)).put("spiking", names.contains(labels.get(i)));
      region.set("line", lines.get(i));
      rates.add(region);
    }
  }
}
