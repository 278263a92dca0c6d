"""`build` proves an assignment before it writes anything, and writes it whole or not at all."""

import zipfile
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from release.mini_course import Course, at_once, grade_in_process, prove_at_once

from gradus.assignment import Assignment, load_assignment
from gradus.cli import main
from gradus.errors import GradusError, ReleaseRefused
from gradus.release import build, check_stale
from gradus.release.starter import solved
from gradus.release.worst_case import gradescope_seconds
from gradus.release.writing import write_folder
from gradus.results import Scores, Status

pytestmark = pytest.mark.slow


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_is_folder_zip_and_starter(course: Course, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    report = build(course.assignment, dist, prove_at_once)
    assert report.folder == dist / "mini"
    assert (report.public_cases, report.hidden_cases) == (3, 2)
    assert (report.public_points, report.hidden_points) == (65, 35)
    check_stale(course.assignment)

    files = contents(report.folder)
    outside = {name for name in files if not name.startswith("gradus_checks/")}
    assert outside == {
        "README.md",
        "conftest.py",
        "submit.py",
        "losses.py",
        "mini.ipynb",
        "numerical.py",
        "pytest.ini",
        "requirements.txt",
        "tests/task_1_1.py",
        "tests/task_1_2.py",
    }
    assert "gradus_checks/pytest_plugin.py" in files
    assert not [name for name in files if "__pycache__" in name]
    with zipfile.ZipFile(report.archive) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"mini/{name}": data for name, data in files.items()
        }
    assert not [path for path in dist.iterdir() if path.name.startswith(".")]


def test_solutions_of_earlier_assignments_that_are_handed_out_are_named() -> None:
    course = Path(__file__).resolve().parents[2]
    provided = load_assignment(course, "hw3-generalization").provided
    told = "losses.py, softmax.py of hw1-losses; backprop.py, gradient_descent.py of hw2-backprop"
    assert solved(course, provided) == told
    assert solved(course, ("plots",)) == ""


def test_the_same_course_gives_the_same_bytes(course: Course, tmp_path: Path) -> None:
    archive = build(course.assignment, tmp_path / "dist", prove_at_once).archive
    first = archive.read_bytes()
    course.path("solutions/losses.py").touch()
    (archive.parent / "mini" / "left over.txt").write_text("old")
    build(course.assignment, tmp_path / "dist", prove_at_once)
    assert archive.read_bytes() == first
    assert not (archive.parent / "mini" / "left over.txt").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("solutions/losses.py", "difference**2", "difference**3", "'Worked example': failed"),
        ("task_1_1.py", "check_close(losses.mse(SONG, SONG), 0.0)", "pass", "earn nothing"),
        ("task_1_2.py", "(17, 4))\n    check", "(17, 4))\n    return\n    check", "earn nothing"),
    ],
)
def test_nothing_is_written_for_an_unproven_assignment(
    course: Course, tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    course.edit(file, old, new)
    with pytest.raises(ReleaseRefused, match=says):
        build(course.assignment, tmp_path / "dist", prove_at_once)
    assert not (tmp_path / "dist").exists()
    assert not course.assignment.starter.exists()


def test_a_public_case_that_leans_on_what_is_hidden_is_refused(
    course: Course, tmp_path: Path
) -> None:
    course.edit("task_1_1.py", "def silence():", "def silence():\n    globals()['FAR_AWAY']")
    with pytest.raises(ReleaseRefused, match=r"public tests that students get.*\n.*FAR_AWAY"):
        build(course.assignment, tmp_path / "dist", prove_at_once)


def test_what_could_not_be_checked_is_no_proof(course: Course, tmp_path: Path) -> None:
    def unsure(assignment: Assignment, folder: Path) -> Scores:
        scores = grade_in_process(assignment, folder)
        first, *rest = scores.questions
        cases = tuple(replace(case, status=Status.UNCHECKED) for case in first.cases)
        return replace(scores, questions=(replace(first, cases=cases), *rest))

    with pytest.raises(ReleaseRefused, match="'Worked example': could not be checked"):
        build(course.assignment, tmp_path / "dist", at_once(unsure))


def test_a_folder_that_gradus_did_not_write_is_left_alone(course: Course, tmp_path: Path) -> None:
    mine = tmp_path / "dist" / "mini" / "thesis.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("years of work")
    with pytest.raises(GradusError, match="not a release that Gradus wrote"):
        build(course.assignment, tmp_path / "dist", prove_at_once)
    assert mine.read_text() == "years of work"


def test_a_place_that_cannot_be_written_is_one_message(course: Course, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")
    with pytest.raises(GradusError, match=r"dist/mini cannot be written: .*-o"):
        build(course.assignment, tmp_path / "dist", prove_at_once)


def test_a_full_disk_leaves_the_old_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mini"
    old = {"requirements.txt": b"", "gradus_checks/a.py": b"old"}
    write_folder(target, old)

    def full(path: Path, _: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(GradusError, match="mini cannot be written: No space left on device"):
        write_folder(target, {"a": b"new"})
    monkeypatch.undo()
    assert contents(target) == old
    assert list(tmp_path.iterdir()) == [target]


def test_the_worst_case_on_gradescope(course: Course, tmp_path: Path) -> None:
    report = build(course.assignment, tmp_path / "dist", prove_at_once)
    # Otter takes 10 s, the reference 0.2, a submission 150 and 20 that are nobody's, on half a
    # core; and it may sleep for a minute.
    assert report.worst_seconds == pytest.approx(2 * (10 + 0.2 + 150 + 20) + 60)
    slow = gradescope_seconds(course.assignment, 60.0)
    assert slow == pytest.approx(2 * (10 + 60 + 180 + 20) + 60)


def test_a_worst_case_that_gradescope_would_cut_off_is_said(course: Course, tmp_path: Path) -> None:
    toml = course.path("assignment.toml")
    toml.write_text(toml.read_text("utf-8") + "\n[limits]\nsubmission_cpu_seconds = 300\n")
    command = ["build", "mini", "--course", str(course.root), "-o", str(tmp_path / "dist")]
    built = CliRunner().invoke(main, command)
    assert built.exit_code == 0, built.output
    assert "WARNING: on Gradescope the slowest submission would take 12." in built.stdout
    assert "Lower submission_cpu_seconds in [limits]" in built.stdout


def test_a_grading_process_that_is_ended_is_one_message(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(ThreadPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            raise BrokenExecutor("a process was terminated abruptly")

    monkeypatch.setattr("gradus.cli.build.process_pool", Ended)
    command = ["build", "mini", "--course", str(course.root), "-o", str(tmp_path / "dist")]
    built = CliRunner().invoke(main, command)
    assert built.exit_code == 1
    assert "was ended from outside, perhaps because memory ran out." in built.stderr
    assert not (tmp_path / "dist").exists()
