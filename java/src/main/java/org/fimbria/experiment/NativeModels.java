package org.fimbria.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.fimbria.natives.ModelTables;

/**
 * The models of the native library.
 *
 * <p>A family with several orders has one native model for each, {@code mean_field_adex_1} and
 * {@code mean_field_adex_2}; a file names the family and the order.
 */
public final class NativeModels implements ModelCatalogue {

  @Override
  public SequencedSet<String> neuronModels() {
    return new LinkedHashSet<>(List.of("aeif_cond_exp"));
  }

  @Override
  public SequencedSet<String> massModels() {
    SequencedSet<String> families = new LinkedHashSet<>();
    ModelTables.massModels().forEach(model -> families.add(model.replaceFirst("_[12]$", "")));
    return families;
  }

  @Override
  public List<ParameterRow> neuronParameters(String model) {
    return rows(ModelTables.aeifParameters());
  }

  @Override
  public List<ParameterRow> massParameters(String model, int order) {
    return rows(ModelTables.massParameters(nativeName(model, order)));
  }

  @Override
  public List<ParameterRow> massVariables(String model, int order) {
    return rows(ModelTables.massVariables(nativeName(model, order)));
  }

  /** Name of the native model of a family and an order. */
  public static String nativeName(String model, int order) {
    String ordered = model + "_" + order;
    return ModelTables.massModels().contains(ordered) ? ordered : model;
  }

  private static List<ParameterRow> rows(List<ModelTables.Row> rows) {
    return rows.stream()
        .map(row ->
            new ParameterRow(
                row.symbol(),
                row.unit(),
                row.meaning(),
                row.source(),
                row.defaultValue(),
                row.minimum(),
                row.maximum()))
        .toList();
  }
}
