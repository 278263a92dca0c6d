"""A class folder becomes one submission a student."""

import os
from pathlib import Path

import pytest
from submission.handin import (
    LOSSES,
    MODULES,
    WORK,
    age,
    make_folder,
    make_zip,
    stage_path,
    staged_files,
)

from gradus.errors import SubmissionError, UsageError
from gradus.submission import find_submissions, look_through, one_submission, stage


def test_folders_zips_and_single_modules_are_found_and_sorted(tmp_path: Path) -> None:
    make_zip(tmp_path / "bob.zip", WORK)
    make_folder(tmp_path / "alice", WORK)
    make_folder(tmp_path, {"carol_losses.py": LOSSES, "carol-softmax.py": LOSSES})
    found = find_submissions(tmp_path, MODULES)
    assert [one.student for one in found] == ["alice", "bob", "carol"]
    assert [path.name for path in found[2].files] == ["carol-softmax.py", "carol_losses.py"]
    assert found[2].path == found[2].files[0]
    assert found[0].files == (tmp_path / "alice",)
    assert all(one.superseded == () for one in found)


def test_what_is_nobodys_work_is_ignored(tmp_path: Path) -> None:
    names = [".DS_Store", ".hidden.zip", "Thumbs.db", "README.md", "readme", "roster.CSV", "m.yml"]
    make_folder(tmp_path, dict.fromkeys(names, b"x"))
    make_folder(tmp_path / "__MACOSX", {"alice/losses.py": b""})
    make_folder(tmp_path / "readmeyer", WORK)
    assert [one.student for one in find_submissions(tmp_path, MODULES)] == ["readmeyer"]


@pytest.mark.parametrize(
    ("names", "counts", "superseded"),
    [
        (["alice.zip", "alice (2).zip"], "alice (2).zip", ("alice.zip",)),
        (["alice (2).zip", "alice.zip"], "alice (2).zip", ("alice.zip",)),
        (["alice", "alice.zip"], "alice.zip", ("alice",)),
        (["alice.zip", "alice"], "alice", ("alice.zip",)),
        (["alice_attempt_9", "alice_attempt_10.zip"], "alice_attempt_10.zip", ("alice_attempt_9",)),
        (["alice-attempt-2", "alice", "alice.zip"], "alice-attempt-2", ("alice", "alice.zip")),
        (["alice.zip", "alice.txt"], "alice.zip", ("alice.txt",)),
        (["alice.zip", "alice_losses.py"], "alice_losses.py", ("alice.zip",)),
        (["alice_losses.py", "alice.zip"], "alice.zip", ("alice_losses.py",)),
        (["alice_losses.py", "alice_losses-1.py"], "alice_losses.py", ("alice_losses-1.py",)),
        (["alice_losses.py", "alice_losses (2).py"], "alice_losses.py", ("alice_losses (2).py",)),
        (["alice_losses.py", "alice (2)_losses.py"], "alice (2)_losses.py", ("alice_losses.py",)),
        (["alice_losses (1).py", "alice_losses.py"], "alice_losses.py", ("alice_losses (1).py",)),
        (["al_losses-2.py", "al_losses - Copy.py"], "al_losses-2.py", ("al_losses - Copy.py",)),
    ],
)
def test_of_several_attempts_the_highest_then_the_latest_counts(
    tmp_path: Path, names: list[str], counts: str, superseded: tuple[str, ...]
) -> None:
    """`names` are in the order of their last modification."""
    for time, name in enumerate(names, start=1000):
        if name.endswith(".zip"):
            make_zip(tmp_path / name, WORK)
        elif "." in name:
            (tmp_path / name).write_bytes(LOSSES)
        else:
            make_folder(tmp_path / name, WORK)
        age(tmp_path / name, time)
    (found,) = find_submissions(tmp_path, MODULES)
    assert found.student in ("alice", "al")
    assert found.path.name == counts
    assert found.superseded == superseded


def test_a_folder_is_as_young_as_its_youngest_file(tmp_path: Path) -> None:
    make_folder(tmp_path / "alice", WORK)
    make_zip(tmp_path / "alice.zip", WORK)
    age(tmp_path / "alice", 1000)
    age(tmp_path / "alice.zip", 2000)
    os.utime(tmp_path / "alice" / "losses.py", (3000, 3000))
    (found,) = find_submissions(tmp_path, MODULES)
    assert found.path.name == "alice"


