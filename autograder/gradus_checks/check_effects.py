"""Checks on what a call does beside returning a value: what it prints, which file it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any

from gradus_checks.effects import MOST_BYTES
from gradus_checks.errors import CaseError, CheckFailed
from gradus_checks.proxy import ObjectProxy
from gradus_checks.texts import both_texts, different_texts


def check_prints(
    expected: str,
    function: Callable[..., Any],
    *args: Any,
    typed: str | Sequence[str] = (),
    **kwargs: Any,
) -> Any:
    """A call of `function` with `args` and `kwargs` prints the text `expected`.

    Spaces at the end of a line and empty lines at the end of the text do not count. `typed` holds
    the lines that `input()` reads; its questions are printed too, and no line ends behind them.
    What goes to `sys.stderr`, such as a warning, is not looked at. The message says how the texts
    differ, the detail shows both. Returns what the function returned.
    """
    lines = [typed] if isinstance(typed, str) else list(typed)
    text = "".join(f"{line}\n" for line in lines)
    value, given = _called("printed", function, args, kwargs, text)
    if _tidy(given) == _tidy(expected):
        return value
    both = both_texts(given, expected)
    if len(given.encode()) >= MOST_BYTES:
        raise CheckFailed("Your function prints far more than is expected.", both)
    if not given.strip():
        also = " It returns the text: print it." if _is_text(value, expected) else ""
        raise CheckFailed(f"Your function prints nothing.{also}", both, "prints nothing")
    raise CheckFailed(different_texts(_tidy(given), _tidy(expected), "What you print"), both)


def check_writes(
    file: str, expected: str | bytes, function: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    """A call of `function` with `args` and `kwargs` writes `file`, which then holds `expected`.

    `file` is a relative name, such as "squares.txt", which the function is given as an argument or
    knows from the hand-out. In the grader it lies in the student's own folder, which is thrown away
    afterwards. At home too the folder is left as it was: if there was a file of that name, it is
    there again. A text is read as UTF-8 and compared as by `check_prints`; bytes are compared
    exactly. Files may have 64 KiB. Returns what the function returned. Raises CheckFailed, and
    CaseError for a name that leads out of the folder.
    """
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts or not path.name or "\\" in file:
        raise CaseError(f"check_writes looks in the student's folder, and {file!r} is not in it")
    value, given, others = _called("written", function, args, kwargs, file)
    if given is None:
        named = f"It writes {', '.join(map(repr, others))}." if others else ""
        raise CheckFailed(f"Your function writes no file {file}.", named, "writes nothing")
    _compare(file, given, expected)
    return value


def _compare(file: str, given: bytes, expected: str | bytes) -> None:
    if isinstance(expected, bytes):
        if given != expected:
            sizes = f"It holds {len(given)} bytes; {len(expected)} are expected."
            raise CheckFailed(f"{file} does not hold the bytes that are expected.", sizes)
        return
    try:
        text = given.decode("utf-8")
    except UnicodeDecodeError:
        cure = 'Write it with open(…, "w", encoding="utf-8").'
        raise CheckFailed(f"{file} is no text in UTF-8. {cure}") from None
    if _tidy(text) == _tidy(expected):
        return
    both = both_texts(text, expected)
    if not text:
        raise CheckFailed(f"{file} is empty. Is it closed? Write it within `with open(…)`.", both)
    raise CheckFailed(different_texts(_tidy(text), _tidy(expected), file), both)


def _called(
    effect: str,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    more: str,
) -> Any:
    """Call the student's function; what it gives, with what it has "printed" or "written"."""
    if not isinstance(function, ObjectProxy):
        raise CaseError(
            "check_prints and check_writes take a function of the student's and what it is called "
            "with: check_prints(text, own.greet, 'Ann'), with no lambda and no parentheses"
        )
    names = function.__dict__
    if "_called" in names:
        names["_session"].calls.note(*names["_called"], args, kwargs)
    return function._special(effect, list(args), kwargs, more)


def _tidy(text: str) -> str:
    """The text without what nobody sees: spaces at ends of lines, empty lines at its end."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")


def _is_text(value: object, expected: str) -> bool:
    return isinstance(value, str) and _tidy(value) == _tidy(expected)
