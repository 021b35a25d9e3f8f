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
 *
 * <h2>Over ranks</h2>
 *
 * The modules may be spread over processes, the ranks of a run. {@link org.fimbria.cosim.Placement}
 * says which rank has which; a recorder is where its simulator is, and the network may be shared by
 * several ranks:
 *
 * <pre>
 *   placement   rank 0                       1                  2                3            4 ...
 *   separate    brain, both transformers     spiking            spiking.1        spiking.2    spiking.3
 *   shared      the same, and spiking        spiking.1          spiking.2        spiking.3    spiking.4
 *   modules     brain                        rates_to_spikes    spikes_to_rate   spiking      spiking.1
 * </pre>
 *
 * To the others the network stays one module. Its lowest rank leads: it alone has links and a
 * recorder. The others follow: within an epoch all exchange spikes inside the engine, at its end
 * the lead gets everybody's spikes and samples ({@link org.fimbria.cosim.FollowerModule}). So every
 * module sees the same data in the same order wherever it runs, and the record keeps its bits.
 *
 * <p>{@link org.fimbria.cosim.Wiring} makes a link in memory between modules of a process, through
 * shared memory for spikes between processes of a node, and by messages elsewhere. What {@link
 * org.fimbria.cosim.RunControl} decides in one process, rank 0 decides for all: {@link
 * org.fimbria.cosim.Coordinator} hears who is ready, who asks to stop and what failed; {@link
 * org.fimbria.cosim.RankControl} carries that between the processes, a few messages in a whole run.
 * An end is agreed on in two rounds, so that all modules leave after the same epoch. The first
 * failure ends every wait everywhere; a failure that only says that another module did not answer
 * gives way to its cause when that is told.
 *
 * <p>What an engine waits for other ranks inside of itself counts as {@code wait}, packing as
 * {@code io}. Simulators of several processes have no common clock, so the exposed exchange is told
 * of one process only.
 */
package org.fimbria.cosim;
