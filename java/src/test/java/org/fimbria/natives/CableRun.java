package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.natives.LfpEngine.Cell;
import org.fimbria.natives.NeuronReference.Input;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_electrode;
import org.fimbria.natives.gen.fim_lfp_population;

/** One cell on the cable solver, with the inputs of a {@link NeuronReference}. */
final class CableRun implements AutoCloseable {
  static {
    NativeLibrary.ensureLoaded();
  }

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment population = fim_lfp_population.allocate(arena);
  private final MemorySegment cable;
  private final MemorySegment current;
  private final MemorySegment conductance;
  private final MemorySegment out;
  private final int[] nodes;
  private int step;

  /**
   * A cell at rest.
   *
   * @param nodes [segment] the node of each of the reference's segments
   */
  CableRun(Cell cell, int[] nodes) {
    this.nodes = nodes;
    current = arena.allocate(ValueLayout.JAVA_DOUBLE, cell.nodes());
    conductance = arena.allocate(ValueLayout.JAVA_DOUBLE, cell.nodes());
    out = arena.allocate(ValueLayout.JAVA_DOUBLE, cell.nodes());
    LfpStructs.writeCell(cell, population, arena);
    MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
    NativeLibrary.check(
        Fimbria.fim_cable_create(
            fim_lfp_population.tree(population), NeuronReference.DT, 1, handle),
        "fim_cable_create");
    cable = handle.get(ValueLayout.ADDRESS, 0);
  }

  /** Runs up to a step. */
  void until(int end, NeuronReference reference) {
    for (; step < end; step++) {
      current.fill((byte) 0);
      conductance.fill((byte) 0);
      reference.currents().forEach(input -> add(current, input, input.size()));
      for (Input input : reference.conductances()) {
        add(conductance, input, input.size());
        add(current, input, input.size() * input.reversal());
      }
      NativeLibrary.check(
          Fimbria.fim_cable_advance(cable, 1, current, conductance), "fim_cable_advance");
    }
  }

  /** [segment] mV. */
  double[] potential() {
    NativeLibrary.check(Fimbria.fim_cable_potential(cable, out), "fim_cable_potential");
    return segments();
  }

  /** [segment] pA. */
  double[] membraneCurrent() {
    NativeLibrary.check(
        Fimbria.fim_cable_membrane_current(cable, out), "fim_cable_membrane_current");
    return segments();
  }

  /** [site] mV, of the membrane currents of the last step. */
  double[] field(List<NeuronReference.Site> sites) {
    int count = (int) (out.byteSize() / Double.BYTES);
    MemorySegment electrode = fim_electrode.allocate(arena);
    double[][] places =
        sites.stream()
            .map(site -> site.place().stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    fim_electrode.site(electrode, Matrices.segment(arena, places));
    fim_electrode.sigma(electrode, NeuronReference.SIGMA);
    fim_electrode.sites(electrode, places.length);
    MemorySegment matrix = arena.allocate(ValueLayout.JAVA_DOUBLE, (long) places.length * count);
    NativeLibrary.check(
        Fimbria.fim_electrode_matrix(
            electrode,
            fim_lfp_population.sources(population),
            1,
            arena.allocateFrom(ValueLayout.JAVA_DOUBLE, NeuronReference.POSITION),
            arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 0),
            matrix),
        "fim_electrode_matrix");
    membraneCurrent();
    return IntStream.range(0, places.length)
        .mapToDouble(site ->
            IntStream.range(0, count)
                .mapToDouble(node ->
                    matrix.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) site * count + node)
                        * out.getAtIndex(ValueLayout.JAVA_DOUBLE, node))
                .sum())
        .toArray();
  }

  @Override
  public void close() {
    Fimbria.fim_cable_destroy(cable);
    arena.close();
  }

  private void add(MemorySegment to, Input input, double size) {
    if (step >= input.step()) {
      long node = nodes[input.segment()];
      double decay =
          Math.exp(-(step - input.step()) * NeuronReference.DT / NeuronReference.TAU_SYN);
      to.setAtIndex(
          ValueLayout.JAVA_DOUBLE,
          node,
          to.getAtIndex(ValueLayout.JAVA_DOUBLE, node) + size * decay);
    }
  }

  private double[] segments() {
    return IntStream.of(nodes)
        .mapToDouble(node -> out.getAtIndex(ValueLayout.JAVA_DOUBLE, node))
        .toArray();
  }
}
