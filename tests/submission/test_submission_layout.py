"""A submission is laid out as it was handed in, within one limit, beside what was handed out."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from submission.handin import make_folder, make_zip, stage_path, staged_files

from gradus.errors import SubmissionError
from gradus.submission import SizeLimits, Staged, fingerprint, one_submission, stage
from gradus_checks.own_files import Room

MODULES = ("losses", "softmax")
WORK = {"losses.py": b"a = 1\n", "softmax.py": b"b = 2\n"}
LIMITS = SizeLimits(room=Room(files=3000, source=1000))


def staged(
    folder: Path, files: dict[str, bytes], handed_out: dict[str, bytes] | None = None
) -> Staged:
    for name, content in {**WORK, **files}.items():
        path = folder / "anna" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    one = one_submission(folder / "anna", MODULES)
    return stage(one, MODULES, handed_out or {}, folder / "into", LIMITS)


def test_packages_and_data_keep_their_places(tmp_path: Path) -> None:
    files = {"utils/__init__.py": b"", "utils/tools.py": b"c = 3\n", "mine/table.csv": b"1,2\n"}
    found = staged(tmp_path, files)
    assert staged_files(found) == {**WORK, **files}
    assert found.notes == ()


def test_what_was_handed_out_lies_there_whatever_the_student_did_to_it(tmp_path: Path) -> None:
    given = {"plots.py": b"ours", "data/pitches.npz": b"numbers", "data/chords.npz": b"chords"}
    files = {"plots.py": b"theirs", "data/chords.npz": b"chords", "data/own.csv": b"1"}
    found = staged(tmp_path, files, given)
    assert staged_files(found) == {**WORK, **given, "data/own.csv": b"1"}
    assert found.notes == (
        "plots.py of yours did not count: what came with the assignment is used",
    )
    assert found.replaced == found.notes


@pytest.mark.parametrize("mine", [b"one\r\ntwo\r\n", b"one\ntwo", b"one\ntwo\n\n"])
def test_source_that_an_editor_has_saved_again_is_unchanged(tmp_path: Path, mine: bytes) -> None:
    given = {"plots.py": b"one\ntwo\n"}
    found = staged(tmp_path, {"plots.py": mine}, given)
    assert staged_files(found) == {**WORK, **given}
    assert found.notes == found.replaced == ()


def test_data_is_compared_to_the_byte(tmp_path: Path) -> None:
    found = staged(tmp_path, {"table.csv": b"1\r\n"}, {"table.csv": b"1\n"})
    assert found.replaced == (
        "table.csv of yours did not count: what came with the assignment is used",
    )


@pytest.mark.parametrize("name", ["random.py", "queue/__init__.py", "statistics.py"])
def test_who_calls_a_module_like_pythons_own_is_told(tmp_path: Path, name: str) -> None:
    top = name.split("/")[0]
    found = staged(tmp_path, {name: b"", "random_notes.txt": b""})
    assert name in staged_files(found)
    (note,) = found.notes
    assert note.startswith(f'"{top}" has the name of one of Python\'s own modules, and "import ')


@pytest.mark.parametrize(
    "files", [{"data": b"a file"}, {"plots/__init__.py": b""}, {"plots.py/x.py": b""}], ids=str
)
def test_nothing_stands_in_its_way(tmp_path: Path, files: dict[str, bytes]) -> None:
    given = {"plots.py": b"ours", "data/pitches.npz": b"numbers"}
    found = staged_files(staged(tmp_path, files, given))
    assert found == {**WORK, **given}


def test_source_has_a_part_of_the_limit_and_the_modules_come_first(tmp_path: Path) -> None:
    files = {f"{letter}.py": b"#" * 400 for letter in "abc"}
    found = staged(tmp_path, files)
    assert set(staged_files(found)) == {*WORK, "a.py", "b.py"}
    assert found.notes == (
        "left out c.py (400 B): taken are at most 3 kB of all files together, of which 1 kB "
        "may be Python source",
    )


def test_modules_that_are_larger_than_all_source_may_be_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r", 1 kB together; at most 1 kB of Python source"):
        staged(tmp_path, {"losses.py": b"#" * 600, "softmax.py": b"#" * 600})


@pytest.mark.parametrize("name", ["numpy/__init__.py", "numpy.py", "gradus_checks.py"])
def test_what_is_called_like_a_library_is_left_out(tmp_path: Path, name: str) -> None:
    found = staged(tmp_path, {name: b"", "numpy_notes.txt": b"mine"})
    assert set(staged_files(found)) == {*WORK, "numpy_notes.txt"}
    (note,) = found.notes
    assert note == f'left out "{name.split("/")[0]}", which is called like a library'


@pytest.mark.slow
@pytest.mark.parametrize("make", [make_folder, make_zip])
def test_ten_thousand_files_beside_the_modules_hide_nothing(
    make: Callable[[Path, dict[str, bytes]], Path], tmp_path: Path
) -> None:
    """A data set that was handed in, unpacked, with all else: what is in the way is left out."""
    pictures = {f"{number}.txt": b"1" for number in range(10_000)}
    helpers = {"utils/__init__.py": b"", "utils/tools.py": b"c = 3\n"}
    path = make(tmp_path / "anna.zip", {**pictures, **WORK, **helpers})
    found = stage_path(path, tmp_path / "into")
    files = staged_files(found)
    assert len(files) == 500
    assert {**WORK, **helpers}.items() <= files.items()
    assert found.missing == ()
    (note,) = found.notes
    assert note.startswith(
        "left out 1444.txt, 1445.txt, 1446.txt and 9,501 more: at most 500 files"
    )


@pytest.mark.parametrize("make", [make_folder, make_zip])
def test_what_is_too_large_beside_the_modules_is_left_out(
    make: Callable[[Path, dict[str, bytes]], Path], tmp_path: Path
) -> None:
    limits = SizeLimits(total_bytes=5000, file_bytes=3000, module_bytes=1000)
    large = {"film.mov": bytes(3001), "own.py": b"#" * 1001, "x": os.urandom(2900)}
    path = make(tmp_path / "anna.zip", {**WORK, **large, "y": os.urandom(2900)})
    found = stage_path(path, tmp_path / "into", limits=limits)
    assert set(staged_files(found)) == {*WORK, "x"}
    (note,) = found.notes
    assert note == (
        "left out film.mov, own.py and y: at most 500 files are taken, none above 3 kB, and 5 kB "
        "in all, your modules first"
    )


def test_a_module_too_large_is_no_module_left_out(tmp_path: Path) -> None:
    path = make_folder(tmp_path / "anna", {**WORK, "losses.py": b"#" * 2000})
    with pytest.raises(SubmissionError, match=r"^losses\.py is too large"):
        stage_path(path, tmp_path / "into", limits=SizeLimits(module_bytes=1000))


def test_a_change_among_ten_thousand_files_is_seen(tmp_path: Path) -> None:
    files = {f"{number}.txt": b"1" for number in range(2_000)}
    path = make_folder(tmp_path / "anna", {**files, **WORK})
    before = fingerprint(one_submission(path, MODULES))
    (path / "losses.py").write_bytes(b"a = 2\n")
    assert fingerprint(one_submission(path, MODULES)) != before
