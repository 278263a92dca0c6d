"""`python -m tests.benchmarks.colab PYTHON [NAMES]`: hand-outs' notebooks with Colab's versions.

PYTHON is a Python 3.12. What Colab has is installed for it into an environment that is thrown away.
Each notebook, or those that are named, runs three times: alone, untouched, and solved.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from rich.console import Console
from tests.benchmarks.bench_course import COURSE
from tests.benchmarks.measure import Figure, table_of

from gradus.assignment import Assignment, assignment_names, check_assignment, load_assignment
from gradus.release.folder import student_files
from gradus.release.writing import fill_folder

COLAB = (
    *("ipython==7.34.0", "ipykernel==6.17.1", "jupyter_client<8", "setuptools<81"),
    *("numpy==2.0.2", "matplotlib==3.10.0", "pytest==8.4.2"),
)
"""As its own page of packages said in autumn 2026. IPython 7 is the first thing to be different."""

_KERNEL = "colab"
_PATIENCE = 900  # seconds for a cell: hw4 trains for half a minute on an idle core


def main() -> int:
    """Print a line for each run; 1 if one ended where it should not."""
    python, *names = sys.argv[1:] or [""]
    if not python:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="gradus-colab-") as scratch:
        os.environ["JUPYTER_PATH"] = str(_kernel(Path(python), Path(scratch)))
        figures = []
        for name in names or assignment_names(COURSE):
            for change, right in ((_alone, "UsageError"), (_untouched, "NotImplementedError")):
                figures.append(_figure(name, change, right, Path(scratch)))
            figures.append(_figure(name, _solved, "", Path(scratch)))
            print(*(f"{each.name}: {each.measured}" for each in figures[-3:]), sep="\n")
    Console(width=110).print(table_of(figures, "Notebooks with IPython 7.34 on Python 3.12"))
    return 0 if all(figure.holds for figure in figures) else 1


def _kernel(python: Path, scratch: Path) -> Path:
    """Install what Colab has; the folder in which Jupyter finds it as a kernel."""
    environment = scratch / "environment"
    subprocess.run([python, "-m", "venv", environment], check=True)
    inside = str(environment / "bin" / "python")
    subprocess.run([inside, "-m", "pip", "install", "--quiet", *COLAB], check=True)
    kernel = scratch / "jupyter" / "kernels" / _KERNEL
    kernel.mkdir(parents=True)
    command = [inside, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    known = {"argv": command, "display_name": "Colab", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(known), "utf-8")
    return scratch / "jupyter"


Change = Callable[[Assignment, Path], None]


def _alone(assignment: Assignment, folder: Path) -> None:  # noqa: ARG001
    (folder / "gradus_checks").rename(folder / "somewhere_else")


def _untouched(assignment: Assignment, folder: Path) -> None:
    pass


def _solved(assignment: Assignment, folder: Path) -> None:
    for module in assignment.modules:
        text = (assignment.solutions / f"{module}.py").read_bytes()
        (folder / f"{module}.py").write_bytes(text)


def _figure(name: str, change: Change, right: str, scratch: Path) -> Figure:
    """How the notebook has ended, and whether that is `right`."""
    assignment = load_assignment(COURSE, name)
    folder = scratch / f"{name}{change.__name__}"
    fill_folder(folder, student_files(assignment, check_assignment(assignment)))
    change(assignment, folder)
    book = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    client = NotebookClient(
        book,
        timeout=_PATIENCE,
        kernel_name=_KERNEL,
        resources={"metadata": {"path": str(folder)}},
    )
    ended = ""
    try:
        client.execute()
    except CellExecutionError as error:
        ended = error.ename
    traces = [out for cell in book.cells for out in cell.get("outputs", ()) if "traceback" in out]
    told = (ended or "ran to its end") + (", with a traceback" if traces else "")
    wanted = right or "ran to its end"
    what = change.__name__.removeprefix("_")
    return Figure(f"{name}, {what}", told, wanted, ended == right and not traces)


if __name__ == "__main__":
    sys.exit(main())
