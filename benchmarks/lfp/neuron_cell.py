"""A passive cell in NEURON, from the section tables of the built-in morphologies, and what it does under given input."""

import math
import pathlib

import numpy as np
from neuron import h

TABLES = pathlib.Path(__file__).parents[2] / "java/src/main/resources/org/fimbria/probe"
DT = 0.1  # ms
C_M, R_A, TAU_M = 1.0, 150.0, 20.0  # uF/cm2, Ohm cm, ms
TAU_SYN = 5.0  # ms

h.load_file("stdrun.hoc")


class NeuronCell:
    """Sections as the table has them: L and diam set after the 3-D points, children connected where it says."""

    def __init__(self, name, capacitance=C_M):
        self.capacitance = capacitance
        self.sections = {}
        self.parents = {}
        for line in (TABLES / f"{name}.txt").read_text().splitlines():
            fields = line.split("#")[0].split()
            if fields:
                self._add(*fields[:4], [float(field) for field in fields[4:]])
        h.define_shape()
        h.cvode.use_fast_imem(1)
        self.segments = [segment for section in self.sections.values() for segment in section]
        self.first = {}
        for number, segment in enumerate(self.segments):
            self.first.setdefault(segment.sec.name(), number)

    def _add(self, name, kind, parent, at, numbers):
        section = h.Section(name=name)
        *points, length, diameter = numbers
        for point in (points[:3], points[3:]):
            section.pt3dadd(*point, diameter)
        if parent != "-":
            section.connect(self.sections[parent](float(at)), 0)
            self.parents[name] = (parent, float(at))
        section.L = length
        section.diam = diameter
        section.Ra, section.cm = R_A, self.capacitance
        section.insert("pas")
        section.g_pas = self.capacitance / TAU_M * 1e-3  # S/cm2
        section.e_pas = 0  # potentials count from rest
        length_constant = h.lambda_f(100, sec=section)
        section.nseg = int((section.L / (0.1 * length_constant) + 0.9) / 2) * 2 + 1
        self.sections[name] = section

    def number(self, section, x):
        """Place of a segment in the order of the table."""
        return self.first[section] + int(x * self.sections[section].nseg)

    def ends(self):
        """[segments][begin, end][x y z] um from the middle of the soma."""
        out = []
        for section in self.sections.values():
            begin, end = (np.array([section.x3d(i), section.y3d(i), section.z3d(i)]) for i in (0, 1))
            for i in range(section.nseg):
                out.append([begin + (end - begin) * (i + k) / section.nseg for k in (0, 1)])
        out = np.array(out)
        soma = out[: self.sections["soma"].nseg]
        return out - (soma[0, 0] + soma[-1, 1]) / 2

    def area(self):
        """[segments] um2."""
        return np.array([segment.area() for segment in self.segments])

    def diameter(self):
        """[segments] um."""
        return np.array([segment.diam for segment in self.segments])

    def run(self, currents, conductances, steps):
        """
        Potential and outward membrane current, synapses taken off, after each step: [steps][segments] mV, pA.

        currents: (segment, onset step, pA), decaying with TAU_SYN from the step on, constant within each.
        conductances: (segment, onset step, nS, reversal potential in mV from rest), the same with ExpSyn.
        """
        keep, injected = [], np.zeros((steps, len(self.segments)))
        for number in sorted({number for number, _, _ in currents}):
            course = np.zeros(steps + 1)
            for _, onset, amplitude in (current for current in currents if current[0] == number):
                course[onset:] += amplitude * np.exp(-np.arange(steps + 1 - onset) * DT / TAU_SYN)
            clamp = h.IClamp(self.segments[number])
            clamp.delay, clamp.dur = 0, 1e9
            played = h.Vector(course * 1e-3)
            played.play(clamp._ref_amp, DT)
            injected[:, number] = course[:steps]
            keep += [clamp, played]
        events = []
        for number, onset, weight, reversal in conductances:
            synapse = h.ExpSyn(self.segments[number])
            synapse.tau, synapse.e = TAU_SYN, reversal
            connection = h.NetCon(None, synapse)
            connection.weight[0] = weight * 1e-3
            events.append((connection, onset * DT))
            keep += [synapse, connection]
        v = [h.Vector().record(segment._ref_v) for segment in self.segments]
        i = [h.Vector().record(segment._ref_i_membrane_) for segment in self.segments]
        h.dt, h.secondorder = DT, 0
        h.finitialize(0)
        for connection, time in events:
            connection.event(time)
        for _ in range(steps):
            h.fadvance()
        return np.array(v).T[1:], np.array(i).T[1:] * 1e3 - injected

    def tree(self):
        """
        The cable's tree for fim_tree_t: segments, then the ends at which sections meet, reordered from the soma on.

        Returns (parent, g_axial in nS, number of the segment or -1) of each node.
        """
        neighbours = {}

        def join(a, b, resistance):
            neighbours.setdefault(a, {})[b] = neighbours.setdefault(b, {})[a] = 1e3 / resistance  # MOhm

        for name, section in self.sections.items():
            half = R_A * section.L / (2 * section.nseg) / (math.pi * section.diam**2 / 4) * 1e-2
            nodes = [(name, "begin"), *((name, i) for i in range(section.nseg)), (name, "end")]
            if name in self.parents:
                parent, at = self.parents[name]
                nodes[0] = (parent, "end" if at == 1 else "begin")
            for k, (a, b) in enumerate(zip(nodes, nodes[1:])):
                join(a, b, half if k in (0, section.nseg) else 2 * half)
        order, parent, g_axial = [("soma", self.sections["soma"].nseg // 2)], [-1], [0.0]
        for at, node in enumerate(order):
            for other, conductance in neighbours[node].items():
                if other not in order:
                    order.append(other)
                    parent.append(at)
                    g_axial.append(conductance)
        numbers = [self.first[name] + place if isinstance(place, int) else -1 for name, place in order]
        return parent, g_axial, numbers
