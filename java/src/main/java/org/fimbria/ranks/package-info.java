/**
 * Ranks: the processes of one run, where they are, and how they talk.
 *
 * <p>{@link org.fimbria.ranks.Ranks} is what the rest of Fimbria knows of them. What connects them
 * is behind it, in a package of its own.
 */
package org.fimbria.ranks;
