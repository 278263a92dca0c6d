"""The list of the students of a course, from whatever made it."""

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from gradus.errors import UsageError
from gradus.lms import headings
from gradus.lms.canvas_columns import CanvasColumns, find_canvas_columns
from gradus.lms.tables import Table, read_table
from gradus.lms.worksheet import Worksheet, find_worksheet, number_of, told_of_submission


@dataclass(frozen=True)
class Student:
    """Somebody on the roster: `keys` are folded, `rows` are the lines about them, `row` the first.

    `numbers` are the platforms' own; `identity` is the roster's number or login for tables, and
    `section` the sections, where there are several with commas. Where a worksheet tells:
    whether something was `handed_in`, whether `late`, and the `time`, in its words.
    """

    name: str
    spellings: frozenset[str]
    keys: frozenset[str]
    numbers: tuple[tuple[str, str], ...]
    group: str
    row: int
    rows: tuple[int, ...] = ()
    identity: str = ""
    section: str = ""
    handed_in: bool | None = None
    late: bool = False
    time: str = ""

    def number(self, platform: str) -> str:
        """The platform's own number; empty if the roster does not tell."""
        return dict(self.numbers).get(platform, "")


@dataclass(frozen=True)
class Roster:
    """The students, in the order of the table they come from.

    `worksheet` is where everything is if Moodle made the table, `canvas` if Canvas did.
    """

    table: Table
    students: tuple[Student, ...]
    worksheet: Worksheet | None = None
    canvas: CanvasColumns | None = None

    @property
    def warning(self) -> str:
        """What may be wrong with the table, in a sentence; empty if nothing is."""
        return self.table.unended

    @property
    def headings(self) -> str:
        """The headings as they are, for a message."""
        return ", ".join(heading.strip() or "(empty)" for heading in self.table.header)


def read_roster(path: Path) -> Roster:
    """Read a CSV of students: a platform's gradebook, or any with a name or an address a line.

    Raises UsageError.
    """
    table = read_table(path)
    canvas = find_canvas_columns(table)
    worksheet = None if canvas or not table.rows else find_worksheet(table)
    if table.unended and (canvas or worksheet):
        # The platforms end every line.
        raise UsageError(table.unended)
    reader = _Reader(table, worksheet, canvas)
    if not reader.tells_people:
        raise UsageError(
            f"{path} has no column that tells who the students are. It has: "
            f"{', '.join(table.header)}. Call one Name, Email, Login or Student."
        )
    students = _merged([reader.student(number) for number in range(len(table.rows))])
    if not students:
        raise UsageError(
            f"{path} lists nobody. It needs a line of headings and one line for each student."
        )
    return Roster(table, students, worksheet, canvas)


def folded(text: str) -> str:
    """The text without case, accents, spaces and punctuation: `Lovelace, Ada` as `lovelaceada`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def spellings(name: str) -> frozenset[str]:
    """A person's name in every order of its parts: `Lovelace, Ada`, `Ada Lovelace`."""
    last, comma, first = name.partition(",")
    if comma:
        return frozenset({folded(last + first), folded(first + last)} - {""})
    words = name.split()
    turned = (words[n:] + words[:n] for n in range(len(words)))
    return frozenset({folded("".join(order)) for order in turned} - {""})


def key(text: str) -> str:
    """An identifier, for comparing: no case, no spaces around."""
    return unicodedata.normalize("NFC", text).strip().casefold()


