"""Whether a student's modules can keep anything from one case to the next.

Most cannot: they hold functions, classes and numbers, and what these compute is gone when a case
ends. Then it makes no difference which cases the same worker has answered before, and a question
that fails need not be judged again in a fresh one.

Told by the code as it was compiled and by what the modules hold. In doubt they can. It is the
student's process that says so: who has it lie goes without the second chance, and gains nothing.
"""

import builtins
import opcode
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.abc import InspectLoader
from itertools import islice
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

_DECLARING = frozenset({"typing", "__future__"})
_HARMLESS = _DECLARING | {"numpy", "math"}
"""What may be imported: but for the names below, and the generators that begin anew with each case,
nothing in these packages is changed by its use."""

_CHANGES = frozenset(
    {
        # Of NumPy: settings, files, and parts that have settings of their own.
        *("seterr", "seterrcall", "setbufsize", "set_printoptions", "set_string_function"),
        *("save", "savez", "savez_compressed", "savetxt", "load", "loadtxt", "genfromtxt"),
        *("fromfile", "tofile", "fromregex", "memmap", "dump", "DataSource", "ctypeslib", "f2py"),
        *("lib", "core", "_core", "ma", "polynomial", "testing"),
        # What is in the memory that these give hangs on what was there before.
        *("empty", "empty_like"),
        # Of Python: files, and ways to do anything at all.
        *("open", "exec", "eval", "compile", "globals", "vars", "setattr", "delattr", "getattr"),
        *("input", "breakpoint", "__import__", "__builtins__", "__dict__", "__globals__"),
        *("__setattr__", "__defaults__", "__kwdefaults__", "__closure__", "__code__", "__del__"),
    }
)
"""Names by which code reaches what outlives it."""

_CONSTANTS = frozenset({type(None), bool, int, float, complex, str, bytes, range, type(...)})
_GIVEN = "gradus_checks"  # whose functions have the reference's called, in follow-through
_DEFINED = (staticmethod, property)  # of a class; a classmethod may change it
_IN_PART = "where"
"""The argument with which a NumPy function leaves entries as the memory was before."""

_OPERATIONS = opcode.opmap
_IMPORT, _SET_ATTRIBUTE = _OPERATIONS["IMPORT_NAME"], _OPERATIONS["STORE_ATTR"]
_GLOBAL = frozenset({_OPERATIONS["STORE_GLOBAL"], _OPERATIONS["DELETE_GLOBAL"]})
_LOADING = frozenset({_OPERATIONS["LOAD_GLOBAL"], _OPERATIONS["LOAD_NAME"]})
_MOST_NAMES = 256
"""Of one function: the number of one more does not fit beside its operation, but stands before."""

_NUMPY = dict(vars(np))


def keeps_nothing(folder: str, before: int = 0) -> bool:
    """Whether the modules of `folder` that are imported can change nothing that outlasts a case.

    There were so many modules `before`. In a fork, a look at each of them copies what it lies in.
    """
    latest = islice(reversed(sys.modules.items()), len(sys.modules) - before)
    own = {name: module for name, module in [*latest] if _is_below(folder, module)}
    codes = [code for module in own.values() for code in _codes(module)]
    return all(_is_harmless(code, own) for code in codes) and _Holding(own).nothing(codes)


def _is_below(folder: str, module: ModuleType) -> bool:
    file = vars(module).get("__file__") if type(module) is ModuleType else None
    return type(file) is str and file.startswith(f"{folder}/")


def _codes(module: ModuleType) -> Iterator[CodeType]:
    """The code of a module, and of all functions and classes in it."""
    loader = module.__loader__
    code = loader.get_code(module.__name__) if isinstance(loader, InspectLoader) else None
    if code is None:
        raise ImportError(f"{module.__name__} has no source")
    waiting = [code]
    while waiting:
        code = waiting.pop()
        waiting += (each for each in code.co_consts if type(each) is CodeType)
        yield code


