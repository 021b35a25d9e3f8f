package org.fimbria.check;

import java.util.Map;

/**
 * The second-order mean-field AdEx in plain Java, one region after the other: equations as
 * published, finite differences included, Heun with delays.
 */
final class PlainBrain {
  static final String[] VARIABLES = {"E", "I", "C_ee", "C_ei", "C_ii", "W_e", "W_i", "ou_drift"};
  static final double DT_MS = 0.1;

  private static final double H = 1e-7;
  private static final double H_HZ = 1e3 * H;

  private final Map<String, Double> p;
  private final double[] P_e;
  private final double[] P_i;

  PlainBrain(Map<String, Double> parameters, double[] P_e, double[] P_i) {
    p = parameters;
    this.P_e = P_e;
    this.P_i = P_i;
  }

  /** mu_V in mV. */
  private double mu_V(boolean inhibitory, double nu_e, double nu_i, double x_e, double W) {
    double G_e = p.get("Q_e") * p.get("tau_e") * f_e(nu_e, x_e);
    double G_i = p.get("Q_i") * p.get("tau_i") * f_i(nu_i);
    double leak = p.get("g_L") * p.get(inhibitory ? "E_L_i" : "E_L_e");
    return (G_e * p.get("E_e") + G_i * p.get("E_i") + leak - W) / (p.get("g_L") + G_e + G_i);
  }

  private double f_e(double nu_e, double x_e) {
    return (nu_e + 1e-6) * (1 - p.get("g")) * p.get("p_connect_e") * p.get("N_tot")
        + x_e * p.get("K_ext_e");
  }

  private double f_i(double nu_i) {
    return (nu_i + 1e-6) * p.get("g") * p.get("p_connect_i") * p.get("N_tot");
  }

  /** Transfer function, kHz. */
  double F(boolean inhibitory, double nu_e, double nu_i, double x_e, double W) {
    double f_e = f_e(nu_e, x_e);
    double f_i = f_i(nu_i);
    double tau_e = p.get("tau_e");
    double tau_i = p.get("tau_i");
    double mu_G = p.get("g_L") + p.get("Q_e") * tau_e * f_e + p.get("Q_i") * tau_i * f_i;
    double tau_m = p.get("C_m") / mu_G;
    double mu_V = mu_V(inhibitory, nu_e, nu_i, x_e, W);
    double e = f_e * Math.pow(p.get("Q_e") / mu_G * (p.get("E_e") - mu_V) * tau_e, 2);
    double i = f_i * Math.pow(p.get("Q_i") / mu_G * (p.get("E_i") - mu_V) * tau_i, 2);
    double sigma_V = Math.sqrt(e / (2 * (tau_e + tau_m)) + i / (2 * (tau_i + tau_m)));
    double T_V = (e + i) / (e / (tau_e + tau_m) + i / (tau_i + tau_m));
    double V = (mu_V + 60) / 10;
    double S = (sigma_V - 4) / 6;
    double X = T_V * p.get("g_L") / p.get("C_m") - 0.5;
    double[] terms = {1, V, S, X, V * V, S * S, X * X, V * S, V * X, S * X};
    double V_thr = 0;
    for (int k = 0; k < terms.length; k++) {
      V_thr += 1000 * (inhibitory ? P_i : P_e)[k] * terms[k];
    }
    return erfc((V_thr - mu_V) / (Math.sqrt(2) * sigma_V)) / (2 * T_V);
  }

  /** Complementary error function: a series below 2, a continued fraction above. */
  static double erfc(double x) {
    if (x < 0) {
      return 2 - erfc(-x);
    }
    if (x < 2) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 80; n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 1 - 2 / Math.sqrt(Math.PI) * sum;
    }
    double fraction = x;
    for (int n = 200; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }

  /** Right-hand side of one region with coupling c. */
  double[] derivative(double[] y, double c) {
    double noise = p.get("weight_noise") * y[7];
    double[] e = differences(false, y[0], y[1], Math.max(c + p.get("extern") + noise, 0), y[5]);
    double[] i = differences(true, y[0], y[1], Math.max(c + noise, 0), y[6]);
    double T = p.get("T");
    double N_e = (1 - p.get("g")) * p.get("N_tot");
    double N_i = p.get("g") * p.get("N_tot");
    double x_e = Math.max(c + p.get("extern") + noise, 0);
    double x_i = Math.max(c + noise, 0);
    double mu_e = mu_V(false, y[0], y[1], x_e, y[5]);
    double mu_i = mu_V(true, y[0], y[1], x_i, y[6]);
    return new double[] {
      (e[0] - y[0] + y[2] * e[3] / 2 + y[3] * e[4] + y[4] * e[5] / 2) / T,
      (i[0] - y[1] + y[2] * i[3] / 2 + y[3] * i[4] + y[4] * i[5] / 2) / T,
      (e[0] * (1 / T - e[0]) / N_e
              + Math.pow(e[0] - y[0], 2)
              + 2 * y[2] * e[1]
              + 2 * y[3] * e[2]
              - 2 * y[2])
          / T,
      ((e[0] - y[0]) * (i[0] - y[1])
              + y[2] * e[1]
              + y[3] * i[1]
              + y[3] * e[2]
              + y[4] * i[2]
              - 2 * y[3])
          / T,
      (i[0] * (1 / T - i[0]) / N_i
              + Math.pow(i[0] - y[1], 2)
              + 2 * y[4] * i[2]
              + 2 * y[3] * i[1]
              - 2 * y[4])
          / T,
      -y[5] / p.get("tau_w_e")
          + p.get("b_e") * y[0]
          + p.get("a_e") * (mu_e - p.get("E_L_e")) / p.get("tau_w_e"),
      -y[6] / p.get("tau_w_i")
          + p.get("b_i") * y[1]
          + p.get("a_i") * (mu_i - p.get("E_L_i")) / p.get("tau_w_i"),
      -y[7] / p.get("tau_OU")
    };
  }

  /** F, its first differences by E and I, its second ones by EE, EI, II. */
  private double[] differences(boolean inhibitory, double E, double I, double x, double W) {
    double[][] F = new double[3][3];
    for (int e = -1; e <= 1; e++) {
      for (int i = -1; i <= 1; i++) {
        F[e + 1][i + 1] = F(inhibitory, E + e * H, I + i * H, x, W);
      }
    }
    return new double[] {
      F[1][1],
      (F[2][1] - F[0][1]) / (2 * H_HZ),
      (F[1][2] - F[1][0]) / (2 * H_HZ),
      (F[2][1] - 2 * F[1][1] + F[0][1]) / (H_HZ * H_HZ),
      (F[2][2] - F[2][0] - F[0][2] + F[0][0]) / (4 * H_HZ * H_HZ),
      (F[1][2] - 2 * F[1][1] + F[1][0]) / (H_HZ * H_HZ)
    };
  }

  /** One Heun step of a region. */
  double[] step(double[] y, double c) {
    double[] f = derivative(y, c);
    double[] g = derivative(moved(y, f, f, 1), c);
    return moved(y, f, g, 0.5);
  }

  private static double[] moved(double[] y, double[] f, double[] g, double share) {
    double[] next = new double[y.length];
    for (int v = 0; v < y.length; v++) {
      next[v] = y[v] + DT_MS * (share == 1 ? f[v] : share * (f[v] + g[v]));
    }
    next[0] = Math.max(next[0], 0);
    next[1] = Math.max(next[1], 0);
    return next;
  }
}
