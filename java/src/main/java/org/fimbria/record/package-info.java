/**
 * What a run leaves in HDF5 files, appended while it runs: spikes and membrane reports in the
 * SONATA layout (github.com/AllenInstitute/sonata, version 0.1), the brain's state, what is
 * measured of it, and one hash over all of it.
 *
 * <p>Each file belongs to one thread at a time. A call that fails throws {@link
 * org.fimbria.natives.NativeException}; the file stays usable, and what was appended before stays
 * in it.
 */
package org.fimbria.record;
