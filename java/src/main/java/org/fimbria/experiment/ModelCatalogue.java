package org.fimbria.experiment;

import java.util.List;
import java.util.SequencedSet;
import org.fimbria.natives.ModelTables;

/** The models that experiments may name, with their parameter tables. */
public interface ModelCatalogue {

  SequencedSet<String> neuronModels();

  /** Families of neural-mass models. */
  SequencedSet<String> massModels();

  /** Parameters of a model out of {@link #neuronModels()}. */
  List<ModelTables.Row> neuronParameters(String model);

  /**
   * Parameters of a model out of {@link #massModels()}; order counts only where the family has
   * orders.
   */
  List<ModelTables.Row> massParameters(String model, int order);

  /** State variables with their limits and initial values. */
  List<ModelTables.Row> massVariables(String model, int order);
}
