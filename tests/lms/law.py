"""The law of conservation, for one drawn class.

Laid out as a platform would, found, graded by a stand-in judge, changed by people, exported,
imported by the model of the platform: every file ends at one person or on a list, every mark at
whoever handed in, and nothing else moves.
"""

import csv
import io
import os
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lms.drawn import UNREAD, DrawnClass, Student
from lms.fates import Fates, tells_groups, with_groups
from lms.importers.canvas import Canvas, Cell, Style, User
from lms.importers.moodle import LANGUAGES, Moodle, Participant
from lms.layouts import MODULES, OWN, anonymous_id, lay_out, stranger_of
from lms.results import graded

from gradus.cli.export import export_command
from gradus.errors import SubmissionError
from gradus.gradebook import (
    Kind,
    Wish,
    append_entries,
    handed_in_by,
    student_folder,
    write_atomically,
    write_handed_in,
)
from gradus.gradebook.records import RECORD, record_json
from gradus.reports.text import points
from gradus.results import Record
from gradus.submission import ClassFolder, Submission, look_through, shown, stage


def holds(drawn: DrawnClass, folder: Path) -> None:
    """Raise AssertionError where the law is broken. `folder` is empty."""
    exported = folder / "export"
    laid = lay_out(drawn, exported)
    if not any(exported.iterdir()) or not {path.name for path in exported.iterdir()} - {*OWN}:
        return
    found = look_through(exported, MODULES)
    _every_file_ends_somewhere(found, exported)
    fates = Fates(drawn, laid, found)
    results = folder / "results"
    records = [
        _judged(submission, folder / "scratch" / submission.student)
        for submission in found.submissions
    ]
    for record in records:
        _write(results, record)
    write_handed_in(results, handed_in_by(found.submissions))
    _enter(drawn, results, records)
    if drawn.layout.startswith("moodle"):
        _through_moodle(drawn, results, fates)
    elif drawn.layout.startswith("canvas"):
        _through_canvas(drawn, results, fates, laid.attachments)
    else:
        _through_a_table(drawn, results, fates)


def _every_file_ends_somewhere(found: ClassFolder, exported: Path) -> None:
    for path in exported.iterdir():
        if path.name in OWN or re.search(r"_attempt_[0-9-]+\.txt", path.name):
            continue
        owners = [
            one.student
            for one in found.submissions
            if path in one.files or shown(path.name) in one.superseded
        ]
        is_listed = shown(path.name) in found.strangers
        assert len(owners) + is_listed == 1, f"{path.name} is with {owners}, listed: {is_listed}"
    ids = [one.student.casefold() for one in found.submissions]
    assert len(ids) == len(set(ids)), "two submissions share a record"


def _judged(submission: Submission, scratch: Path) -> Record:
    """The stand-in: a number is in every file, and it must be the same in all modules."""
    try:
        staged = stage(submission, MODULES, {}, scratch)
    except SubmissionError as error:
        return replace(graded(submission.student, 0.0), unread=str(error))
    sources = [(staged.folder / f"{module}.py").read_text() for module in MODULES]
    assert len(set(sources)) == 1, f"{submission.student} is put together of {sources}"
    return graded(submission.student, float(sources[0].removeprefix("# ")))


def _write(results: Path, record: Record) -> None:
    own = student_folder(results, record.student)
    write_atomically(own / "feedback.md", f"{record.student}: {record.score}".encode())
    write_atomically(own / RECORD, record_json(record))


def _enter(drawn: DrawnClass, results: Path, records: list[Record]) -> None:
    wishes = [
        Wish(record.student, "", Kind.ADD, -float(drawn.taken), "a person has looked")
        for record in records
        if drawn.taken and not record.unread
    ]
    append_entries(results, "hw1-losses", "mia", wishes, datetime(2026, 11, 1, tzinfo=UTC))


def _through_canvas(
    drawn: DrawnClass, results: Path, fates: Fates, attachments: dict[int, int]
) -> None:
    key = 4002
    canvas = Canvas(
        [User(one.number, one.sorted_name, f"S{one.number}", one.login) for one in drawn.students],
        {("hw0 Warm-up", 4001): 10.0, ("hw1-losses", key): 100.0},
        attachments=attachments,
        anonymous={
            anonymous_id(one.number)[5:]: one.number
            for one in (*drawn.students, *stranger_of(drawn))
        },
        groups={one.number: one.group for one in drawn.students if drawn.is_team(one)},
    )
    for one in drawn.students:
        canvas.marks[one.number, 4001] = 7.0
        canvas.marks[one.number, key] = "EX" if one.state == "EX" else one.before
        if one.state == "N/A":
            canvas.unassigned.add((one.number, key))
    style = drawn.style
    roster = results.parent / "gradebook.csv"
    separator = ";" if style & 1 else ","
    choices = (bool(style & 1 << bit) for bit in range(1, 6))
    data = canvas.gradebook(Style(separator, *choices))
    roster.write_bytes(with_groups(drawn, data, separator) if tells_groups(drawn) else data)
    before, possible = dict(canvas.marks), dict(canvas.possible)
    _export("canvas", results, roster, fates)
    canvas.import_gradebook((results / "export" / "canvas-grades.csv").read_bytes())
    assert canvas.possible == possible, "Points Possible has changed"
    for one in drawn.students:
        assert canvas.marks[one.number, 4001] == 7.0
        _check(drawn, one, before[one.number, key], canvas.marks[one.number, key], fates)
    archive = results / "export" / "canvas-feedback.zip"
    if archive.is_file():
        assert canvas.import_comments(archive.read_bytes()) == []
        for number, comments in canvas.comments.items():
            people = (*drawn.students, *stranger_of(drawn))
            own = next(one for one in people if one.number == number)
            _check_feedback(drawn, own, comments)