def test_one_module_handed_in_again_leaves_the_other_counting(tmp_path: Path) -> None:
    names = ["alice_losses.py", "alice (2)_losses.py", "alice_softmax.py"]
    make_folder(tmp_path, dict.fromkeys(names, LOSSES))
    (found,) = find_submissions(tmp_path, MODULES)
    assert {path.name for path in found.files} == {"alice (2)_losses.py", "alice_softmax.py"}
    assert found.superseded == ("alice_losses.py",)
    assert set(staged_files(stage(found, MODULES, {}, tmp_path / "into"))) == set(WORK)


def test_two_spellings_of_a_name_are_one_student(tmp_path: Path) -> None:
    make_zip(tmp_path / "Jose\u0301.zip", WORK)
    make_zip(tmp_path / "José (2).zip", WORK)
    (found,) = find_submissions(tmp_path, MODULES)
    assert found.student == "José"


def test_names_that_differ_in_case_are_two_students(tmp_path: Path) -> None:
    make_folder(tmp_path / "alice", WORK)
    make_zip(tmp_path / "ALICE.zip", WORK)
    first, second = find_submissions(tmp_path, MODULES)
    assert (first.student, second.student) == ("ALICE", "alice")


def test_hostile_names_become_safe_and_unique(tmp_path: Path) -> None:
    for name in [b"\xff\xfe", b"\xff\xfd", "😀".encode(), "🎵".encode(), b"..x", b"a" * 250]:
        os.mkdir(os.path.join(os.fsencode(tmp_path), name))  # noqa: PTH102, PTH118
    found = find_submissions(tmp_path, MODULES)
    ids = {one.student for one in found}
    assert len(ids) == 5  # "..x" is hidden
    assert all(student.isprintable() and len(student) < 100 for student in ids)


def test_superseded_names_can_be_stored_as_text(tmp_path: Path) -> None:
    for name in [b"\xff.zip", b"\xff (2).zip"]:
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).touch()  # noqa: PTH118
    (found,) = find_submissions(tmp_path, MODULES)
    assert found.superseded == ("?.zip",)


@pytest.mark.parametrize("kind", ["broken", "to a folder", "to a zip", "named as a module"])
def test_a_link_is_a_submission_that_cannot_be_staged(tmp_path: Path, kind: str) -> None:
    aim = make_folder(tmp_path / "elsewhere", WORK)
    make_zip(aim / "w.zip", WORK)
    name, target = {
        "broken": ("alice", tmp_path / "nowhere"),
        "to a folder": ("alice", aim),
        "to a zip": ("alice.zip", aim / "w.zip"),
        "named as a module": ("alice_losses.py", aim / "losses.py"),
    }[kind]
    folder = make_folder(tmp_path / "class", {})
    (folder / name).symlink_to(target)
    (found,) = find_submissions(folder, MODULES)
    assert found.student == "alice"
    with pytest.raises(SubmissionError, match=rf"{name} is a symbolic link.*never followed"):
        stage(found, MODULES, {}, tmp_path / "into")


@pytest.mark.parametrize("name", ["alice.rar", "alice.tar.gz", "alice.ipynb", "alice_lossess.py"])
def test_the_wrong_kind_of_file_is_not_lost(tmp_path: Path, name: str) -> None:
    folder = make_folder(tmp_path / "class", {name: b"?"})
    (found,) = find_submissions(folder, MODULES)
    assert found.student == name.split(".")[0]
    with pytest.raises(SubmissionError, match=r"neither a folder.*losses\.py and softmax\.py"):
        stage(found, MODULES, {}, tmp_path / "into")


def test_files_that_nobody_hands_in_are_listed_and_graded_as_nobodys(tmp_path: Path) -> None:
    strangers = ["a photo.JPG", "notes.txt", "syllabus.pdf", "theme.mp3"]
    make_folder(tmp_path, dict.fromkeys(strangers, b"?"))
    make_folder(tmp_path / "alice", WORK)
    found = look_through(tmp_path, MODULES)
    assert [one.student for one in found.submissions] == ["alice"]
    assert found.strangers == tuple(strangers)


