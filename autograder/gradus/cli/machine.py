"""What else decides how grading goes here: Python and its libraries, and where files go."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gradus import __version__
from gradus.reports.text import printable
from gradus.sandbox.facts import Fact

_LEAST_FREE = 200 * 2**20  # some workers' scratch, and a class's records


def software_facts() -> Iterator[Fact]:
    """The versions that a mark can depend on."""
    yield Fact("Gradus", __version__)
    yield Fact("Python", f"{platform.python_version()}, {printable(sys.executable)}")
    yield file_names()
    yield Fact("NumPy", f"{_version('numpy')} with {_blas()}")
    yield Fact("BLAS threads", f"1 in workers, {_threads()} in the judge")
    yield Fact("Otter-Grader", _version("otter-grader"))


def file_names(encoding: str | None = None) -> Fact:
    """How the names of files are read here, and whether those of all students can be."""
    found = encoding or sys.getfilesystemencoding()
    concern = "" if found.lower() in ("utf-8", "utf8") else NOT_UTF8
    return Fact("file names", found, concern)


NOT_UTF8 = (
    "names of submissions with other letters are garbled, or cannot be graded: set PYTHONUTF8=1"
)


def temporary_files() -> Fact:
    """The folder into which submissions are unpacked, and whether it will do."""
    try:
        folder = Path(tempfile.gettempdir())
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        cure = "name a folder that can be written to in TMPDIR"
        return Fact("temporary files", error.strerror or str(error), cure)
    noexec = ", noexec, which does no harm" if _is_noexec(folder) else ""
    concern = "" if free >= _LEAST_FREE else "make room there, or name another folder in TMPDIR"
    return Fact("temporary files", f"{folder}, {free / 2**30:.1f} GB free{noexec}", concern)


def _is_noexec(folder: Path) -> bool:
    return sys.platform == "linux" and bool(os.statvfs(folder).f_flag & os.ST_NOEXEC)


def _blas() -> str:
    import numpy as np

    found = np.show_config(mode="dicts")
    blas = (found or {}).get("Build Dependencies", {}).get("blas", {})
    return f"{blas.get('name', 'an unknown BLAS')} {blas.get('version', '')}".strip()


def _threads() -> str:
    names = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
    return next((os.environ[name] for name in names if os.environ.get(name)), "one a processor")


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"
