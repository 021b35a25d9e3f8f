package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fimbria.connectome.Connectome;

/** Electrocorticogram by hemisphere; a sensor belongs to that of the region nearest to it. */
final class EcogPart {
  private static final int BUCKETS = 600;

  private EcogPart() {}

  static ObjectNode read(HdfFile file, RunFiles run, Optional<Connectome> connectome) {
    Dataset data = file.getDatasetByPath("/data");
    Samples samples =
        Samples.within(
            run.span(),
            Slices.number(file, "t_start"),
            Slices.number(file, "interval"),
            data.getDimensions()[0]);
    ReducedTable table = ReducedTable.read(data, samples, 1, _ -> BUCKETS);
    List<String> names = Slices.texts(file.getDatasetByPath("/sensors"));
    double[] places = places(file);
    Map<String, ArrayNode> hemispheres = new LinkedHashMap<>();
    for (int sensor = 0; sensor < names.size(); sensor++) {
      String hemisphere = hemisphere(places, sensor, connectome);
      ObjectNode node =
          hemispheres
              .computeIfAbsent(hemisphere, _ -> JsonNodeFactory.instance.arrayNode())
              .addObject()
              .put("name", names.get(sensor));
      node.set("line", table.line(sensor));
    }
    ObjectNode ecog = JsonNodeFactory.instance.objectNode();
    ecog.put("unit", Slices.unit(data));
    ArrayNode all = ecog.putArray("hemispheres");
    hemispheres.forEach(
        (name, sensors) -> all.addObject().put("name", name).set("sensors", sensors));
    return ecog;
  }

  /** Where the sensors are, [sensor][x y z] flat, in the unit of the connectome's centres. */
  static double[] places(HdfFile file) {
    Dataset positions = file.getDatasetByPath("/positions");
    return Slices.rows(positions, 0, positions.getDimensions()[0]);
  }

  private static String hemisphere(double[] places, int sensor, Optional<Connectome> connectome) {
    if (connectome.isEmpty()) {
      return "unknown";
    }
    double[][] centres = connectome.get().centres();
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int region = 0; region < centres.length; region++) {
      double squares = 0;
      for (int axis = 0; axis < 3; axis++) {
        double d = places[3 * sensor + axis] - centres[region][axis];
        squares += d * d;
      }
      if (squares < least) {
        least = squares;
        nearest = region;
      }
    }
    return connectome.get().right()[nearest] ? "right" : "left";
  }
}
