/**
 * Links: what moves data between two components, one epoch at a time, with four calls.
 *
 * <p>A link joins one sending and one receiving thread ({@link org.fimbria.link.Link}). All kinds
 * keep the same contract: epochs arrive in order and whole, a full link makes its sender wait, and
 * every wait is bounded and ends with a {@link org.fimbria.link.LinkException} that names the link,
 * the peer and the epoch. {@link org.fimbria.link.InProcessLink} joins threads of one process.
 */
package org.fimbria.link;
