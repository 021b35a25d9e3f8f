package org.fimbria.study.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fimbria.report.FigureFiles;
import org.fimbria.report.FigureRenderer;
import org.fimbria.report.Page;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/** What a study found, beside its table: {@code study.html}, {@code statements.md}. */
public final class StudyPage {
  /** Name of the page in a study's folder. */
  public static final String FILE = "study.html";

  /** Name of the answers in a study's folder; of studies that answer some. */
  public static final String STATEMENTS = "statements.md";

  /** The study's figures, then its page, after the scripts of every page. */
  static final List<String> FIGURES =
      List.of("study-marks.js", "study-panels.js", "study-catalogue.js", "study-explore.js");

  private StudyPage() {}

  /** Writes the page of a table's trials and, beside it, the answers to published statements. */
  public static void write(Path page, List<Trial> trials) throws IOException {
    page(title(trials)).write(page, StudyDocument.of(trials));
    List<Statement> statements = StudyStatements.of(trials);
    if (!statements.isEmpty()) {
      Files.writeString(page.resolveSibling(STATEMENTS), StudyMarkdown.of(statements));
    }
  }

  /** Writes the figures of a table's trials into a directory, for paper: SVG and PNG. */
  public static void writeFigures(Path directory, List<Trial> trials) throws IOException {
    Files.createDirectories(directory);
    try (FigureRenderer renderer = new FigureRenderer(FIGURES.toArray(String[]::new))) {
      renderer.read(StudyDocument.of(trials).toString());
      renderer.draw(
          "fimbria.entryFiles(fimbria.study.all(shown), fimbria.themes.print, %d)"
              .formatted(FigureRenderer.WIDTH),
          figure -> FigureFiles.write(directory, figure));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The page without its document. */
  static Page page(String title) {
    return new Page(title, Stream.concat(FIGURES.stream(), Stream.of("study-page.js")).toList());
  }

  private static String title(List<Trial> trials) {
    return trials.isEmpty() ? "Study" : "Study " + trials.getFirst().text(Column.STUDY);
  }
}
