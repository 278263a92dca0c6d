"""What a worker's code reads from and prints to: its own descriptors, and Python's streams on them.

The streams that it inherits were made for the template's descriptors, which were others: to change
them, or to wrap what is below them, fails.
"""

import io
import os
import sys
from typing import TextIO

_ERRORS = {0: "strict", 1: "strict", 2: "backslashreplace"}
"""How characters that cannot be encoded are handled, by descriptor: as in Python's own streams."""


def own_descriptors(output: int, keep: int) -> None:
    """Nothing to read, what is printed goes to `output`, and only `keep` is open beside these."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, keep)
    os.closerange(keep + 1, 1024)


def own_streams() -> None:
    """Make `sys.stdin`, `sys.stdout` and `sys.stderr` anew, on this process's own descriptors.

    They can be given another encoding, wrapped and asked for their numbers, as anywhere else.
    """
    for descriptor, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        stream = _stream(descriptor, mode, f"<{name}>")
        # The second keeps alive what is below, if the student puts another in the first's place.
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def flush() -> None:
    """Have everything printed that was kept back, whatever the student has made of the streams."""
    streams = [sys.stdout, sys.stderr]
    streams += [sys.__stdout__] if sys.__stdout__ is not streams[0] else []
    streams += [sys.__stderr__] if sys.__stderr__ is not streams[1] else []
    for stream in streams:
        try:
            stream.flush()
        except BaseException:
            # The student may have closed or replaced the stream; printing is not what is marked.
            continue


def _stream(descriptor: int, mode: str, name: str) -> TextIO:
    raw = io.FileIO(descriptor, mode, closefd=False)
    raw.name = name
    buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    # Errors are written line by line, so that they stand where they belong.
    return io.TextIOWrapper(buffer, "utf-8", _ERRORS[descriptor], line_buffering=descriptor == 2)
