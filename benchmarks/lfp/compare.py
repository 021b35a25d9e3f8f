"""One cell of each kind beside NEURON and LFPy: potentials, membrane currents and the field at 32 sites."""

import argparse
import csv
import multiprocessing
import pathlib

import lfpykit
import neuron
import numpy as np
from fimbria_cell import Library
from lfpykit import CellGeometry, RecExtElectrode
from neuron_cell import C_M, DT, TAU_M, TAU_SYN, NeuronCell

STEPS = 1000
SAMPLES = (60, 250, 450, 600, 800)  # steps that the test knows, counted from 1
POINT, LINE = 1, 2  # enum fim_source
SIGMA = 0.3  # S/m
POSITION = (30.0, -20.0, 10.0)  # um, the soma's middle, so near that segments reach the sites

# Currents in pA, conductances in nS with the reversal potential from rest in mV; steps of onset.
INPUTS = {
    "pyramidal": ([("lm_thin1a", 50, 200.0), ("soma", 200, -150.0), ("rad_medium2", 350, 100.0),
                   ("oridist1a", 420, 120.0), ("lm_thin1a", 300, 80.0)],
                  [("rad_thick1", 500, 3.0, 65.0), ("soma", 700, 20.0, -15.0)]),
    "basket": ([("lmt1", 50, 200.0), ("soma", 200, -150.0), ("radDist2", 350, 100.0), ("oriDist1", 420, 120.0),
                ("lmt1", 300, 80.0)],
               [("radMed1", 500, 3.0, 65.0), ("soma", 700, 20.0, -15.0)]),
}

# Synapses of one cell in the network's words: segment, nS, driving force in mV, delay in steps, steps of their spikes.
SPIKES = {
    "pyramidal": [("radTdist", 0.75, 1.5, 64.5, 1, (48, 55, 298)), ("soma", 0.5, 10.0, -15.5, 3, (196, 560))],
    "basket": [("radDist2", 0.75, 1.5, 65.0, 1, (48, 55, 298)), ("soma", 0.5, 10.0, -15.0, 3, (196, 560))],
}
ROTATION = 0.7  # rad, of the cell with SPIKES


def neuronexus():
    """Sites of the Neuronexus-32 probe, um: columns of 10, 12 and 10."""
    outer, middle = -117.1875 + 25 * np.arange(10), -129.6875 + 25 * np.arange(12)
    return np.array([(0, y, z) for y, column in ((-18, outer), (0, middle), (18, outer)) for z in column])


def place(cell, name):
    currents, conductances = INPUTS[name]
    return ([(cell.number(section, 0.5), *rest) for section, *rest in currents],
            [(cell.number(section, 0.5), *rest) for section, *rest in conductances])


def fimbria(library, cell, name):
    """The same as NeuronCell.run by the library, with NEURON's areas."""
    parent, g_axial, numbers = cell.tree()
    number = np.array(numbers)
    node = {n: i for i, n in enumerate(numbers) if n >= 0}
    area = np.where(number >= 0, cell.area()[number], 0)
    current, conductance = np.zeros((2, STEPS, len(parent)))
    currents, conductances = place(cell, name)
    course = np.exp(-np.arange(STEPS) * DT / TAU_SYN)
    for segment, onset, amplitude in currents:
        current[onset:, node[segment]] += amplitude * course[: STEPS - onset]
    for segment, onset, weight, reversal in conductances:
        conductance[onset:, node[segment]] += weight * course[: STEPS - onset]
        current[onset:, node[segment]] += reversal * weight * course[: STEPS - onset]
    C_m = C_M * area * 1e-2
    v, i = library.run(parent, C_m, C_m / TAU_M, g_axial, DT, current, conductance)
    order = [node[n] for n in range(len(cell.segments))]
    return v[:, order], i[:, order]


def lfpy_matrix(cell, ends, position):
    """LFPy's, [sites][segments] mV/pA: the soma a point, all else lines."""
    ends = ends + np.array(position)
    x, y, z = (ends[:, :, k] for k in range(3))
    geometry = CellGeometry(x=x, y=y, z=z, d=cell.diameter())
    sites = neuronexus()
    probe = RecExtElectrode(geometry, sigma=SIGMA, x=sites[:, 0], y=sites[:, 1], z=sites[:, 2],
                            method="root_as_point", rootinds=np.arange(cell.sections["soma"].nseg))
    return probe.get_transformation_matrix() * 1e-3  # of nA


def deviation(ours, theirs):
    """Largest difference, over the largest value."""
    return np.abs(ours - theirs).max() / np.abs(theirs).max()


