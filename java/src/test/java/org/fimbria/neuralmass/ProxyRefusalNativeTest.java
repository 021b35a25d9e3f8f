package org.fimbria.neuralmass;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fimbria.natives.NativeException;
import org.fimbria.natives.NeuralMassEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rates that do not fit the exchange are refused in words, and nothing is changed by them. */
class ProxyRefusalNativeTest {
  private static final double[] RATES = new double[200];

  /** Two regions, 10 steps apart; region 1 is integrated elsewhere. */
  private final NeuralMassEngine engine = TestBrain.of("wilson_cowan", 2, 1, 1).engine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void shouldRefuseTooFewValues() {
    refuses(
        () -> engine.setProxy(1, 0, 5, new double[4]),
        "region 1 from step 0: 4 values for 5 steps");
    refuses(
        () -> engine.coupling(1, 7, 5, new double[4]),
        "region 1 from step 7: 4 values for 5 steps");
  }

  @Test
  void shouldRefuseMoreStepsThanACallMayHave() {
    refuses(() -> engine.setProxy(1, 0, 101, RATES), "steps = 101: allowed are 0 to 100");
    refuses(() -> engine.setProxy(1, 0, -1, RATES), "steps = -1: allowed are 0 to 100");
    refuses(() -> engine.coupling(1, 0, 101, RATES), "steps = 101: allowed are 0 to 100");
  }

  @Test
  void shouldRefuseRatesThatComeEarly() {
    engine.setProxy(1, 0, 10, RATES);
    refuses(
        () -> engine.setProxy(1, 11, 10, RATES),
        "proxy region 1 delivers from step 11: the next step is 10");
    engine.setProxy(1, 10, 10, RATES);
  }

  @Test
  void shouldRefuseRatesThatComeTwice() {
    engine.setProxy(1, 0, 10, RATES);
    refuses(
        () -> engine.setProxy(1, 0, 10, RATES),
        "proxy region 1 delivers from step 0: the next step is 10");
    refuses(
        () -> engine.setProxy(1, 9, 10, RATES),
        "proxy region 1 delivers from step 9: the next step is 10");
  }

  @Test
  void shouldRefuseToGoOnWithoutRatesThatAreLate() {
    engine.advance(10);
    refuses(
        () -> engine.advance(2),
        "coupling of region 0 at step 11 needs proxy region 1, 10 steps earlier: it was delivered for steps before 0");
    engine.advance(1);
    engine.setProxy(1, 0, 1, RATES);
    engine.advance(1);
  }

  @Test
  void shouldRefuseRatesOfARegionThatIsNoProxy() {
    refuses(() -> engine.setProxy(0, 0, 1, RATES), "region = 0");
    refuses(() -> engine.setProxy(2, 0, 1, RATES), "region = 2: allowed are 0 to 1");
  }

  @Test
  void shouldRefuseRatesThatAreNoRates() {
    refuses(
        () -> engine.setProxy(1, 0, 2, new double[] {0.5, Double.NaN}),
        "E of proxy region 1 at step 1 = nan 1: allowed are 0 to 1");
    refuses(
        () -> engine.setProxy(1, 0, 1, new double[] {-0.1}),
        "E of proxy region 1 at step 0 = -0.1 1: allowed are 0 to 1");
  }

  private static void refuses(ThrowingCallable call, String text) {
    assertThatThrownBy(call)
        .isInstanceOfAny(NativeException.class, IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
