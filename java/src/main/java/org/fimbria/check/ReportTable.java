package org.fimbria.check;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** A report as text: every comparison, or the worst of each quantity for documentation. */
public final class ReportTable {
  private static final List<String> MACHINE =
      List.of("commit", "cpu", "native variant", "compiler");

  private final Report report;

  /** A table of a report's rows. */
  public ReportTable(Report report) {
    this.report = report;
  }

  /** Prints every comparison in columns, then what was not compared, then the sum. */
  public void print(PrintWriter out) {
    List<String[]> cells = new ArrayList<>();
    cells.add(
        new String[] {
          "",
          "quantity",
          "of",
          "reference",
          "tolerance",
          "measured",
          "figures",
          "reason for the tolerance"
        });
    for (Row row : report.rows()) {
      cells.add(
          new String[] {
            row.passed() ? "pass" : "FAIL",
            row.tolerance().quantity(),
            row.subject(),
            row.reference(),
            limit(row),
            measured(row),
            row.note(),
            row.tolerance().reason()
          });
    }
    int[] widths = new int[cells.getFirst().length];
    for (String[] line : cells) {
      for (int k = 0; k < widths.length - 1; k++) {
        widths[k] = Math.max(widths[k], line[k].length());
      }
    }
    for (String[] line : cells) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < widths.length; k++) {
        text.append(line[k]).repeat(" ", Math.max(0, widths[k] - line[k].length()) + 2);
      }
      out.println(text.toString().stripTrailing());
    }
    report.notCompared().forEach(what -> out.println("not compared: " + what));
    long failed = report.rows().stream().filter(row -> !row.passed()).count();
    out.printf(
        "%d comparisons: %d passed, %d failed%n",
        report.rows().size(), report.rows().size() - failed, failed);
  }

  /** Prints one line for each quantity with the worst of its comparisons, day and machine. */
  public void printMarkdown(PrintWriter out, Map<String, String> machine) {
    Map<Tolerance, List<Row>> kinds = new EnumMap<>(Tolerance.class);
    report
        .rows()
        .forEach(row -> kinds.computeIfAbsent(row.tolerance(), _ -> new ArrayList<>()).add(row));
    out.println(
        "| quantity | reference | tolerance | measured | comparisons | reason for the tolerance |");
    out.println("|---|---|---|---|---|---|");
    kinds.forEach((kind, rows) -> {
      Row worst = rows.stream().max(Comparator.comparingDouble(ReportTable::used)).orElseThrow();
      long passed = rows.stream().filter(Row::passed).count();
      TreeSet<String> files = new TreeSet<>();
      rows.forEach(row -> files.add(pattern(row.reference())));
      out.printf(
          "| %s | %s | %s | %s | %d of %d passed | %s |%n",
          kind.quantity(),
          String.join(", ", files),
          limit(worst),
          measured(worst) + (worst.subject().isEmpty() ? "" : " (" + worst.subject() + ")"),
          passed,
          rows.size(),
          kind.reason());
    });
    out.println();
    out.printf("Measured on %s with", LocalDate.now());
    MACHINE.forEach(fact -> out.printf(" %s %s;", fact, machine.getOrDefault(fact, "unknown")));
    out.println(" the worst of each quantity's comparisons.");
    printNetwork(out, kinds.getOrDefault(Tolerance.NETWORK, List.of()));
    report.notCompared().forEach(what -> out.println("Not compared: " + what + "."));
  }

  private static void printNetwork(PrintWriter out, List<Row> rows) {
    if (!rows.isEmpty()) {
      out.println();
      out.println("| population, statistic | own and reference | distance |");
      out.println("|---|---|---|");
      rows.forEach(row ->
          out.printf(
              Locale.ROOT, "| %s | %s | %.2f |%n", row.subject(), row.note(), row.measured()));
      out.println();
    }
  }

  /** A file with what varies between files of its kind left out. */
  private static String pattern(String file) {
    int folder = file.indexOf('/') + 1;
    int underscore = file.indexOf('_', folder);
    return "`" + (underscore < 0 ? file : file.substring(0, underscore) + "_*") + "`";
  }

  private static double used(Row row) {
    return row.tolerance().used(row.measured(), row.limit());
  }

  private static String limit(Row row) {
    return "%s %s".formatted(row.tolerance().sign(), number(row.limit(), row.tolerance().unit()));
  }

  private static String measured(Row row) {
    return Double.isNaN(row.measured())
        ? "nothing"
        : number(row.measured(), row.tolerance().unit());
  }

  private static String number(double value, String unit) {
    String number = String.format(Locale.ROOT, "%.3g", value);
    return unit.equals("1") ? number : number + " " + unit;
  }
}
