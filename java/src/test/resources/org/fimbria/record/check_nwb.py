"""Follows an NWB file as its readers do: from the root by types, references and links to each site's device."""
import datetime
import sys
import uuid

import h5py
import numpy as np

path, samples = sys.argv[1], int(sys.argv[2])

# series: (region, channels, sites in the model's axes, device)
REGIONS = {
    "Right_Field_CA1": ("Right Field CA1", ["a", "b", "\u00e7"], [[0, -18, 25], [0, 0, 50], [1, 2, 3]], "three sites"),
    "Left_Field_CA1": ("Left Field CA1", ["deep"], [[1, 0, -7]], "one site"),
}


def check(requirement, condition):
    assert condition, requirement
    print("ok: " + requirement)


def text(dataset):
    value = dataset[()]
    return value.decode() if isinstance(value, bytes) else [each.decode() for each in value]


def is_a(item, namespace, kind):
    return item.attrs["namespace"] == namespace and item.attrs["neurodata_type"] == kind


def objects(file):
    found = [file]
    file.visititems(lambda name, item: found.append(item) if "neurodata_type" in item.attrs else None)
    return found


def is_typed(item):
    return item.attrs["namespace"] in ("core", "hdmf-common") and uuid.UUID(item.attrs["object_id"]) is not None


def right_session(file):
    start = datetime.datetime.fromisoformat(text(file["session_start_time"]).replace("Z", "+00:00"))
    return (file.attrs["nwb_version"] == "2.7.0" and is_a(file, "core", "NWBFile")
            and text(file["identifier"]) == "test seed 1" and start.isoformat() == "2026-01-02T03:04:05.678000+00:00"
            and text(file["timestamps_reference_time"]) == text(file["session_start_time"])
            and text(file["file_create_date"]) == ["2026-01-02T03:04:06Z"]
            and text(file["session_description"]) == "two regions of a mouse's brain, \u00e4\u00f6\u00fc"
            and text(file["general/source_script"]) == "name: test\n"
            and file["general/source_script"].attrs["file_name"] == "experiment.yaml")


def right_data(series, channels):
    sample, site = np.ogrid[:samples, :channels]
    data = series["data"]
    return (data.attrs["unit"] == "volts" and data.attrs["conversion"] == 1e-3 and data.attrs["offset"] == 0
            and (data[()] == 0.1 * sample + site / 1024.0).all())


def right_time(series):
    start = series["starting_time"]
    return start[()] == 0.00025 and start.attrs["rate"] == 2000 and start.attrs["unit"] == "seconds"


def rows_of(file, series):
    """The rows of the table that a series' reference leads to, as a reader makes them."""
    region = series["electrodes"]
    assert is_a(region, "hdmf-common", "DynamicTableRegion") and region.attrs["description"]
    table = file[region.attrs["table"]]
    assert is_a(table, "hdmf-common", "DynamicTable") and table.name == "/general/extracellular_ephys/electrodes"
    assert all(table["id"][row] == row for row in region[()])
    return [{name: table[name][row] for name in table.attrs["colnames"]} for row in region[()]]


def right_group(file, row, region, device):
    group = file[row["group"]]
    return (is_a(group, "core", "ElectrodeGroup") and group.name.split("/")[-1] == row["group_name"].decode()
            and group.attrs["location"] == region and group.attrs["description"]
            and isinstance(group.get("device", getlink=True), h5py.SoftLink)
            and is_a(group["device"], "core", "Device") and group["device"].attrs["description"].endswith(device))


with h5py.File(path, "r") as file:
    series = file["processing/ecephys/LFP"]
    table = file["general/extracellular_ephys/electrodes"]
    rows = {name: rows_of(file, series[name]) for name in REGIONS}
    check("the file says its version, session and times", right_session(file))
    check("groups that every file has are there",
          all(name in file for name in ("acquisition", "analysis", "processing", "general", "stimulus/presentation",
                                        "stimulus/templates")))
    check("every object has a type, a namespace and an id of its own",
          all(is_typed(item) for item in objects(file))
          and len({item.attrs["object_id"] for item in objects(file)}) == len(objects(file)) > 20)
    check("a series per region is in the module for extracellular potentials",
          is_a(file["processing/ecephys"], "core", "ProcessingModule") and is_a(series, "core", "LFP")
          and set(series) == set(REGIONS) and all(is_a(each, "core", "ElectricalSeries") for each in series.values()))
    check("potentials are volts, time x channel, with every bit",
          all(right_data(series[name], len(expected[1])) for name, expected in REGIONS.items()))
    check("the middle of sample k is starting_time + k / rate in seconds", all(right_time(each) for each in series.values()))
    check("series lead to their rows of the table of electrodes",
          all([row["channel_name"].decode() for row in rows[name]] == expected[1]
              and all(row["location"].decode() == expected[0] for row in rows[name])
              for name, expected in REGIONS.items()))
    check("every column of the table has a row for each site",
          set(table.attrs["colnames"]) | {"id"} == set(table)
          and all(is_a(table[name], "hdmf-common", "VectorData") and len(table[name]) == 4
                  and table[name].attrs["description"] for name in table.attrs["colnames"]))
    check("sites lead to their group and its device",
          all(right_group(file, row, expected[0], expected[3])
              for name, expected in REGIONS.items() for row in rows[name]))
    check("sites have places along NWB's axes and the model's",
          all([row["rel_x"], row["rel_y"], row["rel_z"]] == site and [row["z"], row["x"], row["y"]] == site
              for name, expected in REGIONS.items() for row, site in zip(rows[name], expected[2])))
