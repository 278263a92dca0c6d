"""What was probably meant where a name is not there, or a method cannot be called."""

import builtins
from types import MethodType


def did_you_mean(error: BaseException) -> str:
    """A name like the one that is missing, in a sentence; "" where there is none.

    Python says so itself where it prints an exception, and in no exception's own text.
    """
    if not isinstance(error, NameError | AttributeError) or not isinstance(error.name, str):
        return ""
    known = _of_object(error) if isinstance(error, AttributeError) else _of_frame(error)
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


_TAKES_ANY = 0x04
"""`inspect.CO_VARARGS`: the importing of `inspect` takes longer than all of this."""
