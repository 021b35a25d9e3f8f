package org.fimbria.record;

/**
 * A recorded state variable.
 *
 * @param name published symbol: {@code V_m}
 * @param unit {@code mV}
 */
public record Variable(String name, String unit) {}
