"""What a call costs over the wire, against the same call over an in-process proxy."""

from pathlib import Path

import numpy as np
from tests.benchmarks.measure import Figure, median_seconds

from gradus.remote import RemoteChannel, Timing
from gradus.sandbox import open_sandbox
from gradus.worker.limits import ProcessLimits
from gradus_checks import LocalEnvironment
from gradus_checks.proxy import ModuleProxy
from gradus_checks.session import Session

MODULE = """
import numpy as np

def mse(y_pred, y_true):
    return np.mean((y_pred - y_true) ** 2)

def same(array):
    return array
"""
SMALL_MICROSECONDS = 150.0
LARGE_MILLISECONDS = 50.0
LARGE = 5 * 10**6 // 8


def proxied_calls(folder: Path, quick: bool) -> list[Figure]:
    """A small array there and a number back; 5 MB there and 5 MB back."""
    (folder / "module.py").write_text(MODULE, "utf-8")
    times = 300 if quick else 3000
    local_small, local_large = _measure(LocalEnvironment(folder).module("module"), times)
    sandbox = open_sandbox("none", "none")
    with sandbox.enter(folder) as start_worker:
        worker = start_worker(ProcessLimits(cpu_seconds=120, memory_mb=1024))
        channel = RemoteChannel(worker, 1000)
        channel.begin(Timing.of_cpu(60.0))
        small, large = _measure(Session(channel).module("module"), times)
        worker.end()
    sandbox.close()
    return [
        _figure("small array, median", small * 1e6, local_small * 1e6, "µs", SMALL_MICROSECONDS),
        _figure("5 MB each way, median", large * 1e3, local_large * 1e3, "ms", LARGE_MILLISECONDS),
    ]


def _measure(module: ModuleProxy, times: int) -> tuple[float, float]:
    small, large = np.arange(4.0), np.arange(float(LARGE))
    module.mse(small, small)
    return (
        median_seconds(lambda: module.mse(small, small), times),
        median_seconds(lambda: module.same(large), max(5, times // 100)),
    )


def _figure(what: str, wire: float, local: float, unit: str, most: float) -> Figure:
    measured = f"{wire:.0f} {unit} (in process {local:.0f} {unit}: {wire / local:.1f} times)"
    return Figure(f"proxied call, {what}", measured, f"at most {most:.0f} {unit}", wire <= most)
