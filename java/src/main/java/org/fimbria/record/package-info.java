/**
 * The formats of what a run leaves in HDF5 files, appended while it runs: spikes and membrane
 * reports in the SONATA layout (github.com/AllenInstitute/sonata, version 0.1), inputs of regions,
 * the brain's state, what is measured of it, local field potentials (also as NWB), and one hash
 * over all of it. Spikes and inputs are read back from them too. Where the data come from is the
 * matter of {@code recording}.
 *
 * <p>Each file belongs to one thread at a time. A call that fails throws {@link
 * org.fimbria.natives.NativeException}; the file stays usable, and what was appended before stays
 * in it.
 */
package org.fimbria.record;
