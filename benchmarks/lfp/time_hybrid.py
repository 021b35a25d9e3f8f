"""What hybridLFPy needs for a population's cells and one simulated second, its own programs from spikes to summed field."""

import argparse
import csv
import pathlib
import tempfile
import time

import hybridLFPy
import LFPy
import neuron
import numpy as np
from compare import SIGMA, neuronexus
from neuron_cell import C_M, DT, R_A, TAU_M, TAU_SYN, NeuronCell
from time_peers import CELLS, LOWER, RATES, REVERSAL, SECOND, UPPER, WEIGHT

# Synapses [layer][presynaptic population].
K = {"pyramidal": [[200, 0], [200, 100]], "basket": [[0, 0], [400, 100]]}


def write_hoc(name, path):
    """The cell as a file that LFPy loads for each cell."""
    cell = NeuronCell(name)
    lines = [f"create {', '.join(cell.sections)}"]
    for section_name, (parent, at) in cell.parents.items():
        lines.append(f"connect {section_name}(0), {parent}({at:g})")
    for section_name, section in cell.sections.items():
        points = (f"pt3dadd({section.x3d(i)}, {section.y3d(i)}, {section.z3d(i)}, {section.diam})" for i in (0, 1))
        lines.append(f"{section_name} {{ pt3dclear() {' '.join(points)} }}")
    path.write_text("\n".join(lines) + "\n")
    for section in cell.sections.values():
        neuron.h.delete_section(sec=section)


def write_spikes(folder):
    """Poisson trains of all neurons of the network, a file for each population as NEST writes them."""
    random = np.random.RandomState(1)
    first = 1
    for (kind, rate), size in zip(RATES.items(), CELLS.values()):
        counts = random.poisson(rate * SECOND * 1e-3, size)
        rows = [(t, first + i) for i, count in enumerate(counts) for t in random.uniform(0, SECOND, count)]
        (folder / f"spikes-{kind}-0.gdf").write_text("".join(f"{number}\t{t:.1f}\n" for t, number in sorted(rows)))
        first += size


def measure(name, cells, folder, network):
    """CPU seconds for a population of so many cells."""
    begin = time.process_time()
    x, y, z = neuronexus().T
    population = hybridLFPy.Population(
        X=list(RATES), networkSim=network, k_yXL=K[name],
        # One reversal potential for all: the time does not depend on it.
        synParams={"section": "allsec", "syntype": "ExpSyn", "e": REVERSAL["excitatory"]},
        synDelayLoc=[DT, DT], synDelayScale=[None, None], J_yX=list(WEIGHT.values()), tau_yX=[TAU_SYN, TAU_SYN],
        cellParams={"morphology": str(folder / f"{name}.hoc"), "v_init": 0, "cm": C_M, "Ra": R_A, "passive": True,
                    "passive_parameters": {"g_pas": C_M / TAU_M * 1e-3, "e_pas": 0}, "nsegs_method": "lambda_f",
                    "lambda_f": 100, "dt": DT, "tstart": 0, "tstop": SECOND},
        rand_rot_axis=["z"], simulationParams={"rec_imem": True},
        populationParams={"number": cells, "radius": 2000, "z_min": -50, "z_max": 50, "min_cell_interdist": 1.0,
                          "min_r": [[-1e199, -150, 700, 1e99], [0, 0, 1, 1]]},
        y=name, layerBoundaries=[UPPER[::-1], LOWER[::-1]], savelist=[], savefolder=str(folder), dt_output=1.0,
        probes=[LFPy.RecExtElectrode(cell=None, sigma=SIGMA, x=x, y=y, z=z, method="root_as_point")])
    population.run()
    assert np.abs(population.output["RecExtElectrode"]).max() > 0
    return time.process_time() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=pathlib.Path, help="table to write")
    parser.add_argument("--cells", type=int, default=20, help="of each kind; more cost in proportion")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, open(arguments.results, "w", newline="") as out:
        folder = pathlib.Path(name)
        write_spikes(folder)
        gids = {"excitatory": [1, CELLS["pyramidal"]], "inhibitory": [CELLS["pyramidal"] + 1, CELLS["basket"]]}
        network = hybridLFPy.CachedNetwork(simtime=SECOND, dt=DT, spike_output_path=str(folder), label="spikes",
                                           ext="gdf", GIDs=gids, X=list(RATES))
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["peer", "cell", "cells measured", "s of one cell", "cells", "all s"])
        peer = f"hybridLFPy {hybridLFPy.__version__} LFPy {LFPy.__version__} NEURON {neuron.__version__}"
        total = 0.0
        for kind, cells in CELLS.items():
            write_hoc(kind, folder / f"{kind}.hoc")
            one = measure(kind, arguments.cells, folder, network) / arguments.cells
            total += cells * one
            rows.writerow([peer, kind, arguments.cells, f"{one:.3f}", cells, f"{cells * one:.0f}"])
        rows.writerow([peer, "all", "", "", sum(CELLS.values()), f"{total:.0f}"])
    print(arguments.results.read_text(), end="")


if __name__ == "__main__":
    main()
