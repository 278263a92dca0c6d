"""The folder and the zip that students get."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import gradus_checks
from gradus.assignment import Assignment, merged
from gradus.assignment.cases import TestSource
from gradus.assignment.markers import without_ignored
from gradus.errors import AssignmentError
from gradus.release.completed import completed_handout, completed_source
from gradus.release.data import data_files
from gradus.release.notebook import notebook
from gradus.release.public_tests import public_tests
from gradus.release.readme import readme
from gradus.release.starter import starter_files
from gradus_checks.home.handed_out import LISTED, HandedOut, digest

# `pytest_plugins` would do in this folder, but from a folder above pytest refuses it.
CONFTEST = '''"""Let pytest read the tests of this assignment."""

import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent


def say_stopped(kind, error, trace, before=sys.excepthook):
    """For a Ctrl-C at which pytest has no words of its own: while it begins, and while it ends."""
    if issubclass(kind, KeyboardInterrupt):
        print("\\nYou have stopped pytest.", file=sys.stderr)
    else:
        before(kind, error, trace)


sys.excepthook = say_stopped


def pytest_configure(config):
    """First of all, as from here on Python would take a random.py of yours for its own."""
    listed = FOLDER / "gradus_checks" / "handed_out.json"
    given = listed.read_text("utf-8") if listed.is_file() else ""
    names = {*sys.stdlib_module_names, "matplotlib", "numpy", "pytest"}
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem in names and f'"{path.name}"' not in given:
            raise pytest.UsageError(
                f"{path.name} hides the {path.stem} that Python or a package of it needs. "
                "Give it another name, here and where you import it."
            )
    try:
        config.pluginmanager.import_plugin("gradus_checks.pytest_plugin")
    except KeyboardInterrupt:
        pytest.exit("You have stopped pytest.", returncode=2)
    except Exception as error:
        why = error.__cause__ or error
        raise pytest.UsageError(f"The tests cannot be run: {why}. {cure(why)}") from error


def cure(why):
    """What to do where a package is not found, or a file of ours."""
    if "gradus_checks" in str(why):
        return "Take the folder gradus_checks out of the zip that you got again."
    return "Activate the environment that README.md sets up."
'''

# Warnings of NumPy are shown with the case that fails, not in a list of their own. The plugins for
# pytest that come with Jupyter would only take time.
_PYTEST_INI = """\
[pytest]
testpaths = tests
python_files = task_*.py
addopts = --no-header -rN --continue-on-collection-errors
    -p no:cacheprovider -p no:warnings -p no:anyio -p no:platformdirs
# A call of C that never comes back cannot be stopped. Where psutil is missing, so that nobody looks
# on, Python says where, and ends.
faulthandler_timeout = {patience:g}
faulthandler_exit_on_timeout = true
"""

SUBMIT = '''"""Make the zip to hand in: python submit.py"""

# Python has both of them by now, so that no os.py of yours is taken for them.
import os
import sys

try:
    FOLDER = os.path.dirname(os.path.realpath(__file__))
    # Last, so that no random.py of yours is taken for Python's own before submit.py can say so.
    sys.path = [place for place in sys.path if os.path.realpath(place) != FOLDER] + [FOLDER]
    from pathlib import Path

    from gradus_checks.submit import hand_in

    if __name__ == "__main__":
        sys.exit(hand_in(Path(FOLDER)))
except KeyboardInterrupt:
    sys.exit("Stopped: run this again to hand in.")
except ImportError as error:
    sys.exit(f"{error}. Take the folder gradus_checks out of the zip that you got again.")
'''

DEFINITIONS = "definitions.md"
"""A page that a course may have beside its assignments, and every student gets."""

_FOR_ALL = ("pytest>=8.3", "ipykernel>=6.29")
"""What the tests and the notebook of any assignment need, beside an editor or JupyterLab.

What students have installed for us they may import, and the grader has it, too.
"""

_OTTER = "otter-grader>=7.0,<8"
"""A notebook may ask for it: it is ten times what all else takes."""


def student_files(assignment: Assignment, sources: Iterable[TestSource]) -> dict[str, bytes]:
    """Everything that students get, by path in their folder.

    Raises AssignmentError, which names the file, and the line where there is one.
    """
    texts = starter_files(assignment)
    handout = completed_handout(_read_handout(assignment), assignment.tasks)
    texts[f"{assignment.name}.ipynb"] = notebook(handout, assignment.handout)
    for task, source in zip(assignment.tasks, sources, strict=True):
        text = public_tests(completed_source(source, task), bonus=task.bonus)
        texts[f"tests/{source.path.name}"] = text
    texts["conftest.py"] = CONFTEST
    # By then the time limit has stopped all that it can, on the busiest machine too.
    texts["pytest.ini"] = _PYTEST_INI.format(patience=12 * assignment.limits.home_seconds)
    texts["requirements.txt"] = requirements(assignment.packages, handout)
    texts["README.md"] = readme(assignment)
    texts |= definitions(assignment.folder.parent)
    texts["submit.py"] = SUBMIT
    given = data_files(assignment)
    files = {**{path: text.encode() for path, text in texts.items()}, **given}
    # Last, as it knows what is given and so not a student's own.
    made = {**files, **library(), LISTED: _listed(assignment, files)}
    for path in sorted({*texts, *library(), LISTED} & given.keys()):
        raise AssignmentError(
            f"{assignment.folder / path} is among the `files` of assignment.toml, but Gradus makes "
            f"the students' {path}. Give yours another name."
        )
    return made


def requirements(packages: Iterable[str], notebook_text: str) -> str:
    """`requirements.txt`: the packages that an assignment lists, and those that all need.

    Otter is one of them only where the notebook imports it.
    """
    asks = re.search(r"^(import|from) otter\b", notebook_text, re.MULTILINE)
    every = merged(packages, _FOR_ALL, (_OTTER,) if asks else ())
    return "".join(f"{each}\n" for each in every)


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


def _listed(assignment: Assignment, files: Mapping[str, bytes]) -> bytes:
    """The list of what was handed out, for what students run."""
    beside = (*(f"{module}.py" for module in assignment.provided), *assignment.files)
    listed = HandedOut(
        name=assignment.name,
        modules=assignment.modules,
        provided=assignment.provided,
        beside=beside,
        packages=merged(assignment.packages, _FOR_ALL),
        files_kb=assignment.limits.files_kb,
        source_kb=assignment.limits.source_kb,
        seconds=assignment.limits.home_seconds,
        digests={path: digest(data) for path, data in sorted(files.items())},
    )
    return listed.written().encode()
