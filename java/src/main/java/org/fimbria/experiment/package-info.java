/**
 * Experiment files: one YAML file holds everything that defines a run.
 *
 * <p>From a file to an {@link org.fimbria.experiment.Experiment}, in this order:
 *
 * <ol>
 *   <li>The file is laid over the one that it {@code extends}, if any: maps are merged key by key,
 *       anything else replaces, {@code null} removes.
 *   <li>The chosen regime, one of {@code regimes}, is laid over that, after the regime that it
 *       {@code extends}, if any; then what {@code --set} gives.
 *   <li>Defaults are filled in: from {@code experiment.schema.json}, and for {@code params} from
 *       the parameter tables of the models.
 *   <li>Links are followed: {@code ${path.to.key}} takes the value of another key, {@code
 *       -${path.to.key}} its negative.
 *   <li>Everything is checked: by the schema, then for what has to fit together. Times are whole
 *       steps of {@code dt}, the delays of tracts excepted.
 * </ol>
 *
 * <p>The schema is plain JSON Schema 2020-12, so that editors complete and check experiment files
 * with it. Each of its keys is one row of data: meaning, unit, default, range, source. What is
 * wrong is told as one line for each key, all at once.
 */
package org.fimbria.experiment;
