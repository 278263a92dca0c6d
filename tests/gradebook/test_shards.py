"""A class in parts: merged it is what it is unsharded, and what does not fit is named."""

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from gradebook.fake_class import FakeSource, hand_in, make_source
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from gradus.cli.class_run import NothingInPart
from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.cli.merge import merge_command
from gradus.errors import UsageError
from gradus.gradebook import RECORD, Shard, merge, parse_shard, student_folder

MARKS = {f"student{number:02}": str(number % 11) for number in range(17)}
OF = 3


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    hand_in(tmp_path, **MARKS)
    return make_source(tmp_path)


def grade(tmp_path: Path, source: FakeSource, out: str, shard: Shard | None = None) -> Path:
    silent = Consoles(Console(file=io.StringIO()), Console(file=io.StringIO()))
    folder = tmp_path / out
    grade_folder(source, tmp_path / "class", folder, 1, silent, shard=shard)
    return folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The class in parts, graded once for all tests."""
    folder = tmp_path_factory.mktemp("graded")
    hand_in(folder, **MARKS)
    source = make_source(folder)
    return [grade(folder, source, f"out{number}", Shard(number, OF)) for number in range(1, OF + 1)]


@pytest.fixture
def parts(tmp_path: Path, graded: list[Path]) -> list[Path]:
    """Copies that a test may spoil."""
    return [Path(shutil.copytree(each, tmp_path / each.name)) for each in graded]


def scores(folder: Path) -> dict[str, str]:
    with (folder / "grades.csv").open(newline="") as file:
        return {row["student"]: row["score"] for row in csv.DictReader(file)}


def test_merged_equals_unsharded(tmp_path: Path, source: FakeSource, parts: list[Path]) -> None:
    whole = grade(tmp_path, source, "whole")
    merged = tmp_path / "merged"

    assert merge_command(parts, merged, course=source.assignment.course) == 0

    assert scores(merged) == scores(whole) == MARKS
    assert json.loads((merged / "handed-in.json").read_text()) == json.loads(
        (whole / "handed-in.json").read_text()
    )
    assert (merged / "class.html").exists()
    assert all(scores(part) for part in parts), "seventeen students leave no part of three empty"


@given(st.text(min_size=1), st.integers(1, 40))
def test_everybody_is_in_one_part(student: str, of: int) -> None:
    assert sum(Shard(number, of).holds(student) for number in range(1, of + 1)) == 1


def test_a_part_that_is_missing_is_named(tmp_path: Path, parts: list[Path]) -> None:
    merged = merge(parts[:2], tmp_path / "merged")

    assert merged.missing[0] == "part 3/3 is not among the folders"
    absent = [student for student in MARKS if Shard(3, OF).holds(student)]
    assert all(student in merged.missing[1] for student in absent)


def test_a_part_that_comes_later_is_merged_into_the_same_folder(
    tmp_path: Path, source: FakeSource, parts: list[Path]
) -> None:
    merged, course = tmp_path / "merged", source.assignment.course
    assert merge_command(parts[:2], merged, course=course) == 1
    (merged / "marks-mia.jsonl").write_text("")  # Somebody marks there meanwhile.

    with pytest.raises(UsageError, match=r"merged from further folders: student.* Name all"):
        merge_command(parts[2:], merged, course=course)
    assert merge_command(parts, merged, course=course) == 0

    assert scores(merged) == MARKS
    assert (merged / "marks-mia.jsonl").exists()
    assert len(json.loads((merged / "handed-in.json").read_text())) == len(MARKS)


def test_a_merge_that_was_killed_is_run_again(
    tmp_path: Path, parts: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    def die(source: Path, target: Path) -> None:
        copied.append(target.name)
        if len(copied) == 3:
            raise KeyboardInterrupt
        shutil.copyfile(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("gradus.gradebook.merging.shutil.copy2", die)
        with pytest.raises(KeyboardInterrupt):
            merge(parts, tmp_path / "merged")

    assert merge(parts, tmp_path / "merged").students == len(MARKS)
    assert len(list((tmp_path / "merged").glob(f"students/*/{RECORD}"))) == len(MARKS)


def test_what_was_edited_after_a_merge_is_not_written_over(
    tmp_path: Path, source: FakeSource, parts: list[Path]
) -> None:
    merged, course = tmp_path / "merged", source.assignment.course
    merge_command(parts[:2], merged, course=course)
    table = merged / "grades.csv"
    table.write_text("by hand\n")

    with pytest.raises(UsageError, match=r"Edited by hand since .*: grades\.csv\. Nothing"):
        merge_command(parts, merged, course=course)
    assert table.read_text() == "by hand\n"


def test_a_record_that_is_missing_is_named(tmp_path: Path, parts: list[Path]) -> None:
    gone = next(student for student in MARKS if Shard(1, OF).holds(student))
    shutil.rmtree(student_folder(parts[0], gone))

    assert merge(parts, tmp_path / "merged").missing == (f"no record of {gone}",)


def test_nobody_is_merged_twice(tmp_path: Path, source: FakeSource, parts: list[Path]) -> None:
    grade(tmp_path, source, "again", Shard(1, OF))

    with pytest.raises(UsageError, match="In more than one of the folders: student"):
        merge([*parts, tmp_path / "again"], tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_parts_of_other_sizes_do_not_fit(tmp_path: Path, source: FakeSource) -> None:
    folders = [
        grade(tmp_path, source, "a", Shard(1, 2)),
        grade(tmp_path, source, "b", Shard(2, 17)),
    ]
    for path in (folders[1] / "students").iterdir():
        if (folders[0] / "students" / path.name).exists():
            shutil.rmtree(path)

    with pytest.raises(UsageError, match="parts of 2 and of 17"):
        merge(folders, tmp_path / "merged")


def test_another_secret_is_another_grader(tmp_path: Path, source: FakeSource) -> None:
    other = replace(source, secret=b"another secret of a course")
    folders = [
        grade(tmp_path, source, "a", Shard(1, 2)),
        grade(tmp_path, other, "b", Shard(2, 2)),
    ]

    with pytest.raises(UsageError, match="were not graded alike"):
        merge(folders, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_a_record_that_is_cut_stops_the_merge(tmp_path: Path, parts: list[Path]) -> None:
    path = next((parts[1] / "students").glob(f"*/{RECORD}"))
    path.write_bytes(path.read_bytes()[:50])

    with pytest.raises(UsageError, match=r"1 of the records in .*out2 cannot be read"):
        merge(parts, tmp_path / "merged")


def test_the_merged_folder_is_new(tmp_path: Path, parts: list[Path]) -> None:
    with pytest.raises(UsageError, match="is not empty"):
        merge(parts, parts[0])
    with pytest.raises(UsageError, match="holds no results"):
        merge([tmp_path / "class"], tmp_path / "merged")


def test_a_part_with_nobody_in_it(tmp_path: Path, source: FakeSource) -> None:
    empty = next(n for n in range(1, 200) if not any(Shard(n, 199).holds(s) for s in MARKS))

    with pytest.raises(NothingInPart, match="has nobody of the 17"):
        grade(tmp_path, source, "out", Shard(empty, 199))


@pytest.mark.parametrize("text", ["0/3", "4/3", "3/0"])
def test_a_shard_that_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(
        UsageError, match=rf"^--shard {text} is out of range: there are \d, counted"
    ):
        parse_shard(text)


@pytest.mark.parametrize("text", ["3", "-1/3", "a/b", "1/3/5", "¹/3", ""])
def test_a_shard_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not understood: write 3/8"):
        parse_shard(text)


def test_a_shard_is_written_as_it_is_read() -> None:
    assert str(parse_shard(" 3/8 ")) == "3/8"
