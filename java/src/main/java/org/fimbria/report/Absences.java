package org.fimbria.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a report does not show, and why: it was not recorded, or its file was cut off when the run
 * was killed. One part that fails leaves the others as they are. For several threads.
 */
final class Absences {
  private final ArrayNode node = JsonNodeFactory.instance.arrayNode();

  /** Fills a part of a report. */
  @FunctionalInterface
  interface Filling {
    void fill() throws IOException;
  }

  /** Fills a part from an open HDF5 file. */
  @FunctionalInterface
  interface HdfFilling {
    void fill(HdfFile file) throws IOException;
  }

  /** A part that is not there; told once. */
  synchronized void add(String part, String why) {
    ObjectNode absence = node.objectNode().put("part", part).put("why", why);
    for (JsonNode known : node) {
      if (known.equals(absence)) {
        return;
      }
    }
    node.add(absence);
  }

  /** Fills a part, or says why it cannot be. */
  void attempt(String part, Filling filling) {
    try {
      filling.fill();
    } catch (IOException | RuntimeException e) {
      add(part, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Fills a part from a file.
   *
   * @param setting key and value because of which the file may not be there
   */
  void attempt(String part, Path path, String setting, HdfFilling filling) {
    if (!Files.exists(path)) {
      add(part, setting.isEmpty() ? path.getFileName() + " is not there" : setting);
      return;
    }
    try (HdfFile file = new HdfFile(path)) {
      filling.fill(file);
    } catch (HdfException e) {
      add(part, "%s cannot be read: %s".formatted(path.getFileName(), e.getMessage()));
    } catch (IOException | RuntimeException e) {
      add(part, "%s is incomplete: %s".formatted(path.getFileName(), e));
    }
  }

  ArrayNode node() {
    return node;
  }
}
