package org.fimbria.experiment;

/**
 * A key in which an experiment differs from another one.
 *
 * @param key path of keys with dots between them
 * @param value as in a file; empty where the key is not there
 * @param base value in the other experiment
 * @param unit of a number, empty without one
 * @param meaning of the key
 */
public record Difference(String key, String value, String base, String unit, String meaning) {}
