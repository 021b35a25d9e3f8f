package org.fimbria.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntFunction;

/**
 * A reference folder in the format of TVB's, made by {@link PlainBrain}: a regime and an initial
 * state of its own, five regions, two of them driven from outside.
 */
final class TvbFolder {
  private static final String REGIME = "strongly_adapting";
  private static final String INITIAL = "uneven";
  private static final int REGIONS = 5;
  private static final int STEPS = 2000;
  private static final int[] PROXIES = {1, 3};
  private static final int EPOCH = 10;
  private static final double SPEED = 2;
  private static final double[] P_e = {
    -0.0498, 0.00506, -0.025, 0.0014, -0.00041, 0.0105, -0.036, 0.0074, 0.0012, -0.0407
  };
  private static final double[] P_i = {
    -0.0514, 0.004, -0.0083, 0.0002, -0.0005, 0.0014, -0.0146, 0.0045, 0.0028, -0.0153
  };

  private final Path path;
  private final PlainBrain plain = new PlainBrain(parameters(), P_e, P_i);
  private final double[][] weights = new double[REGIONS][REGIONS];
  private final int[][] delays = new int[REGIONS][REGIONS];

  private TvbFolder(Path path) {
    this.path = path;
  }

  static void write(Path path) throws IOException {
    Files.createDirectories(path.resolve("connectome"));
    new TvbFolder(path).write();
  }

  private static Map<String, Double> parameters() {
    Map<String, Double> p = new LinkedHashMap<>();
    String[] names = {
      "T",
      "g_L",
      "C_m",
      "a_e",
      "b_i",
      "a_i",
      "tau_w_i",
      "E_e",
      "E_i",
      "Q_e",
      "tau_e",
      "tau_i",
      "N_tot",
      "g",
      "K_ext_i",
      "tau_OU",
      "E_L_e",
      "E_L_i",
      "b_e",
      "tau_w_e",
      "Q_i",
      "p_connect_e",
      "p_connect_i",
      "K_ext_e",
      "extern",
      "weight_noise"
    };
    double[] values = {
      15, 10, 200, 1.5, 3, -0.5, 20, 0, -80, 1.2, 5, 6, 8000, 0.25, 0, 20, -65, -66, 60, 300, 6,
      0.05, 0.04, 150, 0.002, 0.0004
    };
    for (int k = 0; k < names.length; k++) {
      p.put(names[k], values[k]);
    }
    return p;
  }

  private static double[] initial(int r) {
    return new double[] {
      (3 + r % 4) * 2e-3,
      (1 + r % 2) * 4e-3,
      2e-6 * (1 + r),
      1e-7 * (r - 2),
      3e-6,
      8 + 0.5 * r,
      1,
      0
    };
  }

  private void write() throws IOException {
    writeParameters();
    writeConnectome();
    writeGains();
    writeTransferFunction();
    writeRightHandSides();
    writeSingle();
    double[][][] run = run(new int[0]);
    for (int v : new int[] {0, 1, 5}) {
      file(
          "ref_%s_%s_%s.csv".formatted(REGIME, INITIAL, PlainBrain.VARIABLES[v]),
          table(run, v, STEPS));
    }
    StringBuilder end = new StringBuilder("index," + String.join(",", PlainBrain.VARIABLES) + "\n");
    for (int r = 0; r < REGIONS; r++) {
      end.append(r).append(',').append(row(run[STEPS][r])).append('\n');
    }
    file("ref_%s_%s_final8.csv".formatted(REGIME, INITIAL), end);
    writeExchange();
  }

