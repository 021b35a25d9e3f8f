/**
 * Dry runs: what a job of many ranks will need, from running one of them here.
 *
 * <p>The rank's share of the network is built and integrated, and the brain, its recorder and the
 * transfer modules run as ever; the spikes of the other ranks are drawn at the rates of the rank's
 * own neurons. What is measured: memory, time inside of the modules, and the CPU time of those
 * beside the network.
 *
 * <p>What is computed: an epoch's critical path. That is the network's computation, the messages
 * (latency and bandwidth) and what the rank that leads does alone at the end. The other modules run
 * beside it while they have a core; where the network's threads have all cores of the node, they
 * are part of the path, since the ranks wait for the one whose core they take. If there are more
 * such threads than cores, a probe finds by how much turns on a core and hand-overs between them
 * slow the ranks down.
 */
package org.fimbria.dryrun;
