"""Of a single ordinary mistake, the first message that its author reads is right, and soon there.

The table is `slips/*.toml`. Some rows run in `make test`, by `grader.check`; all of them, and by
`pytest` too, in `make test-all`.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from checks.slip import ASSIGNMENTS, Slip, slips
from checks.student_folder import PYTEST_INI
from checks.warm_pytest import run_pytest
from sampling import sampled

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus.release.data import data_files
from gradus.release.folder import CONFTEST, library
from gradus.release.public_tests import public_tests
from gradus.release.writing import write_folder
from gradus_checks import Notebook
from gradus_checks.home.handed_out import LISTED, HandedOut
from gradus_checks.home.shown import Checked
from gradus_checks.home.standing import NOT_WRITTEN, WRITTEN_ALREADY
from gradus_checks.home.tasks import task_paths

COURSE = Path(__file__).resolve().parents[2]
TRAINED = ("task_10_", "task_11_")
"""Tasks that train a network take their time, and no mistake of the table is in one."""
SECONDS = 0.5
"""Finds out as well as 20 whether a loop has an end."""

Home = Callable[[Slip], tuple[Path, dict[str, str]]]


@cache
def public_of(assignment: Assignment) -> dict[str, bytes]:
    """The public tests, by path."""
    tests = {}
    for task in assignment.tasks:
        if not task.name.startswith(TRAINED):
            source = load_cases(assignment.test_path(task))
            tests[f"tests/{task.name}.py"] = public_tests(source, bonus=task.bonus).encode()
    return tests


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Writes the folder of who has made the mistake; also gives the modules in it."""

    def write(slip: Slip) -> tuple[Path, dict[str, str]]:
        assignment = load_assignment(COURSE, ASSIGNMENTS[slip.assignment])
        modules = slip.modules(assignment)
        listed = HandedOut(assignment.name, assignment.modules, seconds=SECONDS).written()
        texts = {**modules, "conftest.py": CONFTEST, "pytest.ini": PYTEST_INI, LISTED: listed}
        files = {name: text.encode() for name, text in texts.items()}
        data = data_files(assignment)
        write_folder(tmp_path / "hw", {**library(), **data, **public_of(assignment), **files})
        return tmp_path / "hw", modules

    return write


def first_in_notebook(folder: Path) -> str:
    """What `grader.check` says of the first case that fails, or else is not written yet."""
    grader = Notebook(tests_dir=str(folder / "tests"))
    unwritten = ""
    for path in task_paths(folder):
        shown = grader.check(path.stem)
        assert isinstance(shown, Checked)
        for verdict in shown.verdicts:
            if verdict.passed:
                continue
            told = "\n".join(verdict.lines())
            if verdict.why != NOT_WRITTEN:
                return told
            unwritten = unwritten or f"{told}\n{repr(shown).splitlines()[-1]}"
    return unwritten


def first_in_pytest(folder: Path) -> str:
    """The first message of `pytest`: a failure, or else what there is to do."""
    printed = run_pytest(folder, ())
    sections = re.split(r"^=+ (.+?) =+$", printed, flags=re.MULTILINE)
    by_name = dict(zip(sections[1::2], sections[2::2], strict=False))
    if "FAILURES" in by_name:
        _, _, first, *_ = re.split(r"^_+ (.+?) _+$", by_name["FAILURES"], flags=re.MULTILINE)
        return first
    return by_name.get("cannot be imported") or by_name.get(NOT_WRITTEN, "")


def test_the_table_is_as_large_as_it_says() -> None:
    rows = slips()
    assert len(rows) >= 71
    assert len({slip.name for slip in rows}) == len(rows)


@pytest.mark.parametrize("slip", sampled(slips(), 30, lambda s: s.name, lambda _: False))
def test_grader_check_names_the_mistake(slip: Slip, home: Home) -> None:
    folder, modules = home(slip)
    told = first_in_notebook(folder)
    assert list(slip.told(told, modules)) == [], told


@pytest.mark.exhaustive
@pytest.mark.parametrize("slip", slips(), ids=lambda slip: slip.name)
def test_pytest_names_the_mistake(slip: Slip, home: Home) -> None:
    folder, modules = home(slip)
    told = first_in_pytest(folder)
    assert list(slip.told(told, modules)) == [], told


def test_what_is_not_saved_is_told_once_of_all(home: Home) -> None:
    unsaved = next(slip for slip in slips() if slip.name.startswith("the file is not saved"))
    folder, _ = home(unsaved)
    assert run_pytest(folder, ()).count(WRITTEN_ALREADY) == 1
