/**
 * The live view: a page that shows a run while it goes on.
 *
 * <p>{@link org.fimbria.live.RunWatch} looks into what a run sends to its files, and keeps the last
 * second of spikes of some neurons and the last ten seconds of rates: memory does not grow with the
 * run. {@link org.fimbria.live.LiveDocument} makes of it, of the timers and of the flow over the
 * links so far a document like that of a report, of all processes of a run. {@link
 * org.fimbria.live.LiveServer} gives it to a browser, read-only, on one address and to whoever
 * knows the token in its URL. {@link org.fimbria.live.LiveView} is all of this for a command.
 *
 * <p>Nothing is recorded differently while somebody looks. Nothing but the windows is kept when
 * nobody does.
 */
package org.fimbria.live;
