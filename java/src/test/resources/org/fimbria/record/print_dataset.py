"""Prints a dataset's values as Python lists."""
import sys

import h5py

path, name = sys.argv[1:]
with h5py.File(path, "r") as file:
    print(file[name][()].tolist())
