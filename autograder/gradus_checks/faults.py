"""An exception of the student's, told in the student's own file and line."""

import builtins
import os
import traceback
from types import ModuleType

from gradus_checks.errors import Fault

MAX_MESSAGE = 500
_OWN_FOLDER = os.path.dirname(__file__)
"""Students have this package in their folder: its lines are not theirs."""


def describe(error: BaseException, folder: str, target: object = None) -> Fault:
    """What `error` is, what it says, and the last line inside `folder` that it passed through.

    `target` is what was called: it names the place where no line of the student's was reached, as
    with a wrong number of arguments. A hostile exception costs only what it hides.
    """
    return Fault(_kind(error), _message(error), _place(error, folder, target))


def _kind(error: BaseException) -> str:
    names: list[str] = [base.__name__ for base in type.mro(type(error)) if _is_builtin(base)]
    return names[0]


def _is_builtin(kind: type) -> bool:
    return vars(builtins).get(kind.__name__) is kind


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


def _place(error: BaseException, folder: str, target: object) -> str:
    try:
        return _line(error, folder) or _definition(target)
    except Exception:
        return ""


def _line(error: BaseException, folder: str) -> str:
    if isinstance(error, SyntaxError) and isinstance(error.filename, str):
        return f"{os.path.basename(error.filename)}, line {error.lineno}"
    inside = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if _is_inside(path, folder) and not _is_inside(path, _OWN_FOLDER):
            name = frame.f_code.co_name
            within = "" if name == "<module>" else f", in {name}"
            relative = os.path.relpath(path, folder).replace(os.sep, "/")
            inside = f"{relative}, line {line}{within}"
    return inside


def _is_inside(path: str, folder: str) -> bool:
    return path.startswith(os.path.join(folder, ""))


def _definition(target: object) -> str:
    if isinstance(target, ModuleType):
        return f"{target.__name__}.py"
    module = getattr(target, "__module__", None)
    name = getattr(target, "__qualname__", None)
    if isinstance(module, str) and isinstance(name, str):
        return f"{module}.py, in {name}"
    return ""
