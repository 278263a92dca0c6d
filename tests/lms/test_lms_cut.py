"""Every platform's file, cut at every byte: what comes out is in the whole one, or it is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradus.errors import UsageError
from gradus.lms import Roster, read_roster
from gradus.submission import ClassFolder, look_through

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"
GERMAN = (
    "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;"
    "Bewertung kann geändert werden;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung);F\n"
    'Teilnehmer/in41;Zoë Groß;z@x;Abgegeben;;10,00;Ja;Montag, 6. Oktober 2025, 01:59;-;"Sehr\n'
    '""gut"""\n'
    "Teilnehmer/in42;Bo Ek;b@x;Keine Abgabe;;10,00;Nein;-;-;\n"
)
TABLES = {
    "canvas": (GOLDEN / "canvas-gradebook.csv").read_bytes(),
    "worksheet": (GOLDEN / "moodle-worksheet.csv").read_bytes(),
    "german": GERMAN.encode("utf-8-sig"),
    "utf-16": "Name\tEmail\nZoë Groß\tz@x\nBo\tb@x\n".encode("utf-16"),
    "excel": b'sep=;\r\n"Name";"E-Mail"\r\n"Zo\xc3\xab Gro\xc3\x9f";"z@x"\r\n"Bo";"b@x"\r\n',
    "tsv": "Name\tEmail\tGroup\nZoë Groß\tz@x\tRed\nBo\tb@x\tBlue\n".encode(),
    "no end": b"Name,Email\nAnn,a@x\nBo,b@x",
}


def cuts(data: bytes, folder: Path, name: str) -> Iterator[Path]:
    for size in range(1, len(data)):
        path = folder / name
        path.write_bytes(data[:size])
        yield path


@pytest.mark.parametrize("kind", TABLES)
def test_a_roster_gives_whole_lines_or_says_where_it_ends(tmp_path: Path, kind: str) -> None:
    data = TABLES[kind]
    (tmp_path / "whole.csv").write_bytes(data)
    whole = read_roster(tmp_path / "whole.csv")
    silent = 0
    for path in cuts(data, tmp_path, "roster.csv"):
        found = _read(path)
        if isinstance(found, str):
            assert str(path) in found
            assert re.search(r"line \d+|lists nobody|is empty|is not text|no column", found)
            continue
        _told_or_whole_lines(found, whole, path)
        silent += not found.warning
    assert silent <= 2 * len(whole.table.rows), "only at the ends of lines, of which some have two"


def _read(path: Path) -> Roster | str:
    """The roster, or what is said of it."""
    try:
        return read_roster(path)
    except UsageError as error:
        return str(error)


def _told_or_whole_lines(found: Roster, whole: Roster, path: Path) -> None:
    if found.warning:
        assert re.match(
            rf"{re.escape(str(path))}, line \d+: the last line has no end", found.warning
        )
        return
    assert found.students == whole.students[: len(found.students)]
    assert found.table.header == whole.table.header
    assert found.table.rows == whole.table.rows[: len(found.table.rows)]
    assert found.worksheet == whole.worksheet


def _people(found: ClassFolder) -> list[object]:
    return [(one.origin.people, one.origin.time) for one in found.submissions]


def test_gradescopes_metadata_gives_the_same_people_or_says_so(tmp_path: Path) -> None:
    for name in ("submission_101", "submission_102"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "losses.py").write_text("x = 1\n")
    data = (GOLDEN / "submission_metadata.yml").read_bytes()
    (tmp_path / "submission_metadata.yml").write_bytes(data)
    whole = look_through(tmp_path, ("losses",))
    assert whole.warnings == ()
    for path in cuts(data, tmp_path, "submission_metadata.yml"):
        found = look_through(tmp_path, ("losses",))
        assert len(found.submissions) == 2
        if found.warnings:
            (told,) = found.warnings
            assert str(path) in told
        else:
            assert _people(found) == _people(whole)


def test_a_receipt_never_tells_another_person_or_time(tmp_path: Path) -> None:
    stem = "HW 1_j_roe_attempt_2026-10-09-23-01-02"
    (tmp_path / f"{stem}_losses.py").write_text("x = 1\n")
    text = "Name: Jo Roe (j_roe)\nDate Submitted: Friday, October 9, 2026 11:05:07 PM\nMark: \n"
    told = set()
    for _path in cuts(text.encode(), tmp_path, f"{stem}.txt"):
        (jo,) = look_through(tmp_path, ("losses",)).submissions
        (person,) = jo.origin.people
        told.add((person.name, person.login, jo.origin.time, jo.origin.source))
    assert told == {
        ("", "HW 1_j_roe", "2026-10-09T23:01:02", "name"),
        ("Jo Roe", "j_roe", "2026-10-09T23:01:02", "name"),
        ("Jo Roe", "j_roe", "2026-10-09T23:05:07", "receipt"),
    }
