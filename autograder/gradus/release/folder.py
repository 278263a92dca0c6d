"""The folder and the zip that students get."""

from collections.abc import Iterable
from pathlib import Path

import gradus_checks
from gradus.assignment import Assignment, merged, name_of
from gradus.assignment.cases import TestSource
from gradus.errors import AssignmentError
from gradus.release.data import data_files
from gradus.release.markers import without_ignored
from gradus.release.notebook import notebook
from gradus.release.public_tests import public_tests
from gradus.release.starter import starter_files

# `pytest_plugins` would do in this folder, but from a folder above pytest refuses it.
CONFTEST = '''"""Let pytest read the tests of this assignment."""


def pytest_configure(config):
    config.pluginmanager.import_plugin("gradus_checks.pytest_plugin")
'''

# Warnings of NumPy are shown with the case that fails, not in a list of their own. Jupyter's plugin
# for pytest would only take time.
_PYTEST_INI = """\
[pytest]
testpaths = tests
python_files = task_*.py
addopts = --no-header -rN --continue-on-collection-errors
    -p no:cacheprovider -p no:warnings -p no:anyio
"""

_SUBMIT = '''"""Make the zip to hand in: python submit.py"""

import sys
from pathlib import Path

from gradus_checks.submit import hand_in

FOLDER = Path(__file__).resolve().parent
MODULES = {modules}
GIVEN = {given}
SOURCE_KB, DATA_KB = {source_kb}, {data_kb}

if __name__ == "__main__":
    sys.exit(hand_in("{name}", FOLDER, MODULES, GIVEN, SOURCE_KB, DATA_KB))
'''

DEFINITIONS = "definitions.md"
"""A page that a course may have beside its assignments, and every student gets."""

_FOR_ALL = ("pytest>=8.3", "otter-grader>=7.0,<8", "ipykernel>=6.29", "jupyterlab>=4")
"""What the tests and the notebook of any assignment need."""

_README = """\
# {title}

You write the functions of {modules}.
Read the hand-out first: `{name}.ipynb`.

## Begin

You need Python 3.11 or newer. In a terminal, in this folder:

    python -m pip install -r requirements.txt
    pytest

The first line installs {packages}, pytest and what the notebook needs, once. `pytest` runs
the public tests and says what is right, what is not, and what is not written yet. Each unwritten
function raises `NotImplementedError`: replace that line with your own.

Use what `requirements.txt` names and what comes with Python: nothing else can be relied on where
your work is graded.

Open the hand-out, with `jupyter lab {name}.ipynb` or in VS Code, and write in the `.py` files
with any editor. You need not restart the notebook: it reads your files anew in each cell.

| task | | points |
|---|---|---|
{tasks}

## Check

- `pytest` runs everything, `pytest tests/task_{first}.py` one task; with `-x` it stops at the
  first failure.
- In the notebook, `grader.check("task_{first}")` runs the same tests.
- Hidden tests check the same sentences of the hand-out with other numbers. You see how many there
  are, and of which kinds; they are run when you hand in.

## Files of your own

Modules, packages (`utils/tools.py`) and data that you put beside the given files are handed in with
them: {source_kb} kB of Python source and {data_kb} kB of data in all. Your code reads data as here,
`np.load("data/table.npz")`, and may write files, by names in this folder (`open("log.txt", "w")`)
or with `tempfile`: 64 MB, 1,000 files and 16 MB a file, thrown away afterwards. A grader lets it
write nowhere else, `/tmp/log.txt` included, nor change a module. Of what it prints in a test
the beginning is shown.

## Hand in

    python submit.py

runs the public tests once more, makes `{name}-submission.zip`, and says what is in it
and what is missing. (Or hand in the files named above, as they are.) What else you have changed
does not count: marks are given with the tests, the other files and the data as you got them.

## If something does not work

- "No module named numpy": the terminal uses another Python than the one you have installed into.
  `python -m pytest` and `python -m pip` always belong together.
- "error: externally-managed-environment": make an environment of your own first, with
  `python -m venv .venv`, then `source .venv/bin/activate` (on Windows `.venv\\Scripts\\activate`).
- A test file cannot be used any more: take the folder `tests` out of the zip again.
"""


def student_files(assignment: Assignment, sources: Iterable[TestSource]) -> dict[str, bytes]:
    """Everything that students get, by path in their folder.

    Raises AssignmentError, which names the file, and the line where there is one.
    """
    texts = starter_files(assignment)
    texts[f"{assignment.name}.ipynb"] = notebook(_read_handout(assignment), assignment.handout)
    for task, source in zip(assignment.tasks, sources, strict=True):
        texts[f"tests/{source.path.name}"] = public_tests(source, bonus=task.bonus)
    texts["conftest.py"] = CONFTEST
    texts["pytest.ini"] = _PYTEST_INI
    texts["requirements.txt"] = requirements(assignment.packages)
    texts["README.md"] = _readme(assignment)
    texts |= definitions(assignment.folder.parent)
    # Last, as it knows what is given and so not a student's own.
    texts["submit.py"] = _submit(assignment, {*texts, *assignment.files})
    made = {**{path: text.encode() for path, text in texts.items()}, **library()}
    given = data_files(assignment)
    for path in sorted(made.keys() & given.keys()):
        raise AssignmentError(
            f"{assignment.folder / path} is among the `files` of assignment.toml, but Gradus makes "
            f"the students' {path}. Give yours another name."
        )
    return {**made, **given}


def requirements(packages: Iterable[str]) -> str:
    """`requirements.txt`: the packages that an assignment lists, and those that all need."""
    return "".join(f"{each}\n" for each in merged(packages, _FOR_ALL))


def definitions(assignments: Path) -> dict[str, str]:
    """The course's page of definitions, where it has one. Raises AssignmentError."""
    path = assignments / DEFINITIONS
    try:
        return {DEFINITIONS: path.read_text("utf-8")} if path.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path} cannot be read: {error}") from error


def _read_handout(assignment: Assignment) -> str:
    try:
        text = assignment.handout.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(
            f"{assignment.handout}: the hand-out cannot be read: {error}"
        ) from error
    return without_ignored(text, assignment.handout)


def library() -> dict[str, bytes]:
    """The package `gradus_checks`, in full."""
    folder = Path(gradus_checks.__file__).parent
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*.py"))
    }


def _submit(assignment: Assignment, given: Iterable[str]) -> str:
    modules = [f"{module}.py" for module in assignment.modules]
    others = sorted({*given, "submit.py"} - {*modules})
    return _SUBMIT.format(
        name=assignment.name,
        modules=_strings(assignment.modules),
        given=_strings(name for name in others if not name.startswith("tests/")),
        source_kb=assignment.limits.source_kb,
        data_kb=assignment.limits.data_kb,
    )


def _strings(names: Iterable[str]) -> str:
    """A tuple of strings as `ruff format` writes it."""
    quoted = [f'"{name}"' for name in names]
    return f"({', '.join(quoted)}{',' if len(quoted) == 1 else ''})"


def _readme(assignment: Assignment) -> str:
    files = [f"`{module}.py`" for module in assignment.modules]
    tasks = [
        f"| {task.number} | {task.title} | {task.points:g}{' (bonus)' if task.bonus else ''} |"
        for task in assignment.tasks
    ]
    return _README.format(
        title=assignment.title,
        packages=", ".join(name_of(package) for package in assignment.packages),
        modules=_and(files),
        name=assignment.name,
        tasks="\n".join(tasks),
        first=assignment.tasks[0].name.removeprefix("task_"),
        source_kb=assignment.limits.source_kb,
        data_kb=assignment.limits.data_kb,
    )


def _and(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
