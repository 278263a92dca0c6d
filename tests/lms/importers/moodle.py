"""Moodle: a grading worksheet, and feedback files in a zip, of the activity Assignment.

As in moodle/moodle (`mod/assign`: `gradingtable.php`, `downloader.php` at da54552,
`feedback/offline` at 0497556, `feedback/file/importziplib.php` at 0203d8f; `csv_import_reader` and
`unformat_float` of `lib`).

- A worksheet is CSV with commas, in the language of whoever downloads it. At the upload three
  headings must be exactly those of whoever uploads it; every row must have all columns.
- A participant is the number that is left of `Identifier` without the word before it.
- A grade is a number with the language's decimal sign or a point; other signs end it. An empty one,
  one below 0 or above the maximum, of a locked grade, or of a participant graded after `Last
  modified (grade)` is passed over without a word.
- Comments of whoever was not graded in between are replaced where they differ.
- Folders of individuals are `Name_number_assignsubmission_file`, those of teams bear the group's
  number, and the default group has none. Feedback goes to the participant whose number stands
  behind the first `_` of a folder's or file's name: also where it is a group's.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field

from lms.importers import Refused


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part; `group` is empty for the default group."""

    number: int
    name: str
    email: str
    group: str = ""
    identity: str = ""


@dataclass(frozen=True)
class Language:
    """What a worksheet is called in the language of whoever downloads it."""

    participant: str
    headings: tuple[str, ...]
    yes: str
    no: str
    submitted: str
    nothing: str
    decimal: str
    date: str
    full_name: str
    group: str = "Group"


ENGLISH = Language(
    "Participant ",
    (
        *("Identifier", "Email address", "Status", "Grade", "Maximum grade"),
        *("Grade can be changed", "Last modified (submission)", "Last modified (grade)"),
        "Feedback comments",
    ),
    "Yes",
    "No",
    "Submitted for grading",
    "No submission",
    ".",
    "Wednesday, 1 October 2025, 11:59 PM",
    "Full name",
)
GERMAN = Language(
    "Teilnehmer/in",
    (
        *("ID", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung"),
        *("Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)"),
        *("Zuletzt geändert (Bewertung)", "Feedback als Kommentar"),
    ),
    "Ja",
    "Nein",
    "Zur Bewertung abgegeben",
    "Keine Abgabe",
    ",",
    "Mittwoch, 1. Oktober 2025, 23:59",
    "Vollständiger Name",
    "Gruppe",
)
FRENCH = Language(
    "Participant",
    (
        *("Identifiant", "Adresse de courriel", "Statut", "Note", "Note maximale"),
        *("La note peut être modifiée", "Dernière modification (travail remis)"),
        *("Dernière modification (note)", "Feedback par commentaires"),
    ),
    "Oui",
    "Non",
    "Remis pour évaluation",
    "Pas de remise",
    ",",
    "mercredi 1 octobre 2025, 23:59",
    "Nom complet",
    "Groupe",
)
LANGUAGES = (ENGLISH, GERMAN, FRENCH)


@dataclass
class Moodle:
    """An assignment: `grades` and `comments` by participant, `locked` cannot be changed."""

    participants: list[Participant]
    maximum: float = 100.0
    teams: bool = False
    blind: bool = False
    language: Language = ENGLISH
    grades: dict[int, float | None] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    locked: set[int] = field(default_factory=set)
    submitted: set[int] = field(default_factory=set)
    graded_since: set[int] = field(default_factory=set)
    feedback: dict[int, dict[str, bytes]] = field(default_factory=dict)

    def worksheet(self, separator: str = ",") -> bytes:
        """What Download grading worksheet gives; another separator is a spreadsheet's."""
        said = self.language
        who, mail, status, *grades = said.headings
        names = [] if self.blind else [said.full_name, mail]
        team = [said.group] if self.teams else []
        rows = [[who, *names, status, *team, *grades]]
        for one in self.participants:
            own = [] if self.blind else [one.name, one.email]
            group = [one.group or "Default group"] if self.teams else []
            has = one.number in self.submitted
            rows.append(
                [
                    f"{said.participant}{one.number}",
                    *own,
                    said.submitted if has else said.nothing,
                    *group,
                    self._number(self.grades.get(one.number)),
                    self._number(self.maximum),
                    said.no if one.number in self.locked else said.yes,
                    said.date if has else "-",
                    said.date if self.grades.get(one.number) is not None else "-",
                    self.comments.get(one.number, ""),
                ]
            )
        file = io.StringIO()
        csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)
        return file.getvalue().encode("utf-8-sig")

    def import_worksheet(self, data: bytes, separator: str = ",") -> None:
        """What Upload grading worksheet makes of a file. Raises Refused."""
        text = re.sub("\r\n?", "\n", data.decode("utf-8-sig"))
        header, *rows = list(csv.reader(io.StringIO(text), delimiter=separator))
        said = self.language
        who, grade, comment = said.headings[0], said.headings[3], said.headings[8]
        if {who, grade, said.headings[7]} - set(header):
            raise Refused("The grading worksheet has been modified")
        if any(len(row) != len(header) for row in rows):
            raise Refused("The number of columns is not the same")
        for row in rows:
            cells = dict(zip(header, row, strict=True))
            number = cells[who][len(said.participant) :]
            if number not in {str(one.number) for one in self.participants}:
                continue
            if int(number) not in self.graded_since:
                self._grade(int(number), cells[grade])
                if comment in cells and cells[comment] != self.comments.get(int(number), ""):
                    self.comments[int(number)] = cells[comment]

    def import_feedback(self, archive: bytes) -> list[str]:
        """What Upload multiple feedback files in a zip makes of it; what it passes over."""
        ignored = []
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for name in opened.namelist():
                found = self._feedback_of(name)
                if found is None:
                    ignored.append(name)
                else:
                    self.feedback.setdefault(found[0], {})[found[1]] = opened.read(name)
        return ignored

    def _number(self, value: float | None) -> str:
        return "" if value is None else f"{value:.2f}".replace(".", self.language.decimal)

    def _grade(self, number: int, cell: str) -> None:
        told = re.match(r"\d*\.?\d*", cell.strip().replace(self.language.decimal, "."))
        if not cell.strip() or number in self.locked:
            return
        value = float(told[0]) if told and told[0] else 0.0
        if value <= self.maximum:
            self.grades[number] = value

    def _feedback_of(self, name: str) -> tuple[int, str] | None:
        parts = name.split("/")
        if parts[-1].startswith((".", "~")):
            return None
        numbers = {one.number for one in self.participants}
        while parts:
            part = parts.pop(0).split("_", 4)
            if len(part) < 4 or not part[1].isdigit() or int(part[1]) not in numbers:
                continue
            if part[2] != "assignsubmission" or part[3] not in ("file", "onlinetext"):
                continue
            return int(part[1]), "/".join([*part[4:], *parts]).lstrip("/")
        return None
