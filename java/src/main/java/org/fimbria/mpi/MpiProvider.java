package org.fimbria.mpi;

import java.time.Duration;
import mpi.MPI;
import org.fimbria.ranks.Ranks;
import org.fimbria.ranks.RanksProvider;

/** Open MPI as what connects the ranks. */
public final class MpiProvider implements RanksProvider {
  /** For {@link java.util.ServiceLoader}. */
  public MpiProvider() {}

  /** The first of the words that Open MPI describes itself with: "Open MPI v4.1.4". */
  @Override
  public String library() {
    return MPI.getLibVersion().split(",", 2)[0];
  }

  @Override
  public Ranks connect(Duration timeout) {
    return MpiRanks.connect(timeout);
  }
}
