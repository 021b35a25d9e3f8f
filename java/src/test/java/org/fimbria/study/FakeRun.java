package org.fimbria.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a run directory with times that are easily summed, and a program that leaves them. */
final class FakeRun {
  private static final String EPOCHS =
      """
      "epochs_per_entry": 1, "per_epoch": {
        "simulation": [1000000000, 2000000000, 4000000000, 8000000000, 16000000000],
        "wait": [100000000, 200000000, 400000000, 800000000, 1600000000],
        "io": [10000000, 20000000, 40000000, 80000000, 160000000]}
      """;

  private FakeRun() {}

  /** Writes the files. */
  static void write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("provenance.json"),
        """
        {"host": "here", "cpu": "a processor", "processors": "6", "version": "1", "commit": "c",
         "threads": 3, "simulated_ms": 9.0, "spikes": 17, "peak_memory_bytes": 123456789,
         "recorded_sha256": "abc"}
        """);
    Files.writeString(
        folder.resolve("timers.json"),
        """
        {"unit": "ns", "epoch_ms": 2.0,
         "run": {"start": 500000000, "epochs": 40000000000, "ending": 1, "exposed_exchange": 500000000},
         "modules": {
           "spiking": {"total": 45000000000, "initialisation": 7000000000, "ending": 5, %s},
           "lfp": {"total": 1},
           "neuralmass": {"total": 50000000000, "initialisation": 6, "ending": 5, %s}}}
        """
            .formatted(EPOCHS, EPOCHS));
  }

  /**
   * A program that takes the arguments of {@code fimbria run}, does {@code first}, notes its seed
   * in {@code seeds} and leaves the files.
   */
  static Path program(Path folder, String first) throws IOException {
    write(folder);
    Path script =
        Files.writeString(
            folder.resolve("program"),
            """
            #!/bin/sh
            set -eu
            for word; do
              case $word in
                seed=*) seed=${word#seed=} ;;
              esac
              out=$word
            done
            %s
            mkdir "$out"
            cp "%s/provenance.json" "%s/timers.json" "$out"
            echo "$seed" >>"%s/seeds"
            """
                .formatted(first, folder, folder, folder));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made executable");
    }
    return script;
  }
}
