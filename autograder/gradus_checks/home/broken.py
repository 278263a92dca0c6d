"""Why a zip, or what is in it, is worth less than it looks: what `submit.py` says at its end."""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gradus_checks.home.handed_out import HandedOut
from gradus_checks.home.rehearsal import Rehearsed
from gradus_checks.home.standing import CANNOT_IMPORT, IS_MISSING, NOT_WRITTEN
from gradus_checks.home.suspicions import hiding
from gradus_checks.own_files import DATA

_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")
"""What an error puts in quotes, of which a file's name is one."""


def not_tested(folder: Path, handed: HandedOut, here: Sequence[Rehearsed]) -> str:
    """Why nothing is known of the work; or "".

    The tests are gone or broken, or files of the student's hide Python's own.
    """
    if not any((folder / "tests").glob("task_*.py")):
        return "there are no public tests here: take the folder tests out of the zip again."
    if not here:
        return "no public test can be used: take the folder tests out of the zip again."
    hidden = hiding(folder, handed.digests)
    if not hidden or all(each.passed or each.why == NOT_WRITTEN for each in here):
        return ""
    names = "another name" if len(hidden) == 1 else "other names"
    return (
        f"tests fail here, and beside {', '.join(hidden)} they say nothing of your work: Python, "
        "or a package, may have got your file in place of its own, and a grader may not. "
        f"Give what is called so {names}, and run this again."
    )


def broken_by(
    folder: Path,
    modules: Collection[str],
    files: Collection[str],
    here: Sequence[Rehearsed],
    there: Sequence[Rehearsed],
) -> Iterator[str]:
    """A sentence for each thing that breaks `modules`, or differs `there`, where the zip is."""
    unreadable = [where for name in modules if (where := _syntax_error(folder, name))]
    for where in unreadable:
        yield f"{where}. Python cannot read it, so nothing in it earns a point."
    told = [each.told for each in here if each.why == CANNOT_IMPORT]
    for reason in dict.fromkeys(told):
        if reason.endswith(IS_MISSING):
            continue  # It is told with what the zip holds.
        if not any(reason.startswith(where.partition(",")[0]) for where in unreadable):
            yield f"{reason}\nNothing that needs this module earns a point."
    passed_here = {each.key for each in here if each.passed}
    lost: dict[str, int] = {}
    for each in there:
        if not each.passed and each.key in passed_here:
            lost[each.told] = lost.get(each.told, 0) + 1
    for reason, count in lost.items():
        tests = "1 test passes" if count == 1 else f"{count} tests pass"
        yield (
            f"{tests} in this folder, and not with what is in the zip alone:\n{reason}"
            f"{_left_behind(folder, files, reason)}"
        )


def _left_behind(folder: Path, files: Collection[str], reason: str) -> str:
    """Which file that is named in `reason` is here and not in the zip, and why; or ""."""
    for quoted in _QUOTED.findall(reason):
        name = os.path.normpath(quoted).replace(os.path.sep, "/")
        if name in files or not (folder / name).is_file():
            continue
        kinds = ", ".join(sorted(DATA))
        kind = Path(name).suffix.lower()
        if kind in DATA or kind == ".py":
            return f"\n{name} is not in the zip: see what was left out."
        return (
            f"\n{name} is not in the zip, as of data only files that end in {kinds} are "
            "handed in. Save it as one of these (np.save, np.savez)."
        )
    return ""


def _syntax_error(folder: Path, name: str) -> str:
    """Where Python stops to understand a module; "" where it understands all of it."""
    try:
        compile((folder / name).read_bytes(), name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        return f"{name}, line {line}" if line else name
    return ""
