"""Make the zip that a student hands in, and say what is in it."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradus_checks.own_files import DATA_KB, MOST, SOURCE_KB, own_files
from gradus_checks.terminal import make_readable

# Nothing of pytest's own summary: -rN, for before 9.2 --no-summary hides our table of points too.
_TESTS = ("-m", "pytest", "-q", "--tb=no", "-rN", "--disable-warnings", "--color=no")
_NAMED = 12  # fits two or three lines
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name


@dataclass(frozen=True)
class Contents:
    """What a submission consists of, as file names: asked for, the student's own, and missing.

    `left_out` are files of the student's own for which there is no room.
    """

    modules: tuple[str, ...]
    own: tuple[str, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def contents(
    folder: Path,
    modules: Sequence[str],
    given: Iterable[str],
    source_kb: int = SOURCE_KB,
    data_kb: int = DATA_KB,
) -> Contents:
    """What of `folder` is handed in: the `modules`, and source and data that was not `given`."""
    asked = [f"{module}.py" for module in modules]
    own = own_files(folder, asked, set(given), source_kb, data_kb)
    return Contents(
        modules=tuple(name for name in asked if (folder / name).is_file()),
        own=own.taken,
        missing=tuple(name for name in asked if not (folder / name).is_file()),
        left_out=own.left_out,
    )


def write_zip(folder: Path, found: Contents, path: Path) -> None:
    """Write the submission. The same files give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*found.modules, *found.own):
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), (folder / name).read_bytes())


def hand_in(
    name: str,
    folder: Path,
    modules: Sequence[str],
    given: Iterable[str],
    source_kb: int = SOURCE_KB,
    data_kb: int = DATA_KB,
) -> int:
    """Run the public tests once more and write the zip `name`; 1 where a module is missing."""
    make_readable(sys.stdout)  # on Windows what is no terminal cannot take every letter of titles
    found = contents(folder, modules, given, source_kb, data_kb)
    print(_tested(folder))
    if not found.modules:
        print(f"Nothing to hand in: there is no {' and no '.join(found.missing)} in {folder}.")
        return 1
    path = folder / f"{name}-submission.zip"
    try:
        write_zip(folder, found, path)
    except OSError as error:
        print(
            f"{path} could not be written ({error.strerror}). Close it where it is open, or delete "
            "it, see that you may write into the folder, and run this again."
        )
        return 1
    broken = [where for name in found.modules if (where := _syntax_error(folder / name))]
    written = "is written" if broken or found.missing else "is ready to hand in"
    print(f"{path.name} {written}. In it: {', '.join(found.modules)}.")
    if found.own:
        print(f"Also in it, as files of your own: {_listed(found.own)}.")
    if found.left_out:
        print(
            f"LEFT OUT: {_listed(found.left_out)}. A grader takes {MOST} files in all, {source_kb} "
            f"kB of Python source and {data_kb} kB of data: what needs these files fails there."
        )
    if found.missing:
        print(f"MISSING: {', '.join(found.missing)}. Tasks in it cannot be marked without it.")
    for each in broken:
        print(f"BROKEN: {each}. Python cannot read it, so nothing in it earns a point.")
    return 1 if found.missing or broken else 0


def _listed(names: Sequence[str]) -> str:
    """The names, or the first of many."""
    more = len(names) - _NAMED
    return ", ".join((*names[:_NAMED], *([f"and {more} more"] if more > 0 else [])))


def _syntax_error(path: Path) -> str:
    """Where Python stops to understand a module; "" where it understands all of it."""
    try:
        compile(path.read_bytes(), path.name, "exec")
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        return f"{path.name}, line {line}" if line else path.name
    return ""


def _tested(folder: Path) -> str:
    """What `pytest` says at its end: what is not written yet, your points, and what is to come."""
    ran = subprocess.run(
        (sys.executable, *_TESTS),
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if "No module named pytest" in ran.stderr:
        cure = f"{sys.executable} -m pip install -r requirements.txt"
        return f"The public tests could not be run, as they need pytest:\n  {cure}\n"
    if not (folder / "tests").is_dir():
        return f"The public tests could not be run: {folder / 'tests'} is gone.\n"
    lines = ran.stdout.splitlines()
    rules = [number for number, line in enumerate(lines) if line.startswith("=")]
    if not any("your points" in lines[number] for number in rules):
        return f"The public tests could not be run:\n{(ran.stdout + ran.stderr).strip()[-2000:]}\n"
    return "\n".join(line for line in lines[rules[0] :] if not line.startswith("="))
