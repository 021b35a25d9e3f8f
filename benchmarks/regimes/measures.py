"""Measures of a run's dynamical regime: rates, fluctuation, spectrum, bursts. Their definitions stand in README.md."""

import dataclasses
import json
import pathlib

import h5py
import numpy
import scipy.ndimage
import scipy.signal
import yaml

RATE_BIN = 5.0  # ms, for std/mean
FINE_BIN = 1.0  # ms, for spectra; Nyquist frequency 500 Hz
SEGMENT = 1000.0  # ms, Welch: 1 Hz resolution
BANDS = {"slow": (2, 10), "middle": (10, 100), "fast": (101, 400)}  # Hz, both ends included
PROMINENCE = {"slow": 7.0, "middle": 5.5, "fast": 4.9}  # dB; `calibrate` prints them
SHOT_NOISE = 3.0  # a peak stands out of the spectrum 2 rate / neurons of independent Poisson neurons by this factor
SMOOTHING = {"slow": 1, "middle": 5, "fast": 9}  # Hz, running mean of the spectrum before a peak is looked for
BURST = 2.0  # a burst is where the smoothed rate is above this multiple of the mean rate
BURST_SMOOTHING = 5.0  # ms, standard deviation of the Gaussian
BURST_WINDOW = 100.0  # ms, around a burst, for the spectrum inside bursts


@dataclasses.dataclass
class Run:
    """What a run directory says of itself."""

    path: pathlib.Path
    experiment: str
    regime: str
    seed: int
    duration: float  # ms, simulated
    neurons: dict  # population -> neurons per region
    regions: list


def load_run(path):
    path = pathlib.Path(path)
    provenance = json.loads((path / "provenance.json").read_text())
    spiking = yaml.safe_load((path / "experiment.yaml").read_text())["spiking"]
    inhibitory = round(spiking["neurons_per_region"] * spiking["inhibitory_fraction"])
    with h5py.File(path / "spikes.h5") as file:
        populations = list(file["spikes"])
    return Run(
        path,
        provenance["experiment"],
        provenance["regime"],
        provenance["seed"],
        provenance["simulated_ms"],
        {"excitatory": spiking["neurons_per_region"] - inhibitory, "inhibitory": inhibitory},
        [name.removesuffix("_excitatory") for name in reversed(populations) if name.endswith("_excitatory")],
    )


def spike_times(run, region, population, begin):
    """Times in ms in [begin, duration)."""
    with h5py.File(run.path / "spikes.h5") as file:
        times = file[f"spikes/{region}_{population}/timestamps"][:]
    return times[(times >= begin) & (times < run.duration)]


def population_rate(times, neurons, begin, end, width):
    """Mean rate of a neuron in Hz, in bins of `width` ms."""
    # A spike lies on the grid of dt; a quarter of the finest dt keeps rounding from moving it over the edge of a bin.
    bins = int(round((end - begin) / width))
    counts, _ = numpy.histogram(times + 0.0125, bins=bins, range=(begin, begin + bins * width))
    return counts / (neurons * width * 1e-3)


def spectrum(rate, width):
    """Welch: Hann windows of SEGMENT, half overlapping, mean removed. Returns Hz and Hz^2/Hz."""
    segment = int(round(SEGMENT / width))
    return scipy.signal.welch(rate, fs=1e3 / width, window="hann", nperseg=segment, detrend="constant")


def peaks(frequency, power, band, shot_noise):
    """Local maxima of a band that stand out, strongest first, as (Hz, dB of prominence)."""
    low, high = BANDS[band]
    smooth = scipy.ndimage.uniform_filter1d(power, SMOOTHING[band], mode="nearest")
    decibel = 10 * numpy.log10(numpy.maximum(smooth[1:], 1e-12))  # 0 Hz was removed
    maxima, properties = scipy.signal.find_peaks(decibel, prominence=PROMINENCE[band])
    inside = [
        (decibel[i], frequency[i + 1], prominence)
        for i, prominence in zip(maxima, properties["prominences"])
        if low <= frequency[i + 1] <= high and smooth[i + 1] > SHOT_NOISE * shot_noise
    ]
    return [found[1:] for found in sorted(inside, reverse=True)]


def bursts(rate, width):
    """Centres (ms from the start) of the intervals in which the smoothed rate exceeds BURST x its mean."""
    smooth = scipy.ndimage.gaussian_filter1d(rate, BURST_SMOOTHING / width, mode="constant")
    labels, count = scipy.ndimage.label(smooth > BURST * rate.mean())
    return [width * float(c[0]) for c in scipy.ndimage.center_of_mass(smooth, labels, range(1, count + 1))]


def frequency_in_bursts(rate, width, centres):
    """Peak above 50 Hz of the mean spectrum of Hann windows of BURST_WINDOW around the bursts, in Hz, or None."""
    half = int(round(BURST_WINDOW / 2 / width))
    taper = scipy.signal.windows.hann(2 * half)
    total = numpy.zeros(int(round(1e3 / width)) // 2 + 1)
    for centre in centres:
        i = int(round(centre / width))
        if half <= i <= len(rate) - half:
            piece = rate[i - half : i + half]
            total += numpy.abs(numpy.fft.rfft((piece - piece.mean()) * taper, int(round(1e3 / width)))) ** 2
    maxima, _ = scipy.signal.find_peaks(total, prominence=0.5 * total[50:401].max())
    maxima = [i for i in maxima if 50 <= i <= 400]
    return max(maxima, key=lambda i: total[i]) if maxima else None


def measure(run, region, transient):
    """One row of the table."""
    excitatory = spike_times(run, region, "excitatory", transient)
    inhibitory = spike_times(run, region, "inhibitory", transient)
    neurons = run.neurons["excitatory"]
    coarse = population_rate(excitatory, neurons, transient, run.duration, RATE_BIN)
    fine = population_rate(excitatory, neurons, transient, run.duration, FINE_BIN)
    seconds = (run.duration - transient) * 1e-3
    row = {
        "run": run.path.name,
        "experiment": run.experiment,
        "regime": run.regime,
        "seed": run.seed,
        "region": region,
        "exc_hz": len(excitatory) / neurons / seconds,
        "inh_hz": len(inhibitory) / run.neurons["inhibitory"] / seconds,
        "std_over_mean": coarse.std() / coarse.mean() if coarse.any() else float("nan"),
    }
    frequency, power = spectrum(fine, FINE_BIN)
    row["below_10_hz"] = power[1:10].sum() / power[1:].sum() if fine.any() else float("nan")
    row["strongest_hz"] = frequency[1 + power[1:].argmax()] if fine.any() else None
    shot_noise = 2 * row["exc_hz"] / neurons
    for band in BANDS:
        found = peaks(frequency, power, band, shot_noise) if fine.any() else []
        row[f"{band}_hz"] = "+".join(f"{hz:.0f}" for hz, _ in found[:3]) or None
        row[f"{band}_db"] = found[0][1] if found else None
    centres = bursts(fine, FINE_BIN) if fine.any() else []
    intervals = numpy.diff(centres)
    row["bursts_per_s"] = len(centres) / seconds
    row["interval_cv"] = intervals.std() / intervals.mean() if len(intervals) > 1 else float("nan")
    row["in_bursts_hz"] = frequency_in_bursts(fine, FINE_BIN, centres)
    return row
