"""Data that students get, and data that they must not: refused, named, never mixed up."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from release.mini_course import Course, prove_at_once

from gradus.assignment.consistency import check_assignment
from gradus.errors import AssignmentError, ReleaseRefused
from gradus.release import build, refuse_demo_data
from gradus.release.folder import student_files
from gradus.release.leaks import refuse_leaks

HIDDEN = np.arange(12, dtype=np.uint8).reshape(4, 3)
GIVEN = HIDDEN + 100


def declare(course: Course, line: str) -> None:
    course.edit("mini/assignment.toml", 'title = "Mini"\n', f'title = "Mini"\n{line}\n')


def write(path: Path, **arrays: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


@pytest.fixture
def rated(course: Course) -> Course:
    """The mini course with data for students, and hidden data of its own."""
    declare(course, 'files = ["data/songs.npz"]\nhidden_data = "hidden"')
    write(course.root / "assignments/mini/data/songs.npz", x=GIVEN, names=["a", "b"])
    write(course.root / "solutions/hidden/id.npz", x=HIDDEN, y=[0, 1, 1, 0], seed_kind="secret")
    return course


def scan(course: Course) -> None:
    sources = check_assignment(course.assignment)
    refuse_leaks(course.assignment, sources, student_files(course.assignment, sources))


def test_files_reach_the_folder_as_they_are(rated: Course, tmp_path: Path) -> None:
    refuse_demo_data(rated.assignment)
    report = build(rated.assignment, tmp_path / "dist", prove_at_once)
    given = (rated.root / "assignments/mini/data/songs.npz").read_bytes()
    assert (report.folder / "data" / "songs.npz").read_bytes() == given
    assert not list(report.folder.rglob("id.npz"))


@pytest.mark.parametrize(
    "line",
    [
        'files = ["../songs.npz"]',
        'files = ["/etc/passwd"]',
        'files = [".secret"]',
        'files = ["data/"]',
        'hidden_data = "../elsewhere"',
        "files = [1]",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(course: Course, line: str) -> None:
    declare(course, line)
    with pytest.raises(AssignmentError, match=line.split()[0]):
        _ = course.assignment


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.npz", "is not a file"),
        ("large.bin", r"has 5\.0 MB"),
        ("link.npz", "is not a file"),
        ("losses.py", "Give yours another name"),
    ],
)
def test_a_file_that_cannot_be_given_is_named(course: Course, name: str, says: str) -> None:
    declare(course, f'files = ["{name}"]')
    folder = course.root / "assignments/mini"
    (folder / "large.bin").write_bytes(bytes(5_000_001))
    (folder / "losses.py").write_text("")
    (folder / "link.npz").symlink_to(folder / "large.bin")
    with pytest.raises(AssignmentError, match=f"{name}.*{says}"):
        student_files(course.assignment, check_assignment(course.assignment))


@pytest.mark.parametrize("kept", ["all", "one row as floats", "as .npy"])
def test_hidden_samples_are_found_in_what_students_get(rated: Course, kept: str) -> None:
    scan(rated)
    path = rated.root / "assignments/mini/data/songs.npz"
    if kept == "all":
        path.write_bytes((rated.root / "solutions/hidden/id.npz").read_bytes())
    elif kept == "one row as floats":
        write(path, y=[0], more=np.vstack([GIVEN, HIDDEN[2]]).astype(float))
    else:
        rated.edit("mini/assignment.toml", "data/songs.npz", "data/songs.npy")
        buffer = io.BytesIO()
        np.save(buffer, HIDDEN)
        path.with_suffix(".npy").write_bytes(buffer.getvalue())
    with pytest.raises(ReleaseRefused, match=r"songs.*samples of the hidden id\.npz"):
        scan(rated)


def test_data_that_holds_objects_is_refused(rated: Course) -> None:
    write(rated.root / "assignments/mini/data/songs.npz", x=np.array([{}], dtype=object))
    with pytest.raises(AssignmentError, match="plain NumPy arrays"):
        scan(rated)


def test_the_demos_hidden_data_is_refused_with_the_cure(rated: Course) -> None:
    write(rated.root / "solutions/hidden/key.npz", x=HIDDEN, y=[0, 1, 1, 0], seed_kind="demo")
    with pytest.raises(ReleaseRefused, match=r"key\.npz.*make_dataset\.py --hidden-seed.*--demo"):
        refuse_demo_data(rated.assignment)


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        ({"x": HIDDEN}, "does not say whose it is"),
        ({"x": HIDDEN, "seed_kind": "mine"}, "does not say whose it is"),
        ({"seed_kind": "secret"}, "holds no array x"),
    ],
)
def test_hidden_data_says_whose_it_is(rated: Course, arrays: dict[str, object], says: str) -> None:
    write(rated.root / "solutions/hidden/id.npz", **arrays)
    with pytest.raises(AssignmentError, match=says):
        refuse_demo_data(rated.assignment)


def test_hidden_data_that_is_missing_or_broken_is_named(rated: Course) -> None:
    path = rated.root / "solutions/hidden/id.npz"
    path.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(AssignmentError, match=r"id\.npz holds no plain"):
        refuse_demo_data(rated.assignment)
    path.unlink()
    with pytest.raises(AssignmentError, match=r"holds no hidden data.*--hidden-seed"):
        refuse_demo_data(rated.assignment)
