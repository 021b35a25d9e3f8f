package org.fimbria.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.fimbria.natives.ModelTables;

/** The models of the native library. */
public final class NativeModels implements ModelCatalogue {
  private static final String NEURON = "aeif_cond_exp";

  /** Families whose engine models are named {@code <family>_<order>}. */
  private static final String FAMILY_WITH_ORDERS = "mean_field_adex";

  /** Name of a model family and order among the engine's models. */
  public static String engineName(String model, int order) {
    return model.equals(FAMILY_WITH_ORDERS) ? model + "_" + order : model;
  }

  @Override
  public SequencedSet<String> neuronModels() {
    return new LinkedHashSet<>(List.of(NEURON));
  }

  @Override
  public SequencedSet<String> massModels() {
    SequencedSet<String> families = new LinkedHashSet<>();
    for (String model : ModelTables.massModels()) {
      families.add(model.startsWith(FAMILY_WITH_ORDERS) ? FAMILY_WITH_ORDERS : model);
    }
    return families;
  }

  @Override
  public List<ModelTables.Row> neuronParameters(String model) {
    return ModelTables.aeifParameters();
  }

  @Override
  public List<ModelTables.Row> massParameters(String model, int order) {
    return ModelTables.massParameters(engineName(model, order));
  }

  @Override
  public List<ModelTables.Row> massVariables(String model, int order) {
    return ModelTables.massVariables(engineName(model, order));
  }
}
