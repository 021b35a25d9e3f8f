"""Checks the layout and the values of an electrocorticogram."""
import sys

import h5py
import numpy as np

path, rows = sys.argv[1], int(sys.argv[2])


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


with h5py.File(path, "r") as file:
    row, sensor = np.ogrid[:rows, :2]
    check("row k is of the middle of its interval",
          file.attrs["t_start"] == 0.48828125 and file.attrs["interval"] == 0.9765625 and file.attrs["units"] == "ms")
    check("sensors are named and have places",
          file["sensors"].asstr()[()].tolist() == ["A1", "B\u00e92"]
          and file["positions"][()].tolist() == [[40, 80, 79.5], [94, 80, 69]]
          and file["positions"].attrs["units"] == "mm")
    check("regions are named and proxies flagged",
          file["regions"].asstr()[()].tolist() == ["CA1", "CA2", "CA3"]
          and file["regions"].attrs["proxy"].tolist() == [1, 0, 0])
    check("gains are [sensor][region]", file["gain"][()].tolist() == [[1, 2, 3], [4, 5, 6.5]])
    check("units and noise are told",
          file["data"].attrs["units"] == "uV" and file["gain"].attrs["units"] == "uV/kHz"
          and file.attrs["noise"] == 0.25)
    check("every value has all its bits", (file["data"][()] == 0.1 * row + sensor / 1024.0).all())
