"""A drawn class as each platform lays it out on disk, and the lists that come with it.

Names of files are made as in Canvas' `content_zipper.rb`, Moodle's `downloader.php`, and as
Gradescope, Brightspace and Blackboard are seen to make them.
"""

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lms.drawn import READ, Attempt, DrawnClass, Student

MODULES = ("losses", "softmax")
OWN = ("index.html", "submission_metadata.yml")
"""What the platform puts there itself."""


@dataclass
class LaidOut:
    """A class on disk.

    `attachments` are Canvas' numbers of files with the user whose they are, `places` the names of
    the files and folders that are by each student, alone or in a team.
    """

    attachments: dict[int, int] = field(default_factory=dict)
    places: dict[int, set[str]] = field(default_factory=dict)


def lay_out(drawn: DrawnClass, folder: Path) -> LaidOut:
    """Write the class into `folder`."""
    folder.mkdir()
    platform, _, _ = drawn.layout.partition(" ")
    laid = LaidOut()
    for student, attempts in _submitting(drawn):
        before = {path.name for path in folder.iterdir()}
        _WRITERS[platform](drawn, folder, laid, student, attempts)
        added = {path.name for path in folder.iterdir()} - before
        for one in (*drawn.team(student), student):
            laid.places.setdefault(one.number, set()).update(added)
    if platform == "gradescope":
        _write_metadata(drawn, folder)
    if platform == "brightspace":
        (folder / "index.html").write_text("<html></html>")
    return laid


def files_of(attempt: Attempt, suffix: str = "") -> dict[str, bytes]:
    """The files of an attempt, by the names that the student gave them."""
    work = {f"{module}{suffix}.py": b"# %d" % attempt.points for module in MODULES}
    match attempt.form:
        case "7z":
            return {"homework.7z": b"7z\xbc\xaf\x27\x1c"}
        case "typed":
            return {"text.html": b"<p>My answer</p>"}
        case "notebook":
            return {"homework.ipynb": b'{"cells": []}'}
        case "renamed":
            return {f"{name}.txt": data for name, data in work.items()}
        case "zip" | "zip and pdf":
            file = io.BytesIO()
            with zipfile.ZipFile(file, "w") as archive:
                for module in MODULES:
                    archive.writestr(f"homework/{module}.py", work[f"{module}{suffix}.py"])
            zipped = {f"homework{suffix}.zip": file.getvalue()}
            return zipped if attempt.form == "zip" else zipped | {"report.pdf": b"%PDF"}
    return work | dict.fromkeys(attempt.decoys, b"# 999")


Attempts = tuple[Attempt, ...]


