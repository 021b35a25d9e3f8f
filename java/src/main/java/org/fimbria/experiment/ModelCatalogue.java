package org.fimbria.experiment;

import java.util.List;
import java.util.SequencedSet;

/** The models that experiments may name, with their parameter tables. */
public interface ModelCatalogue {

  SequencedSet<String> neuronModels();

  /** Families of neural-mass models. */
  SequencedSet<String> massModels();

  /** Parameters of a model out of {@link #neuronModels()}. */
  List<ParameterRow> neuronParameters(String model);

  /**
   * Parameters of a model out of {@link #massModels()}; order counts only where the family has
   * orders.
   */
  List<ParameterRow> massParameters(String model, int order);

  /** State variables with their limits and initial values. */
  List<ParameterRow> massVariables(String model, int order);
}