class _Reader:
    """Reads lines: knows in which columns everything is."""

    def __init__(
        self, table: Table, worksheet: Worksheet | None, canvas: CanvasColumns | None
    ) -> None:
        self._table = table
        self._worksheet = worksheet
        self._canvas = canvas
        self._whole = table.column(*headings.NAME)
        if worksheet and worksheet.name is not None:
            self._whole = worksheet.name
        self._first, self._last = table.column(*headings.FIRST), table.column(*headings.LAST)
        self._keys = table.columns(*headings.KEYS)
        self._keys += _addresses(table) if worksheet else ()
        if not worksheet or worksheet.grade is None:
            # GitHub Classroom calls what a roster knows a student by "identifier".
            self._keys += table.columns(*headings.MOODLE_ID)
        self._group = table.column(*headings.GROUP)
        self._section = table.column(*headings.SECTION)
        self._identity = table.column(*headings.NUMBER, *headings.LOGIN, *headings.EMAIL)
        self._canvas_id = table.column(*headings.CANVAS_ID) if not worksheet else None

    @property
    def tells_people(self) -> bool:
        """Whether some column tells who somebody is."""
        known = (self._whole, self._last, self._canvas_id, self._worksheet, *self._keys)
        return any(place is not None for place in known)

    def student(self, number: int) -> Student | None:
        """The student of a line; None for a line of nobody."""
        row = self._table.rows[number]
        if self._canvas and self._canvas.is_nobody(row):
            return None
        name = self._name(row)
        keys = frozenset(key(row[place]) for place in self._keys) - {""}
        numbers = self._numbers(row)
        if not name and not keys and not numbers:
            return None
        identity = self._cell(row, self._identity) or next((own for _, own in numbers), "")
        nothing_told = (None, False, "")
        sheet = self._worksheet
        handed_in, late, time = told_of_submission(sheet, row) if sheet else nothing_told
        return Student(
            name=name or min(keys, default="") or numbers[0][1],
            spellings=spellings(name),
            keys=keys,
            numbers=numbers,
            group=self._cell(row, self._group),
            row=number,
            rows=(number,),
            identity=identity,
            section=self._cell(row, self._section),
            handed_in=handed_in,
            late=late,
            time=time,
        )

    def _numbers(self, row: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        if self._worksheet:
            own = number_of(row[self._worksheet.identifier])
            return (("moodle", own),) if own else ()
        own = self._cell(row, self._canvas_id)
        return (("canvas", own),) if own else ()

    def _name(self, row: tuple[str, ...]) -> str:
        if self._whole is not None:
            return row[self._whole].strip()
        if self._last is None:
            return ""
        return f"{row[self._last].strip()}, {self._cell(row, self._first)}".strip(", ")

    def _cell(self, row: tuple[str, ...], place: int | None) -> str:
        return "" if place is None else row[place].strip()


def _addresses(table: Table) -> tuple[int, ...]:
    """The columns in which every cell is an address, whatever language their headings are in."""
    return tuple(
        place
        for place in range(len(table.header))
        if all("@" in row[place] and " " not in row[place].strip() for row in table.rows)
    )


def _merged(students: list[Student | None]) -> tuple[Student, ...]:
    """Each person once: lines that share the name and something they are known by are one's."""
    people: list[Student] = []
    place_of: dict[tuple[frozenset[str], object], int] = {}
    for student in students:
        if student is None:
            continue
        marks = [(student.spellings, mark) for mark in (*student.keys, *student.numbers)]
        place = next((place_of[mark] for mark in marks if mark in place_of), len(people))
        if place < len(people) and _may_be_one(people[place], student):
            people[place] = _joined(people[place], student)
        else:
            place = len(people)
            people.append(student)
        place_of.update({mark: place for mark in marks if mark not in place_of})
    return tuple(people)


def _may_be_one(first: Student, second: Student) -> bool:
    """Whether no platform knows them by two numbers."""
    return not first.numbers or not second.numbers or first.numbers == second.numbers


def _joined(first: Student, second: Student) -> Student:
    sections = dict.fromkeys((*first.section.split(", "), *second.section.split(", ")))
    return replace(
        first,
        keys=first.keys | second.keys,
        numbers=first.numbers or second.numbers,
        group=first.group or second.group,
        rows=(*first.rows, *second.rows),
        section=", ".join(filter(None, sections)),
    )
