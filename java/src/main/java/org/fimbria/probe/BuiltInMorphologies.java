package org.fimbria.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fimbria.experiment.LfpSpec;
import org.fimbria.probe.Morphology.Point;
import org.fimbria.probe.Morphology.Section;
import org.fimbria.probe.Morphology.Type;

/**
 * Morphologies that need no file. Their sections are the rows of tables (resources {@code
 * pyramidal.txt}, {@code basket.txt}, which name their sources): every section a cylinder.
 */
public final class BuiltInMorphologies {
  /** Names, in the order in which users see them. */
  public static final List<String> NAMES = LfpSpec.MORPHOLOGIES;

  private static final String PUBLISHED = "-published";

  private BuiltInMorphologies() {}

  /**
   * A morphology by name: {@code pyramidal}, {@code basket}, or {@code pyramidal-published}, with
   * two basal dendrites as misprinted in the published file.
   */
  public static Morphology of(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no built-in morphology " + name);
    }
    Map<String, Row> rows = new LinkedHashMap<>();
    if (name.endsWith(PUBLISHED)) {
      read(name.substring(0, name.length() - PUBLISHED.length()), rows);
    }
    read(name, rows);
    return new Morphology(name, sections(rows.values()));
  }

  /**
   * A row of a table.
   *
   * @param direction from begin to end, not normalised
   */
  private record Row(
      String name,
      Type type,
      String parent,
      double at,
      Point begin,
      double[] direction,
      double length,
      double diameter) {}

  private static List<Section> sections(Iterable<Row> rows) {
    List<Section> sections = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    for (Row row : rows) {
      int parent = index.getOrDefault(row.parent(), -1);
      Point begin = parent < 0 ? row.begin() : place(sections.get(parent), row.at());
      index.put(row.name(), sections.size());
      sections.add(new Section(row.name(), row.type(), parent, row.at(), cylinder(begin, row)));
    }
    return sections;
  }

  private static Point place(Section section, double at) {
    return at == 0 ? section.points().getFirst() : section.points().getLast();
  }

  private static List<Point> cylinder(Point begin, Row row) {
    double[] d = row.direction();
    double scale = row.length() / Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    return List.of(
        new Point(begin.x(), begin.y(), begin.z(), row.diameter()),
        new Point(
            begin.x() + scale * d[0],
            begin.y() + scale * d[1],
            begin.z() + scale * d[2],
            row.diameter()));
  }

  private static void read(String name, Map<String, Row> rows) {
    try (InputStream in = BuiltInMorphologies.class.getResourceAsStream(name + ".txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      TextRows.parse(text).forEach(row -> rows.put(row.fields()[0], row(row.fields())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String[] f) {
    double[] number = new double[f.length];
    for (int i = 4; i < f.length; i++) {
      number[i] = Double.parseDouble(f[i]);
    }
    return new Row(
        f[0],
        Type.valueOf(f[1].toUpperCase(Locale.ROOT)),
        f[2],
        f[3].equals("-") ? 0 : Double.parseDouble(f[3]),
        new Point(number[4], number[5], number[6], number[11]),
        new double[] {number[7] - number[4], number[8] - number[5], number[9] - number[6]},
        number[10],
        number[11]);
  }
}
