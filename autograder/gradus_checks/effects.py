"""The student's side of a call that prints or writes: what it has printed, what is in the file.

It is the worker, or the student's own process, that looks: what it says goes to the test as any
value does.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

MOST_BYTES = 64 * 1024
"""Of what a call prints, or of a file: as much as the grader keeps of a case's output."""


def printed(
    function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], typed: str
) -> tuple[Any, str]:
    """Call `function`, with the lines `typed` to be read; what it returned, and what it printed.

    That is what goes to `sys.stdout`; more than MOST_BYTES is not kept.
    """
    kept = _Kept()
    ours = sys.stdout, sys.stdin
    # Whatever the student's code makes of a stream, what is below is ours, and whole characters.
    sys.stdout = io.TextIOWrapper(kept, "utf-8", newline="", write_through=True)
    sys.stdin = io.StringIO(typed)
    theirs = sys.stdout
    try:
        value = function(*args, **kwargs)
        for stream in (theirs, sys.stdout):
            if not stream.closed:
                stream.flush()
    finally:
        sys.stdout, sys.stdin = ours
    return value, bytes(kept.content).decode("utf-8", "replace")


class _Kept(io.RawIOBase):
    """Keeps the first bytes that are written, also when it is closed."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        content = bytes(data)
        self.content += content[: MOST_BYTES - len(self.content)]
        return len(content)


def written(
    function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], file: str
) -> tuple[Any, bytes | None, list[str]]:
    """Call `function`; what it returned, what is in `file` then, and which other files are new.

    The content is None where there is no such file. What the folder held before it holds again:
    no earlier file passes for a new one, and no file of the student's is lost.
    """
    path = os.path.abspath(file)
    folder, name = os.path.split(path)
    before = _names(folder)
    with _set_aside(path):
        value = function(*args, **kwargs)
        content = None
        if os.path.isfile(path):
            with open(path, "rb") as opened:
                content = opened.read(MOST_BYTES)
        others = sorted(_names(folder) - before - {name})
    return value, content, others[:_MOST_OTHERS]


_MOST_OTHERS = 5
"""New files that are named: enough to see that the name was another one."""


@contextmanager
def _set_aside(path: str) -> Iterator[None]:
    """While this lasts there is no file `path`, unless one is written; then the old one is back."""
    aside = f"{path}.before"
    there = os.path.isfile(path)
    if there:
        os.replace(path, aside)
    try:
        yield
    finally:
        if os.path.isfile(path):
            os.remove(path)
        if there:
            os.replace(aside, path)


def _names(folder: str) -> set[str]:
    try:
        return set(os.listdir(folder))
    except OSError:
        return set()
