"""The README's picture of the architecture is the code's, and the table of the tests theirs.

No files import each other, functions fit a screen, what is public has a docstring, what was chosen
has a reason, and from the judge to a test are six calls.
"""

import ast
import re
import tomllib
import traceback
from contextlib import closing
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from benchmarks.house import Source, length_of, sources

from gradus.assignment import load_assignment
from gradus.judge import open_judge
from gradus.submission import one_submission

ROOT = Path(__file__).resolve().parent.parent
_SCREEN = 50  # lines: what an editor shows at once


def test_the_picture_is_the_code() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    drawn = re.findall(r"│ (\w+)  +\w", readme)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    assert [*(f"gradus.{room}" for room in drawn), "gradus_checks"] == layers
    rooms = {
        path.stem
        for path in (ROOT / "autograder" / "gradus").iterdir()
        if not path.name.startswith("__") and path.suffix != ".typed"
    }
    assert rooms == set(drawn)


def test_every_test_file_stands_in_the_table_of_laws() -> None:
    tests = ROOT / "tests"
    named = re.findall(r"`([\w/]*test_\w+\.py)`", (tests / "README.md").read_text("utf-8"))
    found = {path.relative_to(tests).as_posix() for path in tests.rglob("test_*.py")}
    assert set(named) == found


def test_no_files_import_each_other() -> None:
    graph = grimp.build_graph("gradus", "gradus_checks", cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    assert len(tuple(TopologicalSorter(imports).static_order())) == len(imports)


@pytest.fixture(scope="module")
def code() -> list[Source]:
    return [*sources(ROOT / "autograder"), *sources(ROOT / "solutions")]


def test_numbers_that_were_chosen_have_their_reason_beside_them(code: list[Source]) -> None:
    assert [told for source in code for told in source.bare_numbers()] == []


def test_what_is_public_has_a_docstring(code: list[Source]) -> None:
    public = [(source, each) for source in code for each in source.public()]
    silent = [(source, each) for source, each in public if ast.get_docstring(each) is None]
    assert [f"{source.path.name}: {each.name}" for source, each in silent] == []


def test_functions_fit_a_screen(code: list[Source]) -> None:
    functions = [(source, each) for source in code for each in source.functions()]
    long = [
        f"{source.path.name}: {each.name}"
        for source, each in functions
        if length_of(each) > _SCREEN
    ]
    assert long == []


@pytest.mark.parametrize("strict", [False, True])
def test_from_the_judge_to_a_test_are_six_calls(
    monkeypatch: pytest.MonkeyPatch, strict: bool
) -> None:
    course = ROOT / "tests" / "courses" / "mini"
    ways = set()

    def look(*_: object) -> None:
        names = [frame.name for frame in traceback.extract_stack()]
        ways.add(tuple(names[names.index("grade") : -1]))

    assignment = load_assignment(course, "mini")
    with closing(open_judge(assignment, isolation="none", strict=strict)) as judge:
        calibration = judge.calibrate()
        with judge.bench(course / "solutions", calibration) as bench:
            for first, *_ in bench.cases:
                monkeypatch.setitem(first.test_func.__globals__, "check_close", look)
        judge.grade(one_submission(assignment.solutions, assignment.modules), calibration)
    assert {"worked_example", "random_batch_of_songs"} <= {way[-1] for way in ways}
    assert {len(way) - 1 for way in ways} == {6}, ways
