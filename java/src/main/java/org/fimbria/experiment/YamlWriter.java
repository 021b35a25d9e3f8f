package org.fimbria.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tree to YAML text, with each key's unit and meaning as a comment. */
final class YamlWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./ -]*[A-Za-z0-9_./-]|[A-Za-z]");
  private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  static String write(Node.Mapping tree, JsonNode schema) {
    YamlWriter writer = new YamlWriter();
    writer.map(tree, schema, "");
    return writer.out.toString();
  }

  private void map(Node.Mapping map, JsonNode schema, String indent) {
    map.entries()
        .forEach((key, value) -> {
          JsonNode row = Schema.child(schema, key);
          out.append(indent).append(text(key)).append(':');
          if (value instanceof Node.Mapping inner && !inner.entries().isEmpty()) {
            comment(row);
            map(inner, row, indent + "  ");
          } else {
            out.append(' ').append(plain(value));
            comment(row);
          }
        });
  }

  private void comment(JsonNode row) {
    String unit = row.path("unit").asText();
    String title = row.path("title").asText();
    String comment =
        unit.isEmpty() || unit.equals("1") || title.isEmpty() ? title : unit + "; " + title;
    out.append(comment.isEmpty() ? "" : " # " + comment).append('\n');
  }

  /** A value without keys, as a file has it. */
  static String plain(Node node) {
    return switch (node) {
      case Node.Sequence list ->
          list.items().stream().map(YamlWriter::plain).collect(Collectors.joining(", ", "[", "]"));
      case Node.Scalar(Double number, _, _) when number == Double.POSITIVE_INFINITY -> ".inf";
      case Node.Scalar(Double number, _, _) -> number.toString().toLowerCase(Locale.ROOT);
      case Node.Scalar(String text, _, _) -> text(text);
      case Node.Scalar scalar -> String.valueOf(scalar.value());
      case Node.Mapping _ -> "{}";
      case Node.Broken broken -> throw new IllegalStateException(broken.at().toString());
    };
  }

  /** A string as YAML reads it back: plain where it cannot be taken for anything else. */
  private static String text(String text) {
    if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (c < ' ' || c > '~') {
            quoted.append(String.format("\\U%08x", c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
