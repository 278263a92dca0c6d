"""What passes at home passes in the grader: a corpus of odd but honest submissions, in every flow.

`pytest` in the student's folder and on what `submit.py` packs, `submit.py` itself, `grader.check`
in a notebook, `gradus grade` on each level and `otter run` say the same of every public case of
every row: what the row says is right.
"""

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path

import pytest
from honest.corpus import Row, corpus
from honest.flows import (
    Verdicts,
    at_home,
    by_otter,
    cut_course,
    different,
    handed_in,
    in_a_notebook,
    judged,
    rehearsed,
    right,
    write_students_folder,
    write_submission,
    zipped,
)
from otter_flow.otter_helpers import otter_run, unpack_autograder
from rich.console import Console

from gradus.assignment import Assignment
from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.gradebook import LocalJudge, iter_records
from gradus.judge import Calibration, Judge, open_judge
from gradus.otter_plugin import grading
from gradus.otter_plugin.places import Places
from gradus.release.autograder_zip import autograder_zip
from gradus.results import Record
from gradus.sandbox import available_levels
from gradus.submission import Submission, one_submission

pytestmark = pytest.mark.slow

HW1 = "hw1-losses"
SECRET = b"a secret for honest work only"
# Of the tasks about losses and softmax those that are judged soonest: the rows are about modules.
FEW_TASKS = ("1.1", "1.3", "2.1")
_OF_HW1 = [row for row in corpus() if row.assignment == HW1 and row.touches(FEW_TASKS)]
FIFTY = [_OF_HW1[number * len(_OF_HW1) // 50] for number in range(50)]
TEN = FIFTY[::5]
LEVELS = ("confined", "namespaces")


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """By an assignment's name: the folder that its students get."""

    @cache
    def write(name: str) -> Path:
        return write_students_folder(tmp_path_factory.mktemp("given") / name, name)

    return write


@pytest.fixture(scope="session")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Assignment]:
    """An assignment without its rated tasks, or with a few of its tasks only."""

    @cache
    def write(name: str, *numbers: str) -> Assignment:
        folder = tmp_path_factory.mktemp("course")
        return cut_course(folder, name, lambda number: not numbers or number in numbers)

    return write


@pytest.fixture(scope="session")
def judge_of(cut: Callable[..., Assignment]) -> Iterator[Callable[..., tuple[Judge, Calibration]]]:
    """A judge on a level."""
    with ExitStack() as judges:

        @cache
        def open_at(level: str, name: str, *numbers: str) -> tuple[Judge, Calibration]:
            if level not in available_levels():
                pytest.skip(f"there is no level {level} here")
            judge = open_judge(cut(name, *numbers), isolation=level, secret=SECRET)
            judges.enter_context(closing(judge))
            return judge, judge.calibrate()

        yield open_at


def record_of(bench: tuple[Judge, Calibration], folder: Path) -> Record:
    judge, calibration = bench
    return judge.grade(one_submission(folder, judge.assignment.modules), calibration)


def test_the_corpus_is_large_and_most_of_it_is_right() -> None:
    wrong = [row for row in corpus() if row.fails]
    assert len(corpus()) >= 150
    assert len(wrong) <= len(corpus()) / 3
    assert len(FIFTY) >= 50
    assert len(TEN) >= 10
    assert {row.kind for row in FIFTY} >= {"editors", "files", "habits", "imports", "wrong"}


@pytest.fixture(scope="session")
def few_tasks(cut: Callable[..., Assignment]) -> Assignment:
    return cut(HW1, *FEW_TASKS)


@pytest.fixture(scope="session")
def class_run(
    few_tasks: Assignment,
    given: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, Record], str]:
    """Fifty of them graded in one run, on the strongest level: by row, and what is printed."""
    folder = tmp_path_factory.mktemp("class")
    for row in FIFTY:
        write_submission(row, few_tasks, given(HW1), folder / "class" / row.name)
    out, err = (Console(file=io.StringIO(), width=200) for _ in range(2))
    source = LocalJudge(few_tasks, None, SECRET)
    grade_folder(source, folder / "class", folder / "out", 1, Consoles(out, err))
    file = out.file
    assert isinstance(file, io.StringIO)
    return {record.student: record for record in iter_records(folder / "out")}, file.getvalue()


