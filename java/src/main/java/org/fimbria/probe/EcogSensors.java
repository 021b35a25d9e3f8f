package org.fimbria.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.EcogSpec;
import org.fimbria.experiment.Experiment.ConnectomeSpec;

/** Where the sensors of an electrocorticogram are, in the coordinates of the regions' centres. */
final class EcogSensors {
  /**
   * CA1 of the reference experiment, right and left: the places of its sensors belong to these
   * (voxels of the Allen atlas of 0.1 mm, which count as mm as its tracts do).
   */
  private static final double[][] REFERENCE_CA1 = {{30.07, 79.89, 49.52}, {83.93, 79.89, 49.52}};

  private static final List<String> CA1 = List.of("Right_Field_CA1", "Left_Field_CA1");

  /** Sensors of each hemisphere, right (A) first: Kusch et al. 2024, file of the sensors. */
  private static final double[][][] HIPPOCAMPUS_16 = {
    {
      {40, 80, 79.5},
      {20, 80, 72},
      {30, 70, 76.5},
      {30, 90, 75.5},
      {22.5, 72.5, 73},
      {22.5, 87.5, 72.5},
      {37.5, 72.5, 78.5},
      {37.5, 87.5, 78.5}
    },
    {
      {94, 80, 69},
      {74, 80, 78.5},
      {84, 70, 74.5},
      {84, 90, 74},
      {76.5, 72.5, 77.5},
      {76.5, 87.5, 77.5},
      {91.5, 72.5, 70.5},
      {91.5, 87.5, 70}
    }
  };

  private EcogSensors() {}

  /**
   * The sensors that a value names.
   *
   * @throws ProbeException if it is a file that is no table of sensors
   */
  static List<PointTable.Row> of(String nameOrFile, ConnectomeSpec source, Connectome connectome) {
    if (!nameOrFile.equals(EcogSpec.HIPPOCAMPUS_16)) {
      return PointTable.read(Path.of(nameOrFile));
    }
    return IntStream.range(0, 2)
        .boxed()
        .flatMap(side -> side(side, source, connectome).stream())
        .toList();
  }

  /** The eight of a hemisphere: A1 to A8, B1 to B8. */
  private static List<PointTable.Row> side(int side, ConnectomeSpec source, Connectome connectome) {
    double[] shift = shift(side, source, connectome);
    double[][] places = HIPPOCAMPUS_16[side];
    return IntStream.range(0, places.length)
        .mapToObj(i -> {
          String name = (side == 0 ? "A" : "B") + (i + 1);
          double[] x = places[i];
          return new PointTable.Row(name, x[0] + shift[0], x[1] + shift[1], x[2] + shift[2]);
        })
        .toList();
  }

  /** A generated brain has a CA1 of its own, and the sensors move with it. */
  private static double[] shift(int side, ConnectomeSpec source, Connectome connectome) {
    double[] shift = new double[3];
    if (ConnectomeSpec.isGenerated(source.source())) {
      double[] centre = connectome.centres()[connectome.labels().indexOf(CA1.get(side))];
      for (int axis = 0; axis < 3; axis++) {
        shift[axis] = centre[axis] - REFERENCE_CA1[side][axis];
      }
    }
    return shift;
  }
}
