"""An exception of the student's, told in the student's own file and line."""

import traceback
from pathlib import Path
from types import ModuleType

from gradus_checks.errors import Fault

MAX_MESSAGE = 500


def describe(error: BaseException, folder: Path, target: object = None) -> Fault:
    """What `error` is, what it says, and the last line inside `folder` that it passed through.

    `target` is what was called: it names the place where no line of the student's was reached, as
    with a wrong number of arguments. A hostile `__str__` costs only the message.
    """
    kind = next(base for base in type(error).__mro__ if base.__module__ == "builtins")
    return Fault(kind.__name__, _message(error), _place(error, folder, target))


def _message(error: BaseException) -> str:
    try:
        if isinstance(error, SyntaxError):
            text = str(error.msg)
        elif isinstance(error, KeyError):
            text = f"key {str(error)[:MAX_MESSAGE]} not found"
        else:
            text = str(error)
    except BaseException:
        return "(its message cannot be read)"
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " …"


def _place(error: BaseException, folder: Path, target: object) -> str:
    if isinstance(error, SyntaxError) and isinstance(error.filename, str):
        return f"{Path(error.filename).name}, line {error.lineno}"
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(folder):
            inside = "" if frame.name == "<module>" else f", in {frame.name}"
            return f"{path.relative_to(folder).as_posix()}, line {frame.lineno}{inside}"
    if isinstance(target, ModuleType):
        return f"{target.__name__}.py"
    module = getattr(target, "__module__", None)
    name = getattr(target, "__qualname__", None)
    if isinstance(module, str) and isinstance(name, str):
        return f"{module}.py, in {name}"
    return ""
