package org.fimbria.experiment;

import java.util.List;

/** Keys that give the number of synapses of a projection, by connection rule. */
final class ProjectionRule {
  static final List<String> ALL_KEYS =
      List.of("indegree", "probability", "number", "connection_probability");

  private ProjectionRule() {}

  /** Keys of a rule, of which a projection has one; none for an unknown rule. */
  static List<String> keys(String rule) {
    return switch (rule) {
      case "fixed_indegree" -> List.of("indegree", "connection_probability");
      case "pairwise_bernoulli" -> List.of("probability", "connection_probability");
      case "fixed_total_number" -> List.of("number");
      case null, default -> List.of();
    };
  }

  /** In-degree, probability or total number, from the value of one of the keys. */
  static double number(String rule, String key, double value, double sources) {
    boolean indegree = rule.equals("fixed_indegree") && key.equals("connection_probability");
    return indegree ? Math.rint(value * sources) : value;
  }
}
