"""Tables as people and platforms save them, and what is said of those that cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest

from gradus.errors import UsageError
from gradus.lms import read_roster

TEXT = "Name;Email;Group\nZoë Groß;z@x;Red, 1\nBo Ek;b@x;Blue\n"


def spreadsheet() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        f"sep=;\n{TEXT}".encode(),
        f"\ufeffsep=;\r\n{TEXT}".encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        f"\n\n{TEXT}\n".encode(),
    ],
)
def test_one_table_saved_in_many_ways(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    first, second = read_roster(path).students
    assert (first.name, first.group, second.name) == ("Zoë Groß", "Red, 1", "Bo Ek")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (TEXT[: len(TEXT) // 2].encode(), "line 2: there are 2 cells where the heading has 3"),
        (b'Name,Email\n"Ada,a@x\n', "line 2: this is not CSV: unexpected end of data"),
        (b"Name,Email\nAda\n", "line 2: there are 1 cells where the heading has 2. Was the file"),
        (b"Name,Email\nEk, Ada,a@x\n", "Put cells that hold ',' into quotes"),
        (b"Email,Name,email\na@x,Ada,b@x\n", "has the column Email twice"),
        (b"sep=,\n", "is empty"),
        (spreadsheet(), "is a spreadsheet, not CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a spreadsheet, not CSV"),
        (b"<!doctype html><title>Log in</title>", "is a web page, not CSV"),
        (b"Mood,Seat\ngood,1\n", "no column that tells who the students are. It has: Mood, Seat"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_the_line_or_the_headings(
    tmp_path: Path, data: bytes, told: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError) as raised:
        read_roster(path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)
