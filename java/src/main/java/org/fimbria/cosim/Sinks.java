package org.fimbria.cosim;

import java.util.List;
import java.util.Optional;
import org.fimbria.natives.NeuralMassEngine.Monitor;

/**
 * What is recorded and where it goes. Of an epoch the inputs come first, then the spikes.
 *
 * @param inputs packets that come into the network, for each region; empty: nobody wants them
 * @param spikes spike packets of all populations
 * @param membrane samples of each recorder of the network, [rows][variables][neurons] doubles, in
 *     its order
 * @param brain samples of each monitor of the brain
 */
public record Sinks(
    List<Sink> inputs, Optional<Sink> spikes, List<Sink> membrane, List<Monitored> brain) {
  /** Records nothing. */
  public static final Sinks NONE = new Sinks(Optional.empty(), List.of(), List.of());

  /** A monitor and where its samples go, [rows][variables][regions] doubles. */
  public record Monitored(Monitor monitor, Sink sink) {}

  /** Without the inputs. */
  public Sinks(Optional<Sink> spikes, List<Sink> membrane, List<Monitored> brain) {
    this(List.of(), spikes, membrane, brain);
  }
}