def _canvas(
    drawn: DrawnClass, folder: Path, laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    last = attempts[-1]
    name = student.sorted_name
    if drawn.layout == "canvas groups":
        # Who is in no group stands among groups, by the name that is shown.
        is_grouped = any(one.group for one in drawn.students)
        name = student.group or (student.name if is_grouped else name)
        student = representative(drawn, student)
    parts = [re.sub(r"_(\d+)_", r"\1", name).lower()]
    if "anonymous" in drawn.layout:
        parts = []
    parts += ["LATE"] if last.late else []
    anonymous = "anonymous" in drawn.layout
    parts.append(anonymous_id(student.number) if anonymous else str(student.number))
    prefix = "".join(filter(_is_word, "_".join(parts)))
    suffix = f"-{len(attempts) - 1}" if len(attempts) > 1 else ""
    for name, data in files_of(last, suffix).items():
        if last.form == "typed":
            (folder / f"{prefix}_{name}").write_bytes(data)
            continue
        number = 500 + len(laid.attachments)
        laid.attachments[number] = student.number
        (folder / f"{prefix}_{number}_{name}").write_bytes(data)


def representative(drawn: DrawnClass, student: Student) -> Student:
    """Whose number stands for a group in Canvas: the first of those who are not excused."""
    team = [one for one in drawn.team(student) if one.state != "EX"] or drawn.team(student)
    return min(team, key=lambda one: (one.sorted_name, one.number))


def anonymous_id(number: int) -> str:
    """What stands for a student in an anonymous assignment."""
    return f"anon_x{number:04d}"


def _moodle(
    drawn: DrawnClass, folder: Path, _laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    if drawn.layout == "moodle teams":
        team = {**drawn.group_numbers, "Group 9": 77}.get(student.group)
        # The default group is one team of everybody who has none.
        prefix = f"{student.group}_{team}" if team else "Default group"
    elif drawn.layout == "moodle blind":
        prefix = f"Participant_{student.number}"
    else:
        prefix = f"{student.name.replace('_', ' ')}_{student.number}"
    prefix = re.sub(r"[&<>\"`|':\\/]|\.\.+", "", prefix) + "_assignsubmission_"
    prefix += "onlinetext" if attempts[-1].form == "typed" else "file"
    for name, data in files_of(attempts[-1]).items():
        if drawn.layout == "moodle flat":
            (folder / f"{prefix}_{name}").write_bytes(data)
        else:
            old = "_" if drawn.layout == "moodle old" else ""
            _write(folder / f"{prefix}{old}" / name, data)


def _gradescope(
    _drawn: DrawnClass, folder: Path, _laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    _inside(folder / f"submission_{student.number}", files_of(attempts[-1]))


def _write_metadata(drawn: DrawnClass, folder: Path) -> None:
    entries = {}
    for student, _ in _submitting(drawn):
        owners = [
            {":name": one.name, ":sid": str(one.number), ":email": one.email}
            for one in drawn.team(student)
        ]
        entry = {":submitters": owners, ":created_at": "2026-03-03 20:59:59 Z"}
        entries[f"submission_{student.number}"] = entry
    # YAML is a superset of JSON; a later module reads it as the export it stands for.
    (folder / "submission_metadata.yml").write_text(f"{json.dumps(entries)}\n")


def _brightspace(
    _drawn: DrawnClass, folder: Path, _laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    for day, attempt in enumerate(attempts, 1):
        when = f"Oct {day}, 2026 {100 + day} AM"
        name = f"{student.number}-67890 - {student.name} - {when}"
        _inside(folder / name, files_of(attempt))


def _blackboard(
    _drawn: DrawnClass, folder: Path, _laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    for day, attempt in enumerate(attempts, 1):
        stem = f"Homework 1_{student.login}_attempt_2026-10-0{day}-23-59-00"
        receipt = f"Name: {student.name} ({student.login})\nAssignment: Homework 1\n"
        (folder / f"{stem}.txt").write_text(receipt, "utf-8")
        for name, data in files_of(attempt).items():
            (folder / f"{stem}_{name}").write_bytes(data)


def _clones(
    _drawn: DrawnClass, folder: Path, _laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    _inside(folder / f"hw1-losses-{student.login}", files_of(attempts[-1]))


def _plain(
    drawn: DrawnClass, folder: Path, _laid: LaidOut, student: Student, attempts: Attempts
) -> None:
    """A folder for each attempt, or what can be one file; and an archive that nobody can date."""
    name = ""
    for number, attempt in enumerate(attempts, 1):
        name = student.login if number == 1 else f"{student.login} ({number})"
        files = files_of(attempt)
        if attempt.form in ("zip", "7z"):
            (content,) = files.values()
            (folder / f"{name}.{attempt.form}").write_bytes(content)
        else:
            _inside(folder / name, files)
    if beside(drawn, attempts):
        (folder / f"{name}.7z").write_bytes(b"7z\xbc\xaf\x27\x1c")


def beside(drawn: DrawnClass, attempts: Attempts) -> bool:
    """Whether an archive that cannot be read lies beside the last attempt, of the same number."""
    return drawn.layout == "plain" and bool(drawn.style & 16) and attempts[-1].form in READ


_WRITERS = {
    "canvas": _canvas,
    "moodle": _moodle,
    "gradescope": _gradescope,
    "brightspace": _brightspace,
    "blackboard": _blackboard,
    "clones": _clones,
    "plain": _plain,
}


def _submitting(drawn: DrawnClass) -> Iterator[tuple[Student, tuple[Attempt, ...]]]:
    """Who handed in; of a team only one does."""
    teams = set()
    for student in drawn.students:
        is_team = drawn.is_team(student)
        attempts = drawn.hands_in(student)
        if attempts and not (is_team and student.group in teams):
            teams.add(student.group)
            yield student, attempts
    for stranger in stranger_of(drawn):
        yield stranger, stranger.attempts


def stranger_of(drawn: DrawnClass) -> tuple[Student, ...]:
    """Somebody who hands in and is not on the roster."""
    if drawn.stranger is None:
        return ()
    return (Student("Zoe", "Stranger", 77, "zoe", "Group 9", (drawn.stranger,), None, ""),)


def _is_word(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] in "LM" or kind in ("Nd", "Pc")


def _inside(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        _write(folder / name, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
