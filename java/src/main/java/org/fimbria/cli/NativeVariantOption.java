package org.fimbria.cli;

import java.util.List;
import java.util.Optional;
import org.fimbria.experiment.Nearest;
import org.fimbria.natives.NativeVariants;
import picocli.CommandLine.Option;

/** Which variant of the native kernels the engines of a command take. */
final class NativeVariantOption {
  private static final String NAME = "--native-variant";

  @Option(
      names = NAME,
      paramLabel = "NAME",
      description =
          "Instruction set of the native kernels, one that info lists. Default: the environment's "
              + NativeVariants.ENVIRONMENT
              + ", else the widest that this machine runs.")
  private Optional<String> name = Optional.empty();

  /** Makes the choice, before any engine is made. */
  void choose() {
    NativeVariants.selectDefault();
    String environment = System.getenv().getOrDefault(NativeVariants.ENVIRONMENT, "");
    if (name.isPresent()) {
      choose(NAME, name.get());
    } else if (!environment.isEmpty()) {
      choose(NativeVariants.ENVIRONMENT, environment);
    }
  }

  private static void choose(String from, String variant) {
    List<String> allowed = NativeVariants.runnable();
    if (!allowed.contains(variant)) {
      String nearest = Nearest.of(variant, allowed.reversed());
      throw new Main.BadInput(
          "%s: %s: allowed on this machine: %s%s"
              .formatted(
                  from,
                  variant,
                  String.join(", ", allowed),
                  nearest.isEmpty() ? "" : " (nearest valid name '%s')".formatted(nearest)));
    }
    NativeVariants.select(variant);
  }
}
