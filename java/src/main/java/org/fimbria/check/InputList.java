package org.fimbria.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fimbria.check.NestReference.Variant;
import org.fimbria.check.NeuronRun.Event;

/** Input spikes of a reference: times and weights, over one delay. */
record InputList(double[] timeMs, double[] weight_nS, double delayMs) {
  static InputList read(CsvTable table, double delayMs) {
    return new InputList(table.column("spike_time_ms"), table.column("weight_nS"), delayMs);
  }

  /** NEST makes g jump at s + d: at the end of the step before it. */
  List<Event> events(Variant variant, int steps) {
    List<Event> events = new ArrayList<>();
    for (int k = 0; k < timeMs.length; k++) {
      int step = variant.step(timeMs[k] + delayMs) - 1;
      if (step < steps && weight_nS[k] != 0) {
        events.add(new Event(step, weight_nS[k]));
      }
    }
    events.sort(Comparator.comparingInt(Event::step));
    return events;
  }

  /** The exact conductance at the end of a number of steps: a sum of exponentials. */
  static double exact(List<Event> events, int stamp, boolean excitatory, double tau, double dtMs) {
    double g = 0;
    for (Event event : events) {
      if (event.step() < stamp && event.weight_nS() > 0 == excitatory) {
        g += Math.abs(event.weight_nS()) * Math.exp(-(stamp - 1 - event.step()) * dtMs / tau);
      }
    }
    return g;
  }

  double largest() {
    double largest = 0;
    for (double weight : weight_nS) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }
}
