"""Which loop of a student's code has not ended, found by looking at it several times."""

import ast
import dis
import linecache
import os
import re
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

from gradus_checks.home.handed_out import read_handed_out

_OURS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "")  # noqa: PTH118, PTH120
_STREAMS = os.path.join(_OURS, "streams.py")  # noqa: PTH118
"""What prints for a student's code runs as a part of it."""

_DEBUGGERS = ("pdb", "bdb", "pydevd", "_pydevd_bundle", "debugpy")
_REPEATS = (ast.For, ast.While, ast.AsyncFor)


class _Spot(NamedTuple):
    """Where a frame was: the line, and the step of its byte code."""

    line: int
    step: int


class Sightings:
    """Where a thread was, each time that it was looked at."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.join(folder, "")  # noqa: PTH118
        self._seen: dict[FrameType, list[_Spot]] | None = None
        self.count = 0

    def look(self, innermost: FrameType) -> None:
        """Remember the student's own frames that have been there each time, and where they were."""
        here = {f: _Spot(f.f_lineno, f.f_lasti) for f in stack(innermost) if self.is_theirs(f)}
        if self._seen is None:
            self._seen = {frame: [] for frame in here}
        self._seen = {f: [*seen, here[f]] for f, seen in self._seen.items() if f in here}
        self.count += 1

    def is_in_their_code(self, innermost: FrameType) -> bool:
        """Whether it is their code that runs, and not ours that was called or has called."""
        for frame in stack(innermost):
            if self.is_theirs(frame):
                return True
            path = frame.f_code.co_filename
            if path.startswith(_OURS) and path != _STREAMS:
                return False
        return False

    def told(self, seconds: float) -> str:
        """What has not ended and where, and below the line itself.

        Of a file that came with the assignment, the line of the student's that has called it.
        """
        after = f"was stopped after {seconds:g} s"
        # Insertion order: the innermost of the frames that did not come and go.
        codes = [(frame.f_code, seen) for frame, seen in (self._seen or {}).items()]
        if not codes:
            return f"Your code has not ended: it {after}."
        given = _given(self._folder)
        own = (each for each in codes if _within(self._folder, each[0].co_filename) not in given)
        code, seen = next(own, codes[0])
        path = code.co_filename
        loop = _loop(path, [spot.line for spot in seen], waits=_waits(code, seen))
        number = loop or seen[-1].line
        file = _within(self._folder, path)
        what = "loop" if loop else "code"
        line = linecache.getline(path, number).strip()
        told = f"Your {what} at {file}, line {number}, has not ended: it {after}."
        return f"{told}\n    {line}" if line else told

    def is_theirs(self, frame: FrameType) -> bool:
        """Whether the frame runs code of a file of the student's."""
        path = frame.f_code.co_filename
        return path.startswith(self._folder) and not path.startswith(_OURS)


def stack(innermost: FrameType | None) -> list[FrameType]:
    """The frame and those that have called it, the innermost first."""
    frames = []
    while innermost is not None:
        frames.append(innermost)
        innermost = innermost.f_back
    return frames


def in_debugger(innermost: FrameType) -> bool:
    """Whether somebody is looking at the code step by step, and is not to be hurried."""
    modules = (str(frame.f_globals.get("__name__", "")) for frame in stack(innermost))
    return any(name.partition(".")[0] in _DEBUGGERS for name in modules)


def _given(folder: str) -> frozenset[str]:
    """The modules that came with the assignment and are no work of the student's."""
    handed = read_handed_out(Path(folder))
    return frozenset(handed.beside if handed else ())


def _within(folder: str, path: str) -> str:
    return os.path.relpath(path, folder).replace(os.path.sep, "/")


def place_in(dump: str, folder: str) -> str:
    """Where in the student's code a process was, by what `faulthandler` has written last.

    What came with the assignment is not the student's, but for want of anything else.
    """
    given = _given(folder)
    inside = os.path.join(folder, "")  # noqa: PTH118
    ours = os.path.join(inside, "gradus_checks", "")  # noqa: PTH118
    places = [
        (_within(folder, path), line)
        for path, line in re.findall(r'File "(.+?)", line (\d+)', dump.rpartition("Timeout (")[2])
        if path.startswith(inside) and not path.startswith(ours)
    ]
    own = (place for place in places if place[0] not in given)
    return ", line ".join(next(own, next(iter(places), ())))


def _waits(code: CodeType, seen: list[_Spot]) -> bool:
    """Whether it seems to wait for one call, of NumPy or `time.sleep`, and not to go round."""
    (first, *others) = {spot.step for spot in seen}
    name = dis.opname[code.co_code[first]] if first >= 0 else ""
    return not others and "JUMP" not in name


def _loop(path: str, lines: list[int], *, waits: bool) -> int | None:
    """The line at which the innermost loop begins that all `lines` are in."""
    linecache.checkcache(path)
    try:
        tree = ast.parse("".join(linecache.getlines(path)))
    except (SyntaxError, ValueError):
        return None
    around = [
        (isinstance(node, ast.While), node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, _REPEATS)
        and node.lineno <= min(lines)
        and max(lines) <= (node.end_lineno or node.lineno)
    ]
    # A `for` within a `while` ends by itself, however often one sees it.
    is_while, line = max(around, default=(False, None))
    return line if is_while or not waits else None