@pytest.mark.parametrize("name", ["anna.docx", "anna_losses.txt", "anna", "anna.html", "anna.7z"])
def test_what_may_be_meant_as_work_is_no_stranger(tmp_path: Path, name: str) -> None:
    make_folder(tmp_path, {name: b"?", "notes.txt": b"?"})
    found = look_through(tmp_path, MODULES)
    assert [one.path.name for one in found.submissions] == [name]


def test_a_folder_of_strangers_alone_holds_no_submissions(tmp_path: Path) -> None:
    make_folder(tmp_path, {"notes.txt": b"?", "photo.jpg": b"?"})
    with pytest.raises(UsageError, match="holds no submissions"):
        look_through(tmp_path, MODULES)


def test_an_empty_folder_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    with pytest.raises(UsageError, match=r"no submissions.*folder.*zip.*<student>_losses\.py"):
        find_submissions(tmp_path, MODULES)


def test_a_missing_folder_and_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no folder"):
        find_submissions(tmp_path / "nowhere", MODULES)
    with pytest.raises(UsageError, match=r"not a folder.*gradus check"):
        find_submissions(make_zip(tmp_path / "a.zip", WORK), MODULES)


def test_one_submission_in_place_of_a_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"losses\.py itself.*gradus check.*<student>_losses\.py"):
        find_submissions(make_folder(tmp_path, WORK), MODULES)


def test_one_submission_takes_a_module_without_its_siblings(tmp_path: Path) -> None:
    make_folder(tmp_path / "alice", WORK)
    found = one_submission(tmp_path / "alice" / "losses.py", MODULES)
    assert found.files == (found.path,)
    staged = stage(found, MODULES, {}, tmp_path / "into")
    assert staged.missing == ("softmax",)
    assert staged_files(staged) == {"losses.py": LOSSES}


@pytest.mark.parametrize("pattern", ["eve_{}.py", "lovelaceada_LATE_123_456_{}.py"])
def test_to_a_module_with_its_students_name_belong_those_beside_it(
    tmp_path: Path, pattern: str
) -> None:
    for student in (pattern, "another_{}.py"):
        for module in MODULES:
            (tmp_path / student.format(module)).write_bytes(LOSSES)
    found = one_submission(tmp_path / pattern.format("softmax"), MODULES)
    assert {path.name for path in found.files} == {pattern.format(module) for module in MODULES}
    assert stage(found, MODULES, {}, tmp_path / "into").missing == ()


def test_a_hidden_module_is_taken_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / ".eve_softmax.py").write_bytes(LOSSES)
    (found,) = one_submission(tmp_path / ".eve_softmax.py", MODULES).files
    assert found.name == ".eve_softmax.py"


def test_an_earlier_attempt_is_taken_as_it_is(tmp_path: Path) -> None:
    names = ("ada_1_2_losses.py", "ada_1_3_losses-1.py", "ada_1_4_softmax.py")
    for name in names:
        (tmp_path / name).write_bytes(LOSSES)
    found = one_submission(tmp_path / names[0], MODULES)
    assert [path.name for path in found.files] == [names[0]]


@pytest.mark.parametrize(
    ("name", "student"), [("alice", "alice"), ("bob (2).zip", "bob"), ("eve_softmax.py", "eve")]
)
def test_one_submission_names_the_student(tmp_path: Path, name: str, student: str) -> None:
    if name.endswith(".zip"):
        make_zip(tmp_path / name, WORK)
    elif name.endswith(".py"):
        (tmp_path / name).write_bytes(LOSSES)
    else:
        make_folder(tmp_path / name, WORK)
    assert one_submission(tmp_path / name, MODULES).student == student


def test_one_submission_may_be_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_folder(tmp_path / "alice", WORK))
    assert one_submission(Path(), MODULES).student == "alice"
    assert stage_path(Path(), tmp_path / "into").missing == ()


def test_one_submission_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("nowhere.zip", "loop"):
        with pytest.raises(UsageError, match=rf"There is no .*{name}"):
            one_submission(tmp_path / name, MODULES)


def test_a_thousand_students_are_found(tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"s{number}_losses.py").touch()
    assert len(find_submissions(tmp_path, MODULES)) == 1000
