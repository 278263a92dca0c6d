"""Which line of a student's own a message about a hidden case may name.

The student's code says where it raised, and could so tell what it was called with. The judge names
a line only where it finds it itself in a function of the task, in the file as it was handed in.

Lines beginning with `def` are looked for, and indentation: no parser of Python's own reads a
stranger's file here, as some files of a few lines cost one gigabytes, or its process. Where the
layout is unusual a line too few is named, never more than these.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Task
from gradus_checks.errors import Fault

PlaceOf = Callable[[str, Fault], str]
"""The line to name for a fault in a task, which is given by its name; "" for none."""

MOST_LINES = 127
"""Of one function, from its first: three times as many as the longest of our references has. With
"no line" there are 128, so that a student's code has seven bits to choose from."""

_DEFINITION = rb"^([ \t]*)(?:async[ \t]+)?(?:def|class)[ \t]+%s[ \t]*[(:\[]"
_END = rb"^[ \t]{0,%d}[^\s#)\]}]"
"""A line that is not indented further. What closes the brackets of a long `def` may stand there."""


def nowhere(_task: str, _fault: Fault) -> str:
    """There is no file to find a line in."""
    return ""


def places_in(folder: Path, tasks: Iterable[Task]) -> PlaceOf:
    """Finds the lines of these tasks in the modules that lie in `folder`."""
    lines = {task.name: OwnLines(folder, _functions(task)) for task in tasks}
    return lambda task, fault: lines[task].place(fault)


def _functions(task: Task) -> tuple[str, ...]:
    """Those of a rated task, and the methods of what they return that are asked as well."""
    modules = dict.fromkeys(function.split(".")[0] for function in task.functions)
    methods = task.rating.methods if task.rating else ()
    return (*task.functions, *(f"{module}.{name}" for module in modules for name in methods))


@dataclass(frozen=True)
class OwnLines:
    """The lines of a task's `functions` ("backprop.Linear.forward") in the files of `folder`."""

    folder: Path
    functions: tuple[str, ...]

    def place(self, fault: Fault) -> str:
        """The innermost line on the way of `fault` that is one of these; empty where none is."""
        for file, number in reversed(fault.trail):
            for function in self.functions:
                module, *path = function.split(".")
                if file == f"{module}.py" and number in self._lines(file, path):
                    return f"{file}, line {number}"
        return ""

    def _lines(self, file: str, path: Iterable[str]) -> range:
        try:
            source = (self.folder / file).read_bytes()
        except OSError:
            return range(0)
        return lines_of(source, path)


def lines_of(source: bytes, path: Iterable[str]) -> range:
    """The numbers of the lines of a function, or by "Linear", "forward" of a method.

    Empty where it is not found. It takes a time in proportion to the size of the file.
    """
    source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start, inside, end = 0, 0, len(source)
    for name in path:
        pattern = re.compile(_DEFINITION % name.encode(), re.MULTILINE)
        found = _outermost(pattern, source, inside, end)
        if found is None:
            return range(0)
        start, inside = found.span()
        after = re.compile(_END % len(found[1]), re.MULTILINE).search(source, inside, end)
        end = after.start() if after else end
    number = source.count(b"\n", 0, start) + 1
    last = number + source[start:end].rstrip().count(b"\n")
    return range(number, min(number + MOST_LINES, last + 1))


def _outermost(
    pattern: re.Pattern[bytes], source: bytes, start: int, end: int
) -> re.Match[bytes] | None:
    """The match that is indented least; of several the last, which is the one that Python takes."""
    found = None
    for each in pattern.finditer(source, start, end):
        if found is None or len(each[1]) <= len(found[1]):
            found = each
    return found
