"""Writes bold_scipy.h: BOLD signals of three regions by plain numpy and scipy, straight from the published equations
(fimbria/bold.h, balloon.h). Run it here after a change of the parameters."""

import numpy as np
import scipy
from scipy.integrate import solve_ivp

H, PER_SAMPLE, SAMPLES = 0.004, 500, 15  # s, interim steps of a sample, samples
# Pulses: region, first interim step, end, kHz.
PULSES = [(0, 0, 250, 0.02), (1, 0, PER_SAMPLE * SAMPLES, 0.005), (2, 300, 1500, 0.3), (2, 4000, 4100, 0.05)]
REGIONS = 3


def rates():
    x = np.zeros((PER_SAMPLE * SAMPLES, REGIONS))
    for region, begin, end, value in PULSES:
        x[begin:end, region] += value
    return x


def volterra(x, tau_s=0.8, tau_f=0.4, k_1=5.6, V_0=0.02, length=20.0):
    t = np.arange(round(length / H)) * H
    omega = np.sqrt(1 / tau_f - 1 / (4 * tau_s**2))
    G = np.exp(-t / (2 * tau_s)) * np.sin(omega * t) / (3 * omega)
    folded = np.stack([np.convolve(x[:, i], G)[: len(x)] for i in range(REGIONS)], axis=1)
    return k_1 * V_0 * (folded - 1)


def balloon(x, kappa=0.65, gamma=0.41, tau=0.98, alpha=0.32, E_0=0.34, V_0=0.02):
    k_1, k_2, k_3 = 7 * E_0, 2.0, 2 * E_0 - 0.2

    def slope(_, y, z):
        s, f, v, q = y
        out = v ** (1 / alpha)
        return [z - kappa * s - gamma * (f - 1), s, (f - out) / tau,
                (f * (1 - (1 - E_0) ** (1 / f)) / E_0 - out * q / v) / tau]

    signal = np.zeros_like(x)
    for i in range(REGIONS):
        y = [0.0, 1.0, 1.0, 1.0]
        edges = sorted({0, len(x)} | {e for r, b, end, _ in PULSES if r == i for e in (b, end)})
        for begin, end in zip(edges, edges[1:]):
            times = np.arange(1, end - begin + 1) * H
            run = solve_ivp(slope, (0, times[-1]), y, "DOP853", times, args=(x[begin, i],), rtol=1e-12, atol=1e-14)
            _, _, v, q = run.y
            signal[begin:end, i] = V_0 * (k_1 * (1 - q) + k_2 * (1 - q / v) + k_3 * (1 - v))
            y = run.y[:, -1]
    return signal


def table(name, signal):
    rows = ",\n".join("    {" + ", ".join(f"{value:.15g}" for value in row) + "}" for row in
                      signal[PER_SAMPLE - 1 :: PER_SAMPLE])
    return f"static const double {name}[SCIPY_SAMPLES][SCIPY_REGIONS] = {{\n{rows},\n}};\n"


def main():
    x = rates()
    pulses = ",\n".join(f"    {{{r}, {b}, {e}, {v}}}" for r, b, e, v in PULSES)
    with open("bold_scipy.h", "w", encoding="ascii") as out:
        out.write(f"""/*
 * bold_scipy.h: BOLD signals of pulses of rate, and these pulses.
 *
 * Written by bold_scipy.py (numpy {np.__version__}, scipy {scipy.__version__}).
 */
#ifndef FIMBRIA_TEST_BOLD_SCIPY_H
#define FIMBRIA_TEST_BOLD_SCIPY_H

#include <stdint.h>

enum {{ SCIPY_REGIONS = {REGIONS}, SCIPY_PER_SAMPLE = {PER_SAMPLE}, SCIPY_SAMPLES = {SAMPLES} }};

typedef struct pulse {{
  int32_t region, begin, end; /* interim steps of 4 ms */
  double rate;                /* kHz */
}} pulse_t;

/* clang-format off */
static const pulse_t pulses[] = {{
{pulses},
}};

{table("scipy_volterra", volterra(x))}
{table("scipy_balloon", balloon(x))}/* clang-format on */

#endif
""")


main()
