package org.fimbria.check;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.objecthunter.exp4j.Expression;
import net.objecthunter.exp4j.ExpressionBuilder;

/**
 * Initial states written as text: {@code E=(1+r%5)*1e-3 kHz; W_e=5.0+0.1*(r%11) pA}, r being the
 * region; what the text does not name is 0.
 */
final class InitialState {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_]+)\\s*=\\s*([-+*/%^().0-9eEr ]+)");

  private InitialState() {}

  /** The state of a model, [variable][region]. */
  static double[][] parse(String text, MassParameters params, int regions) {
    double[][] state = new double[params.variables().size()][regions];
    for (String part : text.split("[;:,]| except ")) {
      Matcher matcher = ASSIGNMENT.matcher(part.strip());
      if (matcher.lookingAt()) {
        int variable = params.variable(matcher.group(1));
        if (variable >= 0) {
          state[variable] = values(part, matcher.group(2), regions);
        }
      }
    }
    return state;
  }

  private static double[] values(String part, String formula, int regions) {
    double[] values = new double[regions];
    try {
      Expression expression = new ExpressionBuilder(formula.strip()).variable("r").build();
      Arrays.setAll(values, r -> expression.setVariable("r", r).evaluate());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckException(
          "%s: initial_conditions: %s is no formula (%s)"
              .formatted(TvbReference.FILE, part.strip(), e.getMessage()));
    }
    return values;
  }
}
