package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The resolved experiment of a run, by path of keys. It is read as it stands, since a run shall be
 * shown also where its experiment could not be repeated: after a file of it has moved, or by
 * another version.
 */
final class Settings {
  private final JsonNode root;

  private Settings(JsonNode root) {
    this.root = root;
  }

  /** Reads {@code experiment.yaml}; nothing is set where there is none. */
  static Settings read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Settings(MissingNode.getInstance());
    }
    LoadSettings yaml = LoadSettings.builder().setSchema(new CoreSchema()).build();
    try {
      Object tree = new Load(yaml).loadFromString(Files.readString(file));
      return new Settings(new ObjectMapper().valueToTree(tree));
    } catch (YamlEngineException e) {
      return new Settings(MissingNode.getInstance());
    }
  }

  /** The value at a path of keys with dots between them, or a missing node. */
  JsonNode at(String path) {
    JsonNode node = root;
    for (String key : path.split("\\.")) {
      node = node.path(key);
    }
    return node;
  }

  /** A number, 0 where there is none. */
  double number(String path) {
    return at(path).asDouble();
  }

  /** A word, empty where there is none. */
  String text(String path) {
    return at(path).asText();
  }
}
