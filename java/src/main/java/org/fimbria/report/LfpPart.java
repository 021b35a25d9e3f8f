package org.fimbria.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.record.Sonata;
import org.fimbria.report.Window.Span;

/**
 * Local field potentials of a region by depth: of the built-in electrode its middle column, of
 * another one at most {@value #MOST_SITES} sites.
 */
final class LfpPart {
  private static final int BUCKETS = 700;
  private static final int MOST_SITES = 16;

  /** Channels of the built-in electrode's middle column. */
  private static final int MIDDLE_BEGIN = 10;

  private static final int MIDDLE_END = 22;

  private final Dataset data;
  private final double start;
  private final double interval;
  private final List<Site> sites;

  /**
   * A site of the electrode.
   *
   * @param row in the file
   */
  record Site(int row, String name, double x, double y, double z) {}

  private LfpPart(Dataset data, double start, double interval, List<Site> sites) {
    this.data = data;
    this.start = start;
    this.interval = interval;
    this.sites = sites;
  }

  /** Finds a region's potentials and chooses sites. */
  static LfpPart of(HdfFile file, SpikingRegion region) {
    Group group = (Group) file.getChild(Sonata.link(region.name()));
    return new LfpPart(
        (Dataset) group.getChild("data"),
        Slices.number(file, "t_start"),
        Slices.number(file, "interval"),
        chosen(group));
  }

  /** All sites of a region's electrode. */
  static List<Site> sites(Group group) {
    List<String> names = Slices.texts((Dataset) group.getChild("channels"));
    double[] places = Slices.rows((Dataset) group.getChild("sites"), 0, names.size());
    List<Site> sites = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      sites.add(
          new Site(row, names.get(row), places[3 * row], places[3 * row + 1], places[3 * row + 2]));
    }
    return sites;
  }

  private static List<Site> chosen(Group group) {
    List<Site> sites = sites(group);
    if (LfpSpec.ELECTRODES.contains((String) group.getAttribute("electrode").getData())) {
      return sites.subList(MIDDLE_BEGIN, MIDDLE_END);
    }
    List<Site> byDepth = sites.stream().sorted(Comparator.comparingDouble(Site::z)).toList();
    int every = (byDepth.size() + MOST_SITES - 1) / MOST_SITES;
    List<Site> some = new ArrayList<>();
    for (int i = 0; i < byDepth.size(); i += every) {
      some.add(byDepth.get(i));
    }
    return some;
  }

  /** The lines of the chosen sites. */
  ObjectNode node(Span span) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("unit", Slices.unit(data));
    ArrayNode all = node.putArray("sites");
    Samples samples = samples(span);
    for (Site site : sites) {
      ObjectNode line = Lines.reduced(samples.t0(), interval, series(samples, site), BUCKETS);
      all.addObject()
          .put("name", site.name())
          .<ObjectNode>set("z", Numbers.number(site.z()))
          .set("line", line);
    }
    return node;
  }

  /** The chosen site that is nearest to the somata, where the electrode has its origin. */
  Site middle() {
    return sites.stream().min(Comparator.comparingDouble(site -> Math.abs(site.z()))).orElseThrow();
  }

  /** The samples of a site within a span. */
  double[] series(Span span, Site site) {
    return series(samples(span), site);
  }

  double rateHz() {
    return 1000 / interval;
  }

  String unit() {
    return Slices.unit(data);
  }

  private Samples samples(Span span) {
    return Samples.within(span, start, interval, data.getDimensions()[1]);
  }

  private double[] series(Samples samples, Site site) {
    return Slices.doubles(
        data, new long[] {site.row(), samples.first()}, new int[] {1, samples.count()});
  }
}
