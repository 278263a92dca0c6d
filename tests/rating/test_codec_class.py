"""A class of codecs on hw4's hidden clips, told apart by what they do: points, sentences, flags."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from rating.benches import Bench, bench_of
from rating.codec_class import CATALOGUE, MORE, ROOT, Codec
from rich.console import Console

from gradus.assignment import Assignment, load_assignment
from gradus.audit import write_models
from gradus.reports import print_class, summarize
from gradus.reports.rated_rows import rated_tasks
from gradus.results import Record
from gradus.submission import one_submission

pytestmark = [pytest.mark.slow, pytest.mark.exhaustive]


@pytest.fixture(scope="module")
def part() -> Assignment:
    """Part 18 of hw4."""
    assignment = load_assignment(ROOT, "hw4-codec")
    tasks = tuple(task for task in assignment.tasks if task.number.startswith("18."))
    return replace(assignment, tasks=tasks)


@pytest.fixture(scope="module")
def bench(part: Assignment) -> Iterator[Bench]:
    with bench_of(part) as opened:
        yield opened


@pytest.fixture(scope="module")
def demo(part: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's class."""
    folder = tmp_path_factory.mktemp("demo")
    assert write_models(part, folder)
    return folder


@pytest.fixture(scope="module")
def grade(bench: Bench) -> Callable[[Path], Record]:
    """Grades a folder, once."""
    judge, calibration = bench

    @cache
    def graded(folder: Path) -> Record:
        return judge.grade(one_submission(folder, judge.assignment.modules), calibration)

    return graded


def written(codec: Codec, demo: Path, folder: Path) -> Path:
    """The reference's modules with this codec, in a folder of their own."""
    shutil.copytree(demo / "reference", folder, dirs_exist_ok=True)
    source = (folder / "codec.py").read_text("utf-8")
    for old, new in codec.changes.items():
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    (folder / "codec.py").write_text(source + codec.more, "utf-8")
    return folder


def holds(codec: Codec, record: Record) -> None:
    """The points, sentences and flags of this codec are those expected."""
    first, *rated = record.questions
    few, many = (question.cases[-1] for question in rated)
    assert codec.there_and_back in (None, first.score)
    for case, (least, most) in ((few, codec.few), (many, codec.many)):
        assert least <= case.score / case.points <= most
    assert codec.says in few.message
    assert [codec.flagged in each for each in record.attention] == [True] * bool(codec.flagged)
    assert not record.unchecked


@pytest.mark.parametrize("codec", CATALOGUE, ids=lambda codec: codec.id)
def test_a_codec_of_the_demo(codec: Codec, demo: Path, grade: Callable[[Path], Record]) -> None:
    holds(codec, grade(demo / codec.id))


def test_the_demo_has_no_other_codecs(demo: Path) -> None:
    assert {each.name for each in demo.iterdir()} == {codec.id for codec in CATALOGUE}


@pytest.mark.parametrize("codec", MORE, ids=lambda codec: codec.id)
def test_a_codec(codec: Codec, demo: Path, tmp_path: Path, grade: Callable[[Path], Record]) -> None:
    holds(codec, grade(written(codec, demo, tmp_path / "codec")))


def test_the_class_is_told_apart(demo: Path, grade: Callable[[Path], Record]) -> None:
    """The best first, each with its distance, its gap and its points."""
    records = [replace(grade(demo / each.id), student=each.id) for each in CATALOGUE]
    few, _ = rated_tasks(summarize(records))
    assert few.what == "distance"
    points = {each.row.student: each.points for each in few.rows}
    assert points["reference"] == 6
    assert points["noise-only"] == 0
    assert "over-the-budget" not in points, "nothing was measured"
    with Console(width=120, record=True, file=StringIO()) as console:
        print_class(summarize(records), console)
    told = console.export_text()
    for each in ("codecs", "gap", "points", "dB", "to look at"):
        assert each in told
