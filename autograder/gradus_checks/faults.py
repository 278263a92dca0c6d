"""An exception of the student's, told in the student's own file and line."""

import builtins
import linecache
import os
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import NamedTuple

from gradus_checks.errors import Fault
from gradus_checks.meant import did_you_mean, no_self, outside_of_class

MAX_MESSAGE = 500  # longer than the messages of NumPy that beginners meet
MAX_LINES = 12  # a message, not a log
MAX_LINE = 100  # as long as a line of code should be
MAX_STEPS = 16
"""So many of the student's own lines, the innermost ones, are told of an exception's way."""
_OWN_FOLDER = os.path.dirname(__file__)
"""Students have this package in their folder: its lines are not theirs."""

# Compared by identity: a class may have a metaclass of the student's, which lies about its name.
_BUILT_IN = {
    id(kind): kind.__name__
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
}

_CURES = (
    (
        "No module named",
        "Hand it in if it is yours. If it is a package, only those that requirements.txt names are "
        "sure to be there: do without any other.",
    ),
    ("attempted relative import", "Leave out the dot: from softmax import …"),
    ("null bytes", "Save the file as plain text in UTF-8."),
    ("codec can't decode", "Save the file as plain text in UTF-8."),
    ("unknown encoding", "Save the file as plain text in UTF-8."),
    ("'get_ipython' is not defined", "That works in notebooks only: leave it out."),
    ("'bitwise_xor' not supported", "A power is written **, not ^."),
    (
        "could not be broadcast together",
        "Two arrays of these shapes do not fit: print their .shape. Is a matrix product meant? "
        "That is @, not *. What is taken over each row (np.sum, np.max, …) stays a column with "
        "keepdims=True.",
    ),
    (
        "mismatch in its core dimension",
        "x @ W needs as many columns in x as W has rows: print both shapes.",
    ),
    ("invalid character '\u2212'", "Type the minus of the keyboard: -."),
    ("invalid character '\u00d7'", "A product is written *."),
    ("invalid character '\u00b7'", "A product is written *."),
    (
        "can be converted to Python scalars",
        "The module math takes single numbers; for arrays there are np.exp, np.log, np.sqrt, …",
    ),
    (
        "is out of bounds for axis 0",
        "There are not so many rows: the last one has the number size − 1 (does a loop go one too "
        "far?). One entry of each row: x[np.arange(len(x)), columns]; one-hot rows of k classes: "
        "np.eye(k)[labels].",
    ),
    (
        "inhomogeneous shape",
        "Arrays of several shapes do not make one array: go through them one at a time.",
    ),
    (
        "'NoneType' object",
        "It is None: is a return missing where it comes from? What changes a list or an array in "
        "place (append, sort, shuffle) gives None too.",
    ),
    ("'numpy.ndarray' object has no attribute", "An array has nothing of that name."),
    (
        "object has no attribute",
        "What one method puts into self (self.x = x) another one finds there: was that done?",
    ),
    (
        "object is not callable",
        "Parentheses call a function. Is the name before them one that you have given to a value "
        "(sum = …)? Entries are taken with [ ].",
    ),
    (
        "cannot access local variable",
        "A name that a function gives a value is its own in all of that function, and has none "
        "before. Was another one meant, or does the value's name hide a function's?",
    ),
    ("inconsistent use of tabs", "Indent all lines with spaces, four a step."),
    ("unindent does not match", "A line begins exactly below those that it belongs with."),
    (
        "maximum recursion depth exceeded",
        "The function calls itself again and again: where does that end?",
    ),
    ("No space left on device", "In a grader all files of yours may have 64 MB, and be 1,000."),
    ("File too large", "In a grader a file of yours may have 16 MB."),
    (
        "Read-only file system",
        "A grader lets you write in your own folder and what tempfile gives, nowhere else: "
        "open('results.json', 'w'), with no folder of the system before the name.",
    ),
    (
        "Permission denied",
        "A grader lets you write in your own folder and what tempfile gives, nowhere else: "
        "open('results.json', 'w'), with no folder of the system before the name. Modules can only "
        "be read.",
    ),
    (
        "truth value of an array",
        "An if decides once, not entry by entry: np.where(condition, one, other) does. So do "
        "np.max and np.min, where Python's own max and min do not.",
    ),
)
"""By a part of what Python or NumPy says: what to do."""

_NO_PYTHON = (
    ("{\\rtf", "This is a document in Rich Text Format (RTF). Save it as plain text"),
    ("<!doctype html", "This is a saved web page (HTML). Download the file itself"),
    ("<html", "This is a saved web page (HTML). Download the file itself"),
    *(
        (mark, "These are the marks of a merge conflict. Keep the right lines, and leave these out")
        for mark in ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
    ),
)
"""How a line begins at which Python gives up a file that is something else: what to say of it."""

_CURABLE = (
    *(SyntaxError, ImportError, NameError, AttributeError, TypeError, ValueError, IndexError),
    OSError,
    RecursionError,
)


