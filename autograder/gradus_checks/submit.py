"""Make the zip that a student hands in, prove it, and say what is in it."""

import io
import os
import shutil
import sys
import tempfile
import textwrap
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from gradus_checks.home.broken import broken_by, not_tested
from gradus_checks.home.handed_out import LISTED, HandedOut, read_handed_out
from gradus_checks.home.rehearsal import NOT_ENDED, NotRun, Rehearsed, Running, rehearse
from gradus_checks.home.standing import NOT_WRITTEN, WRITTEN_ALREADY, rows_of, text_of
from gradus_checks.home.suspicions import (
    changed_files,
    copies,
    foreign_imports,
    hiding_files,
    only_in_notebook,
)
from gradus_checks.own_files import LARGEST, LONGEST_NAME, MOST, own_files, sizes_of
from gradus_checks.terminal import make_readable

_NAMED, _LONGEST_NAME = 12, 60  # two or three lines, and as many letters as fit one
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
_WIDEST, _IN_A_CELL = 100, 78  # columns: to be read at a glance, and what a notebook shows


@dataclass(frozen=True)
class Contents:
    """What a submission consists of, as file names: asked for, the student's own, and missing.

    `left_out` are files of the student's own for which there is no room, `refused` those that no
    grader takes. `is_too_large`: the modules alone are larger than a grader takes.
    """

    modules: tuple[str, ...]
    own: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    is_too_large: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """All that is handed in."""
        return (*self.modules, *self.own)


def contents(folder: Path, handed: HandedOut) -> Contents:
    """What of `folder` is handed in: the modules, and source and data that was not handed out."""
    asked = [f"{module}.py" for module in handed.modules]
    own = own_files(folder, asked, handed.digests.keys(), handed.room)
    return Contents(
        modules=tuple(name for name in asked if (folder / name).is_file()),
        own=own.taken,
        missing=tuple(name for name in asked if not (folder / name).is_file()),
        left_out=own.left_out,
        refused=own.refused,
        is_too_large=not handed.room.holds_modules(sizes_of(folder, asked), asked),
    )


def zipped(folder: Path, found: Contents) -> bytes:
    """The submission. The same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in found.files:
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), (folder / name).read_bytes())
    return buffer.getvalue()


def hand_in(folder: Path) -> int:
    """Make the zip of a student's `folder`, try it, and write it; 1 where something is wrong."""
    try:
        make_readable(sys.stdout)  # Windows' files and pipes cannot take every letter of titles
        return _hand_in(folder)
    except KeyboardInterrupt:
        print("\nStopped: run this again to hand in.")
    except BrokenPipeError:
        # Who reads this has had enough, as `| head` has. At its end Python would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"This could not be done: {error}. See that you may read and write in {folder}.")
    return 1


def _hand_in(folder: Path) -> int:
    handed = read_handed_out(folder)
    if handed is None:
        _say(
            "gradus_checks/handed_out.json is missing or was changed. Take the folder "
            "gradus_checks out of the zip that you got again."
        )
        return 1
    found = contents(folder, handed)
    for line in _warnings(folder, handed, found):
        _say(f"WARNING: {line}")
        print()
    if not found.modules:
        _say(f"Nothing to hand in: there is no {' and no '.join(found.missing)} in {folder}.")
        return 1
    content = zipped(folder, found)
    try:
        here, there = both(folder, handed, content)
        untested = not_tested(folder, handed, here)
    except NotRun as error:
        here, there, untested = [], [], str(error)
    if here and not untested:
        _tell_standing(here)
    broken = [] if untested else list(broken_by(folder, found.modules, found.files, here, there))
    path = folder / f"{handed.name}-submission.zip"
    why = _written(path, content)
    if why:
        _say(
            f"{path} could not be written ({why}). Close it where it is open, or delete "
            "it, see that there is room and that you may write into the folder, and run this again."
        )
        return 1
    _tell(path, handed, found, bool(broken or untested or found.is_too_large))
    for each in broken:
        _say(f"BROKEN: {each}")
    if untested:
        _say(f"NOT TESTED: {untested}")
    return 1 if found.missing or found.is_too_large or broken or untested else 0


