"""What local field potentials by the method kernel add to a run of mouse-ca1: runs without and with them in turn.

cost.py OUT.csv [TRIALS] [MS]: processor seconds of the whole process and wall seconds from the first epoch to the end of
the last; prints medians and the ratios of neighbours. Processor time tells on a busy machine too.
"""

import csv
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile


def run(method, ms):
    """Processor seconds, wall seconds of the epochs, of start-up and of the ending."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(["./fimbria", "run", "mouse-ca1", "--set", f"duration={ms}", "--set",
                               f"record.lfp.method={method}", "--out", folder + "/run"], check=True,
                              capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = float(re.search(r"simulated in ([0-9.]+) s", told)[1])
    start, end = map(float, re.search(r"start-up ([0-9.]+) s; after: ending ([0-9.]+) s", told).groups())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, start, end


def main():
    out = pathlib.Path(sys.argv[1])
    trials, ms = (int(word) for word in (sys.argv[2:] + ["5", "5000"][len(sys.argv) - 2:]))
    run("none", 100)  # builds, where a source has changed
    rows = []
    for trial in range(trials):
        for method in ("none", "kernel"):
            rows.append((method, trial, *run(method, ms)))
            print(*rows[-1], flush=True)
    for column, name in ((2, "processor s"), (3, "wall s of the epochs"), (4, "s before"), (5, "s after")):
        none, kernel = ([row[column] for row in rows if row[0] == method] for method in ("none", "kernel"))
        ratios = [k / n for n, k in zip(none, kernel) if n > 0]
        print(f"{name}: {statistics.median(none):.2f}, with kernel {statistics.median(kernel):.2f}, "
              f"ratio {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})")
    with out.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["method", "trial", "processor s", "epochs s", "start-up s", "ending s"])
        writer.writerows([(m, t, *(f"{x:.3f}" for x in xs)) for m, t, *xs in rows])


if __name__ == "__main__":
    main()
