package org.fimbria.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.fimbria.experiment.CheckedFile;
import org.fimbria.experiment.ExperimentException;
import org.fimbria.experiment.ExperimentLoader;
import org.fimbria.experiment.Location;
import org.fimbria.experiment.Nearest;
import org.fimbria.experiment.Problem;

/** Reads studies: those of users by path, the built-in ones by name. */
final class StudyFile {
  /** Names of the built-in studies. */
  static final List<String> BUILT_IN = List.of("scaling");

  private static final String QUICK = "quick";

  private final CheckedFile file;
  private final JsonNode root;
  private final Values values;

  private StudyFile(CheckedFile file, Values values) {
    this.file = file;
    this.values = values;
    root = file.values();
  }

  /**
   * Reads a study.
   *
   * @param name file or built-in name
   * @param quick whether its quick variant is meant
   * @param cores of this machine
   * @throws ExperimentException with everything that is wrong
   */
  static Study read(String name, boolean quick, int cores) {
    boolean builtIn = BUILT_IN.contains(name);
    String display = builtIn ? name + ".yaml" : name;
    String text = builtIn ? resource(display) : text(name);
    ObjectNode schema = schema();
    Path folder = builtIn ? Path.of("") : Path.of(name).toAbsolutePath().getParent();
    CheckedFile file = CheckedFile.read(display, text, schema, QUICK, quick);
    return new StudyFile(file, new Values(cores)).study(folder);
  }

  private Study study(Path folder) {
    List<Study.Sweep> sweeps = new ArrayList<>();
    root.path("sweeps")
        .properties()
        .forEach(entry -> sweeps.add(sweep(entry.getKey(), entry.getValue())));
    if (sweeps.isEmpty()) {
      fail(List.of("sweeps"), "", "allowed: one sweep at least");
    }
    String experiment = root.path("experiment").asText();
    boolean builtIn = ExperimentLoader.builtIn().contains(experiment);
    return new Study(
        file,
        root.path("study").asText(),
        builtIn ? experiment : folder.resolve(experiment).toString(),
        root.path("regime").asText(),
        values.map(root.path("set")),
        root.path("warm_up").asDouble(),
        sweeps,
        new Study.Limits(
            root.path("jobs").asInt(),
            root.path("time_limit").asDouble(),
            root.path("keep_runs").asBoolean()));
  }

  private Study.Sweep sweep(String name, JsonNode sweep) {
    List<SequencedMap<String, String>> points = new ArrayList<>();
    sweep.path("points").forEach(point -> points.add(values.map(point)));
    if (points.isEmpty()) {
      points.add(new LinkedHashMap<>());
    }
    List<SequencedMap<String, String>> all = points;
    for (var row : sweep.path("grid").properties()) {
      refuseTwice(name, row.getKey(), points);
      all = crossed(all, row.getKey(), some(name, row.getKey(), row.getValue()));
    }
    int trials = sweep.path("trials").asInt(root.path("trials").asInt());
    return new Study.Sweep(
        name,
        trials,
        values.map(sweep.path("set")),
        all.stream().distinct().map(point -> new Study.Point(name, point)).toList());
  }

  /** Values of a key, of which a range such as {@code 3..cores} can have none. */
  private List<String> some(String sweep, String key, JsonNode array) {
    List<String> some = values.list(key, array);
    if (some.isEmpty()) {
      List<String> items = new ArrayList<>();
      array.forEach(item -> items.add(item.asText()));
      fail(
          List.of("sweeps", sweep, "grid", key),
          String.join(", ", items),
          "allowed: ranges that end at or above their begin; cores: " + values.cores());
    }
    return some;
  }

  private void refuseTwice(String sweep, String key, List<SequencedMap<String, String>> points) {
    if (points.stream().anyMatch(point -> point.containsKey(key))) {
      fail(List.of("sweeps", sweep, "grid", key), "", "allowed: once; it stands in points too");
    }
  }

  /** Every map with every value of a key. */
  private static List<SequencedMap<String, String>> crossed(
      List<SequencedMap<String, String>> maps, String key, List<String> values) {
    List<SequencedMap<String, String>> all = new ArrayList<>();
    for (SequencedMap<String, String> map : maps) {
      for (String value : values) {
        SequencedMap<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        all.add(more);
      }
    }
    return all;
  }

  private void fail(List<String> keys, String value, String allowed) {
    throw new ExperimentException(List.of(file.problem(keys, value, allowed)));
  }

  private static String text(String name) {
    String reason = "no such file; allowed: a YAML file or one of " + String.join(", ", BUILT_IN);
    try {
      return Files.readString(Path.of(name));
    } catch (CharacterCodingException e) {
      reason = "allowed: a text file in UTF-8";
    } catch (IOException | InvalidPathException e) {
      // The reason stands above.
    }
    String nearest = Nearest.of(name, BUILT_IN);
    throw new ExperimentException(
        List.of(new Problem(new Location(name, 0), "", "", reason, nearest)));
  }

  private static ObjectNode schema() {
    try (InputStream in = StudyFile.class.getResourceAsStream("study.schema.json")) {
      return (ObjectNode) new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = StudyFile.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