class _Spot(NamedTuple):
    """A line of the student's; `number` is 0 where it is not known, `within` the function."""

    path: str
    number: int
    within: str = ""


def describe(error: BaseException, folder: str, target: object = None) -> Fault:
    """What `error` is, what it says, and the last line inside `folder` that it passed through.

    `target` is what was called, or the name of the module that was imported: it names the place
    where no line of the student's was reached, as with a wrong number of arguments. A hostile
    exception costs only what it hides.
    """
    try:
        spots = _steps(error, folder)
        place = _place(spots[-1], folder) if spots else _definition(target)
        line = _source_line(spots[-1]) if spots else ""
        trail = tuple((_file(spot, folder), spot.number) for spot in spots)
    except BaseException:
        place, line, trail = "", "", ()
    message = _message(error, folder)
    try:
        message += "" if spots else no_self(error, target) + outside_of_class(error)
        message += did_you_mean(error)
    except BaseException:
        return Fault(_kind(error), message, place, line, trail)
    return Fault(_kind(error), message, place, line, trail)


def _steps(error: BaseException, folder: str) -> list[_Spot]:
    """The lines that it passed through, each once, and the one to blame last.

    Without an end, that is the line that comes again and again: which function the limit was
    reached in is chance, and may be a helper that does what it should.
    """
    spots = list(_spots(error, folder))
    steps = list(dict.fromkeys(spots))[-MAX_STEPS:]
    if isinstance(error, RecursionError) and spots:
        (again, _), *_ = Counter(spots).most_common(1)
        steps = [*(step for step in steps if step != again), again]
    return steps


def _kind(error: BaseException) -> str:
    return next(name for base in type.mro(type(error)) if (name := _BUILT_IN.get(id(base))))


def _message(error: BaseException, folder: str) -> str:
    try:
        text = _text(error)
        # Exactly a str, whatever the student's own class of text makes of its methods.
        text = str.encode(text, "utf-8", "backslashreplace").decode("utf-8")
    except BaseException:
        return "(its message cannot be read)"
    text = _shortened(text.replace(_beginning(folder), "") if folder else text)
    return _cured(text) if issubclass(type(error), _CURABLE) else text


def _text(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        line = (error.text or "").lstrip()
        if line.startswith(("%", "!")):
            return "This works in a notebook only. Leave such lines out"
        what = (what for beginning, what in _NO_PYTHON if line.lower().startswith(beginning))
        return next(what, str(error.msg))
    if isinstance(error, SystemExit) and error.code is None:
        return ""
    if isinstance(error, KeyError):
        return f"key {str(error)[:MAX_MESSAGE]} not found"
    return str(error)


def _shortened(text: str) -> str:
    lines = text[:MAX_MESSAGE].split("\n")
    short = "\n".join(lines[:MAX_LINES])
    return short if short == text else short + " …"


def _cured(text: str) -> str:
    cure = next((cure for part, cure in _CURES if part in text), "")
    return f"{text.rstrip(' .')}. {cure}" if cure else text


def uncured(message: str) -> str:
    """The message of a fault without what to do about it."""
    return next((message.split(cure)[0].rstrip() for _, cure in _CURES if cure in message), message)


def _spots(error: BaseException, folder: str) -> Iterator[_Spot]:
    """The student's own lines that `error` passed through, the innermost last."""
    if isinstance(error, SyntaxError):
        path = error.filename
        if isinstance(path, str) and path.startswith(_beginning(folder)):
            yield _Spot(path, error.lineno if isinstance(error.lineno, int) else 0)
            return
    within, own = _beginning(folder), _beginning(_OWN_FOLDER)
    for frame, number in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if path.startswith(within) and not path.startswith(own):
            name = frame.f_code.co_name
            yield _Spot(path, number, "" if name == "<module>" else name)


@cache
def _beginning(folder: str) -> str:
    """How the path of everything in the folder begins."""
    return os.path.join(folder, "")


def _place(spot: _Spot, folder: str) -> str:
    place = _file(spot, folder)
    if spot.number:
        place += f", line {spot.number}"
    return f"{place}, in {spot.within}" if spot.within else place


def _file(spot: _Spot, folder: str) -> str:
    return spot.path.removeprefix(_beginning(folder)).replace(os.path.sep, "/")


def _source_line(spot: _Spot) -> str:
    """What is written there, if it is not too long to be shown."""
    line = linecache.getline(spot.path, spot.number).strip()
    return line if len(line) <= MAX_LINE else ""


def _definition(target: object) -> str:
    if isinstance(target, str):
        return f"{target}.py"
    if isinstance(target, ModuleType):
        path = target.__name__.replace(".", "/")
        return f"{path}/__init__.py" if hasattr(target, "__path__") else f"{path}.py"
    module = getattr(target, "__module__", None)
    name = getattr(target, "__qualname__", None)
    if isinstance(module, str) and isinstance(name, str):
        return f"{module.replace('.', '/')}.py, in {name}"
    return ""