def _warnings(folder: Path, handed: HandedOut, found: Contents) -> Iterator[str]:
    """The most harmful ones first."""
    yield from hiding_files(folder, handed.digests.keys())
    yield from copies(folder, handed)
    yield from only_in_notebook(folder, handed.modules)
    yield from foreign_imports(folder, found.files, handed)
    yield from changed_files(folder, handed)


def both(
    folder: Path, handed: HandedOut, content: bytes
) -> tuple[list[Rehearsed], list[Rehearsed]]:
    """What the public tests say here, and of the zip, unpacked where there is nothing else.

    Raises NotRun.
    """
    packages = "\n".join(handed.packages)
    with tempfile.TemporaryDirectory(prefix="gradus-") as scratch, ThreadPoolExecutor(2) as pool:
        empty = Path(scratch).resolve()
        # Laid out as where it is graded: what was handed out lies beside it, and counts.
        for name in (
            LISTED,
            *handed.beside,
            *(n for n in handed.digests if n.startswith("tests/")),
        ):
            if (folder / name).is_file():
                (empty / name).parent.mkdir(parents=True, exist_ok=True)
                (empty / name).write_bytes((folder / name).read_bytes())
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(empty)
        running = Running()
        here = pool.submit(rehearse, folder, folder, handed.seconds, "", running)
        there = pool.submit(rehearse, folder, empty, handed.seconds, packages, running)
        try:
            return here.result(), there.result()
        except KeyboardInterrupt:
            running.stop()
            raise


def _tell_standing(here: list[Rehearsed]) -> None:
    """What is not written yet, the points, and what is to come."""
    todo = list(dict.fromkeys(each.told for each in here if each.why == NOT_WRITTEN))
    table = text_of(rows_of(each.record for each in here), _columns())
    failing = sum(not each.passed and not each.why for each in here)
    tests = "1 test fails" if failing == 1 else f"{failing} tests fail"
    why = [f"{tests}: pytest says why."] if failing else []
    endless = list(dict.fromkeys(each.told for each in here if NOT_ENDED in each.told))
    if todo:
        _say("\n".join((*todo, WRITTEN_ALREADY)))
        print()
    print(table)
    _say("\n".join((*why, *endless)))
    print()


def _written(path: Path, content: bytes) -> str:
    """Write the zip, all of it or nothing; why that cannot be done, or ""."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(content)
        os.replace(half, path)  # noqa: PTH105
    except OSError as error:
        return error.strerror or str(error)
    finally:
        half.unlink(missing_ok=True)
    return ""


def _say(text: str) -> None:
    """A sentence, in lines that are not broken within a name."""
    columns = _columns()
    for line in text.splitlines():
        indented = line.startswith(" ")
        told = textwrap.wrap(line, columns, break_long_words=False, break_on_hyphens=False)
        print(line if indented else "\n".join(told))


def _columns() -> int:
    return min(_WIDEST, shutil.get_terminal_size((_IN_A_CELL, 24)).columns)


def _tell(path: Path, handed: HandedOut, found: Contents, broken: bool) -> None:
    written = "is written" if broken or found.missing else "is ready to hand in"
    _say(f"{path.name} {written}. In it: {', '.join(found.modules)}.")
    if found.own:
        _say(f"Also in it, as files of your own: {_listed(found.own)}.")
    if found.left_out:
        _say(
            f"LEFT OUT: {_listed(found.left_out)}. A grader takes {MOST} files, none above "
            f"{LARGEST // 1_000_000} MB, and {handed.room.told}: what needs these fails there."
        )
    if found.refused:
        _say(
            f"LEFT OUT: {_listed(found.refused)}. A grader takes nothing that is called like a "
            f"library which it has, and no name of more than {LONGEST_NAME} bytes. Give it another."
        )
    if found.is_too_large:
        _say(
            f"TOO LARGE: {', '.join(found.modules)}. A grader takes {handed.room.told}: of this "
            "work it would grade nothing. Leave out what the tasks do not ask for."
        )
    if found.missing:
        _say(f"MISSING: {', '.join(found.missing)}. Tasks in it cannot be marked without it.")


def _listed(names: Sequence[str]) -> str:
    """The names, or the first of many."""
    more = len(names) - _NAMED
    return ", ".join((*map(_short, names[:_NAMED]), *([f"and {more} more"] if more > 0 else [])))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
