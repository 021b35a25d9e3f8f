/**
 * The only door to libfimbria: one facade for each component, over bindings that jextract generates
 * into {@code natives.gen}.
 *
 * <p>A facade owns its handle and an arena for what lives as long; {@code close} frees both, also
 * when called twice. Arguments are copied for the time of the call, except packets, samples and
 * recorded rows, which stay in the caller's memory. A call that fails throws {@link
 * org.fimbria.natives.NativeException} with the library's text. One thread at a time uses a facade.
 *
 * <p>{@link org.fimbria.natives.NativeLibrary} loads the library once and refuses one whose ABI
 * version or struct sizes are not those of the bindings. What the functions promise stands in the
 * headers, native/include/fimbria.
 */
package org.fimbria.natives;
