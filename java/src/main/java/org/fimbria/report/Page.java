package org.fimbria.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A self-contained page: the template {@code page.html} with style, scripts, Apache ECharts, and
 * one JSON document that the scripts show. It asks nothing of the network, nor of other files.
 *
 * @param title of the page; what the scripts show may replace it
 * @param scripts resources, in their order, after those of every page: the figures' ({@link
 *     FigureScripts}) and the frame's; the last one sets {@code fimbria.provider}, which says what
 *     is shown of a document
 */
public record Page(String title, List<String> scripts) {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** The frame that every page has, after the figures' scripts. */
  private static final List<String> FRAME =
      List.of(
          "dom.js",
          "appearance.js",
          "zoom.js",
          "selection.js",
          "figure.js",
          "contents.js",
          "page.js");

  /** Writes the page to a file, which is whole or not there, and makes its directory. */
  public void write(Path file, JsonNode document) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new").toAbsolutePath();
    Files.createDirectories(temporary.getParent());
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
        write(out, document);
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Writes the page; the stream stays open. */
  public void write(OutputStream out, JsonNode document) throws IOException {
    String template = FigureScripts.read("page.html");
    int at = 0;
    for (int open = template.indexOf(OPEN); open >= 0; open = template.indexOf(OPEN, at)) {
      int close = template.indexOf(CLOSE, open);
      out.write(utf8(template.substring(at, open)));
      fill(out, template.substring(open + OPEN.length(), close), document);
      at = close + CLOSE.length();
    }
    out.write(utf8(template.substring(at)));
  }

  private void fill(OutputStream out, String part, JsonNode document) throws IOException {
    switch (part) {
      case "title" -> out.write(utf8(title.replace("&", "&amp;").replace("<", "&lt;")));
      case "style" -> out.write(utf8(FigureScripts.read("page.css")));
      case "document" -> json(out, document);
      case "scripts" -> {
        copy(out, FigureScripts.names());
        copy(out, FRAME);
        copy(out, scripts);
      }
      case "echarts" -> out.write(utf8(FigureScripts.library()));
      default -> throw new IllegalStateException("page.html: " + part);
    }
  }

  private static void copy(OutputStream out, List<String> scripts) throws IOException {
    for (String script : scripts) {
      out.write(utf8(FigureScripts.read(script)));
    }
  }

  /** JSON in which no element of HTML can end or begin. */
  static void json(OutputStream out, JsonNode document) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (JsonGenerator generator = mapper.createGenerator(out)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      generator.setCharacterEscapes(new NoMarkup());
      mapper.writeTree(generator, document);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes {@code <} as its code. */
  private static final class NoMarkup extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final SerializedString LESS = new SerializedString("\\u003C");

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['<'] = ESCAPE_CUSTOM;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return character == '<' ? LESS : null;
    }
  }
}
