"""Moodle's grading worksheet, in any language.

As mod/assign of moodle/moodle writes it (gradingtable.php, when it is downloaded): first the
identifier, "Participant 12345" in the site's language, then, unless marking is blind, the full name
and what identifies people there; status, team, marker; the grade and the maximum, whether the grade
can be changed, and when submission and grade were last modified, which is `-` for never. Headings
are in the site's language, so the columns are known by their cells and their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gradus.lms import headings
from gradus.lms.tables import Table

_IDENTIFIER = re.compile(r"(?P<word>\D*\D)(?P<number>[0-9]+)")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
# "No", for whether a grade can be changed; "Nothing" where it says what was handed in.
_NO = frozenset(
    [
        *("no", "nein", "non", "não", "nee", "nej", "nei", "ne", "nie", "nem", "ei", "hayır"),
        *("нет", "ні", "όχι", "いいえ", "否", "아니요", "לא", "لا"),
    ]
)
_NOTHING = re.compile(
    r"no submission|nothing|kein|aucun|rien|sin entrega|no entregado|nessun|nenhum|geen|ingen|brak",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\blate\b|verspätet|zu spät|retard|retraso|ritardo|atraso|te laat", re.IGNORECASE
)
_NEVER = frozenset(["", "-"])


@dataclass(frozen=True)
class Worksheet:
    """The places of a worksheet's columns; None for what it does not have.

    `word` is what the identifier begins with: "Participant ".
    """

    word: str
    identifier: int
    name: int | None
    status: int | None
    grade: int | None
    maximum: int | None
    changeable: int | None
    submitted: int | None
    graded: int | None


def find_worksheet(table: Table) -> Worksheet | None:
    """Where everything is in a worksheet; None for a table that is no worksheet."""
    place = table.column(*headings.MOODLE_ID)
    identifier = 0 if place is None else place
    word = _word(table, identifier)
    if word is None:
        return None
    grade = table.column(*headings.GRADE)
    if place is not None and table.column(*headings.ACCOUNT) is None:
        return Worksheet(
            word,
            identifier,
            table.column(*headings.NAME),
            table.column(*headings.STATUS),
            grade,
            table.column(*headings.MAXIMUM),
            table.column(*headings.CHANGEABLE),
            table.column(*headings.SUBMITTED),
            table.column(*headings.GRADED),
        )
    return _by_cells(table, word)


def number_of(identifier: str) -> str:
    """`12345` for "Participant 12345"; empty for anything else."""
    match = _IDENTIFIER.fullmatch(identifier.strip())
    return match["number"] if match else ""


def says_no(cell: str) -> bool:
    """Whether a cell says no, in one of the languages that are known."""
    return cell.strip().casefold() in _NO


def told_of_submission(worksheet: Worksheet, row: Sequence[str]) -> tuple[bool | None, bool, str]:
    """What a line tells: whether something was handed in, whether late, and when.

    The first is None where it does not tell; the time is in the platform's words. A status is
    several parts, the first what there is and one of the others by how much it is late, in days and
    hours; an extension tells a date instead, with its year.
    """
    time = row[worksheet.submitted].strip() if worksheet.submitted is not None else ""
    time = "" if time in _NEVER else time
    if worksheet.status is None:
        return True if time else None, False, time
    first, *others = row[worksheet.status].split(" - ")
    nothing = bool(_NOTHING.search(first)) and not time
    lasting = (part for part in others if re.search(r"[0-9]", part))
    durations = [part for part in lasting if not re.search(r"[0-9]{4}", part)]
    late = bool(time and durations) or any(_LATE.search(part) for part in others)
    handed_in = False if nothing else (True if time else None)
    return handed_in, late and not nothing, time


def _word(table: Table, place: int) -> str | None:
    """What every identifier in a column begins with; None where one is no identifier."""
    matches = [_IDENTIFIER.fullmatch(row[place].strip()) for row in table.rows]
    words = {match["word"] if match else None for match in matches}
    return words.pop() if len(words) == 1 else None


def _by_cells(table: Table, word: str) -> Worksheet | None:
    """The columns by their cells: last of all that could be it, the maximum has what follows it."""
    width = len(table.header)
    columns = [[row[place].strip() for row in table.rows] for place in range(width)]
    for maximum in range(width - 3, 1, -1):
        # Where marking goes through stages, the stage stands between them.
        for changeable in (maximum + 1, maximum + 2):
            if (
                changeable + 1 < width
                and _is_maximum(columns[maximum])
                and _is_answer(columns[changeable])
                and _is_time(columns[changeable + 1])
            ):
                return _placed(columns, word, maximum, changeable)
    return None


def _placed(columns: list[list[str]], word: str, maximum: int, changeable: int) -> Worksheet | None:
    grade = maximum - 1
    submitted = changeable + 1
    later = [place for place in range(submitted + 1, len(columns)) if _is_time(columns[place])]
    statuses = [place for place in range(1, grade) if _is_status(columns[place])]
    # Statuses are alike, names are not: a worksheet without names has the status next.
    blind = grade == 2
    return Worksheet(
        word,
        identifier=0,
        name=None if blind else 1,
        status=statuses[-1] if statuses else None,
        grade=grade,
        maximum=maximum,
        changeable=changeable,
        submitted=submitted,
        graded=later[0] if later else None,
    )


def _is_maximum(cells: list[str]) -> bool:
    return len(set(cells)) == 1 and _NUMBER.fullmatch(cells[0]) is not None


def _is_answer(cells: list[str]) -> bool:
    return len(set(cells)) <= 2 and all(cell and not re.search(r"[0-9@]", cell) for cell in cells)


def _is_time(cells: list[str]) -> bool:
    return all(cell == "-" or re.search(r"[0-9]{4}", cell) for cell in cells)


def _is_status(cells: list[str]) -> bool:
    """Words, and not an address, a number or nothing."""
    return all(cell and "@" not in cell and not cell.isdigit() for cell in cells)
