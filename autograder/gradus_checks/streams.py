"""What a student's code prints while it runs in this very process: ordinary streams, bounded.

A student's code may give `sys.stdout` another encoding, or wrap what is below it, as it may in a
program of its own and in the grader. pytest's streams do not survive that, and a notebook's have
nothing below. And a loop that prints must not bury the table of points.
"""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

MOST_BYTES = 64 * 1024
"""Of a case, as much as the grader keeps by default."""

MOST_LINES = 500
"""Far more than anybody reads of a case, and few enough to scroll through."""

_CUT = f"\n… (more was printed: of a case the first {MOST_LINES} lines are shown)\n"


class OwnStreams:
    """The standard output and error of one student's code, whatever it makes of them."""

    def __init__(self) -> None:
        self._allowance = _Allowance()
        self._sinks = _Sink(self._allowance), _Sink(self._allowance)
        # Kept: who replaces a stream lets the old one go, which would close what is below.
        self._made = _text(self._sinks[0], "strict"), _text(self._sinks[1], "backslashreplace")
        self._theirs: tuple[TextIO, TextIO] = self._made
        self._runs = False

    def renew(self) -> None:
        """A new case begins: it may print as much as the one before."""
        self._allowance.renew()

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """While their code runs, they are `sys.stdout` and `sys.stderr`; also called within."""
        if self._runs:
            yield
            return
        self._runs = True
        ours = sys.stdout, sys.stderr
        for sink, target in zip(self._sinks, ours, strict=True):
            sink.target = target
        sys.stdout, sys.stderr = self._theirs
        try:
            yield
        finally:
            self._theirs = sys.stdout, sys.stderr
            for stream in (*self._theirs, *self._made):
                # It may be closed, or be nothing of the kind: printing is not what is marked.
                with suppress(Exception):
                    stream.flush()
            sys.stdout, sys.stderr = ours
            self._runs = False


class _Allowance:
    """What may still be printed, by both streams together."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self._bytes, self._lines, self._is_cut = MOST_BYTES, MOST_LINES, False

    def take(self, text: str) -> str:
        """What of `text` may be printed; in the place of the first that may not stands a remark."""
        if self._is_cut:
            return ""
        lines = text.splitlines(keepends=True)
        kept = "".join(lines[: self._lines])[: self._bytes]
        self._bytes -= len(kept)
        self._lines -= kept.count("\n")
        if kept == text:
            return text
        self._is_cut = True
        return kept.removesuffix("\n") + _CUT


class _Sink(io.RawIOBase):
    """The lowest part of a stream: bytes become text of the stream that is there for the test."""

    target: TextIO

    def __init__(self, allowance: _Allowance) -> None:
        self._allowance = allowance
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.target.fileno()

    def isatty(self) -> bool:
        return self.target.isatty()

    def write(self, data: Any, /) -> int:
        """Bytes, or what is made of them."""
        content = bytes(data)
        kept = self._allowance.take(self._decoder.decode(content))
        if kept:
            self.target.write(kept)
        return len(content)


def _text(sink: _Sink, errors: str) -> TextIO:
    return io.TextIOWrapper(io.BufferedWriter(sink), "utf-8", errors)
