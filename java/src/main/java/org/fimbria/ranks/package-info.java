/**
 * Ranks: the processes of one run, where they are, and how they talk.
 *
 * <p>{@link org.fimbria.ranks.Ranks} is what the rest of Fimbria knows of them. What connects them
 * is behind it, in a package of its own. Ranks meet before a run, exchange the data of their
 * modules over links, and send control messages to and from rank 0; which modules they have is
 * decided elsewhere. {@link org.fimbria.ranks.Board} and {@link org.fimbria.ranks.PeerWatch} are
 * for the case that one of them is killed.
 */
package org.fimbria.ranks;
