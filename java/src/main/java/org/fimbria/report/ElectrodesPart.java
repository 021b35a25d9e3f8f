package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.util.List;
import org.fimbria.connectome.Connectome;
import org.fimbria.probe.Morphology;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.record.Sonata;

/**
 * Where everything is: regions and sensors of the electrocorticogram in the unit of the
 * connectome's centres; sites of the electrode of one spiking region, the same for all, in um from
 * its middle; and its cells, seen along x as the sites are in the plane y, z.
 */
final class ElectrodesPart {
  private ElectrodesPart() {}

  static void addRegions(ObjectNode electrodes, Connectome connectome, RunFiles run) {
    List<String> spiking = run.regions().stream().map(SpikingRegion::name).toList();
    ArrayNode regions = electrodes.putArray("regions");
    for (int i = 0; i < connectome.size(); i++) {
      String name = connectome.labels().get(i);
      ObjectNode region = regions.addObject().put("name", name);
      place(region, connectome.centres()[i], 0);
      region.put("spiking", spiking.contains(name));
      region.put("hemisphere", connectome.right()[i] ? "right" : "left");
      region.put("cortical", connectome.cortical()[i]);
    }
  }

  static void addSensors(ObjectNode electrodes, HdfFile ecog) {
    ArrayNode sensors = electrodes.putArray("sensors");
    double[] places = EcogPart.places(ecog);
    List<String> names = Slices.texts(ecog.getDatasetByPath("/sensors"));
    for (int i = 0; i < names.size(); i++) {
      place(sensors.addObject().put("name", names.get(i)), places, 3 * i);
    }
  }

  static void addSites(ObjectNode electrodes, HdfFile lfp, SpikingRegion region) {
    Group group = (Group) lfp.getChild(Sonata.link(region.name()));
    ArrayNode sites = electrodes.putArray("sites");
    for (LfpPart.Site site : LfpPart.sites(group)) {
      double[] at = {site.x(), site.y(), site.z()};
      place(sites.addObject().put("name", site.name()), at, 0);
    }
  }

  /** The cells of both populations, with the middle of the soma at the origin. */
  static void addCells(ObjectNode electrodes, Settings settings) {
    ArrayNode cells = electrodes.putArray("cells");
    for (String kind : SpikingRegion.KINDS) {
      String name = settings.text("record.lfp.cells." + kind);
      Morphology morphology = Morphology.of(name, _ -> {}).centred();
      ObjectNode cell = cells.addObject().put("name", morphology.name()).put("kind", kind);
      ArrayNode segments = cell.putArray("segments");
      for (Morphology.Section section : morphology.sections()) {
        for (int i = 1; i < section.points().size(); i++) {
          segments.add(segment(segments, section.points().get(i - 1), section.points().get(i)));
        }
      }
    }
  }

  private static ArrayNode segment(ArrayNode of, Point begin, Point end) {
    double width = (begin.diameter() + end.diameter()) / 2;
    ArrayNode segment = of.arrayNode();
    for (double value : new double[] {begin.y(), begin.z(), end.y(), end.z(), width}) {
      segment.add(Numbers.number(value));
    }
    return segment;
  }

  private static void place(ObjectNode node, double[] xyz, int from) {
    node.set("x", Numbers.number(xyz[from]));
    node.set("y", Numbers.number(xyz[from + 1]));
    node.set("z", Numbers.number(xyz[from + 2]));
  }
}
