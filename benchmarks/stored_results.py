"""Results of benchmarks as tabulate collects them: reading, finding, and writing them down."""

import json
import math
import pathlib
import statistics

SECONDS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}


class Result:
    """One metric of one benchmark with its parameters: all iterations of all forks."""

    def __init__(self, file, run, metric, data):
        # Classes have one benchmark each, or methods whose names tell more than the class.
        owner, method = run["benchmark"].split(".")[-2:]
        self.file = file
        self.benchmark = f"{owner}.{method}"
        self.params = run.get("params") or {}
        self.metric = metric
        self.unit = data["scoreUnit"]
        self.values = [value for fork in data["rawData"] for value in fork if math.isfinite(value)]

    def key(self):
        return self.benchmark, tuple(sorted(self.params.items())), self.metric

    def median(self):
        return statistics.median(self.values)

    def matches(self, owner, params, metric):
        return (
            self.benchmark.split(".")[0] == owner
            and self.metric == metric
            and params.items() <= self.params.items()
            and len(self.values) > 0
        )


def load(paths):
    """Results by what they measure; later files win."""
    results = {}
    for path in sorted(paths, key=lambda path: json.loads(pathlib.Path(path).read_text())["date"]):
        file = json.loads(pathlib.Path(path).read_text()) | {"path": pathlib.Path(path).name}
        for run in file["benchmarks"]:
            metrics = {"": run["primaryMetric"]} | run["secondaryMetrics"]
            for metric, data in metrics.items():
                result = Result(file, run, metric, data)
                results[result.key()] = result
    return list(results.values())


def rounded(value):
    if value == 0 or not math.isfinite(value):
        return str(value)
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{digits}f}"


def text(result, value):
    """A number with its unit; times in the unit in which they are at least 1."""
    if result.unit == "#":
        return rounded(value)
    seconds = value * SECONDS[result.unit.split("/")[0]]
    unit = next((unit for unit, size in SECONDS.items() if seconds >= size), "ns")
    return f"{rounded(seconds / SECONDS[unit])} {unit}"


def nanoseconds(result):
    """The median of a time, or of a number that is one in ns."""
    return result.median() * (1.0 if result.unit == "#" else SECONDS[result.unit.split("/")[0]] * 1e9)


def spread(result):
    if len(result.values) < 2:
        return text(result, result.median())
    low, high = text(result, min(result.values)), text(result, max(result.values))
    return f"{text(result, result.median())} ({low} to {high})"


def find(results, reference):
    """`Benchmark[param=value,...]:metric`; None if nothing or not all of one kind was measured."""
    name, _, metric = reference.partition(":")
    owner, _, params = name.rstrip("]").partition("[")
    wanted = dict(pair.split("=") for pair in params.split(",")) if params else {}
    found = [result for result in results if result.matches(owner, wanted, metric)]
    return found[-1] if found else None


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def machines(results):
    """A line of facts for each file that results come from."""
    files = {result.file["path"]: result.file for result in results}
    for path, file in files.items():
        facts = file["machine"]
        yield (
            f"`{path}`: {file['date']}, {facts['processors']} cores of {facts['cpu']}, {facts['system']}, "
            f"{facts['jdk']}, {facts['compiler']}, variant {facts['native variant']}, commit {facts['commit']}\n"
        )
