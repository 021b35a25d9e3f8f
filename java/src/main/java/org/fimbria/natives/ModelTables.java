package org.fimbria.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.fimbria.natives.gen.Fimbria;
import org.fimbria.natives.gen.fim_parameter;

/** The parameter and variable tables that the C models carry, one row of data per parameter. */
public final class ModelTables {
  static {
    NativeLibrary.ensureLoaded();
  }

  /**
   * One row.
   *
   * @param symbol as published
   * @param minimum smallest allowed value, inclusive
   * @param maximum largest allowed value, inclusive
   */
  public record Row(
      String symbol,
      String unit,
      String meaning,
      String source,
      double defaultValue,
      double minimum,
      double maximum) {}

  private ModelTables() {}

  /** Parameters of the adaptive exponential integrate-and-fire neuron. */
  public static List<Row> aeifParameters() {
    return rows(
        Fimbria.fim_aeif_parameter_count(),
        "fim_aeif_parameter",
        (index, out) -> Fimbria.fim_aeif_parameter(index, out));
  }

  /** Names of the neural-mass models. */
  public static List<String> massModels() {
    List<String> names = new ArrayList<>();
    for (int model = 0; model < Fimbria.fim_neuralmass_model_count(); model++) {
      names.add(Fimbria.fim_neuralmass_model_name(model).getString(0));
    }
    return List.copyOf(names);
  }

  /** Parameters of a neural-mass model. */
  public static List<Row> massParameters(String model) {
    int id = massModel(model);
    return rows(
        Fimbria.fim_neuralmass_parameter_count(id),
        "fim_neuralmass_parameter",
        (index, out) -> Fimbria.fim_neuralmass_parameter(id, index, out));
  }

  /**
   * State variables of a neural-mass model in the order of its state; limits are the values it is
   * clipped to.
   */
  public static List<Row> massVariables(String model) {
    int id = massModel(model);
    return rows(
        Fimbria.fim_neuralmass_variable_count(id),
        "fim_neuralmass_variable",
        (index, out) -> Fimbria.fim_neuralmass_variable(id, index, out));
  }

  static int massModel(String name) {
    try (Arena arena = Arena.ofConfined()) {
      int id = Fimbria.fim_neuralmass_find_model(arena.allocateFrom(name));
      NativeLibrary.check(Math.min(id, 0), "fim_neuralmass_find_model");
      return id;
    }
  }

  private interface RowCall {
    int read(int index, MemorySegment out);
  }

  private static List<Row> rows(int count, String function, RowCall call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment row = fim_parameter.allocate(arena);
      IntFunction<Row> read =
          index -> {
            NativeLibrary.check(call.read(index, row), function);
            return new Row(
                fim_parameter.symbol(row).getString(0),
                fim_parameter.unit(row).getString(0),
                fim_parameter.meaning(row).getString(0),
                fim_parameter.source(row).getString(0),
                fim_parameter.default_value(row),
                fim_parameter.minimum(row),
                fim_parameter.maximum(row));
          };
      List<Row> rows = new ArrayList<>(count);
      for (int index = 0; index < count; index++) {
        rows.add(read.apply(index));
      }
      return List.copyOf(rows);
    }
  }
}
