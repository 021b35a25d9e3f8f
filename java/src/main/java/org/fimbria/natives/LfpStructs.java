package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.fimbria.natives.gen.fim_electrode;
import org.fimbria.natives.gen.fim_lfp_config;
import org.fimbria.natives.gen.fim_lfp_population;
import org.fimbria.natives.gen.fim_lfp_synapses;
import org.fimbria.natives.gen.fim_sources;
import org.fimbria.natives.gen.fim_tree;

/** The configuration of an {@link LfpEngine} as C's structs. */
final class LfpStructs {
  private LfpStructs() {}

  /** Writes a configuration, whose arrays live as long as the arena. */
  static void write(LfpEngine.Config config, MemorySegment struct, Arena arena) {
    fim_lfp_config.population(struct, populations(config.populations(), arena));
    fim_lfp_config.synapses(struct, synapses(config.synapses(), arena));
    MemorySegment electrode = fim_lfp_config.electrode(struct);
    fim_electrode.site(electrode, Matrices.segment(arena, config.sites()));
    fim_electrode.sigma(electrode, config.sigma());
    fim_electrode.sites(electrode, config.sites().length);
    fim_lfp_config.seed(struct, config.seed());
    fim_lfp_config.dt_ms(struct, config.dtMs());
    fim_lfp_config.kernel_ms(struct, config.kernelMs());
    fim_lfp_config.populations(struct, config.populations().size());
    fim_lfp_config.rows(struct, config.synapses().size());
    fim_lfp_config.inputs(struct, config.inputs());
    fim_lfp_config.method(struct, config.method().code);
    fim_lfp_config.synapses_kind(struct, config.synapsesKind().code);
    fim_lfp_config.interval_steps(struct, config.interval_steps());
    fim_lfp_config.max_steps(struct, config.max_steps());
    fim_lfp_config.threads(struct, config.threads());
  }

  private static MemorySegment populations(List<LfpEngine.Population> populations, Arena arena) {
    MemorySegment array = fim_lfp_population.allocateArray(populations.size(), arena);
    for (int i = 0; i < populations.size(); i++) {
      LfpEngine.Population population = populations.get(i);
      MemorySegment struct = fim_lfp_population.asSlice(array, i);
      writeCell(population.cell(), struct, arena);
      fim_lfp_population.soma(struct, doubles(arena, population.soma()));
      fim_lfp_population.rotation(struct, doubles(arena, population.rotation()));
      fim_lfp_population.cells(struct, population.rotation().length);
    }
    return array;
  }

  /** Writes the tree, the sources and the area of a cell into a {@code fim_lfp_population}. */
  static void writeCell(LfpEngine.Cell cell, MemorySegment population, Arena arena) {
    MemorySegment tree = fim_lfp_population.tree(population);
    fim_tree.parent(tree, arena.allocateFrom(ValueLayout.JAVA_INT, cell.parent()));
    fim_tree.C_m(tree, doubles(arena, cell.C_m()));
    fim_tree.g_L(tree, doubles(arena, cell.g_L()));
    fim_tree.g_axial(tree, doubles(arena, cell.g_axial()));
    fim_tree.nodes(tree, cell.nodes());
    MemorySegment sources = fim_lfp_population.sources(population);
    int[] kinds = Arrays.stream(cell.kind()).mapToInt(kind -> kind.code).toArray();
    fim_sources.ends(sources, Matrices.segment(arena, cell.ends()));
    fim_sources.diameter(sources, doubles(arena, cell.diameter()));
    fim_sources.kind(sources, arena.allocateFrom(ValueLayout.JAVA_INT, kinds));
    fim_sources.nodes(sources, cell.nodes());
    fim_lfp_population.area(population, doubles(arena, cell.area()));
  }

  private static MemorySegment synapses(List<LfpEngine.Synapses> rows, Arena arena) {
    MemorySegment array = fim_lfp_synapses.allocateArray(rows.size(), arena);
    for (int i = 0; i < rows.size(); i++) {
      LfpEngine.Synapses row = rows.get(i);
      MemorySegment struct = fim_lfp_synapses.asSlice(array, i);
      fim_lfp_synapses.weight_nS(struct, row.weight());
      fim_lfp_synapses.driving_force_mV(struct, row.driving_force_mV());
      fim_lfp_synapses.tau_ms(struct, row.tau_ms());
      fim_lfp_synapses.z_low_um(struct, row.z_low_um());
      fim_lfp_synapses.z_high_um(struct, row.z_high_um());
      fim_lfp_synapses.number(struct, row.number());
      fim_lfp_synapses.rate_hz(struct, row.rate_hz());
      fim_lfp_synapses.source_size(struct, row.source_size());
      fim_lfp_synapses.source(struct, row.source());
      fim_lfp_synapses.source_kind(struct, row.source_kind().code);
      fim_lfp_synapses.target(struct, row.target());
      fim_lfp_synapses.delay_steps(struct, row.delay_steps());
      fim_lfp_synapses.stream(struct, row.stream());
    }
    return array;
  }

  private static MemorySegment doubles(Arena arena, double[] values) {
    return arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values);
  }
}
