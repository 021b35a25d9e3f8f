/**
 * Links: what moves data between two components, one epoch at a time, with four calls.
 *
 * <p>A link joins one sending and one receiving thread ({@link org.fimbria.link.Link}). All kinds
 * keep the same contract: epochs arrive in order and whole, a full link makes its sender wait, and
 * every wait is bounded and ends with a {@link org.fimbria.link.LinkException} that names the link,
 * the peer and the epoch.
 *
 * <ul>
 *   <li>{@link org.fimbria.link.InProcessLink} joins threads of one process.
 *   <li>{@link org.fimbria.link.SharedMemoryLink} joins processes of one node: each makes its half,
 *       a file in memory ({@code /dev/shm/fimbria.<job>.<source>-<target>}) is mapped by both and
 *       loses its name at once. Memory is taken for what epochs have needed, before it is written:
 *       where there is too little, an exception says so. Whoever waits learns within a tenth of a
 *       second that the other process was killed. What is left when both are killed before they
 *       have met is removed by {@link org.fimbria.link.SharedMemory#cleanLeftovers}, at the start
 *       of the next run.
 * </ul>
 */
package org.fimbria.link;
