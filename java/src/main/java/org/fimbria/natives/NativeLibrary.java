package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_electrode;
import org.fimbria.natives.gen.fim_input;
import org.fimbria.natives.gen.fim_lfp_config;
import org.fimbria.natives.gen.fim_lfp_population;
import org.fimbria.natives.gen.fim_lfp_synapses;
import org.fimbria.natives.gen.fim_monitor;
import org.fimbria.natives.gen.fim_neuralmass_config;
import org.fimbria.natives.gen.fim_parameter;
import org.fimbria.natives.gen.fim_population;
import org.fimbria.natives.gen.fim_projection;
import org.fimbria.natives.gen.fim_recipe;
import org.fimbria.natives.gen.fim_recipe_step;
import org.fimbria.natives.gen.fim_recorder;
import org.fimbria.natives.gen.fim_sensors;
import org.fimbria.natives.gen.fim_sources;
import org.fimbria.natives.gen.fim_spike_packet;
import org.fimbria.natives.gen.fim_trains;
import org.fimbria.natives.gen.fim_tree;

/**
 * libfimbria, loaded once and compared with the bindings: ABI version and the size of every struct.
 *
 * <p>The file is looked for in the folder that the system property {@code fimbria.library.path}
 * names.
 */
public final class NativeLibrary {
  private static final String PATH_PROPERTY = "fimbria.library.path";

  private static final Map<String, MemoryLayout> STRUCTS =
      Map.ofEntries(
          Map.entry("fim_parameter", fim_parameter.layout()),
          Map.entry("fim_spike_packet", fim_spike_packet.layout()),
          Map.entry("fim_recipe", fim_recipe.layout()),
          Map.entry("fim_recipe_step", fim_recipe_step.layout()),
          Map.entry("fim_trains", fim_trains.layout()),
          Map.entry("fim_population", fim_population.layout()),
          Map.entry("fim_projection", fim_projection.layout()),
          Map.entry("fim_input", fim_input.layout()),
          Map.entry("fim_recorder", fim_recorder.layout()),
          Map.entry("fim_monitor", fim_monitor.layout()),
          Map.entry("fim_sensors", fim_sensors.layout()),
          Map.entry("fim_neuralmass_config", fim_neuralmass_config.layout()),
          Map.entry("fim_tree", fim_tree.layout()),
          Map.entry("fim_sources", fim_sources.layout()),
          Map.entry("fim_electrode", fim_electrode.layout()),
          Map.entry("fim_lfp_population", fim_lfp_population.layout()),
          Map.entry("fim_lfp_synapses", fim_lfp_synapses.layout()),
          Map.entry("fim_lfp_config", fim_lfp_config.layout()));

  static {
    load();
  }

  private NativeLibrary() {}

  /** Loads the library at the first call; a facade calls it before it touches the bindings. */
  static void ensureLoaded() {}

  /** ABI version of the library, equal to that of the bindings. */
  public static int abiVersion() {
    return Fimbria.fim_abi_version();
  }

  /** Compiler that built the library. */
  public static String compiler() {
    return Fimbria.fim_native_compiler().getString(0);
  }

  /** Version of libhdf5 in use. */
  public static String hdf5Version() {
    return Fimbria.fim_record_hdf5_version().getString(0);
  }

  /** Throws a {@link NativeException} with the library's text unless {@code code} is FIM_OK. */
  static void check(int code, String function) {
    if (code != Fimbria.FIM_OK()) {
      throw new NativeException(code, function, Fimbria.fim_error_text().getString(0));
    }
  }

  /** Where a library of the project lies. */
  static Path file(String library) {
    String folder = System.getProperty(PATH_PROPERTY);
    if (folder == null) {
      throw new UnsatisfiedLinkError(PATH_PROPERTY + " is not set; start with ./fimbria");
    }
    return Path.of(folder, System.mapLibraryName(library)).toAbsolutePath();
  }

  private static void load() {
    Path file = file("fimbria");
    if (!Files.exists(file)) {
      throw new UnsatisfiedLinkError(file + " is missing; build with ./fimbria");
    }
    System.load(file.toString());
    if (abiVersion() != Fimbria.FIM_ABI_VERSION()) {
      throw new UnsatisfiedLinkError(
          "%s has ABI version %d, the bindings have %d; build again"
              .formatted(file, abiVersion(), Fimbria.FIM_ABI_VERSION()));
    }
    try (Arena arena = Arena.ofConfined()) {
      STRUCTS.forEach((tag, layout) -> {
        long size = Fimbria.fim_abi_struct_size(arena.allocateFrom(tag));
        if (size != layout.byteSize()) {
          throw new UnsatisfiedLinkError(
              "%s: struct %s has %d bytes, the bindings have %d; build again"
                  .formatted(file, tag, size, layout.byteSize()));
        }
      });
    }
  }
}
