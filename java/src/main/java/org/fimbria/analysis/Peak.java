package org.fimbria.analysis;

/**
 * A frequency at which a spectrum stands out.
 *
 * @param f Hz
 * @param p the highest density of those that were averaged there, in the unit of the spectrum
 * @param prominence dB above the higher of the two valleys beside it
 */
public record Peak(double f, double p, double prominence) {}
