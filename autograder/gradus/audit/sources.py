"""Modules as texts, and as files in a folder."""

from collections.abc import Mapping
from pathlib import Path


def write_modules(folder: Path, sources: Mapping[str, str]) -> None:
    """Write the modules, by name: `layers/dense` into a folder of its package."""
    for name, text in sources.items():
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
