/**
 * Dry runs: what a job of many ranks will need, from running one of them here.
 *
 * <p>The rank's share of the network is built and integrated, and the brain and the transfer
 * modules run as ever; the spikes of the other ranks are drawn at the rates of the rank's own
 * neurons. What is measured: memory, and time inside of the modules. What is computed: the time of
 * messages, from latency and bandwidth, and what it costs to have more threads than cores.
 */
package org.fimbria.dryrun;