  private void writeParameters() throws IOException {
    ObjectNode json = new ObjectMapper().createObjectNode();
    ObjectNode regime = json.withObject("/regimes").putObject(REGIME);
    parameters().forEach(regime::put);
    for (int k = 0; k < P_e.length; k++) {
      regime.withArray("P_e").add(P_e[k]);
      regime.withArray("P_i").add(P_i[k]);
    }
    json.put("speed_mm_per_ms", SPEED).put("dt_ms", PlainBrain.DT_MS).put("integrator", "Heun");
    json.withObject("/initial_conditions")
        .put(
            INITIAL,
            "constant history; r = region index: E=(3+r%4)*2e-3 kHz; I=(1+r%2)*4e-3 kHz;"
                + " C_ee=2e-6*(1+r); C_ei=1e-7*(r-2); C_ii=3e-6; W_e=8+0.5*r pA; W_i=1; ou=0");
    json.withObject("/external_input").put("to_I_pop_excitatory", 0.0);
    file("parameters.json", new StringBuilder(json.toPrettyString()));
  }

  /** Columns of the raw weights are divided by their sums, rows read as targets. */
  private void writeConnectome() throws IOException {
    StringBuilder raw = new StringBuilder();
    StringBuilder lengths = new StringBuilder();
    StringBuilder centres = new StringBuilder();
    for (int i = 0; i < REGIONS; i++) {
      for (int j = 0; j < REGIONS; j++) {
        double length = i == j ? 0 : 4.03 + 3.1 * Math.abs(i - j);
        weights[i][j] = i == j ? 0 : 1 + (3 * i + 5 * j) % 7;
        delays[i][j] = (int) Math.rint(length / SPEED / PlainBrain.DT_MS);
        raw.append(weights[i][j]).append(' ');
        lengths.append(length).append(' ');
      }
      raw.append('\n');
      lengths.append('\n');
      centres.append("R%d %d 0 0\n".formatted(i, 3 * i));
    }
    for (int j = 0; j < REGIONS; j++) {
      double sum = 0;
      for (int i = 0; i < REGIONS; i++) {
        sum += weights[i][j];
      }
      for (int i = 0; i < REGIONS; i++) {
        weights[i][j] /= sum;
      }
    }
    file("connectome/weights.txt", raw);
    file("connectome/tract_lengths.txt", lengths);
    file("connectome/centres.txt", centres);
  }

  private void writeGains() throws IOException {
    StringBuilder volumes = new StringBuilder();
    StringBuilder text = new StringBuilder("sensor,x,y,z");
    for (int r = 0; r < REGIONS; r++) {
      volumes.append(100 + 7 * r).append('\n');
      text.append(",r").append(r);
    }
    for (int s = 0; s < 3; s++) {
      text.append("\nS%d,%d,%s,%d".formatted(s, 4 * s, 2.5, 1 + s));
      for (int r = 0; r < REGIONS; r++) {
        double distance = Math.hypot(Math.hypot(4 * s - 3 * r, 2.5), 1 + s);
        text.append(',').append(0.1 * (100 + 7 * r) / distance);
      }
    }
    file("connectome/volumes.txt", volumes);
    file("ecog_gain.csv", text.append('\n'));
  }

  private void writeTransferFunction() throws IOException {
    StringBuilder text = new StringBuilder("fe_kHz,fi_kHz,fe_ext_kHz,W_pA,TF_e_kHz,TF_i_kHz\n");
    for (int k = 0; k < 60; k++) {
      double[] at = {k % 4 * 0.006, k % 3 * 0.009, 0.001 + k % 5 * 0.004, k % 7 * 12.0};
      text.append(row(at))
          .append(',')
          .append(plain.F(false, at[0], at[1], at[2], at[3]))
          .append(',')
          .append(plain.F(true, at[0], at[1], at[2], at[3]))
          .append('\n');
    }
    file("tf_" + REGIME + ".csv", text);
  }

  private void writeRightHandSides() throws IOException {
    String names = String.join(",", PlainBrain.VARIABLES);
    StringBuilder text = new StringBuilder(names + ",c0_kHz,d" + names.replace(",", ",d") + "\n");
    for (int k = 0; k < 30; k++) {
      double[] y = {
        0.001 + k % 7 * 0.004,
        0.002 + k % 5 * 0.006,
        k * 2e-6,
        (k - 15) * 1e-6,
        k % 9 * 3e-6,
        4.0 * k,
        k,
        k % 6 - 3
      };
      double c = k % 8 * 0.001;
      text.append(row(y))
          .append(',')
          .append(c)
          .append(',')
          .append(row(plain.derivative(y, c)))
          .append('\n');
    }
    file("rhs_" + REGIME + ".csv", text);
  }

