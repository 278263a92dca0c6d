"""The isolation levels, behind one interface."""

from gradus.sandbox.base import Cell, Exit, Sandbox, Worker
from gradus.sandbox.levels import available_levels, open_sandbox

__all__ = ["Cell", "Exit", "Sandbox", "Worker", "available_levels", "open_sandbox"]
