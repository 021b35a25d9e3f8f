"""The library's cable solver and electrode, called from Python."""

import ctypes

import numpy as np

DOUBLES = ctypes.POINTER(ctypes.c_double)
INTEGERS = ctypes.POINTER(ctypes.c_int32)


class Tree(ctypes.Structure):
    _fields_ = [("parent", INTEGERS), ("C_m", DOUBLES), ("g_L", DOUBLES), ("g_axial", DOUBLES),
                ("nodes", ctypes.c_int32), ("reserved", ctypes.c_int32)]


class Sources(ctypes.Structure):
    _fields_ = [("ends", DOUBLES), ("diameter", DOUBLES), ("kind", INTEGERS), ("nodes", ctypes.c_int32),
                ("reserved", ctypes.c_int32)]


class Electrode(ctypes.Structure):
    _fields_ = [("site", DOUBLES), ("sigma", ctypes.c_double), ("sites", ctypes.c_int32),
                ("reserved", ctypes.c_int32)]


def doubles(values):
    array = np.ascontiguousarray(values, dtype=np.float64)
    return array, array.ctypes.data_as(DOUBLES)


def integers(values):
    array = np.ascontiguousarray(values, dtype=np.int32)
    return array, array.ctypes.data_as(INTEGERS)


class Library:
    def __init__(self, path):
        self.library = ctypes.CDLL(str(path))
        self.library.fim_error_text.restype = ctypes.c_char_p

    def check(self, code):
        if code != 0:
            raise RuntimeError(self.library.fim_error_text().decode())

    def run(self, parent, C_m, g_L, g_axial, dt, current, conductance):
        """
        Potential and membrane current after each step, [steps][nodes] mV, pA.

        current, conductance: [steps][nodes] pA, nS.
        """
        keep = [integers(parent), doubles(C_m), doubles(g_L), doubles(g_axial)]
        tree = Tree(*(pointer for _, pointer in keep), len(parent), 0)
        handle = ctypes.c_void_p()
        self.check(self.library.fim_cable_create(ctypes.byref(tree), ctypes.c_double(dt), 1, ctypes.byref(handle)))
        v, i = np.empty(current.shape), np.empty(current.shape)
        for step in range(len(current)):
            given, add = doubles(current[step]), doubles(conductance[step])
            self.check(self.library.fim_cable_advance(handle, 1, given[1], add[1]))
            self.check(self.library.fim_cable_potential(handle, v[step].ctypes.data_as(DOUBLES)))
            self.check(self.library.fim_cable_membrane_current(handle, i[step].ctypes.data_as(DOUBLES)))
        self.library.fim_cable_destroy(handle)
        return v, i

    def matrix(self, sites, sigma, ends, diameter, kind, position):
        """[sites][nodes] mV/pA of one cell, not turned."""
        keep = [doubles(sites), doubles(ends), doubles(diameter), integers(kind), doubles(position), doubles([0.0])]
        electrode = Electrode(keep[0][1], sigma, len(sites), 0)
        sources = Sources(keep[1][1], keep[2][1], keep[3][1], len(diameter), 0)
        out = np.empty((len(sites), len(diameter)))
        self.check(self.library.fim_electrode_matrix(ctypes.byref(electrode), ctypes.byref(sources), ctypes.c_int64(1),
                                                     keep[4][1], keep[5][1], out.ctypes.data_as(DOUBLES)))
        return out