def write_reference(folder, name, cell, ends, v, i, field):
    """What the test-suite compares with where neither NEURON nor LFPy is."""
    with open(folder / f"neuron-{name}.csv", "w", newline="") as out:
        out.write(f"# {name} cell, made by benchmarks/lfp/run --reference with NEURON {neuron.__version__}, "
                  f"LFPykit {lfpykit.__version__}\n"
                  f"# dt {DT} ms implicit Euler, C_m {C_M} uF/cm2, R_a 150 Ohm cm, tau_m {TAU_M} ms, tau_syn {TAU_SYN} ms, "
                  f"sigma {SIGMA} S/m, soma at {' '.join(map(str, POSITION))} um\n"
                  f"# current segment step pA; conductance segment step nS mV\n"
                  f"# segment section area diameter ends[6] v[step] i[step]; site x y z phi[step]; "
                  f"mV and pA after steps {' '.join(map(str, SAMPLES))}\n")
        rows = csv.writer(out, lineterminator="\n")
        currents, conductances = place(cell, name)
        rows.writerows(("current", *row) for row in currents)
        rows.writerows(("conductance", *row) for row in conductances)
        at = np.array(SAMPLES) - 1
        for number, segment in enumerate(cell.segments):
            numbers = [segment.area(), segment.diam, *ends[number].ravel(), *v[at, number], *i[at, number]]
            rows.writerow(["segment", segment.sec.name(), *(f"{value:.12g}" for value in numbers)])
        for number, site in enumerate(neuronexus()):
            rows.writerow(["site", *site, *(f"{value:.12g}" for value in field[at, number])])


def turned(ends, angle):
    x, y, z = np.moveaxis(ends, -1, 0)
    return np.stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle), z], axis=-1)


def write_spikes(folder, name, cell, matrix):
    """The field of a cell with SPIKES, its synapses currents and then conductances."""
    synapses = [(cell.number(section, x), *rest) for section, x, *rest in SPIKES[name]]
    # A spike of step n over a delay of d opens the synapse at the end of step n + d.
    currents = [(segment, step + delay + 1, weight * driving)
                for segment, weight, driving, delay, steps in synapses for step in steps]
    conductances = [(segment, step + delay + 1, weight, driving)
                    for segment, weight, driving, delay, steps in synapses for step in steps]
    at = np.array(SAMPLES) - 1
    fields = [cell.run(*inputs, STEPS)[1][at] @ matrix.T for inputs in ((currents, []), ([], conductances))]
    with open(folder / f"neuron-spikes-{name}.csv", "w", newline="") as out:
        out.write(f"# {name} cell with synapses that open at spikes, as neuron-{name}.csv, turned by {ROTATION} rad\n"
                  f"# synapse segment nS mV delay steps of spikes; site x y z phi[step] of currents, of conductances\n")
        rows = csv.writer(out, lineterminator="\n")
        rows.writerows(("synapse", *rest, *steps) for *rest, steps in synapses)
        for number, site in enumerate(neuronexus()):
            rows.writerow(["site", *site, *(f"{value:.12g}" for field in fields for value in field[:, number])])


def compare(name, library_path, reference):
    """Rows of the table for one cell."""
    library = Library(library_path)
    cell = NeuronCell(name)
    ends = cell.ends()
    v, i = cell.run(*place(cell, name), STEPS)
    our_v, our_i = fimbria(library, cell, name)
    kind = np.full(len(cell.segments), LINE)
    kind[: cell.sections["soma"].nseg] = POINT
    matrix = lfpy_matrix(cell, ends, POSITION)
    our_matrix = library.matrix(neuronexus(), SIGMA, ends, cell.diameter(), kind, POSITION)
    if reference:
        write_reference(reference, name, cell, ends, v, i, i @ matrix.T)
        write_spikes(reference, name, cell, lfpy_matrix(cell, turned(ends, ROTATION), POSITION))
    solver, field = f"NEURON {neuron.__version__}", f"LFPykit {lfpykit.__version__}"
    table = [("potential", solver, v, our_v, "mV"),
             ("membrane current", solver, i, our_i, "pA"),
             ("matrix", field, matrix, our_matrix, "mV/pA"),
             ("field at 32 sites", f"{solver} + {field}", i @ matrix.T, our_i @ our_matrix.T, "mV")]
    return [(name, len(cell.segments), quantity, peer, f"{np.abs(theirs).max():.6g}", unit,
             f"{deviation(ours, theirs):.2g}") for quantity, peer, theirs, ours, unit in table]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=pathlib.Path, help="libfimbria.so")
    parser.add_argument("results", type=pathlib.Path, help="table to write")
    parser.add_argument("--reference", type=pathlib.Path, help="folder for the numbers of the test-suite")
    arguments = parser.parse_args()
    # A process for each cell: NEURON's recorders of membrane currents go astray where another cell was before.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        tables = pool.starmap(compare, [(name, arguments.library, arguments.reference) for name in INPUTS], chunksize=1)
    with open(arguments.results, "w", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["cell", "segments", "quantity", "peer", "largest value", "unit", "largest deviation"])
        rows.writerows(row for table in tables for row in table)
    print(arguments.results.read_text(), end="")


if __name__ == "__main__":
    main()
