"""Checks the layout and the values of local field potentials."""
import sys

import h5py
import numpy as np

path, samples = sys.argv[1], int(sys.argv[2])

# group: (region, electrode, sigma, method, channels, sites)
REGIONS = {
    "Right_Field_CA1": ("Right Field CA1", "three sites", 0.3, "kernel", ["a", "b", "\u00e7"],
                        [[0, -18, 25], [0, 0, 50], [1, 2, 3]]),
    "Left_Field_CA1": ("Left Field CA1", "one site", 0.4, "full", ["deep"], [[1, 0, -7]]),
}


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


def for_all(requirement, condition):
    check(requirement, all(condition(file[name], *expected) for name, expected in REGIONS.items()))


def right_values(group, region, electrode, sigma, method, channels, sites):
    site, sample = np.ogrid[:len(channels), :samples]
    return (group["data"][()] == 0.1 * sample + site / 1024.0).all()


with h5py.File(path, "r") as file:
    check("the middle of sample k is t_start + k interval",
          file.attrs["t_start"] == 0.25 and file.attrs["interval"] == 0.5 and file.attrs["units"] == "ms")
    check("regions have a group each", set(file) == set(REGIONS))
    for_all("potentials are in mV, sites x time", lambda group, region, electrode, sigma, method, channels, sites:
            group["data"].attrs["units"] == "mV" and group["data"].shape == (len(channels), samples))
    for_all("every value has all its bits", right_values)
    for_all("sites are named", lambda group, region, electrode, sigma, method, channels, sites:
            [name.decode() for name in group["channels"]] == channels)
    for_all("sites have places in um", lambda group, region, electrode, sigma, method, channels, sites:
            (group["sites"][()] == sites).all() and group["sites"].attrs["units"] == "um")
    for_all("the electrode and its medium are described",
            lambda group, region, electrode, sigma, method, channels, sites:
            group.attrs["region"] == region and group.attrs["electrode"] == electrode
            and group.attrs["sigma"] == sigma and group.attrs["sigma_units"] == "S/m"
            and group.attrs["method"] == method)
    somata = file["Right_Field_CA1/soma/excitatory"]
    check("cells have places in um",
          (somata[()] == [[1, 2, 3], [4, 5, 6]]).all() and somata.attrs["units"] == "um")
