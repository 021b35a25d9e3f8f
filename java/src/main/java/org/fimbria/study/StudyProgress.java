package org.fimbria.study;

/**
 * How far a study is.
 *
 * @param done trials in the table
 * @param all trials of the study
 * @param leftS seconds that the others will take, as far as known
 */
public record StudyProgress(int done, int all, double leftS) {}
