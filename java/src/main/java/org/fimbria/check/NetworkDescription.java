package org.fimbria.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of separate regions, read from the sentence that describes it.
 *
 * @param sizes neurons of the excitatory and the inhibitory population of a region
 * @param indegrees synapses of every neuron from either population of its region
 * @param weights nS of those synapses, positive
 * @param rates_hz of each neuron's own Poisson train, by population
 */
record NetworkDescription(
    int regions,
    long[] sizes,
    int[] indegrees,
    double[] weights,
    double[][] params,
    double[] rates_hz,
    double poissonWeight,
    double delayMs,
    double dtMs,
    double warmUpMs,
    double measuredMs) {
  private static final String NUMBER = "([0-9.]+)";
  private static final Pattern REGIONS =
      Pattern.compile(NUMBER + " regions x \\(" + NUMBER + " exc \\+ " + NUMBER + " inh\\)");
  private static final Pattern SET = Pattern.compile("(\\w+) parameter set");
  private static final Pattern INDEGREES =
      Pattern.compile("in-degree " + NUMBER + " exc \\+ " + NUMBER + " inh");
  private static final Pattern WEIGHTS =
      Pattern.compile("weights " + NUMBER + " nS / " + NUMBER + " nS");
  private static final Pattern DELAY = Pattern.compile("delay " + NUMBER + " ms");
  private static final Pattern POISSON =
      Pattern.compile("Poisson train of weight " + NUMBER + " nS");
  private static final Pattern DT = Pattern.compile("dt " + NUMBER + " ms");
  private static final Pattern TIMES =
      Pattern.compile(NUMBER + " s warm-up, then " + NUMBER + " s");

  /** The network; empty where the sentence leaves something open. */
  static Optional<NetworkDescription> read(JsonNode json, NestReference nest) {
    String text = json.path("network").asText();
    Matcher regions = REGIONS.matcher(text);
    Matcher set = SET.matcher(text);
    Matcher indegrees = INDEGREES.matcher(text);
    Matcher weights = WEIGHTS.matcher(text);
    Matcher delay = DELAY.matcher(text);
    Matcher poisson = POISSON.matcher(text);
    Matcher dt = DT.matcher(text);
    Matcher times = TIMES.matcher(text);
    boolean complete =
        regions.find()
            && set.find()
            && indegrees.find()
            && weights.find()
            && delay.find()
            && poisson.find()
            && dt.find()
            && times.find();
    Optional<double[]> excitatory =
        complete ? params(nest, "exc_", set.group(1)) : Optional.empty();
    Optional<double[]> inhibitory =
        complete ? params(nest, "inh_", set.group(1)) : Optional.empty();
    if (excitatory.isEmpty() || inhibitory.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NetworkDescription(
            (int) number(regions, 1),
            new long[] {(long) number(regions, 2), (long) number(regions, 3)},
            new int[] {(int) number(indegrees, 1), (int) number(indegrees, 2)},
            new double[] {number(weights, 1), number(weights, 2)},
            new double[][] {excitatory.get(), inhibitory.get()},
            new double[] {
              Json.number(json, "rate_ex_hz", NestNetwork.FILE),
              Json.number(json, "rate_in_hz", NestNetwork.FILE)
            },
            number(poisson, 1),
            number(delay, 1),
            number(dt, 1),
            1000 * number(times, 1),
            1000 * number(times, 2)));
  }

  /** The set whose name ends with the beginning of a word: exc_async of "asynchronous". */
  private static Optional<double[]> params(NestReference nest, String prefix, String word) {
    return nest.sets().entrySet().stream()
        .filter(set -> set.getKey().startsWith(prefix))
        .filter(set -> word.startsWith(set.getKey().substring(prefix.length())))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static double number(Matcher matcher, int group) {
    return Double.parseDouble(matcher.group(group));
  }

  int steps(double timeMs) {
    return (int) Math.round(timeMs / dtMs);
  }
}
