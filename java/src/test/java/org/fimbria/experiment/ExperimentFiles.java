package org.fimbria.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Experiments written by tests into a folder, and what the loader says of them. */
record ExperimentFiles(Path folder) {

  /** The shortest file there is: everything else has a default. */
  static final String SHORTEST =
      """
      seed: 1
      duration: 10
      spiking:
        regions: [CA1]
        neurons_per_region: 100
      """;

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Loaded load(String text, String... sets) {
    return load(text, Optional.empty(), sets);
  }

  Loaded load(String text, Optional<String> regime, String... sets) {
    String file = write("x.yaml", text).toString();
    return new ExperimentLoader(new TestModels()).load(file, regime, List.of(sets));
  }

  /** The lines that a user sees, without the folder's name; none if the experiment is right. */
  List<String> problems(String text, String... sets) {
    return problems(text, Optional.empty(), sets);
  }

  List<String> problems(String text, Optional<String> regime, String... sets) {
    try {
      load(text, regime, sets);
      return List.of();
    } catch (ExperimentException e) {
      return e.problems().stream()
          .map(problem -> problem.toString().replace(folder + "/", ""))
          .toList();
    }
  }
}