@pytest.mark.parametrize("row", FIFTY, ids=lambda row: row.name)
def test_in_a_class(
    row: Row, class_run: tuple[dict[str, Record], str], few_tasks: Assignment
) -> None:
    records, printed = class_run
    assert different(right(row, few_tasks), judged(records[row.name])) == []
    assert row.staff in "\n".join(records[row.name].attention)
    assert row.fails or records[row.name].score == records[row.name].possible
    assert row.staff in " ".join(printed.split())


@pytest.fixture(scope="session")
def otters_folder(few_tasks: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which Otter works, as the autograder.zip of a few tasks lays it out."""
    folder = tmp_path_factory.mktemp("otter")
    (folder / "autograder.zip").write_bytes(autograder_zip(few_tasks, SECRET))
    return unpack_autograder(folder / "autograder.zip", folder / "autograder")


@pytest.mark.parametrize("row", TEN, ids=lambda row: row.name)
def test_by_every_flow(
    row: Row,
    few_tasks: Assignment,
    given: Callable[[str], Path],
    judge_of: Callable[..., tuple[Judge, Calibration]],
    otters_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the judge of the level in the place of the one that each `otter run` opens anew."""
    found = {
        "pytest": at_home(row, few_tasks, given(HW1), tmp_path / "home"),
        "submit.py": rehearsed(row, few_tasks, given(HW1), tmp_path / "rehearsed"),
    }
    folder = write_submission(row, few_tasks, given(HW1), tmp_path / "submission")
    for level in LEVELS:
        found[level] = judged(record_of(judge_of(level, HW1, *FEW_TASKS), folder))
    judge, calibration = judge_of("confined", HW1, *FEW_TASKS)

    def judge_it(_assignment: Assignment, _secret: bytes, submission: Submission) -> Record:
        return judge.grade(submission, calibration)

    monkeypatch.setattr(grading, "_judged", judge_it)
    root = tmp_path / "autograder"
    shutil.copytree(folder, root / "submission")
    (root / "source").symlink_to(otters_folder / "source")
    record = grading.grade(Places(root))
    found["otter run"] = by_otter(record.gradescope, few_tasks)
    assert_same(row, few_tasks, found)


@pytest.fixture(scope="session")
def autograder(
    cut: Callable[..., Assignment], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """By an assignment's name: its autograder.zip."""

    @cache
    def make(name: str) -> Path:
        path = tmp_path_factory.mktemp("autograder") / "autograder.zip"
        path.write_bytes(autograder_zip(cut(name), SECRET))
        return path

    return make


@pytest.mark.exhaustive
@pytest.mark.parametrize("row", corpus(), ids=lambda row: f"{row.kind}-{row.name}")
def test_all_of_it_by_every_flow(
    row: Row,
    cut: Callable[..., Assignment],
    given: Callable[[str], Path],
    judge_of: Callable[..., tuple[Judge, Calibration]],
    autograder: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    assignment, handed_out = cut(row.assignment), given(row.assignment)
    found = {
        flow.__name__: flow(row, assignment, handed_out, tmp_path / flow.__name__)
        for flow in (at_home, handed_in, rehearsed, in_a_notebook)
    }
    folder = write_submission(row, assignment, handed_out, tmp_path / "submission")
    for level in LEVELS:
        record = record_of(judge_of(level, row.assignment), folder)
        found[level] = judged(record)
        assert row.fails or record.score == sum(each.possible for each in record.questions)
        assert row.staff in "\n".join(record.attention)
    packed = zipped(folder)
    ran = otter_run(autograder(row.assignment), packed, tmp_path / "otter")
    assert ran.results is not None, ran.said
    found["otter run"] = by_otter(ran.results, assignment)
    assert_same(row, assignment, found)


def assert_same(row: Row, assignment: Assignment, found: dict[str, Verdicts]) -> None:
    """Every flow says what is right, but for `pytest` where it says why it does not run."""
    wanted = right(row, assignment)
    ran = {flow: verdicts for flow, verdicts in found.items() if verdicts or not row.refused}
    told = {flow: different(wanted, verdicts) for flow, verdicts in ran.items()}
    assert not any(told.values()), told
