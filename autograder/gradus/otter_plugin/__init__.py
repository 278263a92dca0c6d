"""Gradus inside Otter's own flow: `otter run`, `otter grade` and Gradescope."""

from gradus.otter_plugin.plugin import GradusPlugin

__all__ = ["GradusPlugin"]
