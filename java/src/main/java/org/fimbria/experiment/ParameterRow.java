package org.fimbria.experiment;

/**
 * One row of a model's parameter table.
 *
 * @param symbol as published
 * @param unit "1" for pure numbers
 * @param meaning one sentence
 * @param source paper, equation or manual
 * @param minimum smallest allowed value
 * @param maximum largest allowed value
 */
public record ParameterRow(
    String symbol,
    String unit,
    String meaning,
    String source,
    double defaultValue,
    double minimum,
    double maximum) {}
