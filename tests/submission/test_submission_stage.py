"""What was handed in arrives complete, flat and with remarks where they help."""

from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest
from submission.handin import (
    LOSSES,
    MODULES,
    SOFTMAX,
    WORK,
    make_folder,
    make_zip,
    stage_path,
    staged_files,
)

from gradus.errors import CouldNotCheck
from gradus.submission import find_submissions, stage


@pytest.fixture(params=["folder", "zip"])
def hand_in(request: pytest.FixtureRequest, tmp_path: Path):
    """Hands in files as a folder or as a zip and stages them."""

    def run(files, **options):
        make = make_zip if request.param == "zip" else make_folder
        name = "alice.zip" if request.param == "zip" else "alice"
        return stage_path(make(tmp_path / name, files), tmp_path / "into", **options)

    return run


def test_modules_and_other_files_are_staged(hand_in) -> None:
    files = {**WORK, "helpers.py": b"x = 1\n", "data/notes.txt": b"la", "ünï.txt": b""}
    staged = hand_in(files)
    assert staged_files(staged) == files
    assert staged.missing == ()
    assert staged.notes == ()


@pytest.mark.parametrize(
    ("files", "notes"),
    [
        ({"hw1/losses.py": LOSSES, "hw1/softmax.py": SOFTMAX}, ()),
        (
            {"hw1/src/losses.py": LOSSES, "hw1/src/softmax.py": SOFTMAX},
            ('found your modules in "hw1/src"',),
        ),
        (
            {"src/losses.py": LOSSES, "src/softmax.py": SOFTMAX, "report.md": b""},
            ('found your modules in "src"',),
        ),
        (
            {**WORK, "old/losses.py": b"old", "old/softmax.py": b"old"},
            ('losses.py and softmax.py in "old" did not count',),
        ),
        (
            {"losses.py": b"alone", "a/losses.py": LOSSES, "a/softmax.py": SOFTMAX},
            ('found your modules in "a"', 'losses.py in "." did not count'),
        ),
    ],
)
def test_the_shallowest_folder_with_most_modules_counts(hand_in, files, notes) -> None:
    staged = hand_in(files)
    contents = staged_files(staged)
    assert contents["losses.py"] == LOSSES
    assert contents["softmax.py"] == SOFTMAX
    assert staged.notes == notes
    assert staged.missing == ()


def test_modules_in_folders_of_their_own_are_pointed_out(hand_in) -> None:
    staged = hand_in({"1/losses.py": LOSSES, "2/softmax.py": SOFTMAX})
    assert staged.missing == ("softmax",)
    assert 'softmax.py in "2" did not count: put all your modules into one folder' in staged.notes


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("softmx.py", "softmx.py looks like softmax.py misspelt: rename it"),
        ("Softmax.py", "Softmax.py looks like softmax.py misspelt: rename it"),
        ("softmax_final.py", "softmax_final.py looks like softmax.py misspelt: rename it"),
        ("softmax.py.txt", "softmax.py.txt looks like softmax.py misspelt: rename it"),
        ("softmax", "softmax looks like softmax.py misspelt: rename it"),
        ("softmax.ipynb", "softmax.ipynb is a notebook: put its functions into softmax.py"),
        (
            "softmax.docx",
            "softmax.docx is not Python source: hand in softmax.py, saved as plain text",
        ),
    ],
)
def test_a_misspelt_module_is_pointed_out_and_not_used(hand_in, name, note) -> None:
    staged = hand_in({"losses.py": LOSSES, name: SOFTMAX})
    assert staged.missing == ("softmax",)
    assert staged.notes == (note,)


@pytest.mark.parametrize("name", ["softmax (1).py", "softmax-2.py", "softmax - Copy.py"])
def test_a_loose_name_counts_where_there_is_no_exact_one_and_a_person_is_told(
    hand_in, name
) -> None:
    staged = hand_in({"losses.py": LOSSES, name: SOFTMAX})
    assert staged_files(staged) == WORK
    assert staged.missing == ()
    assert staged.guessed == (f"{name} counts as softmax.py: nothing is called softmax.py",)
    assert staged.notes == staged.guessed


def test_of_several_loose_names_the_highest_counts(hand_in) -> None:
    files = {"losses (1).py": b"1", "losses (10).py": b"10", "losses (9).py": b"9"}
    staged = hand_in({**files, "old_losses.py": b"old", "softmax.py": SOFTMAX})
    assert staged_files(staged)["losses.py"] == b"10"
    assert staged.missing == ()


