"""Writes mean_field_adex_symbolic.h: derivatives of the mean field's transfer function, derived by a computer algebra
system and evaluated with 50 digits. Needs sympy. Run it here after a change of the default parameters."""

import sympy as sp
from mpmath import mp

mp.dps = 50

E, I, x, W = sp.symbols("E I x W", positive=True)

# Defaults of mean_field_adex.c, as exact decimals.
LEAK = {"e": "-64.5", "i": "-65"}
POLYNOMIAL = {
    "e": "-0.0498 0.00506 -0.025 0.0014 -0.00041 0.0105 -0.036 0.0074 -0.0012 -0.0407",
    "i": "-0.0514 0.004 -0.0083 0.0002 -0.0005 0.0014 -0.014 0.0045 0.0028 -0.00153",
}
# E, I, excitatory input rate (kHz) and W (pA): silence without and with input, then rates of 0.1 to 40 Hz.
POINTS = [
    ("0", "0", "0.001", "0"),
    ("0", "0", "0.004", "0"),
    ("0.0005", "0.001", "0.001", "2"),
    ("0.004", "0.006", "0.002", "10"),
    ("0.012", "0.011", "0.005", "20"),
    ("0.035", "0.02", "0.01", "90"),
]


def transfer_function(population):
    """F of E, I, x, W in kHz (di Volo et al. 2019; Zerlaut et al. 2018)."""
    number = sp.Rational
    g_L, C_m, E_e, E_i, Q_e, Q_i, tau_e, tau_i = 10, 200, 0, -80, 1, 10, 5, 5
    f_e = (E + number(1, 10**6)) * 400 + 115 * x
    f_i = (I + number(1, 10**6)) * 100
    mu_G = g_L + Q_e * tau_e * f_e + Q_i * tau_i * f_i
    tau_m = C_m / mu_G
    mu_V = (Q_e * tau_e * f_e * E_e + Q_i * tau_i * f_i * E_i + g_L * number(LEAK[population]) - W) / mu_G
    s_e = f_e * (Q_e / mu_G * (E_e - mu_V) * tau_e) ** 2
    s_i = f_i * (Q_i / mu_G * (E_i - mu_V) * tau_i) ** 2
    sigma_V = sp.sqrt(s_e / (2 * (tau_e + tau_m)) + s_i / (2 * (tau_i + tau_m)))
    T_V = (s_e + s_i) / (s_e / (tau_e + tau_m) + s_i / (tau_i + tau_m))
    V, S, X = (mu_V + 60) / 10, (sigma_V - 4) / 6, T_V * g_L / C_m - number(1, 2)
    P = [number(word) for word in POLYNOMIAL[population].split()]
    terms = [1, V, S, X, V**2, S**2, X**2, V * S, V * X, S * X]
    V_thr = 1000 * sum(p * term for p, term in zip(P, terms))
    return sp.erfc((V_thr - mu_V) / (sp.sqrt(2) * sigma_V)) / (2 * T_V)


def rows():
    for inhibitory, population in enumerate("ei"):
        F = transfer_function(population)
        derivatives = [F, F.diff(E), F.diff(I), F.diff(E, 2), F.diff(E, I), F.diff(I, 2)]
        evaluate = sp.lambdify((E, I, x, W), derivatives, "mpmath")
        for point in POINTS:
            values = [mp.nstr(value, 20) for value in evaluate(*map(mp.mpf, point))]
            yield f"    {{{inhibitory}, {', '.join(point)}, {{{', '.join(values)}}}}},"


if __name__ == "__main__":
    with open("mean_field_adex_symbolic.h", "w", encoding="ascii") as out:
        out.write(f"""/*
 * mean_field_adex_symbolic.h: symbolic derivatives of the transfer function at the default parameters.
 *
 * Written by mean_field_adex_symbolic.py (sympy {sp.__version__}, 50 digits, 20 of them here).
 */
#ifndef FIMBRIA_TEST_MEAN_FIELD_ADEX_SYMBOLIC_H
#define FIMBRIA_TEST_MEAN_FIELD_ADEX_SYMBOLIC_H

typedef struct symbolic {{
  int inhibitory;
  double E, I, x_e, W; /* kHz, kHz, kHz, pA */
  double F[6];         /* F, e, i, ee, ei, ii */
}} symbolic_t;

/* clang-format off */
static const symbolic_t symbolic[] = {{
""")
        out.write("\n".join(rows()))
        out.write("\n};\n/* clang-format on */\n\n#endif\n")
