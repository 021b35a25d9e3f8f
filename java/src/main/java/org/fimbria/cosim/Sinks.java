package org.fimbria.cosim;

import java.util.List;
import java.util.Optional;

/**
 * What is recorded and where it goes. Of an epoch the inputs come first, then the spikes.
 *
 * @param inputs packets that come into the network, for each region; empty: nobody wants them
 * @param spikes spike packets of all populations
 * @param membrane samples of each recorder of the network, [rows][variables][neurons] doubles, in
 *     its order
 * @param rates samples of the brain's state, [rows][variables][regions] doubles
 */
public record Sinks(
    List<Sink> inputs, Optional<Sink> spikes, List<Sink> membrane, Optional<Sink> rates) {
  /** Records nothing. */
  public static final Sinks NONE = new Sinks(Optional.empty(), List.of(), Optional.empty());

  /** Without the inputs. */
  public Sinks(Optional<Sink> spikes, List<Sink> membrane, Optional<Sink> rates) {
    this(List.of(), spikes, membrane, rates);
  }
}