def test_a_second_copy_of_a_module_is_pointed_out(hand_in) -> None:
    staged = hand_in({**WORK, "losses (1).py": LOSSES, "losses_helper.py": b"x = 1\n"})
    assert staged.missing == ()
    assert staged.notes == ("losses (1).py did not count: only losses.py does",)


def test_a_notebook_under_another_name_is_pointed_out(hand_in) -> None:
    notebook = b'{"cells": [], "metadata": {}, "nbformat": 4}'
    (note,) = hand_in({"losses.py": notebook, "softmax.py": SOFTMAX}).notes
    assert note.startswith("losses.py is a notebook under another name")


def test_unrelated_files_are_not_called_misspelt(hand_in) -> None:
    assert hand_in({"losses.py": LOSSES, "helpers.py": b"", "softmax.png": b""}).notes == ()


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
def test_an_empty_module_is_handed_in_but_noted(hand_in, content) -> None:
    staged = hand_in({"losses.py": content, "softmax.py": SOFTMAX})
    assert staged.missing == ()
    assert staged.notes == ("losses.py is empty",)


def test_a_clone_with_its_environment_is_staged_without_it(hand_in) -> None:
    junk = [
        *(".git/objects/ab", ".venv/lib/x.py", "venv/pyvenv.cfg", "venv/lib/python3/site/x.py"),
        *("venv/bin/python", "__pycache__/losses.cpython-311.pyc", ".ipynb_checkpoints/losses.py"),
        *("node_modules/a.js", ".OTTER_LOG", "tests/task_1_1.py", "gradus_checks/__init__.py"),
        *("conftest.py", ".DS_Store", "__MACOSX/._losses.py", "._losses.py", "Thumbs.db"),
    ]
    assert staged_files(hand_in({**WORK, **dict.fromkeys(junk, b"junk")})) == WORK


def test_junk_counts_towards_no_limit(hand_in) -> None:
    junk = {f".git/objects/{number}": b"" for number in range(600)}
    assert staged_files(hand_in({**WORK, **junk, ".venv/big": bytes(6_000_000)})) == WORK


def test_provided_modules_replace_whatever_has_their_name(hand_in) -> None:
    files = {
        **WORK,
        "given.py": b"theirs",
        "given/__init__.py": b"theirs",
        "given.pyc": b"theirs",
        "other.py/trap.txt": b"theirs",
    }
    provided = {"given.py": b"ours", "other.py": b"ours too"}
    assert staged_files(hand_in(files, provided=provided)) == {
        **WORK,
        "given.py": b"ours",
        "other.py": b"ours too",
    }


@pytest.mark.parametrize("name", ["losses/__init__.py", "losses" + EXTENSION_SUFFIXES[0]])
def test_what_would_hide_a_module_is_left_out(hand_in, name) -> None:
    staged = hand_in({**WORK, name: b""})
    assert staged_files(staged) == WORK
    assert staged.notes == (f'left out "{name.split("/")[0]}", which would hide losses.py',)


def test_a_folder_called_like_a_module_is_kept_when_it_hides_nothing(hand_in) -> None:
    files = {**WORK, "losses/data.txt": b""}
    assert staged_files(hand_in(files)) == files


def test_backslashes_of_windows_zips_are_folders(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "alice.zip", {f"hw1\\{name}": WORK[name] for name in WORK})
    assert staged_files(stage_path(path, tmp_path / "into")) == WORK


def test_the_zip_that_a_platform_put_into_a_folder_is_opened(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "alice", {".hidden": b"", "onlinetext.html": b"Here it is."})
    make_zip(folder / "hw1.ZIP", WORK)
    assert staged_files(stage_path(folder, tmp_path / "into")) == WORK


def test_single_modules_are_staged_under_the_module_names(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "class", {"al_losses-1.py": LOSSES, "al.softmax.py": SOFTMAX, "b_losses.py": b""}
    )
    alice, bob = find_submissions(folder, MODULES)
    assert staged_files(stage(alice, MODULES, {}, tmp_path / "a")) == WORK
    staged = stage(bob, MODULES, {}, tmp_path / "b")
    assert staged.missing == ("softmax",)
    assert staged.notes == ("losses.py is empty",)


def test_a_folder_that_is_not_empty_is_the_graders_fault(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "alice.zip", WORK)
    into = make_folder(tmp_path / "into", {"losses.py": b"another student's"})
    with pytest.raises(CouldNotCheck, match="not empty"):
        stage_path(path, into)
    assert (into / "losses.py").read_bytes() == b"another student's"


def test_a_place_that_cannot_be_written_is_the_graders_fault(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "alice.zip", WORK)
    (tmp_path / "file").touch()
    with pytest.raises(CouldNotCheck, match="cannot be unpacked into"):
        stage_path(path, tmp_path / "file" / "into")
