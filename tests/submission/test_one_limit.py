"""What is taken has one limit, all files together, however it is cut; at home as in the grader."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from submission.handin import make_folder, make_zip, staged_files

from gradus.errors import SubmissionError
from gradus.submission import SizeLimits, one_submission, stage
from gradus_checks.home.handed_out import HandedOut
from gradus_checks.own_files import Room
from gradus_checks.submit import contents, zipped

MODULES = ("losses", "softmax")
ASKED = ("losses.py", "softmax.py")
WORK = {"losses.py": b"a = 1\n", "softmax.py": b"b = 2\n"}
ROOM = Room(files=2000, source=2000)
GIVEN = {"plots.py": b"#" * 1500, "data/table.npz": bytes(5000)}
CHANCE = random.Random(5)
NAMES = [f"{place}.{kind}" for kind in ("py", "npy", "png") for place in ("a", "b", "c", "c/d")]
NUMBERS = str([number / 997 for number in range(200)]).encode()

CARRIED: dict[str, dict[str, bytes]] = {
    "data": {"model.npy": CHANCE.randbytes(2000)},
    "many small files": {f"data/{number}.npy": CHANCE.randbytes(100) for number in range(30)},
    "numbers in source": {"model.py": b"W = " + NUMBERS},
    "a module a layer": {f"layer{number}.py": b"W = " + NUMBERS[:450] for number in range(6)},
    "packages": {f"layer{number}/__init__.py": b"W = " + NUMBERS[:450] for number in range(6)},
    "half source, half data": {
        "one.py": b"W = " + NUMBERS[:1500],
        "two.npy": CHANCE.randbytes(1500),
    },
    "names of files": {f"data/{number}{'f3' * 100}.txt": b"" for number in range(20)},
    "names of folders": {f"{number}{'f3' * 100}/a.txt": b"" for number in range(20)},
}


def laid_out(path: Path, into: Path, room: Room = ROOM) -> dict[str, bytes]:
    """What a grader lays out of a submission, beside what it hands out itself."""
    one = one_submission(path, MODULES)
    found = stage(one, MODULES, GIVEN, into, SizeLimits(room=room))
    return {name: text for name, text in staged_files(found).items() if name not in GIVEN}


def at_home(folder: Path) -> set[str]:
    """The names of what `submit.py` puts into its zip there."""
    handed = HandedOut("hw", MODULES, files_kb=2, digests=dict.fromkeys(GIVEN, ""))
    return set(contents(folder, handed).files)


@pytest.mark.parametrize("make", [make_folder, make_zip])
@pytest.mark.parametrize("cut", CARRIED)
def test_however_it_is_cut_no_more_is_taken(
    make: Callable[[Path, dict[str, bytes]], Path], cut: str, tmp_path: Path
) -> None:
    files = {**WORK, **CARRIED[cut]}
    path = make(tmp_path / "anna.zip", files)
    taken = laid_out(path, tmp_path / "into")
    assert sum(len(name) + len(content) for name, content in taken.items()) <= 2000
    assert WORK.items() <= taken.items()
    assert set(taken) < set(files)


@pytest.mark.parametrize("cut", CARRIED)
def test_what_is_handed_in_from_home_is_what_is_taken(cut: str, tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "anna", {**WORK, **GIVEN, **CARRIED[cut]})
    handed = HandedOut("hw", MODULES, files_kb=2, digests=dict.fromkeys(GIVEN, ""))
    (tmp_path / "hw.zip").write_bytes(zipped(folder, contents(folder, handed)))
    names = at_home(folder)
    assert set(laid_out(folder, tmp_path / "whole folder")) == names
    assert set(laid_out(tmp_path / "hw.zip", tmp_path / "zip")) == names


def test_what_was_handed_out_and_what_people_read_take_no_room_from_it(tmp_path: Path) -> None:
    own = {"mine.py": b"c = 3\n", "deep/down/mine.npy": bytes(900)}
    others = {"hw.ipynb": bytes(1500), "README.md": bytes(900)}
    path = make_folder(tmp_path / "anna", {**WORK, **GIVEN, **own, **others})
    assert set(laid_out(path, tmp_path / "into")) == {*WORK, *own, "README.md"}
    assert at_home(path) == {*WORK, *own}


@pytest.mark.parametrize("size", [1900, 2100])
def test_modules_alone_that_are_too_large_are_told_at_home(size: int, tmp_path: Path) -> None:
    path = make_folder(tmp_path / "anna", {**WORK, "losses.py": b"#" * size})
    is_too_large = size > 2000
    assert contents(path, HandedOut("hw", MODULES, files_kb=2)).is_too_large == is_too_large
    if is_too_large:
        with pytest.raises(SubmissionError, match="at most 2 kB of Python source are accepted"):
            laid_out(path, tmp_path / "into")


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 900)),
    st.integers(0, 900),
)
def test_source_takes_its_part_and_all_together_no_more(sizes: dict[str, int], own: int) -> None:
    room = Room(files=2000, source=1000)
    sizes = {**sizes, "losses.py": own}
    taken = room.fitting(sizes, ASKED)
    cost = {name: len(name) + sizes[name] for name in taken}
    assert sum(cost.values()) <= 2000
    assert sum(size for name, size in cost.items() if name.endswith(".py")) <= 1000
    left = 2000 - sum(cost.values())
    assert all(
        len(name) + size > left or name.endswith(".py")
        for name, size in sizes.items()
        if name not in taken
    )
