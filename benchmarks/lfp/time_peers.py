"""What LFPy needs for one cell and one simulated second, the way in which hybridLFPy runs its cells."""

import argparse
import csv
import multiprocessing
import pathlib
import statistics
import time

import LFPy
import neuron
import numpy as np
from compare import SIGMA, neuronexus
from neuron_cell import DT, TAU_SYN, NeuronCell

SECOND = 1000.0  # ms
CELLS = {"pyramidal": 8000, "basket": 2000}
UPPER, LOWER = (300.0, 700.0), (-200.0, 300.0)  # um
RATES = {"excitatory": 5.0, "inhibitory": 10.0}  # Hz, of each synapse
REVERSAL = {"excitatory": 65.0, "inhibitory": -15.0}  # mV from rest
WEIGHT = {"excitatory": 1e-3, "inhibitory": 1e-2}  # uS
# Capacitance, 200 as in the published scripts, which makes 12 times as many segments; when the field is calculated.
WAYS = [(1.0, "none"), (1.0, "after"), (1.0, "step"), (200.0, "after")]
SYNAPSES = {
    "pyramidal": [("excitatory", 200, UPPER), ("excitatory", 200, LOWER), ("inhibitory", 100, LOWER)],
    "basket": [("excitatory", 400, LOWER), ("inhibitory", 100, LOWER)],
}


def insert(cell, name, random):
    """Synapses at places drawn by area; those of one segment and kind are one, as hybridLFPy has them."""
    for kind, number, (low, high) in SYNAPSES[name]:
        places = cell.get_rand_idx_area_norm(section="allsec", nidx=number, z_min=low, z_max=high)
        for place in np.unique(places):
            count = random.poisson(RATES[kind] * SECOND * 1e-3 * np.sum(places == place))
            if count > 0:
                synapse = LFPy.Synapse(cell, idx=place, syntype="ExpSyn", tau=TAU_SYN, weight=WEIGHT[kind],
                                       e=REVERSAL[kind])
                synapse.set_spike_times(np.sort(random.uniform(0, SECOND, count)))


def make(name, capacitance, seed):
    """A cell with its synapses, and the electrode."""
    random = np.random.RandomState(seed)
    np.random.seed(seed)
    sections = neuron.h.SectionList()
    made = NeuronCell(name, capacitance)
    for section in made.sections.values():
        sections.append(sec=section)
    cell = LFPy.Cell(sections, dt=DT, tstart=0, tstop=SECOND, v_init=0, nsegs_method=None, delete_sections=False)
    cell.set_pos(*random.uniform(-50, 50, 3))
    insert(cell, name, random)
    x, y, z = neuronexus().T
    return made, cell, LFPy.RecExtElectrode(cell, sigma=SIGMA, x=x, y=y, z=z, method="root_as_point")


def measure(name, capacitance, field, seed):
    """CPU seconds of one cell: made, simulated. field: none, of each step, or after the run from all its currents."""
    begin = time.process_time()
    made, cell, probe = make(name, capacitance, seed)
    middle = time.process_time()
    if field == "after":
        cell.simulate(rec_imem=True)
        potential = probe.get_transformation_matrix() @ cell.imem
        assert np.abs(potential).max() > 0
    else:
        cell.simulate(probes=[probe] if field == "step" else None)
    return cell.totnsegs, middle - begin, time.process_time() - middle


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=pathlib.Path, help="table to write")
    parser.add_argument("--trials", type=int, default=5, help="cells of each kind; the table has the medians")
    arguments = parser.parse_args()
    with open(arguments.results, "w", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["peer", "C_m uF/cm2", "field", "cell", "segments", "make s", "simulate s", "cells", "all s"])
        peer = f"LFPy {LFPy.__version__} NEURON {neuron.__version__}"
        for capacitance, field in WAYS:
            total = 0.0
            for name, cells in CELLS.items():
                # A process for each cell, as compare.py says.
                with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
                    trials = pool.starmap(measure, [(name, capacitance, field, i) for i in range(arguments.trials)],
                                          chunksize=1)
                segments, made, simulated = (statistics.median(column) for column in zip(*trials))
                total += cells * (made + simulated)
                rows.writerow([peer, capacitance, field, name, segments, f"{made:.3f}", f"{simulated:.3f}", cells,
                               f"{cells * (made + simulated):.0f}"])
            rows.writerow([peer, capacitance, field, "all", "", "", "", sum(CELLS.values()), f"{total:.0f}"])
            out.flush()
    print(arguments.results.read_text(), end="")


if __name__ == "__main__":
    main()
