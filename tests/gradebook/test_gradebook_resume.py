"""Started again, a run grades what is missing or changed and nothing else."""

from pathlib import Path

import pytest
from gradebook.fake_class import (
    FakeSource,
    gradings,
    hand_in,
    lines,
    make_source,
    resume_source,
    run,
)

from gradus.errors import CouldNotCheck, UsageError
from gradus.gradebook import State, grade_class, iter_records, load_record
from gradus.gradebook.records import refuse_shared
from gradus.results import Record
from gradus.submission import Submission
from gradus.submission.names import safe_id


@pytest.fixture
def source(tmp_path: Path) -> FakeSource:
    return make_source(tmp_path)


def scores(folder: Path) -> dict[str, float]:
    return {record.student: record.score for record in iter_records(folder / "out")}


def again(folder: Path, source: FakeSource) -> None:
    run(folder, source=source, processes=False)


def test_everybody_is_graded_in_processes(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="7", cy="0")
    states: list[State] = []
    finished = run(tmp_path, source=source, watch=states.append)
    assert scores(tmp_path) == {"ada": 10, "bob": 7, "cy": 0}
    assert (finished.graded, finished.already, finished.isolation) == (3, 0, "fake")
    assert [state.done for state in states] == sorted(state.done for state in states)
    assert {name for state in states for name in state.doing} >= {"ada", "bob", "cy"}
    assert lines(source.notes / "calibrated") == 1
    assert lines(source.notes / "closed") == len(list(source.notes.glob("pid-*")))


def test_names_that_are_nearly_one_have_a_record_each(tmp_path: Path, source: FakeSource) -> None:
    """Nobody's arrival renames or overwrites another's record."""
    hand_in(tmp_path, anna="10")
    again(tmp_path, source)
    (before,) = iter_records(tmp_path / "out")
    names = ("Anna", "ANNA", "anna-55579b55", "anna ", "anna!", safe_id("anna!"))
    hand_in(tmp_path, **dict.fromkeys(names, "2"))
    again(tmp_path, source)
    assert scores(tmp_path) == {"anna": 10, **{safe_id(name): 2 for name in names}}
    assert len(scores(tmp_path)) == 1 + len(names)
    assert load_record(tmp_path / "out" / "students" / "anna" / "record.json") == before


@pytest.mark.parametrize(("other", "ignores_case"), [("Anna", True), ("anna", False)])
def test_two_submissions_of_one_record_are_refused(
    tmp_path: Path, other: str, ignores_case: bool
) -> None:
    one = Submission("anna", tmp_path / "anna", (tmp_path / "anna",), ())
    two = Submission(other, tmp_path / "Anna.zip", (tmp_path / "Anna.zip",), ())
    with pytest.raises(UsageError, match=r"anna and Anna\.zip would have one record"):
        refuse_shared((one, two), ignores_case=ignores_case)
    refuse_shared((one,), ignores_case=ignores_case)


def test_a_run_that_would_share_records_does_not_start(tmp_path: Path, source: FakeSource) -> None:
    submissions = tuple(
        Submission("anna", tmp_path / name, (tmp_path / name,), ()) for name in ("a", "b")
    )
    with pytest.raises(UsageError, match="Nobody was graded"):
        grade_class(source, submissions, tmp_path / "out")
    assert lines(source.notes / "calibrated") == 0


def test_each_student_has_the_derived_files(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="7")

    def derive(record: Record) -> dict[str, str]:
        return {"mark.txt": f"{record.score:g}"}

    run(tmp_path, source=source, processes=False, derive=derive)
    folder = tmp_path / "out" / "students" / "ada"
    assert (folder / "mark.txt").read_text() == "7"
    assert (folder / "results.json").read_text() == '{\n "score": 7.0\n}\n'
    assert load_record(folder / "record.json") == next(iter_records(tmp_path / "out"))
    assert sorted(path.name for path in folder.iterdir()) == [
        "mark.txt",
        "record.json",
        "results.json",
    ]


