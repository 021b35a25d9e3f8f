"""Checks a report against the SONATA specification, version 0.1, "Frame oriented, node element recordings"."""
import sys

import h5py
import numpy as np

path, rows = sys.argv[1], int(sys.argv[2])

# group: (population, variable, units, neurons, interval in steps of 0.1 ms, index of the variable)
REPORTS = {
    "CA1_excitatory_V_m": ("CA1_excitatory", "V_m", "mV", [4, 8, 15], 3, 0),
    "CA1_excitatory_w": ("CA1_excitatory", "w", "pA", [4, 8, 15], 3, 1),
    "CA1_excitatory_g_ex": ("CA1_excitatory", "g_ex", "nS", [4, 8, 15], 3, 2),
    "CA1_inhibitory_V_m": ("CA1_inhibitory", "V_m", "mV", [0, 1], 1, 0),
}


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


def for_all(requirement, condition):
    check(requirement, all(condition(report[name], *expected) for name, expected in REPORTS.items()))


def right_time(group, population, variable, units, nodes, interval, index):
    time = group["mapping/time"]
    start, stop, step = time[()]
    return (time.dtype == "<f8" and time.attrs["units"] == "ms" and start == step == interval * 0.1
            and abs(stop - (rows + 1) * step) < 1e-9)


def right_stop(group, *expected):
    start, stop, step = group["mapping/time"][()]
    frames = 0
    while start + frames * step < stop - 1e-6:
        frames += 1
    return frames == rows and int((stop - start) / step) == rows


def right_values(group, population, variable, units, nodes, interval, index):
    row, element = np.ogrid[:rows, :len(nodes)]
    exact = 1000.0 * index + 0.1 * row + element / 1024.0
    return (group["data"][()] == exact.astype(np.float32)).all()


with h5py.File(path, "r") as file:
    report = file["report"]
    check("magic is a uint32 0x0A7A at the root",
          file.attrs["magic"].dtype == np.uint32 and file.attrs["magic"] == 0x0A7A)
    check("version is two uint32 at the root",
          file.attrs["version"].dtype == np.uint32 and file.attrs["version"].tolist() == [0, 1])
    check("/report has one group per population and variable", set(report) == set(REPORTS))
    for_all("data is float, frames by elements, chunked",
            lambda g, p, v, u, n, i, k: g["data"].dtype == "<f4" and g["data"].shape == (rows, len(n))
            and g["data"].chunks is not None)
    for_all("data has units", lambda g, p, v, u, n, i, k: g["data"].attrs["units"] == u)
    for_all("node_ids are uint64",
            lambda g, p, v, u, n, i, k: g["mapping/node_ids"].dtype == "<u8"
            and g["mapping/node_ids"][()].tolist() == n)
    for_all("index_pointers are uint64, one more than nodes",
            lambda g, p, v, u, n, i, k: g["mapping/index_pointers"].dtype == "<u8"
            and g["mapping/index_pointers"][()].tolist() == list(range(len(n) + 1)))
    for_all("index_pointer is the same for BMTK",
            lambda g, *expected: (g["mapping/index_pointer"][()] == g["mapping/index_pointers"][()]).all())
    for_all("element_ids are uint32, 1 for point neurons",
            lambda g, p, v, u, n, i, k: g["mapping/element_ids"].dtype == "<u4"
            and g["mapping/element_ids"][()].tolist() == [1] * len(n))
    for_all("element_pos are float, 1 for point neurons",
            lambda g, p, v, u, n, i, k: g["mapping/element_pos"].dtype == "<f4"
            and g["mapping/element_pos"][()].tolist() == [1.0] * len(n))
    for_all("time is double start, stop, step in ms", right_time)
    for_all("stop is behind the last frame, also for readers that cut", right_stop)
    for_all("population and variable are attributes",
            lambda g, p, v, u, n, i, k: g.attrs["population"] == p and g.attrs["variable"] == v)
    for_all("every value is the nearest float", right_values)
