package org.fimbria.connectome;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lines of a text file that say something: not empty, not a comment (#), no byte order mark. */
final class TextLines {
  /** More rows or columns than any connectome has. */
  static final int MAX_SIZE = 5000;

  private TextLines() {}

  /** Reads to the end. */
  static List<String> read(BufferedReader text) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      String content = line.replace("\uFEFF", "").strip();
      if (!content.isEmpty() && !content.startsWith("#")) {
        if (lines.size() == MAX_SIZE) {
          throw new IOException("more than " + MAX_SIZE + " rows");
        }
        lines.add(content);
      }
    }
    return lines;
  }

  /** White space or a comma. */
  static boolean isSeparator(char c) {
    return Character.isWhitespace(c) || c == ',';
  }
}
