"""Checks the layout and the values of the brain's state."""
import sys

import h5py
import numpy as np

path, rows = sys.argv[1], int(sys.argv[2])


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


with h5py.File(path, "r") as file:
    row, region = np.ogrid[:rows, :3]
    check("row k is at t_start + k interval",
          file.attrs["t_start"] == 0.5 and file.attrs["interval"] == 0.5 and file.attrs["units"] == "ms")
    check("regions are named", [name.decode() for name in file["regions"]] == ["CA1", "Sub\u00edculum", "CA3"])
    check("proxies are flagged", file["regions"].attrs["proxy"].tolist() == [1, 0, 0])
    check("variables have units", all(file[name].attrs["units"] == "kHz" for name in "EI"))
    check("every value has all its bits",
          all((file[name][()] == 1000.0 * i + 0.1 * row + region / 1024.0).all() for i, name in enumerate("EI")))
