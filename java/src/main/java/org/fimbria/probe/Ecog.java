package org.fimbria.probe;

import java.util.ArrayList;
import java.util.List;
import org.fimbria.connectome.Connectome;
import org.fimbria.experiment.EcogSpec;
import org.fimbria.experiment.Experiment.ConnectomeSpec;

/**
 * An electrocorticogram: its sensors, and the gain with which each sees each region.
 *
 * <pre>
 *   signal_s = sum over r of gain[s][r] E_r
 *   gain[s][r] = scaling V_r / |x_s - c_r|                 nA/mm per kHz
 *   gain[s][r] = scaling V_r / (4 pi sigma |x_s - c_r|)    uV per kHz, with a conductivity
 * </pre>
 *
 * where E_r is the excitatory rate, V_r the volume in voxels (1 without volumes), c_r the centre of
 * a region and x_s the place of a sensor, in mm: nA / (S/m mm) = uV.
 *
 * @param names of the sensors
 * @param positions [sensor][x y z] mm
 * @param gain [sensor][region]
 * @param unit of the signal
 */
public record Ecog(List<String> names, double[][] positions, double[][] gain, String unit) {
  /** A point source has no potential where it is: no sensor is nearer to a centre than this, mm. */
  static final double NEAREST_MM = 1e-3;

  /**
   * Sensors of an experiment over its brain.
   *
   * @throws ProbeException if the file of the sensors is bad, or one lies at the centre of a region
   */
  public static Ecog of(EcogSpec spec, ConnectomeSpec source, Connectome connectome) {
    return of(spec, EcogSensors.of(spec.sensors(), source, connectome), connectome);
  }

  /**
   * The same with sensors anywhere.
   *
   * @throws ProbeException if one lies at the centre of a region
   */
  public static Ecog of(EcogSpec spec, List<PointTable.Row> sensors, Connectome connectome) {
    FileProblems problems = new FileProblems(spec.sensors());
    List<String> names = new ArrayList<>();
    double[][] positions = new double[sensors.size()][];
    double[][] gain = new double[sensors.size()][];
    for (int s = 0; s < gain.length; s++) {
      PointTable.Row sensor = sensors.get(s);
      names.add(sensor.name());
      positions[s] = new double[] {sensor.x(), sensor.y(), sensor.z()};
      gain[s] = gains(spec, sensor.name(), positions[s], connectome, problems);
    }
    problems.throwIfAny();
    return new Ecog(
        List.copyOf(names), positions, gain, spec.conductivity().isPresent() ? "uV" : "nA/mm");
  }

  private static double[] gains(
      EcogSpec spec, String sensor, double[] place, Connectome brain, FileProblems problems) {
    double medium =
        spec.conductivity().isPresent() ? 4 * Math.PI * spec.conductivity().getAsDouble() : 1;
    double[] gains = new double[brain.size()];
    for (int region = 0; region < gains.length; region++) {
      double distance = distance(place, brain.centres()[region]);
      if (distance < NEAREST_MM) {
        problems.add(
            "sensor %s lies %s mm from the centre of %s; allowed: at least %s mm"
                .formatted(sensor, distance, brain.labels().get(region), NEAREST_MM));
      }
      double volume = spec.volumes() ? brain.volumes()[region] : 1;
      gains[region] = spec.scaling() * volume / distance / medium;
    }
    return gains;
  }

  private static double distance(double[] a, double[] b) {
    double x = a[0] - b[0];
    double y = a[1] - b[1];
    double z = a[2] - b[2];
    return Math.sqrt(x * x + y * y + z * z);
  }
}
