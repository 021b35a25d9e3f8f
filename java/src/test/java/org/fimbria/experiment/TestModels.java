package org.fimbria.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.fimbria.natives.ModelTables;

/**
 * Parameter tables with the symbols, units and ranges that experiments are checked against, without
 * the library.
 */
final class TestModels implements ModelCatalogue {
  private static final double ANY = Double.POSITIVE_INFINITY;

  private static ModelTables.Row row(
      String symbol, String unit, double value, double low, double high) {
    return new ModelTables.Row(symbol, unit, "Meaning of " + symbol, "test", value, low, high);
  }

  @Override
  public SequencedSet<String> neuronModels() {
    return new LinkedHashSet<>(List.of("aeif_cond_exp"));
  }

  @Override
  public SequencedSet<String> massModels() {
    return new LinkedHashSet<>(List.of("mean_field_adex", "wilson_cowan"));
  }

  @Override
  public List<ModelTables.Row> neuronParameters(String model) {
    return List.of(
        row("C_m", "pF", 281, 1e-3, 1e6),
        row("g_L", "nS", 30, 1e-3, 1e6),
        row("t_ref", "ms", 0, 0, 1000),
        row("E_L", "mV", -70.6, -200, 200),
        row("V_reset", "mV", -60, -200, 200),
        row("V_th", "mV", -50.4, -200, 200),
        row("V_peak", "mV", 0, -200, 200),
        row("Delta_T", "mV", 2, 0, 100),
        row("a", "nS", 4, -ANY, ANY),
        row("b", "pA", 80.5, -ANY, ANY),
        row("tau_w", "ms", 144, 1e-3, 1e6),
        row("E_ex", "mV", 0, -200, 200),
        row("E_in", "mV", -85, -200, 200),
        row("tau_syn_ex", "ms", 0.2, 1e-3, 1000),
        row("tau_syn_in", "ms", 2, 1e-3, 1000),
        row("I_e", "pA", 0, -ANY, ANY));
  }

  @Override
  public List<ModelTables.Row> massParameters(String model, int order) {
    if (model.equals("wilson_cowan")) {
      return List.of(row("tau_e", "ms", 10, 0.1, 1000), row("c_ee", "1", 12, 0, 100));
    }
    List<ModelTables.Row> rows = new ArrayList<>();
    List.of("C_m", "g_L", "tau_w_e", "tau_w_i", "tau_e", "tau_i", "T", "tau_OU", "N_tot")
        .forEach(symbol -> rows.add(row(symbol, "ms", 1, 1e-3, 1e9)));
    List.of("Q_e", "Q_i", "K_ext_e", "K_ext_i", "weight_noise")
        .forEach(symbol -> rows.add(row(symbol, "nS", 1, 0, 1e6)));
    List.of("E_L_e", "E_L_i", "E_e", "E_i")
        .forEach(symbol -> rows.add(row(symbol, "mV", -60, -200, 200)));
    List.of("a_e", "b_e", "a_i", "b_i", "external_input_ex_ex", "external_input_in_ex")
        .forEach(symbol -> rows.add(row(symbol, "pA", 0, -ANY, ANY)));
    List.of("p_connect_e", "p_connect_i", "g")
        .forEach(symbol -> rows.add(row(symbol, "1", 0.5, 0, 1)));
    for (int i = 0; i < 10; i++) {
      rows.add(row("P_e" + i, "V", 0, -ANY, ANY));
      rows.add(row("P_i" + i, "V", 0, -ANY, ANY));
    }
    rows.add(row("derivatives", "option", 0, 0, 1));
    rows.add(row("cross_terms", "option", 0, 0, 2));
    return rows;
  }

  @Override
  public List<ModelTables.Row> massVariables(String model, int order) {
    if (model.equals("wilson_cowan")) {
      return List.of(row("E", "1", 0, 0, 1), row("I", "1", 0, 0, 1));
    }
    List<ModelTables.Row> rows = new ArrayList<>();
    List<String> rates = order == 1 ? List.of("E", "I") : List.of("E", "I", "C_ee", "C_ei", "C_ii");
    rates.forEach(symbol -> rows.add(row(symbol, "kHz", 0, symbol.equals("C_ei") ? -ANY : 0, ANY)));
    List.of("W_e", "W_i", "xi").forEach(symbol -> rows.add(row(symbol, "pA", 0, -ANY, ANY)));
    return rows;
  }
}
