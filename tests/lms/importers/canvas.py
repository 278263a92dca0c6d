"""Canvas: Grades, Export and Import; Assignment, Upload submissions.

As in canvas-lms (`GradebookImporter` at 00b222d, `GradebookExporter` at 0140a2e, `ContentZipper`,
and `infer_comment_context_from_filename` of `AbstractAssignment` at 028f76bb).

- The separator is `;` or `,`, whichever gives more columns, the same number in the first 3 lines.
- A cell of digits, points and commas is a number whose last point or comma is the decimal one.
- The columns up to `Section` are fixed; behind them a column is an assignment by the number in
  brackets. Unless one is known, Canvas offers to make a new one; the same with a student.
- A student is found by ID, else by SIS user id, by login, by name.
- In an assignment of groups that are graded as one, a mark is every member's but of who is excused,
  and so is a comment's file (`grade_student`, `group_students` and `generate_comments_from_files`
  of `AbstractAssignment` at 028f76bb).
- An empty cell takes a mark away. What is written for a student who is not assigned is dropped.
- A row with `Points Possible` sets what can be earned. `(read only)` there locks the column.
- A comment's file belongs to the first two whole numbers in its name, user and attachment, or to
  what comes after `anon_`; unless the attachment is one of that submission it is passed over.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from lms.importers import Refused

Cell = float | str | None
"""A mark, `EX`, or none."""


@dataclass(frozen=True)
class User:
    """A student of a Canvas course; the name as it is sorted: `Lovelace, Ada`."""

    number: int
    name: str
    sis: str
    login: str
    section: str = "Monday"


@dataclass(frozen=True)
class Style:
    """How a gradebook comes out, by the settings of course and teacher."""

    separator: str = ","
    decimal_comma: bool = False
    split_names: bool = False
    byte_order_mark: bool = False
    integration_id: bool = False
    manual_posting: bool = False


@dataclass
class Canvas:
    """A course: `possible` by (title, number) of an assignment, `marks` by (user, assignment).

    `groups` are those in which all assignments are handed in and graded, by user.
    """

    users: list[User]
    possible: dict[tuple[str, int], float]
    marks: dict[tuple[int, int], Cell] = field(default_factory=dict)
    unassigned: set[tuple[int, int]] = field(default_factory=set)
    attachments: dict[int, int] = field(default_factory=dict)
    anonymous: dict[str, int] = field(default_factory=dict)
    comments: dict[int, list[bytes]] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)

    def gradebook(self, style: Style = Style()) -> bytes:
        """What Grades, Export gives."""

        def number(value: Cell) -> str:
            told = "" if value is None else str(value)
            return told.replace(".", ",") if style.decimal_comma else told

        names = ["LastName", "FirstName"] if style.split_names else ["Student"]
        more = ["Integration ID"] if style.integration_id else []
        head = [*names, "ID", "SIS User ID", "SIS Login ID", *more, "Section"]
        columns = [f"{title} ({key})" for title, key in self.possible]
        rows = [[*head, *columns, "Current Score"]]
        if style.manual_posting:
            rows.append([""] * len(head) + ["Manual Posting"] + [""] * len(columns))
        total = ["    Points Possible", *[""] * (len(head) - 1)]
        rows.append([*total, *map(number, self.possible.values()), "(read only)"])
        for user in self.users:
            own = user.name.split(", ", 1) if style.split_names else [user.name]
            own += [""] * (len(names) - len(own))
            who = [*own, str(user.number), user.sis, user.login, *[""] * len(more), user.section]
            cells = [self._cell(user.number, key, number) for _title, key in self.possible]
            rows.append([*who, *cells, "90"])
        test = ["Student", "Test"] if style.split_names else ["Student, Test"]
        last = [*test, "99999", "", "0123456789abcdef0123456789abcdef01234567", *[""] * len(more)]
        rows.append([*last, "Monday", *[""] * len(columns), ""])
        file = io.StringIO()
        csv.writer(file, delimiter=style.separator, lineterminator="\n").writerows(rows)
        return file.getvalue().encode("utf-8-sig" if style.byte_order_mark else "utf-8")

    def import_gradebook(self, data: bytes) -> None:
        """What Grades, Import makes of a file. Raises Refused, and nothing has changed then."""
        rows = _rows(data.decode())
        header, *rest = rows
        first = _columns_of_students(header)
        places = {}
        for place, heading in enumerate(header[first:], first):
            if re.search("(Current|Final) (Score|Points|Grade)|Override", heading):
                continue
            match = re.fullmatch(r"(.*)\s\((\d+)\)", heading)
            known = [key for _title, key in self.possible if match and str(key) == match[2]]
            if not known:
                raise Refused(f"{heading} is a new assignment?")
            places[known[0]] = place
        split = header[0] == "LastName"
        found = []
        locked = set()
        possible = dict(self.possible)
        for row in rest:
            if "Points Possible" in row[0]:
                for title, key in self.possible:
                    if "read only" in row[places.get(key, 0)]:
                        locked.add(key)
                    elif key in places and row[places[key]]:
                        possible[title, key] = float(row[places[key]])
            elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
                found.append((self._user(row, header, split), row))
        for user, row in found:
            for key, place in places.items():
                self._set(user, key, row[place].strip(), locked)
        self.possible = possible

    def import_comments(self, archive: bytes) -> list[str]:
        """What Upload submissions makes of a zip; the names that it passes over."""
        ignored = []
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for name in opened.namelist():
                user = self._commented(name.rpartition("/")[2])
                if user is None:
                    ignored.append(name)
                    continue
                for member in self._group(user):
                    self.comments.setdefault(member, []).append(opened.read(name))
        return ignored

    def _cell(self, user: int, key: int, number: Callable[[Cell], str]) -> str:
        if (user, key) in self.unassigned:
            return "N/A"
        return number(self.marks.get((user, key)))

    def _user(self, row: list[str], header: list[str], split: bool) -> int:
        number = row[2] if split else row[1]
        cells = dict(zip(header, row, strict=True))
        name = f"{row[1]} {row[0]}".strip() if split else row[0]
        ways = (
            lambda one: str(one.number) == number,
            lambda one: one.sis and one.sis == cells.get("SIS User ID"),
            lambda one: one.login and one.login == cells.get("SIS Login ID"),
            lambda one: name in (one.name, " ".join(reversed(one.name.split(", ", 1)))),
        )
        for way in ways:
            found = [one.number for one in self.users if way(one)]
            if found:
                return found[0]
        raise Refused(f"Who is {name}?")

    def _group(self, user: int) -> list[int]:
        """Who is graded with a user."""
        group = self.groups.get(user)
        return [one for one in self.groups if self.groups[one] == group] if group else [user]

    def _set(self, user: int, key: int, cell: str, locked: set[int]) -> None:
        if cell.upper() == "EX":
            self._set_one(user, key, cell, locked)
            return
        for member in self._group(user):
            if member == user or self.marks.get((member, key)) != "EX":
                self._set_one(member, key, cell, locked)

    def _set_one(self, user: int, key: int, cell: str, locked: set[int]) -> None:
        if (user, key) in self.unassigned or key in locked:
            return
        if cell.upper() == "EX":
            self.marks[user, key] = "EX"
        elif cell in ("", "-"):
            self.marks[user, key] = None
        else:
            self.marks[user, key] = float(cell)

    def _commented(self, name: str) -> int | None:
        parts = [part for part in name.split("_") if part != "LATE"]
        if parts[0] == "anon":
            user = self.anonymous.get(parts[1])
            attachment = parts[2]
        else:
            numbers = [part for part in parts if re.fullmatch(r"\d+", part)]
            if len(numbers) < 2:
                return None
            user, attachment = int(numbers[0]), numbers[1]
        if parts[-1].startswith("link") or name.startswith("._"):
            return None
        is_own = attachment.isdigit() and self.attachments.get(int(attachment)) == user
        return user if is_own else None


def _rows(text: str) -> list[list[str]]:
    lines = text.splitlines()
    widths = {}
    for separator in ";,":
        try:
            counts = {
                len(next(csv.reader([line], delimiter=separator, strict=True)))
                for line in lines[:3]
            }
        except csv.Error:
            counts = set()
        widths[separator] = counts.pop() if len(counts) == 1 else 0
    separator = ";" if widths[";"] > widths[","] else ","
    kept = [line for line in text.splitlines(keepends=True) if not re.fullmatch(r"[;, ]+\s*", line)]
    rows = list(csv.reader(kept, delimiter=separator, strict=True))
    return [[_number(cell) for cell in row] for row in rows]


def _number(cell: str) -> str:
    """`1.234,5` and `1,234.5` are 1234.5; what is no number stays as it is."""
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *whole, last = re.split("[,.]", cell)
    return f"{''.join(whole)}.{last}" if whole else last


def _columns_of_students(header: list[str]) -> int:
    """How many columns tell of the student; raises Refused for an invalid header row."""
    if "Student" in header[0] and "ID" in header[1]:
        names = 2
    elif header[:2] == ["LastName", "FirstName"] and "ID" in header[2]:
        names = 3
    else:
        raise Refused("Invalid header row")
    last = names
    if header[names] == "SIS User ID" and header[names + 1] == "SIS Login ID":
        last += 2 + (header[names + 2] == "Integration ID")
    elif header[names] == "SIS Login ID":
        last += 1
    last += header[last] == "Root Account"
    if "Section" not in header[last]:
        raise Refused("Invalid header row")
    return last + 1
