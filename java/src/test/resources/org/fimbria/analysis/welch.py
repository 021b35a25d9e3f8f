"""Prints SciPy's Welch density, then its spectrogram's times and densities, of a file of doubles (big endian)."""
import sys

import numpy
import scipy.signal

path, rate, length, overlap = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
series = numpy.fromfile(path, ">f8").astype(float)
options = {"fs": rate, "window": "hann", "nperseg": length, "noverlap": overlap, "detrend": "constant"}


def show(values):
    print(" ".join(map(repr, map(float, values))))


f, p = scipy.signal.welch(series, **options)
show(f)
show(p)
f, t, p = scipy.signal.spectrogram(series, mode="psd", **options)
show(t)
for density in p.T:
    show(density)
