package org.fimbria.report;

import java.util.List;
import org.fimbria.record.Sonata;

/**
 * A region that was integrated as a spiking network.
 *
 * @param name as in the connectome
 * @param excitatory number of neurons
 * @param inhibitory number of neurons
 */
public record SpikingRegion(String name, int excitatory, int inhibitory) {
  /** The populations of a region, as files name them. */
  public static final List<String> KINDS = List.of("excitatory", "inhibitory");

  /** Neurons of one of {@link #KINDS}. */
  public int neurons(String kind) {
    return kind.equals(KINDS.getFirst()) ? excitatory : inhibitory;
  }

  /** Name of a population in the files. */
  String population(String kind) {
    return Sonata.population(name, kind);
  }
}
