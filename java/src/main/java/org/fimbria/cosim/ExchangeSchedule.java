package org.fimbria.cosim;

import java.util.Optional;

/**
 * Which data each epoch needs, so that the exchange is exact: what one program with the same delays
 * would read.
 *
 * <p>Step n reads the state at time (n - d) dt, which step n - d - 1 produced. Three shortest
 * delays decide:
 *
 * <ul>
 *   <li>from a proxy to an integrated region: rates that the neural mass needs before it
 *       integrates;
 *   <li>from an integrated region to a proxy: regions that must be integrated before a proxy's
 *       coupling is known;
 *   <li>from a proxy to a proxy: rates that a proxy's coupling needs.
 * </ul>
 *
 * With every one of them at least one epoch, both simulators compute epoch k from data of epochs
 * below k. Where they are two epochs or more, coupling is sent one epoch earlier, so that its
 * translation overlaps the computation.
 */
public final class ExchangeSchedule {
  /** Links have room for it; a longer lead would hide no more of the exchange. */
  private static final int LARGEST_LEAD = 2;

  private final int stepsPerEpoch;
  private final int fromProxy;
  private final int toProxy;
  private final int proxyToProxy;

  private ExchangeSchedule(int stepsPerEpoch, ProxyDelays delays) {
    this.stepsPerEpoch = stepsPerEpoch;
    fromProxy = delays.fromProxy().map(ProxyDelays.Tract::steps).orElse(Integer.MAX_VALUE);
    toProxy = delays.toProxy().map(ProxyDelays.Tract::steps).orElse(Integer.MAX_VALUE);
    proxyToProxy = delays.proxyToProxy().map(ProxyDelays.Tract::steps).orElse(Integer.MAX_VALUE);
  }

  /** The schedule for an epoch length. */
  public static ExchangeSchedule of(int stepsPerEpoch, ProxyDelays delays) {
    Optional<ProxyDelays.Tract> shortest = delays.shortest();
    if (shortest.isPresent() && stepsPerEpoch > shortest.get().steps()) {
      throw new IllegalArgumentException(
          "%d steps per epoch, shortest delay %s".formatted(stepsPerEpoch, shortest.get()));
    }
    return new ExchangeSchedule(stepsPerEpoch, delays);
  }

  /**
   * Last epoch whose rates must be there before the neural mass integrates {@code epoch}; negative:
   * none. However long the delays are, it does not run further ahead of the spiking network than
   * its lead.
   */
  public long ratesForAdvance(long epoch) {
    return Math.max(lastEpochRead(epoch, fromProxy), epoch - LARGEST_LEAD);
  }

  /**
   * Last epoch whose rates must be there before the coupling of {@code epoch} is computed;
   * negative: none.
   */
  public long ratesForCoupling(long epoch) {
    return lastEpochRead(epoch, proxyToProxy);
  }

  /**
   * Last epoch that must be integrated before the coupling of {@code epoch} is computed; negative:
   * none.
   */
  public long advanceForCoupling(long epoch) {
    return lastEpochRead(epoch, toProxy);
  }

  /**
   * Whether coupling of {@code epoch} can be sent early: after {@code integrated} epochs were
   * integrated, without waiting for rates beyond those that the next integration waits for anyway.
   */
  public boolean canSendEarly(long epoch, long integrated) {
    return epoch < integrated + LARGEST_LEAD
        && advanceForCoupling(epoch) < integrated
        && ratesForCoupling(epoch) <= ratesForAdvance(integrated);
  }

  private long lastEpochRead(long epoch, int delay) {
    return Math.floorDiv((epoch + 1) * stepsPerEpoch - 2 - delay, (long) stepsPerEpoch);
  }
}
