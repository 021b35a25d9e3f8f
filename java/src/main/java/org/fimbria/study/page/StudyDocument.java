package org.fimbria.study.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.fimbria.report.Numbers;
import org.fimbria.study.Column;
import org.fimbria.study.Trial;

/**
 * What {@code study.html} shows, as JSON; a value is [mean, std, smallest, largest].
 *
 * <pre>
 *   {study: {name, begun, last, points, complete, failed, skipped, trialsPerPoint: [least, most],
 *            machine: [[what, value]..]},
 *    sweeps: [{name, setting, axis: neurons|epoch|threads, cores, placements (boolean),
 *              measured: [least, most] (ms),
 *              curves: [{name, points: [{x, neurons, threads, ranks, trials,
 *                                        values: {measure: value}}]}]}],
 *    sizes: a sweep over all sizes of the network,
 *    statements: [{id, claim, criterion, answer, words, findings: [{what, value, std, trials}]}],
 *    table: {@link ResultTable}}
 * </pre>
 */
final class StudyDocument {
  private static final int DIGITS = 5;

  private StudyDocument() {}

  static ObjectNode of(List<Trial> trials) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    StudyFacts.put(trials, document.putObject("study"));
    ArrayNode sweeps = document.putArray("sweeps");
    Sweep.of(trials).forEach(sweep -> put(sweep, sweeps.addObject()));
    Sweep.sizes(Sweep.of(trials)).ifPresent(sizes -> put(sizes, document.putObject("sizes")));
    ArrayNode statements = document.putArray("statements");
    StudyStatements.of(trials).forEach(statement -> put(statement, statements.addObject()));
    ResultTable.put(trials, document.putObject("table"));
    return document;
  }

  private static void put(Sweep sweep, ObjectNode node) {
    Trial sample = sweep.points().getFirst().sample();
    node.put("name", sweep.name())
        .put("setting", sweep.setting())
        .put("axis", sweep.axis().name().toLowerCase(Locale.ROOT))
        .put("cores", (int) sample.number(Column.CORES).orElse(0))
        .put("placements", sweep.comparesPlacements());
    DoubleSummaryStatistics measuredMs =
        sweep.curves().stream()
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(point -> point.sample().number(Column.MEASURED_MS).orElse(0))
            .summaryStatistics();
    node.putArray("measured").add(measuredMs.getMin()).add(measuredMs.getMax());
    ArrayNode curves = node.putArray("curves");
    for (Curve curve : sweep.curves()) {
      ArrayNode points = curves.addObject().put("name", curve.name()).putArray("points");
      for (Point point : curve.points()) {
        put(sweep, point, points.addObject());
      }
      putGrowth(curve, points);
    }
  }

  private static void put(Sweep sweep, Point point, ObjectNode node) {
    Trial sample = point.sample();
    node.put("x", sweep.x(point))
        .put("neurons", sample.number(Column.NEURONS).orElse(0))
        .put("threads", sample.number(Column.THREADS).orElse(0))
        .put("ranks", sample.number(Column.RANKS).orElse(1))
        .put("trials", point.complete().size());
    ObjectNode values = node.putObject("values");
    for (Measure measure : Measure.values()) {
      point.spread(measure::of).ifPresent(spread -> put(spread, values.putArray(measure.key())));
    }
  }

  /** Memory per synapse beyond the smallest network's. */
  private static void putGrowth(Curve curve, ArrayNode points) {
    for (int i = 1; i < points.size(); i++) {
      ObjectNode values = (ObjectNode) points.get(i).path("values");
      Pairing.growthPerSynapse()
          .spread(curve.points().getFirst(), curve.points().get(i))
          .filter(growth -> growth.min() > 0)
          .ifPresent(growth -> put(growth, values.putArray("growthPerSynapse")));
    }
  }

  /** A value with its spread, as five digits show it. */
  static void put(Spread spread, ArrayNode node) {
    node.add(rounded(spread.mean()))
        .add(rounded(spread.std()))
        .add(rounded(spread.min()))
        .add(rounded(spread.max()));
  }

  private static double rounded(double value) {
    return Numbers.rounded(value, DIGITS);
  }

  private static void put(Statement statement, ObjectNode node) {
    node.put("id", statement.id())
        .put("claim", statement.claim())
        .put("criterion", statement.criterion())
        .put("answer", statement.answer().name().toLowerCase(Locale.ROOT))
        .put("words", statement.answer().words());
    ArrayNode findings = node.putArray("findings");
    statement
        .findings()
        .forEach(finding ->
            findings
                .addObject()
                .put("what", finding.what())
                .put("value", finding.value())
                .put("std", finding.deviation())
                .put("trials", finding.extent()));
  }
}
