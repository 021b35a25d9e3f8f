package org.fimbria.study.page;

import java.util.List;
import java.util.stream.Collectors;

/** The statements and their answers as a table of Markdown, for a README. */
final class StudyMarkdown {
  private StudyMarkdown() {}

  static String of(List<Statement> statements) {
    StringBuilder text =
        new StringBuilder("| statement or question | here | measured |\n|---|---|---|\n");
    for (Statement statement : statements) {
      text.append("| ")
          .append(statement.claim())
          .append(" | ")
          .append(statement.answer().words())
          .append(" | ")
          .append(
              statement.findings().stream()
                  .map(finding -> text(finding))
                  .collect(Collectors.joining("; ")))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String text(Finding finding) {
    String value = finding.what() + ": " + finding.value();
    return finding.deviation().isEmpty()
        ? value
        : "%s (std %s, trials %s)".formatted(value, finding.deviation(), finding.extent());
  }
}
