"""Of several things that one student handed in: what counts, and that a person is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from submission.handin import LOSSES, MODULES, SOFTMAX, WORK, age, make_folder, make_zip

from gradus.submission import Submission, look_through, outline, stage

PART = {"losses.py": LOSSES}
Thing = bytes | Mapping[str, bytes]
SEVEN = b"7z\xbc\xaf\x27\x1c"


def put(folder: Path, *things: tuple[str, Thing]) -> Submission:
    """Put them there, each newer than the one before; the one submission that they are."""
    for order, (name, content) in enumerate(things):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif path.suffix == ".zip":
            make_zip(path, content)
        else:
            make_folder(path, content)
        age(path, 1000 + order)
    (found,) = look_through(folder, MODULES).submissions
    return found


@pytest.mark.parametrize(
    ("prefix", "things", "inside", "told"),
    [
        ("ekbo_21_{}_", [("hw.zip", WORK), ("report.pdf", b"x")], "hw.zip", 0),
        ("ekbo_21_{}_", [("report.pdf", b"x"), ("hw.zip", WORK)], "hw.zip", 0),
        ("ekbo_21_{}_", [("hw.zip", WORK), ("data.zip", {"a.csv": b"1"})], "hw.zip", 0),
        ("ekbo_21_{}_", [("hw.zip", WORK), ("hw.7z", SEVEN)], "hw.zip", 0),
        ("ekbo_21_{}_", [("hw.zip", PART), ("hw-1.zip", WORK)], "hw-1.zip", 1),
        ("ekbo_21_{}_", [("hw.zip", WORK), ("hw-1.zip", WORK)], "hw-1.zip", 1),
        ("ekbo_21_{}_", [("hw.zip", WORK), ("losses.py", LOSSES)], "hw.zip", 1),
        ("ekbo_21_{}_", [("losses.py", LOSSES), ("hw.zip", WORK)], "hw.zip", 1),
        ("ekbo_21_{}_", [("losses.py", LOSSES), ("hw.zip", PART)], "hw.zip", 1),
        ("ekbo_21_{}_", [("hw.zip", PART), ("losses.py", LOSSES)], "", 1),
        ("ekbo_21_{}_", [("losses.py", LOSSES), ("hw.zip", b"PK")], "", 1),
        ("Bo_7_assignsubmission_file_", [("hw.zip", WORK), ("a.pdf", b"x")], "hw.zip", 0),
        ("Bo_7_assignsubmission_file/", [("hw.zip", WORK), ("a.zip", {"a.csv": b""})], "hw.zip", 0),
        ("Bo_7_assignsubmission_file/", [("losses.py", LOSSES), ("hw.zip", WORK)], "hw.zip", 1),
        ("HW_bo_attempt_2026-10-03-23-59-00_", [("hw.zip", WORK), ("a.pdf", b"")], "hw.zip", 0),
    ],
)
def test_of_one_hand_in_the_place_with_most_modules_counts(
    tmp_path: Path, prefix: str, things: list[tuple[str, Thing]], inside: str, told: int
) -> None:
    named = ((prefix.format(30 + n) + name, what) for n, (name, what) in enumerate(things))
    found = put(tmp_path / "class", *named)
    shown = outline(found, MODULES)
    assert shown.inside.endswith(inside)
    assert bool(shown.inside) == bool(inside)
    assert len(shown.told) == told
    done = stage(found, MODULES, {}, tmp_path / "into")
    assert len(done.guessed) == told
    assert done.missing == shown.missing
    if inside and not told:
        assert done.missing == ()


@pytest.mark.parametrize(
    ("things", "counts", "told", "act"),
    [
        ([("bo.zip", WORK), ("bo.7z", SEVEN)], "bo.zip", "bo.7z may be newer", True),
        ([("bo", WORK), ("bo.zip", b"PK")], "bo", "bo.zip may be newer, and cannot", True),
        ([("bo.zip", WORK), ("bo (2).7z", SEVEN)], "bo (2).7z", "the earlier bo.zip can", True),
        ([("bo.zip", WORK), ("bo_losses.py", LOSSES)], "bo_losses.py", "bo.zip beside it", False),
        ([("bo_losses.py", LOSSES), ("bo.zip", WORK)], "bo.zip", "and bo_losses.py beside", False),
        ([("bo.zip", PART), ("bo_losses (1).py", SOFTMAX)], "bo.zip", "(1).py beside it", False),
        ([("bo.zip", WORK), ("bo.png", b"x")], "bo.zip", "", False),
        ([("bo.zip", WORK), ("bo (2).zip", WORK)], "bo (2).zip", "", False),
        (
            [
                ("7-9 - Jo - Oct 3, 2026 1159 PM/hw.zip", WORK),
                ("7-9 - Jo - Oct 4, 2026 1159 PM/hw.7z", SEVEN),
            ],
            "7-9 - Jo - Oct 4, 2026 1159 PM",
            "the earlier 7-9 - Jo - Oct 3, 2026 1159 PM can",
            True,
        ),
    ],
)
def test_between_hand_ins_the_choice_is_told(
    tmp_path: Path, things: list[tuple[str, Thing]], counts: str, told: str, act: bool
) -> None:
    found = put(tmp_path, *things)
    assert found.path.name == counts
    assert len(found.superseded) == 1
    assert bool(found.remarks) == bool(told)
    for remark in found.remarks:
        assert told in remark.text
        assert counts in remark.text
        assert remark.act == act
