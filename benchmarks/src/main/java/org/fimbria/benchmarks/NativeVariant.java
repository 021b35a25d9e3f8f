package org.fimbria.benchmarks;

import org.fimbria.natives.NativeVariants;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The instruction set of the native kernels, one that {@code fimbria info} lists; {@code auto}: as
 * without a choice.
 */
@State(Scope.Benchmark)
public class NativeVariant {
  private static final String AUTO = "auto";

  @Param(AUTO)
  public String variant;

  /** Makes the choice for the engines that are made from now on. */
  public void select() {
    if (!variant.equals(AUTO)) {
      NativeVariants.select(variant);
    }
  }
}
