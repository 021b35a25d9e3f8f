package org.fimbria.record;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.fimbria.natives.Hdf5File;
import org.fimbria.record.LfpRegion.Site;

/**
 * The electrodes of an NWB file: a device for each type, a group for each region, a row of the
 * table for each site.
 *
 * <p>NWB's axes are x posterior, y inferior, z right. In CA1 the apical dendrites point down, so
 * the model's z, along which they lie, becomes y; its y becomes x and its x becomes z, which keeps
 * the handedness. The origin is the middle of the region. {@code rel_x}, {@code rel_y} and {@code
 * rel_z} are the model's own axes.
 */
final class NwbElectrodes {
  private static final String DEVICES = "/general/devices/";
  private static final String GROUPS = "/general/extracellular_ephys/";
  private static final String TABLE = GROUPS + "electrodes";
  private static final List<String> COLUMNS =
      List.of(
          "location",
          "group",
          "group_name",
          "channel_name",
          "x",
          "y",
          "z",
          "rel_x",
          "rel_y",
          "rel_z",
          "filtering",
          "reference");

  private final NwbObjects objects;
  private final List<LfpRegion> regions;

  /** Writes devices, groups and table. */
  NwbElectrodes(Hdf5File file, NwbObjects objects, List<LfpRegion> regions, double intervalMs) {
    this.objects = objects;
    this.regions = regions;
    regions.stream()
        .map(LfpRegion::electrode)
        .distinct()
        .forEach(electrode ->
            objects.group(
                DEVICES + Sonata.link(electrode), "Device", "virtual electrode " + electrode));
    for (LfpRegion region : regions) {
      String group = group(region);
      objects.group(
          group,
          "ElectrodeGroup",
          "%s in %s, in a homogeneous medium of %s S/m"
              .formatted(region.electrode(), region.name(), region.sigma()));
      file.attribute(group, "location", region.name());
      file.link(group + "/device", DEVICES + Sonata.link(region.electrode()));
    }
    writeTable(filtering(intervalMs));
  }

  /** What was done to the potentials. */
  static String filtering(double intervalMs) {
    return "mean over %s ms, no other filter".formatted(intervalMs);
  }

  /** Makes the dataset that names a region's rows of the table. */
  void writeRegion(String path, int region) {
    int first = regions.stream().limit(region).mapToInt(each -> each.sites().size()).sum();
    String description = "sites of the electrode in " + regions.get(region).name();
    objects.region(path, description, TABLE, first, regions.get(region).sites().size());
  }

  private void writeTable(String filtering) {
    int rows = texts(Site::channel).size();
    objects.table(TABLE, "sites of the virtual electrodes", COLUMNS, rows);
    objects.column(TABLE + "/location", "region of the site", repeated(LfpRegion::name));
    objects.references(
        TABLE + "/group", "the site's ElectrodeGroup", repeated(NwbElectrodes::group));
    objects.column(TABLE + "/group_name", "name of that group", repeated(LfpRegion::link));
    objects.column(TABLE + "/channel_name", "the site's name", texts(Site::channel));
    String um = " in um from the middle of the region, no place in an atlas";
    objects.column(TABLE + "/x", "towards posterior" + um, numbers(Site::y));
    objects.column(TABLE + "/y", "towards inferior, as apical dendrites" + um, numbers(Site::z));
    objects.column(TABLE + "/z", "towards the right" + um, numbers(Site::x));
    objects.column(TABLE + "/rel_x", "the model's x in um", numbers(Site::x));
    objects.column(TABLE + "/rel_y", "the model's y in um", numbers(Site::y));
    objects.column(TABLE + "/rel_z", "the model's z in um, along the electrode", numbers(Site::z));
    objects.column(
        TABLE + "/filtering", "what was done to the potential", repeated(_ -> filtering));
    objects.column(TABLE + "/reference", "where the potential is 0", repeated(_ -> "infinity"));
  }

  private static String group(LfpRegion region) {
    return GROUPS + region.link();
  }

  private List<String> repeated(Function<LfpRegion, String> value) {
    return regions.stream()
        .flatMap(region -> Collections.nCopies(region.sites().size(), value.apply(region)).stream())
        .toList();
  }

  private List<String> texts(Function<Site, String> value) {
    return regions.stream().flatMap(region -> region.sites().stream()).map(value).toList();
  }

  private double[] numbers(ToDoubleFunction<Site> value) {
    return regions.stream().flatMap(region -> region.sites().stream()).mapToDouble(value).toArray();
  }
}
