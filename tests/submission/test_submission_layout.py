"""A submission is laid out as it was handed in, within one limit, beside what was handed out."""

from pathlib import Path

import pytest
from submission.handin import staged_files

from gradus.errors import SubmissionError
from gradus.submission import SizeLimits, Staged, one_submission, stage

MODULES = ("losses", "softmax")
WORK = {"losses.py": b"a = 1\n", "softmax.py": b"b = 2\n"}
LIMITS = SizeLimits(source_bytes=1000, data_bytes=2000)


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


@pytest.mark.parametrize(
    "files", [{"data": b"a file"}, {"plots/__init__.py": b""}, {"plots.py/x.py": b""}], ids=str
)
def test_nothing_stands_in_its_way(tmp_path: Path, files: dict[str, bytes]) -> None:
    given = {"plots.py": b"ours", "data/pitches.npz": b"numbers"}
    found = staged_files(staged(tmp_path, files, given))
    assert found == {**WORK, **given}


def test_all_source_together_has_one_limit_and_the_modules_come_first(tmp_path: Path) -> None:
    files = {f"{letter}.py": b"#" * 400 for letter in "abc"}
    found = staged(tmp_path, files)
    assert set(staged_files(found)) == {*WORK, "a.py", "b.py"}
    assert found.notes == ("left out c.py (400 B): at most 1 kB of Python source are taken in all",)


def test_all_data_together_has_one(tmp_path: Path) -> None:
    files = {f"data/{number}.npy": b"1" * 300 for number in range(9)}
    found = staged(tmp_path, files)
    assert len(staged_files(found)) == 2 + 6
    (note,) = found.notes
    assert note.startswith("left out data/6.npy, data/7.npy and data/8.npy (900 B): at most 2 kB")


def test_modules_that_are_larger_than_all_source_may_be_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r", 1 kB together; at most 1 kB of Python source"):
        staged(tmp_path, {"losses.py": b"#" * 600, "softmax.py": b"#" * 600})


@pytest.mark.parametrize("name", ["numpy/__init__.py", "numpy.py", "gradus_checks.py"])
def test_what_is_called_like_a_library_is_left_out(tmp_path: Path, name: str) -> None:
    found = staged(tmp_path, {name: b"", "numpy_notes.txt": b"mine"})
    assert set(staged_files(found)) == {*WORK, "numpy_notes.txt"}
    (note,) = found.notes
    assert note == f'left out "{name.split("/")[0]}", which is called like a library'
