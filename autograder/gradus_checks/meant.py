"""What was probably meant where a name is not there, or a method cannot be called."""

import builtins
import sys
from types import FunctionType, MethodType

_IMPORTS = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    **{
        name: f"import {name}"
        for name in ("copy", "functools", "itertools", "json", "math", "os", "random", "sys")
    },
}
"""What beginners forget to import; of other modules' names a variable is as likely meant."""


def did_you_mean(error: BaseException) -> str:
    """What the missing name was meant to be, in a sentence; "" where that is not known.

    Python says so itself where it prints an exception, and in no exception's own text.
    """
    if not isinstance(error, NameError | AttributeError) or not isinstance(error.name, str):
        return ""
    if isinstance(error, AttributeError):
        known = _of_object(error)
    elif error.name == "self":
        return ". A method's first parameter is self."
    elif error.name in _IMPORTS:
        return f". Write {_IMPORTS[error.name]} at the top of the file."
    else:
        known = _of_frame(error)
        if "np" in known and callable(vars(sys.modules["numpy"]).get(error.name)):
            return f". Did you mean: 'np.{error.name}'?"
    # Few calls fail, and a worker starts for each submission.
    from difflib import get_close_matches

    # Who mistypes a name begins it right: "filter" is not what was meant by "later".
    alike = [name for name in known if name[:1] == error.name[:1]]
    found = get_close_matches(error.name, alike, n=1, cutoff=0.7)
    return f". Did you mean: {found[0]!r}?" if found else ""


def _of_object(error: AttributeError) -> list[str]:
    return [name for name in dir(error.obj) if not name.startswith("_")]


def _of_frame(error: NameError) -> list[str]:
    """What there is where the exception was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return []
    frame = trace.tb_frame
    names = {**vars(builtins), **frame.f_globals, **frame.f_locals}
    return [name for name in names if not name.startswith("_")]


def no_self(error: BaseException, target: object) -> str:
    """That the method which was called has no parameter for its object, if that is why."""
    if not isinstance(error, TypeError) or not isinstance(target, MethodType):
        return ""
    code = getattr(target.__func__, "__code__", None)
    if code is None or code.co_flags & _TAKES_ANY:
        return ""
    first = code.co_varnames[: code.co_argcount][:1]
    return "" if first == ("self",) else ". A method's first parameter is self."


def outside_of_class(error: BaseException) -> str:
    """That the method which is missing stands beside the class, if that is why."""
    if not isinstance(error, AttributeError) or not isinstance(error.name, str):
        return ""
    for method in vars(type(error.obj)).values():
        if type(method) is FunctionType:
            beside = method.__globals__.get(error.name)
            if type(beside) is FunctionType:
                return f" The function {error.name} stands outside of the class: indent it."
    return ""


_TAKES_ANY = 0x04
"""`inspect.CO_VARARGS`: the importing of `inspect` takes longer than all of this."""