def test_nothing_changed_nothing_graded(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="7")
    again(tmp_path, source)
    finished = run(tmp_path, source=source, processes=False)
    assert (finished.graded, finished.already) == (0, 2)
    assert gradings(source) == {"ada": 1, "bob": 1}
    assert lines(source.notes / "calibrated") == 1


def test_changed_and_new_submissions_are_graded(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="7")
    again(tmp_path, source)
    hand_in(tmp_path, bob="8", cy="1")
    again(tmp_path, source)
    assert gradings(source) == {"ada": 1, "bob": 2, "cy": 1}
    assert scores(tmp_path) == {"ada": 10, "bob": 8, "cy": 1}


@pytest.mark.parametrize("content", [b"", b'{"student": "ada", "sco', b"null", b"\xff\xfe", b"{}"])
def test_a_damaged_record_is_made_again(tmp_path: Path, source: FakeSource, content: bytes) -> None:
    hand_in(tmp_path, ada="10", bob="7")
    again(tmp_path, source)
    (tmp_path / "out" / "students" / "ada" / "record.json").write_bytes(content)
    again(tmp_path, source)
    assert gradings(source) == {"ada": 2, "bob": 1}
    assert scores(tmp_path) == {"ada": 10, "bob": 7}


def test_lost_results_are_made_again(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10")
    again(tmp_path, source)
    (tmp_path / "out" / "students" / "ada" / "results.json").unlink()
    again(tmp_path, source)
    assert gradings(source) == {"ada": 2}


@pytest.mark.parametrize(
    "changed",
    ["assignments/hw/tests/task_1_1.py", "assignments/hw/assignment.toml", "solutions/losses.py"],
)
def test_a_changed_assignment_grades_everybody(
    tmp_path: Path, source: FakeSource, changed: str
) -> None:
    hand_in(tmp_path, ada="10")
    again(tmp_path, source)
    with (source.assignment.course / changed).open("a") as file:
        file.write("\nbonus = true\n" if changed.endswith("toml") else "\n# changed\n")
    again(tmp_path, resume_source(tmp_path))
    assert gradings(source) == {"ada": 2}


def test_another_secret_or_isolation_grades_everybody(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10")
    again(tmp_path, source)
    again(tmp_path, FakeSource(source.assignment, source.notes, secret=b"other"))
    again(tmp_path, FakeSource(source.assignment, source.notes, isolation="other"))
    assert gradings(source) == {"ada": 3}


def test_who_has_left_is_kept_and_named(tmp_path: Path, source: FakeSource) -> None:
    folder = hand_in(tmp_path, ada="10", bob="7")
    again(tmp_path, source)
    (folder / "bob" / "losses.py").unlink()
    (folder / "bob").rmdir()
    finished = run(tmp_path, source=source, processes=False)
    assert finished.departed == ("bob",)
    assert scores(tmp_path) == {"ada": 10, "bob": 7}


def test_results_of_another_assignment_are_not_overwritten(
    tmp_path: Path, source: FakeSource
) -> None:
    hand_in(tmp_path, ada="10")
    again(tmp_path, source)
    path = tmp_path / "out" / "students" / "ada" / "record.json"
    path.write_text(path.read_text().replace('"assignment": "hw"', '"assignment": "hw0"'))
    with pytest.raises(UsageError, match=r"results of hw0, not of hw\."):
        again(tmp_path, source)


def test_a_wrong_reference_grades_nobody(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10")
    (source.assignment.solutions / "losses.py").write_text("wrong")
    with pytest.raises(CouldNotCheck, match="The reference fails"):
        run(tmp_path, source=source)
    assert gradings(source) == {}


def test_what_was_unchecked_is_tried_again(tmp_path: Path, source: FakeSource) -> None:
    hand_in(tmp_path, ada="10", bob="unchecked")
    again(tmp_path, source)
    again(tmp_path, source)
    assert gradings(source) == {"ada": 1, "bob": 2}


def test_a_name_that_is_not_text_is_recorded(tmp_path: Path, source: FakeSource) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    path = Path(f"{folder}/b\udcffb")
    path.mkdir()
    (path / "losses.py").write_text("7")
    again(tmp_path, source)
    again(tmp_path, source)
    assert list(gradings(source).values()) == [1]
