"""Prints the object_id of every object of an NWB file."""
import sys

import h5py

with h5py.File(sys.argv[1], "r") as file:
    print("/", file.attrs["object_id"])
    file.visititems(lambda name, item: print(name, item.attrs["object_id"]) if "object_id" in item.attrs else None)
