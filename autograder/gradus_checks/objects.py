"""What a host needs to know of the objects it holds: their state, their attributes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterator
from itertools import islice
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from gradus_checks.crossing import Decoder, Tree

_DESCRIBED = ("__dict__", "__weakref__", "__class__")
"""What a class without properties or slots has descriptors for that can be set."""

_MOST_NAMES = 12  # fits two lines
_MOST_DEFINITIONS, _LONGEST_NAME = 100, 100
"""What is told of a module at once: more than any of a course has. The others are asked for."""


def has_state(target: object) -> bool:
    """Whether arrays that `target` returns may be its own: true for objects and their methods."""
    if type(target) is FunctionType:
        return False
    if isinstance(target, BuiltinFunctionType):
        return not isinstance(target.__self__, ModuleType)
    return not isinstance(target, FunctionType | ModuleType | type | Iterator)


def is_definition(type_name: str) -> bool:
    """Whether this is the type of what a `def` or `class` defines, and not of a variable."""
    return type_name in ("function", "type")


def definitions(module: ModuleType) -> dict[str, Any]:
    """The first functions and classes in a module, by their names, as far as these are plain."""
    names = vars(module) if type(module) is ModuleType else {}
    found = (
        (name, value)
        for name, value in list(names.items())
        if is_definition(type(value).__name__)
        and type(name) is str
        and len(name) <= _LONGEST_NAME
        and name.isascii()
        and not name.startswith("_")
    )
    return dict(islice(found, _MOST_DEFINITIONS))


def get_attribute(target: Any, name: str) -> Any:
    """`getattr`, which for a module says what there is instead."""
    if isinstance(target, ModuleType) and not hasattr(target, name):
        raise AttributeError(
            f"{target.__name__}.py has no function called {name}.{_has(target, name)}"
        )
    return getattr(target, name)


class NotPlain(Exception):
    """An attribute is more than a method that its object's class defines."""


def plain_method(target: object, name: str) -> MethodType:
    """The method `name` of `target`, found without running any code of the class.

    Raises NotPlain where `getattr` could give anything else.
    """
    kind = type(target)
    if kind.__getattribute__ is object.__getattribute__:
        found = next((vars(each)[name] for each in type.mro(kind) if name in vars(each)), None)
        if type(found) is FunctionType and name not in _own_names(target):
            return MethodType(found, target)
    raise NotPlain


def is_transparent(target: object) -> bool:
    """Whether reading and setting an attribute that `target` has runs no code of its class."""
    kind = type(target)
    return (
        type(_own_names(target)) is dict
        and has_state(target)
        and kind.__getattribute__ is object.__getattribute__
        and kind.__setattr__ is object.__setattr__
        and not any(
            hasattr(type(value), "__set__")
            for each in type.mro(kind)
            for name, value in vars(each).items()
            if name not in _DESCRIBED
        )
    )


def _own_names(target: object) -> Container[str]:
    try:
        names: dict[str, Any] = object.__getattribute__(target, "__dict__")
    except AttributeError:
        # It has slots only, which are the class's.
        return ()
    return names


def put_entry(owner: object, name: str, *path: Any) -> None:
    """Set an entry of the dictionary `owner.name`, or of one within it: keys, then the value."""
    *keys, last, value = path
    dictionary = getattr(owner, name)
    for key in keys:
        dictionary = dictionary[key]
    dictionary[last] = value


def put(module: ModuleType, path: str, value: Any) -> None:
    """Put the function `value` in the place of `module.path`.

    It becomes one of the module's own: in a class, as in "Linear.forward", a method; and a test
    that calls it asks the module's side to.
    """
    *owners, name = path.split(".")
    target: Any = module
    for owner in owners:
        target = getattr(target, owner)
    wrong, right = getattr(target, name, None), _own(value)
    setattr(target, name, right)
    package, dot, _ = module.__name__.partition(".")
    if dot and not owners:
        _replace_within(package, wrong, right)


def _replace_within(package: str, wrong: object, right: object) -> None:
    """What the package's own modules have imported by name: its `__init__` may import them all."""
    for called, module in list(sys.modules.items()):
        if f"{called}.".startswith(f"{package}.") and isinstance(module, ModuleType):
            for name, value in list(vars(module).items()):
                if value is wrong:
                    setattr(module, name, right)


def _own(value: Any) -> Callable[..., Any]:
    def function(*args: Any, **kwargs: Any) -> Any:
        return value(*args, **kwargs)

    return function


def _has(module: ModuleType, name: str) -> str:
    """What the module has in place of `name`."""
    # Only a mistake needs this module, and every worker would have to import it.
    import difflib

    if outside := _within(module, name):
        return f" One of that name stands within {outside}: move it to the left, out of there."
    names = [known for known, value in vars(module).items() if callable(value) and known[0] != "_"]
    # Of one length, but other letters, is another function: mse is not meant where mae is.
    letters = sorted(name.lower())
    alike = {
        known.lower(): known
        for known in names
        if len(known) != len(name) or sorted(known.lower()) == letters
    }
    close = difflib.get_close_matches(name.lower(), alike, 1, cutoff=0.8)
    if close:
        return f" Did you mean {alike[close[0]]}? Rename it to {name}."
    return f" It has {', '.join(names[:_MOST_NAMES])}." if names else " It has no functions yet."


def _within(module: ModuleType, name: str) -> str:
    """The function in which one of that `name` is defined; "" where there is none.

    In the source, as what stands below a `return` is in no compiled function.
    """
    import ast
    import inspect

    try:
        functions = ast.parse(inspect.getsource(module)).body
    except (OSError, SyntaxError, TypeError):
        return ""
    for function in functions:
        if isinstance(function, ast.FunctionDef):
            inner = (each for each in ast.walk(function) if each is not function)
            if any(isinstance(each, ast.FunctionDef) and each.name == name for each in inner):
                return function.name
    return ""


def make_generator(kind: Tree, state: Tree) -> np.random.Generator:
    """The `numpy.random.Generator` whose bit generator is of `kind` and in `state`."""
    bit_generator = getattr(np.random, str(kind))()
    bit_generator.state = Decoder([]).trusted(state)
    return np.random.Generator(bit_generator)
