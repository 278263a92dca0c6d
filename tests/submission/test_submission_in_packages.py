"""Modules in packages are found in every form in which they are handed in."""

from pathlib import Path

import pytest
from submission.handin import make_zip, staged_files

from gradus.errors import UsageError
from gradus.submission import find_submissions, one_submission, stage

MODULES = ("layers/dense", "layers/pool", "network")
GIVEN = {"layers/__init__.py": b"given\n"}
WORK = {"layers/dense.py": b"d = 1\n", "layers/pool.py": b"p = 1\n", "network.py": b"n = 1\n"}


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def as_folder(place: Path, files: dict[str, bytes]) -> Path:
    return written(place / "anna", files)


def as_zip(place: Path, files: dict[str, bytes]) -> Path:
    return make_zip(place / "anna.zip", files)


def as_zip_with_a_top_folder(place: Path, files: dict[str, bytes]) -> Path:
    return make_zip(place / "anna.zip", {f"hw1/{name}": each for name, each in files.items()})


@pytest.mark.parametrize("handed_in", [as_folder, as_zip, as_zip_with_a_top_folder])
@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        ({}, ()),
        (
            {"layers/dense.py": "dense.py", "layers/pool.py": "pool.py"},
            (
                "dense.py counts as layers/dense.py: nothing is called layers/dense.py",
                "pool.py counts as layers/pool.py: nothing is called layers/pool.py",
            ),
        ),
        (
            {"layers/dense.py": "layers/dense (1).py"},
            ("dense (1).py counts as layers/dense.py: nothing is called layers/dense.py",),
        ),
    ],
)
def test_each_form_is_laid_out_alike(
    tmp_path: Path, handed_in: object, changes: dict[str, str], notes: tuple[str, ...]
) -> None:
    assert callable(handed_in)
    work = {changes.get(name, name): content for name, content in WORK.items()}

    one = one_submission(handed_in(tmp_path, work), MODULES)
    found = stage(one, MODULES, GIVEN, tmp_path / "into")

    assert staged_files(found) == {**WORK, **GIVEN}
    assert (found.missing, found.notes) == ((), notes)


def test_what_hides_a_module_or_its_package_is_left_out(tmp_path: Path) -> None:
    hiding = {"layers.py": b"", "layers/dense/__init__.py": b"", "layers/__init__.py": b"mine"}
    one = one_submission(as_folder(tmp_path, {**WORK, **hiding}), MODULES)
    found = stage(one, MODULES, GIVEN, tmp_path / "into")
    assert staged_files(found) == {**WORK, **GIVEN}
    assert set(found.notes) == {
        'left out "layers.py", which would hide layers/dense.py',
        'left out "layers/dense", which would hide layers/dense.py',
        "layers/__init__.py of yours did not count: what came with the assignment is used",
    }


def test_a_package_that_no_file_begins_is_one_too(tmp_path: Path) -> None:
    own = {"layers/mine.py": b"", "layers/__init__.py": b"mine"}
    one = one_submission(as_folder(tmp_path, {**WORK, **own}), MODULES)
    assert staged_files(stage(one, MODULES, {}, tmp_path / "into")) == {**WORK, **own}


def test_single_files_that_bear_names_are_one_students(tmp_path: Path) -> None:
    names = {"bo_dense.py": "layers/dense.py", "bo_pool.py": "layers/pool.py"}
    written(tmp_path / "class", {name: WORK[each] for name, each in names.items()})
    (one,) = find_submissions(tmp_path / "class", MODULES)
    found = stage(one, MODULES, GIVEN, tmp_path / "into")
    assert (one.student, found.missing) == ("bo", ("network",))
    assert staged_files(found)["layers/pool.py"] == WORK["layers/pool.py"]


def test_modules_of_one_name_in_two_packages_are_kept_apart(tmp_path: Path) -> None:
    modules = ("layers/base", "optim/base")
    work = {"optim/base (1).py": b"o = 1\n", "layers/base.py": b"l = 1\n", "base.py": b"?\n"}
    found = stage(
        one_submission(as_folder(tmp_path, work), modules), modules, {}, tmp_path / "into"
    )
    assert staged_files(found)["optim/base.py"] == b"o = 1\n"
    assert staged_files(found)["layers/base.py"] == b"l = 1\n"


def test_a_submission_is_not_taken_for_a_class(tmp_path: Path) -> None:
    written(tmp_path, {name: each for name, each in WORK.items() if "/" in name})
    with pytest.raises(UsageError, match="layers itself, so it looks like one submission"):
        find_submissions(tmp_path, MODULES)
