"""Gradus: auto-graded assignments in the fundamentals of deep learning, judged in isolation."""

__version__ = "0.2.0"
