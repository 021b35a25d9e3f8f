package org.fimbria.recording;

/**
 * What a run's files say that they come from.
 *
 * @param resolvedYaml the experiment as a file
 * @param fingerprint SHA-256 of it
 * @param software name, version and commit of the program
 */
public record RunSource(String resolvedYaml, String fingerprint, String software) {}
