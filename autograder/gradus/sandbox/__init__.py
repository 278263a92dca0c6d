"""The isolation levels, behind one interface."""

from gradus.sandbox.base import Exit, Sandbox, StartWorker, Worker
from gradus.sandbox.beside import Beside, Neighbours, alone, open_beside
from gradus.sandbox.installed import (
    import_names,
    lacking,
    package_of,
    refuse_lacking,
    refuse_unusable,
    told,
    unusable,
)
from gradus.sandbox.levels import available_levels, open_sandbox, strongest_level
from gradus.sandbox.meter import MOST_GIVEN, MOST_SLEPT, Meter
from gradus.sandbox.probe import Machine, probe
from gradus.sandbox.temporary import sweep

__all__ = [
    "MOST_GIVEN",
    "MOST_SLEPT",
    "Beside",
    "Exit",
    "Machine",
    "Meter",
    "Neighbours",
    "Sandbox",
    "StartWorker",
    "Worker",
    "alone",
    "available_levels",
    "import_names",
    "lacking",
    "open_beside",
    "open_sandbox",
    "package_of",
    "probe",
    "refuse_lacking",
    "refuse_unusable",
    "strongest_level",
    "sweep",
    "told",
    "unusable",
]
