"""Gradus: auto-graded assignments, judged in isolation."""

__version__ = "0.2.0"
