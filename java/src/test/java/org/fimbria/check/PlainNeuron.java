package org.fimbria.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.events.EventHandler;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/**
 * aeif_cond_exp with NEST's rules on a grid, by an adaptive integrator of a library: slow, plain
 * and independent of the kernels.
 */
final class PlainNeuron implements FirstOrderDifferentialEquations, EventHandler {
  private static final int V_m = 0;
  private static final int w = 1;
  private static final int g_ex = 2;
  private static final int g_in = 3;

  private final Map<String, Double> p;
  private final double dtMs;

  /** A run: time stamps of spikes, and [step] V_m, w, g_ex, g_in at the ends of steps. */
  record Run(List<Double> stamps, List<double[]> states) {}

  PlainNeuron(Map<String, Double> parameters, double dtMs) {
    p = parameters;
    this.dtMs = dtMs;
  }

  /** arrivals: [][time of the jump of g in ms, weight in nS]. */
  Run run(int steps, double[][] arrivals) {
    Run run = new Run(new ArrayList<>(), new ArrayList<>());
    double[] y = {p.get("E_L"), 0, 0, 0};
    int refractory = 0;
    for (int step = 1; step <= steps; step++) {
      if (refractory > 0) {
        refractory--;
        clamp(y, dtMs);
      } else if (integrate(y)) {
        run.stamps().add(step * dtMs);
        refractory = (int) Math.round(p.get("t_ref") / dtMs);
      }
      for (double[] arrival : arrivals) {
        if (Math.round(arrival[0] / dtMs) == step) {
          y[arrival[1] > 0 ? g_ex : g_in] += Math.abs(arrival[1]);
        }
      }
      run.states().add(y.clone());
    }
    return run;
  }

  /** One step; whether the neuron fired in it. */
  private boolean integrate(double[] y) {
    DormandPrince853Integrator integrator =
        new DormandPrince853Integrator(1e-14, dtMs, 1e-12, 1e-12);
    integrator.addEventHandler(this, dtMs, 1e-12, 100);
    double end = integrator.integrate(this, 0, y, dtMs, y);
    if (g(end, y) < 0) {
      return false;
    }
    y[V_m] = p.get("V_reset");
    y[w] += p.get("b");
    clamp(y, dtMs - end);
    return true;
  }

  private void clamp(double[] y, double time) {
    double w_end = p.get("a") * (y[V_m] - p.get("E_L"));
    y[w] = w_end + (y[w] - w_end) * Math.exp(-time / p.get("tau_w"));
    y[g_ex] *= Math.exp(-time / p.get("tau_syn_ex"));
    y[g_in] *= Math.exp(-time / p.get("tau_syn_in"));
  }

  @Override
  public int getDimension() {
    return 4;
  }

  @Override
  public void computeDerivatives(double t, double[] y, double[] dy) {
    double V = Math.min(y[V_m], top() + p.get("Delta_T"));
    double upstroke =
        p.get("g_L") * p.get("Delta_T") * Math.exp((V - p.get("V_th")) / p.get("Delta_T"));
    double current =
        -p.get("g_L") * (V - p.get("E_L"))
            + upstroke
            - y[g_ex] * (V - p.get("E_ex"))
            - y[g_in] * (V - p.get("E_in"))
            - y[w]
            + p.get("I_e");
    dy[V_m] = current / p.get("C_m");
    dy[w] = (p.get("a") * (V - p.get("E_L")) - y[w]) / p.get("tau_w");
    dy[g_ex] = -y[g_ex] / p.get("tau_syn_ex");
    dy[g_in] = -y[g_in] / p.get("tau_syn_in");
  }

  /** From here to V_peak it takes less than 1e-7 ms. */
  private double top() {
    return Math.min(p.get("V_peak"), p.get("V_th") + 20 * p.get("Delta_T"));
  }

  @Override
  public void init(double t0, double[] y0, double t) {}

  @Override
  public double g(double t, double[] y) {
    return y[V_m] - top() + 1e-9;
  }

  @Override
  public Action eventOccurred(double t, double[] y, boolean increasing) {
    return Action.STOP;
  }

  @Override
  public void resetState(double t, double[] y) {}
}
