"""Plain folders: whose something is stands at the beginning of its name.

`alice`, `alice (2).zip`, `alice_attempt_2`; single modules as `alice_losses.py`.
"""

import re
from dataclasses import dataclass

from gradus.submission.names import Attempt, split_attempt, split_copy
from gradus_checks.module_names import by_parameter

_DOUBLE_SUFFIXES = (".tar.gz", ".tar.bz2", ".tar.xz")


@dataclass(frozen=True)
class LooseName:
    """The name of a single module: `alice_losses.py`; `student` may be empty.

    `copy` numbers names that are not exactly a module's, as `alice_losses (1).py`.
    """

    student: str
    module: str
    attempt: Attempt = ()
    copy: Attempt = ()


def split_module(stem: str, modules: tuple[str, ...]) -> LooseName | None:
    """Read `<student>_<module>` (or with `-`, `.`, a space), with attempts; None if it is not."""
    name, copy = split_copy(stem)
    named = by_parameter(modules)
    known = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    match = re.fullmatch(rf"(?:(?P<student>.+?)[\s._-]+)?(?P<module>{known})", name, re.DOTALL)
    if match is None:
        return None
    student, attempt = split_attempt(match["student"] or "")
    return LooseName(student, named[match["module"]], attempt, copy)


def split_whole(name: str, *, has_suffix: bool) -> tuple[str, Attempt]:
    """The student's name and the attempt that a folder's or a file's name tells."""
    if has_suffix:
        double = next((end for end in _DOUBLE_SUFFIXES if name.lower().endswith(end)), "")
        stem = name[: len(name) - len(double)] if double else name.rpartition(".")[0]
        name = stem or name
    return split_attempt(name)
