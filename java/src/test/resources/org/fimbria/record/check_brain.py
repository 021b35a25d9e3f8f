"""Compares temporal_average.h5, ecog.h5 and bold.h5 of a run with the state of every step (0.1 ms) in rates.h5."""
import sys

import h5py
import numpy as np

path, DT = sys.argv[1], 0.1


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


def means(states, interval, count):
    edges = np.rint(np.arange(count + 1) * (interval / DT)).astype(int)
    return np.stack([states[a:b].mean(axis=0) for a, b in zip(edges, edges[1:])])


def close(a, b, tolerance=1e-12):
    return np.allclose(a, b, rtol=tolerance, atol=0, equal_nan=True)


with h5py.File(path + "/rates.h5") as rates, h5py.File(path + "/temporal_average.h5") as average, \
        h5py.File(path + "/ecog.h5") as ecog, h5py.File(path + "/bold.h5") as bold:
    E, W_e, proxy = rates["E"][()], rates["W_e"][()], rates["regions"].attrs["proxy"].astype(bool)
    check("the brain is busy, proxies too", len(E) == 1200 and (E[600:].max(axis=0) > 0).all())
    mean = average["E"][()]
    check("a temporal average is the mean over 9 or 10 steps",
          len(mean) == 122 and close(mean, means(E, 0.9765625, 122))
          and close(average["W_e"][()], means(W_e, 0.9765625, 122)))
    check("of proxies only the rate is known",
          np.isnan(average["W_e"][:, proxy]).all() and not np.isnan(average["W_e"][:, ~proxy]).any())
    check("a sensor has the gains times the mean rates",
          ecog["data"].shape == (122, 16) and close(ecog["data"][()], mean @ ecog["gain"][()].T))
    x = means(E, 4, 30)
    t = 0.004 * np.arange(30)
    omega = np.sqrt(1 / 0.4 - 1 / (4 * 0.8**2))
    G = np.exp(-t / 1.6) * np.sin(omega * t) / (3 * omega)
    folded = np.stack([sum(G[l] * x[k - l] for l in range(k + 1)) for k in range(1, 30, 2)])
    check("BOLD is the kernel folded with means over 4 ms", close(bold["BOLD"][()], 5.6 * 0.02 * (folded - 1)))
    check("times are those of the middle, for BOLD of the end",
          average.attrs["t_start"] == ecog.attrs["t_start"] == 0.48828125 and bold.attrs["t_start"] == 8)
