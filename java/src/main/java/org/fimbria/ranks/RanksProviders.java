package org.fimbria.ranks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Whether this process is one of several, and what can connect them. */
public final class RanksProviders {
  /** Of mpirun, and of schedulers that start MPI programs themselves. */
  private static final List<String> SIGNS =
      List.of("OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK");

  private RanksProviders() {}

  /** Whether the environment is that of a process that mpirun or a scheduler started as a rank. */
  public static boolean startedTogether(Map<String, String> environment) {
    return SIGNS.stream().anyMatch(environment::containsKey);
  }

  /** What connects the ranks; a {@link RankException} says what is missing for it. */
  public static RanksProvider find() {
    try {
      RanksProvider provider =
          ServiceLoader.load(RanksProvider.class)
              .findFirst()
              .orElseThrow(
                  () -> new RankException("this build knows one process only: " + reason()));
      provider.library();
      return provider;
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new RankException("Open MPI's Java bindings do not load: " + e.getMessage(), e);
    }
  }

  private static String reason() {
    Properties properties = new Properties();
    try (InputStream in =
        RanksProviders.class.getResourceAsStream("/org/fimbria/build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("ranks", "mpi.jar was not there when it was made");
  }
}
