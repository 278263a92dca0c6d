"""Marks hang on versions: a worker that has others than the run gets no work."""

import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import gradus
from gradus.gradebook import marking_sources

_PYTHON, _GRADUS = "Python", "Gradus"
_ALWAYS = ("numpy", "otter-grader", "distributed")
_IN_WORDS = {"numpy": "NumPy", "otter-grader": "Otter-Grader", "distributed": "Dask"}


def versions_here(packages: Iterable[str]) -> dict[str, str]:
    """All that a mark, or a message between machines, can depend on; "" for what is not there."""
    return {
        _PYTHON: platform.python_version(),
        _GRADUS: f"{gradus.__version__} ({_sources()})",
        **{name: _version(name) for name in sorted({*_ALWAYS, *packages})},
    }


def difference(wanted: Mapping[str, str]) -> str:
    """In one sentence, which version is here instead of a `wanted` one; empty where none is."""
    found = versions_here(wanted.keys() - {_PYTHON, _GRADUS})
    for name, here in found.items():
        if here != wanted.get(name):
            called = _IN_WORDS.get(name, name)
            there = f"{called} {here}" if here else f"no {called}"
            return f"it has {there}, and this run {wanted.get(name)}. Install the same there"
    return ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sources() -> str:
    """Tells two states of Gradus apart that have one version, as between releases."""
    digest = hashlib.sha256()
    for name, source in marking_sources(Path(gradus.__file__).parents[1]).items():
        digest.update(f"{name} {len(source)} ".encode())
        digest.update(source)
    return digest.hexdigest()[:8]