def _is_harmless(code: CodeType, own: Mapping[str, ModuleType]) -> bool:
    """Whether it names nothing by which it could change, or import, what is not its own."""
    if not _CHANGES.isdisjoint(code.co_names) or not _GLOBAL.isdisjoint(code.co_code[::2]):
        return False
    if any(type(each) is tuple and _IN_PART in each for each in code.co_consts):
        return False
    if len(code.co_names) > _MOST_NAMES:
        return False
    imported = {_top(name) for name, _ in _named(code, _IMPORT)}
    of_a_global = any(loaded in _LOADING for _, loaded in _named(code, _SET_ATTRIBUTE))
    return imported <= {*_HARMLESS, *own} and not of_a_global


def _top(name: str) -> str:
    """The package that a module is in, or the module itself."""
    return name.partition(".")[0]


def _named(code: CodeType, operation: int) -> Iterator[tuple[str, int]]:
    """The names with which the code does this, and what it does just before."""
    if operation not in code.co_code[::2]:
        return
    before = 0
    for done, number in zip(code.co_code[::2], code.co_code[1::2], strict=True):
        if done == operation:
            yield code.co_names[number], before
        before = done or before  # 0 stands for what the interpreter keeps between operations


class _Holding:
    """What these modules hold, with all that their functions and classes do."""

    def __init__(self, own: Mapping[str, ModuleType]) -> None:
        self._own = own
        self._names: set[str] = set()

    def nothing(self, codes: Iterable[CodeType]) -> bool:
        """Whether none of it could be changed, by `codes`, in place."""
        imported = {_top(name) for code in codes for name, _ in _named(code, _IMPORT)}
        for name, module in self._own.items():
            within_reach = _top(name) in imported or "" in imported  # "" is a package's own
            if not self._lasts(vars(module), within_reach=within_reach):
                return False
        # A name that is set of an instance, which does not last, may be that of what does.
        stored = {name for code in codes for name, _ in _named(code, _SET_ATTRIBUTE)}
        is_numpys = all(vars(np).get(name) is _NUMPY.get(name) for name in stored)
        return is_numpys and stored.isdisjoint(self._names)

    def _lasts(self, names: Mapping[str, Any], *, within_reach: bool = True) -> bool:
        """Whether everything with these names stays what it is.

        What holds them can be changed only by code `within_reach`: of a module, who imports it.
        """
        for name, value in names.items():
            if not (name.startswith("__") and name.endswith("__")):
                self._names |= {name} if within_reach else set()
            elif type(value) is not FunctionType:
                # Python's own, such as the dictionary of built-in functions.
                continue
            if not self._is_fixed(value):
                return False
        return True

    def _is_fixed(self, value: Any) -> bool:
        kind = type(value)
        if kind in _CONSTANTS or issubclass(kind, np.generic | np.ufunc):
            return True
        if kind.__module__ in _DECLARING:
            return True
        if kind in (tuple, frozenset):
            return all(map(self._is_fixed, value))
        if kind is FunctionType:
            return self._is_plain(value)
        if kind is BuiltinFunctionType:
            # Otherwise it is a method of something.
            return type(value.__self__) is ModuleType
        if kind in _DEFINED:
            parts = (value.fget, value.fset) if kind is property else (value.__func__,)
            return all(map(self._is_fixed, parts))
        if kind is ModuleType:
            name = value.__name__
            return name in self._own or _top(name) in _HARMLESS
        return kind is type and self._is_plain_class(value)

    def _is_plain(self, function: FunctionType) -> bool:
        """Whether a function has neither attributes, nor defaults or variables that can change."""
        if function.__module__ not in self._own:
            return _top(function.__module__) in (*_HARMLESS, _GIVEN)
        defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
        return (
            not vars(function) and not function.__closure__ and all(map(self._is_fixed, defaults))
        )

    def _is_plain_class(self, value: type) -> bool:
        if value.__module__ in self._own:
            return all(map(self._is_fixed, value.__bases__)) and self._lasts(vars(value))
        return _top(value.__module__) in (*_HARMLESS, builtins.__name__)
