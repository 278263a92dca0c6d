"""What is right for everybody of a drawn class: a mark, or a line on the list with the reason."""

import csv
import io
import re
from collections import Counter

from lms.drawn import READ, UNREAD, DrawnClass, Student
from lms.layouts import LaidOut, beside, stranger_of

from gradus.lms.roster import spellings
from gradus.reports.text import printable
from gradus.submission import ClassFolder, Submission

REASONS = {
    "stranger": r"is not on the roster",
    "group": r"is not on the roster: the number \d+ is .+'s there, but the name is .+; is it a "
    r"group's, the roster needs a column Group",
    "anonymous": r"was handed in anonymously: .+",
    "namesake": r"may be .+ and .+: the roster does not tell them apart",
    "unread": r"could not be read, so 0 is not written: .+",
    "earlier": r"has handed in more than once: .+ cannot be read; the earlier .+ can",
    "beside": r"has handed in more than once: .+ counts; .+ may be newer, and cannot be read",
    "excused": r"is excused in Canvas and stays so",
    "dropped": r"has earned [\d.]+, and Canvas drops it: .+",
    "locked": r"has a grade that is locked in Moodle",
    "bonus": r"has [\d.]+ of 100 with the bonus; .+",
    "unclear": r"may have handed in what is listed above; the mark there stays as it is",
    "nothing": r"has handed in nothing; the mark there stays as it is",
}
"""Every reason that there is, as it is worded."""
HARMLESS = ("excused", "bonus", "unclear", "nothing")
"""Reasons for which nobody has to do anything."""
_ATTEMPTS = ("brightspace", "blackboard", "plain")
"""Layouts that have all attempts."""


def tells_groups(drawn: DrawnClass) -> bool:
    """Whether somebody has put the groups into Canvas' gradebook, which does not have them."""
    return drawn.layout == "canvas groups" and bool(drawn.style & 6)


def with_groups(drawn: DrawnClass, data: bytes, separator: str) -> bytes:
    """A gradebook with a column for the groups."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator)
    groups = {str(one.number): one.group for one in drawn.students}
    place = header.index("ID")
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow([*header, "Group"])
    writer.writerows([*row, groups.get(row[place], "")] for row in rows)
    return file.getvalue().encode("utf-8")


class Fates:
    """`due` are the numbers of those who get a mark."""

    def __init__(self, drawn: DrawnClass, laid: LaidOut, found: ClassFolder) -> None:
        self._drawn = drawn
        self._lines: Counter[tuple[str, str]] = Counter()
        self._lost: list[Student] = []
        self.due: set[int] = set()
        self._placed: set[int] = set()
        for submission in found.submissions:
            self._submission(submission, self._owner(submission, laid))
        for one in drawn.students:
            self._student(one)

    @property
    def asks_a_person(self) -> bool:
        """Whether somebody has to do something."""
        return any(kind not in HARMLESS for _, kind in self._lines)

    def compare(self, told: str) -> None:
        """Raise AssertionError unless the list has these lines and no others."""
        lines = Counter(map(self._line, told.splitlines()))
        assert lines == self._lines, f"told {lines - self._lines}, not {self._lines - lines}"

    def _line(self, line: str) -> tuple[str, str]:
        fits = [
            (line[: -len(why.group(0))].removesuffix(": "), kind)
            for kind, reason in REASONS.items()
            if (why := re.search(rf"(?<=: ){reason}$", line))
        ]
        assert len(fits) == 1, f"{line} says {fits}"
        return fits[0]

    def _owner(self, submission: Submission, laid: LaidOut) -> Student:
        """Somebody whose files these are."""
        names = {path.name for path in submission.files}
        everybody = (*self._drawn.students, *stranger_of(self._drawn))
        return next(one for one in everybody if names & laid.places.get(one.number, set()))

    def _submission(self, submission: Submission, owner: Student) -> None:
        drawn = self._drawn
        attempts = drawn.hands_in(owner) or owner.attempts
        unread = attempts[-1].form in UNREAD
        kinds = ["unread"] if unread else []
        if drawn.layout == "canvas anonymous":
            kinds.append("anonymous")
        elif owner in stranger_of(drawn):
            kinds.append("stranger")
        elif drawn.is_team(owner) and drawn.layout == "canvas groups" and not tells_groups(drawn):
            kinds.append("group")
        elif len(self._namesakes(owner)) > 1:
            kinds.append("namesake")
            self._lost += self._namesakes(owner)
        else:
            team = {one.number for one in drawn.team(owner)}
            self._placed |= team
            self.due |= set() if unread else team
        if drawn.layout in _ATTEMPTS and unread and any(one.form in READ for one in attempts):
            kinds.append("earlier")
        if beside(drawn, attempts):
            kinds.append("beside")
        self._lines.update((printable(submission.student), kind) for kind in kinds)
        if {"anonymous", "group"} & {*kinds}:
            self._lost += drawn.students

    def _student(self, one: Student) -> None:
        kind = ""
        if one.number not in self._placed:
            kind = "unclear" if one in self._lost else "nothing"
        elif one.number in self.due:
            kind = self._of_cell(one)
        if kind in ("excused", "dropped", "locked"):
            self.due.remove(one.number)
        if kind:
            self._lines[self._name(one), kind] += 1

    def _of_cell(self, one: Student) -> str:
        """What is to be said of a mark, by the cell that it goes into."""
        if self._drawn.layout.startswith("canvas"):
            return {"EX": "excused", "N/A": "dropped"}.get(one.state, "")
        if not self._drawn.layout.startswith("moodle"):
            return ""
        if one.state == "locked":
            return "locked"
        mark = self._drawn.hands_in(one)[-1].points - self._drawn.taken
        return "bonus" if mark > 100 else ""

    def _name(self, one: Student) -> str:
        """What the roster calls somebody."""
        if self._drawn.layout.startswith("canvas"):
            return printable(one.sorted_name)
        return str(one.number) if self._drawn.layout == "moodle blind" else printable(one.name)

    def _namesakes(self, owner: Student) -> list[Student]:
        """Everybody who may be meant where a layout tells of somebody by the name alone."""
        if self._drawn.layout != "brightspace":
            return [owner]
        own = spellings(owner.name)
        return [one for one in self._drawn.students if spellings(one.name) & own]
