"""The methods kernel and full side by side, site by site: a run of mouse-ca1, replayed by both.

agreement.py RUN_DIR OUT.csv [CASE...]: replays the run with both methods for every case, or those that are named, writes
a row per site, and prints the medians. The run needs record.inputs: true and 2000 ms.
"""

import argparse
import csv
import pathlib
import subprocess
import tempfile

import h5py
import numpy as np

FROM_MS = 500  # the network starts in silence
SLOW_MS = 5  # means over so many samples show what is slow

# What is changed in record.lfp, and the end in ms.
CASES = {
    "as it is": ([], 2000),
    "recurrent only": (["inputs=[recurrent]"], 1200),
    "long-range only": (["inputs=[long_range]"], 1200),
    "conductances": (["synapses=conductance"], 1200),
    "somata within 1000 um": (["radius=1000"], 1200),
    "somata within 4000 um": (["radius=4000"], 1200),
}


def replay(run, method, changes, end, folder):
    """Samples [site][time] uV, sites and somata um of each region."""
    sets = [word for change in changes for word in ("--set", "record.lfp." + change)]
    out = folder / method
    subprocess.run(["./fimbria", "lfp", str(run), "--method", method, "--from", str(FROM_MS), "--to", str(end), "--out",
                    str(out), "--force", *sets], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with h5py.File(out / "lfp.h5") as file:
        return {name: (1e3 * group["data"][:], group["sites"][:],
                       np.concatenate([somata[:] for somata in group["soma"].values()]))
                for name, group in file.items()}


def means(x, n):
    """Means over n samples."""
    return x[: len(x) // n * n].reshape(-1, n).mean(1)


def compare(case, full, kernel):
    for region, (f, sites, somata) in full.items():
        k = kernel[region][0]
        for s, site in enumerate(sites):
            yield {"case": case, "region": region, "site": s, "z um": site[2],
                   "nearest soma um": f"{np.linalg.norm(somata - site, axis=1).min():.1f}",
                   "full mean uV": f"{f[s].mean():.3f}", "kernel mean uV": f"{k[s].mean():.3f}",
                   "full std uV": f"{f[s].std():.4f}", "kernel std uV": f"{k[s].std():.4f}",
                   "ratio": f"{k[s].std() / f[s].std():.4f}", "difference std uV": f"{(f[s] - k[s]).std():.4f}",
                   "correlation": f"{np.corrcoef(f[s], k[s])[0, 1]:.4f}",
                   f"of {SLOW_MS} ms": f"{np.corrcoef(means(f[s], SLOW_MS), means(k[s], SLOW_MS))[0, 1]:.4f}"}


def tell(case, rows):
    def numbers(key):
        return np.array([float(row[key]) for row in rows])

    c, r = numbers("correlation"), numbers("ratio")
    print(f"{case}: correlation {np.median(c):.3f} ({c.min():.3f} to {c.max():.3f}), of {SLOW_MS} ms "
          f"{np.median(numbers(f'of {SLOW_MS} ms')):.3f}, ratio of standard deviations {np.median(r):.3f} "
          f"({r.min():.3f} to {r.max():.3f}), full {np.median(numbers('full std uV')):.2f} uV, difference "
          f"{np.median(numbers('difference std uV')):.2f} uV", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("case", nargs="*", choices=[[], *CASES], default=[])
    arguments = parser.parse_args()
    rows = []
    for case in arguments.case or CASES:
        changes, end = CASES[case]
        with tempfile.TemporaryDirectory() as folder:
            both = [replay(arguments.run, method, changes, end, pathlib.Path(folder)) for method in ("full", "kernel")]
        found = list(compare(case, *both))
        tell(case, found)
        rows += found
    with arguments.out.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