def _through_moodle(drawn: DrawnClass, results: Path, fates: Fates) -> None:
    moodle = Moodle(
        [Participant(one.number, one.name, one.email, one.group) for one in drawn.students],
        teams=drawn.layout == "moodle teams",
        blind=drawn.layout == "moodle blind",
        language=LANGUAGES[drawn.style % 3],
        submitted={one.number for one in drawn.students if drawn.hands_in(one)},
        locked={one.number for one in drawn.students if one.state == "locked"},
    )
    for one in drawn.students:
        moodle.grades[one.number] = one.before
        moodle.comments[one.number] = "<p>Well, done;\nreally</p>" if one.number % 3 else ""
    roster = results.parent / "worksheet.csv"
    roster.write_bytes(moodle.worksheet(";" if drawn.style & 32 else ","))
    before, comments = dict(moodle.grades), dict(moodle.comments)
    _export("moodle", results, roster, fates)
    moodle.import_worksheet((results / "export" / "moodle-grades.csv").read_bytes())
    assert moodle.comments == comments, "comments have changed"
    for one in drawn.students:
        _check(drawn, one, before[one.number], moodle.grades[one.number], fates)
    archive = results / "export" / "moodle-feedback.zip"
    if archive.is_file():
        assert moodle.import_feedback(archive.read_bytes()) == []
        for number, files in moodle.feedback.items():
            own = next(one for one in drawn.students if one.number == number)
            _check_feedback(drawn, own, list(files.values()))


def _through_a_table(drawn: DrawnClass, results: Path, fates: Fates) -> None:
    """From platforms that Gradus only reads: by any list of the students, for Grades, Import."""
    roster = results.parent / "roster.csv"
    file = io.StringIO()
    # Where it is no student number, a platform's number may be another's.
    own = 0 if drawn.layout == "gradescope" else 1
    numbers = [one.number for one in drawn.students]
    rows = [
        (one.name, one.email, one.login, numbers[(place + own) % len(numbers)], "A")
        for place, one in enumerate(drawn.students)
    ]
    if drawn.style & 1:
        # In two sections, which is a line each.
        rows += [(*row[:4], "B") for row in rows[:2]]
    csv.writer(file).writerows([("Name", "Email", "Username", "SID", "Section"), *rows])
    roster.write_text(file.getvalue(), "utf-8")
    _export("moodle", results, roster, fates)
    written = (results / "export" / "moodle-grades.csv").read_text("utf-8")
    marks = {row["Email"]: float(row["hw1-losses"]) for row in csv.DictReader(io.StringIO(written))}
    assert marks.keys() <= {one.email for one in drawn.students}
    for one in drawn.students:
        _check(drawn, one, one.before, marks.get(one.email, one.before), fates)


def _export(platform: str, results: Path, roster: Path, fates: Fates) -> None:
    """Export, and compare what is told of who is left out with what is right to tell."""
    with (
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        code = export_command(platform, results, roster=roster)
    told = (results / "export" / f"{platform}-left-out.txt").read_text("utf-8")
    fates.compare(told)
    assert code == int(fates.asks_a_person)


def _check(drawn: DrawnClass, one: Student, before: Cell, after: Cell, fates: Fates) -> None:
    if one.number not in fates.due:
        assert after == before, f"{one.name}'s mark was to stay"
        return
    meant = max(0.0, float(drawn.hands_in(one)[-1].points) - drawn.taken)
    if drawn.layout.startswith("moodle"):
        meant = min(meant, 100.0)
    assert after == meant, f"{one.name} gets {after}, not {meant}"


def _check_feedback(drawn: DrawnClass, own: Student, files: list[bytes]) -> None:
    """Nobody reads another's feedback; the stand-in writes the mark into it."""
    attempts = drawn.hands_in(own)
    assert attempts, f"{own.name} has handed in nothing and gets feedback"
    if drawn.taken and attempts[-1].form not in UNREAD:
        meant = f"**{points(max(0.0, float(attempts[-1].points) - drawn.taken))} of 100 points**"
        assert [meant in data.decode() for data in files] == [True]
        return
    judged = 0.0 if attempts[-1].form in UNREAD else float(attempts[-1].points)
    assert [data.decode().rpartition(": ")[2] for data in files] == [str(judged)]
