"""CSV as people and platforms save it: any separator, a byte order mark, other encodings."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import UsageError

_SEPARATORS = (",", ";", "\t")
_EXCEL = re.compile(r'"?sep=(?P<separator>[,;\t])"?', re.IGNORECASE)
_MOST_BYTES = 64_000_000  # far more than the gradebook of the largest course


@dataclass(frozen=True)
class Table:
    """The cells of a CSV file: every row as long as the header. `separator` is its own.

    `unended` says that the last line has no end, in a sentence; it is "" where all is well. `lines`
    are the numbers of the rows' last lines in the file.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str
    unended: str = ""
    lines: tuple[int, ...] = ()

    def column(self, *names: str) -> int | None:
        """The place of the first of these headings, whatever their case; None without any.

        Raises UsageError where that heading is there twice.
        """
        return next(iter(self.columns(*names)), None)

    def columns(self, *names: str) -> tuple[int, ...]:
        """The places of all of these headings that there are, in the order of the names.

        Raises UsageError where one is there twice.
        """
        known = [heading.strip().casefold() for heading in self.header]
        for name in names:
            if known.count(name) > 1:
                raise UsageError(
                    f"{self.path} has the column {self.header[known.index(name)].strip()} twice. "
                    f"Keep one of them: {', '.join(self.header)}."
                )
        return tuple(known.index(name) for name in names if name in known)


def read_table(path: Path) -> Table:
    """Read a CSV file. Raises UsageError, which names the file, the line and what to do."""
    text = _decoded(_read(path), path)
    separator, text = _separated(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    header: tuple[str, ...] = ()
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = tuple(row)
                continue
            if len(row) != len(header):
                raise UsageError(
                    f"{path}, line {reader.line_num}: there are {len(row)} cells where the heading "
                    f"has {len(header)}. {_ragged(len(row) < len(header), separator)}"
                )
            rows.append(tuple(row))
            lines.append(reader.line_num)
    except csv.Error as error:
        raise UsageError(
            f"{path}, line {reader.line_num}: this is not CSV: {error}. Save it as CSV again."
        ) from error
    if not header:
        raise UsageError(
            f"{path} is empty. It needs a line of headings and one line for each student."
        )
    unended = "" if text.endswith(("\n", "\r")) else _unended(path, reader.line_num)
    return Table(path, header, tuple(rows), separator, unended, tuple(lines))


def _lines(data: bytes, encoding: str) -> int:
    return data.decode(encoding, "replace").count("\n") + 1


def _unended(path: Path, line: int) -> str:
    return (
        f"{path}, line {line}: the last line has no end. Was the file cut short? Export it again, "
        "or, if it is whole, put a line end there."
    )


def _separated(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without the line by which Excel is told so.

    That line stands first, and empty ones in its place keep the numbers of the others.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = _EXCEL.fullmatch(first.strip())
    if told:
        return told["separator"], text.replace(first, "", 1)
    by_count = max(_SEPARATORS, key=lambda one: len(next(csv.reader([first], delimiter=one))))
    return by_count, text


def _ragged(too_few: bool, separator: str) -> str:
    if too_few:
        return "Was the file cut short? Export it again, or fill in what is missing."
    return f"Put cells that hold {separator!r} into quotes."


def csv_text(header: tuple[str, ...], rows: list[tuple[str, ...]], separator: str = ",") -> str:
    """A table as CSV, in the way in which Canvas and Moodle write it themselves."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def number_in(cell: str) -> float | None:
    """The number in a cell, with a point or a comma; None for nothing, for text and for 0."""
    try:
        return float(cell.strip().replace(",", ".")) or None
    except ValueError:
        return None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path} is larger than 64 MB, so it is not a list of students.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error


def _decoded(data: bytes, path: Path) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(f"{path} is a spreadsheet, not CSV. Open it and save it as CSV.")
    if data.lstrip()[:1] == b"<":
        raise UsageError(f"{path} is a web page, not CSV. Are you logged in where it comes from?")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data[:2]:
        encodings = ("utf-16-be" if data[:1] == b"\0" else "utf-16-le",)
    else:
        # What is not UTF-8 comes from a spreadsheet on Windows; that encoding has few gaps.
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            # In other encodings too a letter may look so, but not also be the last of all.
            if error.end == len(data) and encoding != "cp1252" and len(data) - error.start < 4:
                raise UsageError(_unended(path, _lines(data[: error.start], encoding))) from error
            continue
        if "\0" in text:
            break
        return text
    raise UsageError(f"{path} is not text. Save it as CSV in UTF-8.")
