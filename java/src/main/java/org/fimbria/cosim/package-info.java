/**
 * Co-simulation: a spiking network and a whole brain of neural masses integrated as one system, by
 * modules that exchange one epoch of data at a time.
 *
 * <p><img src="doc-files/coupling.svg" width="800" alt="Modules, links, and who works on which
 * epoch">
 *
 * <h2>What is coupled</h2>
 *
 * Step n covers [n dt, (n + 1) dt); epoch k covers the steps [k s, (k + 1) s). y_j(n) is what other
 * regions see of region j at time n dt. A region i that the network integrates is a proxy in the
 * brain. It receives
 *
 * <pre>
 *   c_i(n) = sum over j of w_ij y_j(n - d_ij)                           [kHz]  coupling
 *   rate of each neuron's train in step n = 1000 K c_i(n - D)           [Hz]   RatesToSpikes
 * </pre>
 *
 * with K long-range synapses per neuron and their delay of D steps. Of the trains only the recipe
 * travels: a key, and how many events the reference train has in each step; every thread of the
 * network draws the spikes of its own neurons. The region sends the mean rate of its N excitatory
 * neurons over the last W steps, of which step m had h(m) spikes:
 *
 * <pre>
 *   y_i(n + 1) = 1 / (N W dt) sum over m = n - W + 1 ... n of h(m)      [kHz]  SpikesToRate
 * </pre>
 *
 * <h2>Why the exchange is exact</h2>
 *
 * y_j(n - d) was made by step n - d - 1. With a delay d of at least one epoch, s &lt;= d, the last
 * step of epoch k reads what step k s - 2 made, or an earlier one. So both simulators compute epoch
 * k at the same time from data of epochs below k, and the result equals, to the bit, that of one
 * program with the same delays: no lag is added in either direction. {@link
 * org.fimbria.cosim.ProxyDelays} finds the shortest delay; a longer epoch is refused.
 *
 * <p>{@link org.fimbria.cosim.ExchangeSchedule} decides what is sent when. Coupling of epoch k + 1
 * is sent at the end of epoch k, or one epoch earlier where the delays are two epochs or more.
 * Rates of epoch k are put into the brain's history before they are first read. However long the
 * delays are, the brain keeps a lead of two epochs over the network at most, which is what links
 * hold.
 *
 * <p>What the engines must guarantee besides (random numbers by counter, sums in one order) is told
 * in native/README.md.
 *
 * <h2>Modules and links</h2>
 *
 * Each module ({@link org.fimbria.cosim.CosimModule}) runs in a thread of its own (the transfer
 * modules of one direction share one) and meets others only over links ({@link
 * org.fimbria.link.Link}), with four calls per epoch and bounded waits. All begin when all are
 * ready. After a request to stop, all end after the same epoch. When one fails, every wait of the
 * others ends with its reason ({@link org.fimbria.cosim.RunControl}). Both simulators split their
 * wall time into the five phases of {@link org.fimbria.cosim.Phase}; {@link
 * org.fimbria.cosim.RunClock} says what of the exchange no computation hides. Between epochs no
 * module allocates memory.
 */
package org.fimbria.cosim;
