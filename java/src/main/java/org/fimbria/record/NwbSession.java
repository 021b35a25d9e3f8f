package org.fimbria.record;

import java.time.Instant;

/**
 * What an NWB file says of the run as a whole.
 *
 * @param description of the experiment
 * @param identifier unique to the run's content: equal for runs that record the same
 * @param start wall clock at the begin of the run
 * @param created wall clock at the making of the file
 * @param experiment the resolved experiment file, with which the run can be repeated
 * @param software name and version of the program
 */
public record NwbSession(
    String description,
    String identifier,
    Instant start,
    Instant created,
    String experiment,
    String software) {}