  private void writeSingle() throws IOException {
    StringBuilder text = new StringBuilder("t_ms," + String.join(",", PlainBrain.VARIABLES) + "\n");
    double[] y = initial(3);
    for (int step = 0; step <= 1000; step++) {
      if (step % 10 == 0) {
        text.append(step / 10).append(',').append(row(y)).append('\n');
      }
      y = plain.step(y, 0.003);
    }
    file("single_" + REGIME + "_c0_3Hz.csv", text);
  }

  /** [step][region][variable] from step 0, proxies with the E that is delivered. */
  private double[][][] run(int[] proxies) {
    double[][][] run = new double[STEPS + 1][REGIONS][];
    for (int r = 0; r < REGIONS; r++) {
      run[0][r] = initial(r);
    }
    for (int step = 0; step < STEPS; step++) {
      for (int r = 0; r < REGIONS; r++) {
        run[step + 1][r] = plain.step(run[step][r], coupling(run, step, r));
      }
      for (int proxy : proxies) {
        run[step + 1][proxy] = new double[] {rate(proxy, step + 1), 0, 0, 0, 0, 0, 0, 0};
      }
    }
    return run;
  }

  private double coupling(double[][][] run, int step, int target) {
    double c = 0;
    for (int source = 0; source < REGIONS; source++) {
      c += weights[target][source] * run[Math.max(0, step - delays[target][source])][source][0];
    }
    return c;
  }

  private static double rate(int proxy, int step) {
    return 0.005 * (1 + 0.6 * Math.sin(0.05 * step + proxy));
  }

  private void writeExchange() throws IOException {
    double[][][] run = run(PROXIES);
    int steps = 800;
    StringBuilder rates = new StringBuilder("step,t_ms,rate_1,rate_3\n");
    StringBuilder sent = new StringBuilder("computed_at_step,time_label_ms,c0_1,c0_3\n");
    IntFunction<String> c =
        step -> coupling(run, step, PROXIES[0]) + "," + coupling(run, step, PROXIES[1]);
    for (int step = 0; step < EPOCH; step++) {
      sent.append("-1,%s,%s\n".formatted(step * PlainBrain.DT_MS, c.apply(Math.max(0, step - 1))));
    }
    for (int step = 1; step <= steps; step++) {
      rates.append(
          "%d,%s,%s,%s\n".formatted(step, step * PlainBrain.DT_MS, rate(1, step), rate(3, step)));
      double label = (step + EPOCH) * PlainBrain.DT_MS;
      sent.append("%d,%s,%s\n".formatted(step, label, c.apply(step + EPOCH - 1)));
    }
    file("cosim_" + REGIME + "_proxy_rate_kHz.csv", rates);
    file("cosim_" + REGIME + "_sent_c0_kHz.csv", sent);
    file("cosim_" + REGIME + "_E.csv", table(run, 0, steps));
  }

  /** One variable every ms. */
  private static StringBuilder table(double[][][] run, int variable, int steps) {
    StringBuilder text = new StringBuilder("t_ms");
    for (int r = 0; r < REGIONS; r++) {
      text.append(",r").append(r);
    }
    for (int step = 0; step <= steps; step += 10) {
      text.append('\n').append(step / 10);
      for (int r = 0; r < REGIONS; r++) {
        text.append(',').append(run[step][r][variable]);
      }
    }
    return text.append('\n');
  }

  private static String row(double[] values) {
    StringJoiner text = new StringJoiner(",");
    for (double value : values) {
      text.add(Double.toString(value));
    }
    return text.toString();
  }

  private void file(String name, StringBuilder text) throws IOException {
    Files.writeString(path.resolve(name), text);
  }
}
