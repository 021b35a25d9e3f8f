"""Checks a spike file against the SONATA specification, version 0.1, "Spike file", and against the pattern written."""
import sys

import h5py
import numpy as np

path, steps, populations = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


def pattern(population):
    """Ids and times as the test's packets have them, dt = 0.1 ms."""
    ids, times = [], []
    for step in range(steps):
        for i in range((step + population) % 3):
            ids.append(step % 7 + 10 * i)
            times.append((step + 1) * 0.1)
    return np.array(ids, np.uint64), np.array(times)


with h5py.File(path, "r") as file:
    groups = [file["spikes"][name] for name in populations]
    sorting = [group.attrs.get_id("sorting") for group in groups]
    names = [h5py.check_enum_dtype(attribute.dtype) for attribute in sorting]
    times = [group["timestamps"] for group in groups]
    ids = [group["node_ids"] for group in groups]
    check("magic is a uint32 0x0A7A at the root",
          file.attrs["magic"].dtype == np.uint32 and file.attrs["magic"] == 0x0A7A)
    check("version is two uint32 at the root",
          file.attrs["version"].dtype == np.uint32 and file.attrs["version"].tolist() == [0, 1])
    check("/spikes has one group per population", sorted(file["spikes"]) == sorted(populations))
    check("sorting is an enum by_time",
          all(n == {"none": 0, "by_id": 1, "by_time": 2} for n in names)
          and all(group.attrs["sorting"] == 2 for group in groups))
    check("timestamps are double", all(data.dtype == "<f8" and data.ndim == 1 for data in times))
    check("timestamps have units ms", all(data.attrs["units"] == "ms" for data in times))
    check("node_ids are uint64", all(data.dtype == "<u8" and data.ndim == 1 for data in ids))
    check("as many timestamps as node_ids", all(t.shape == i.shape for t, i in zip(times, ids)))
    check("spikes are sorted by time", all((np.diff(data[()]) >= 0).all() for data in times))
    expected = [pattern(p) for p in range(len(groups))]
    check("every spike has its id and time",
          all((i[()] == e[0]).all() and (t[()] == e[1]).all() and len(i) == len(e[0])
              for i, t, e in zip(ids, times, expected)))
