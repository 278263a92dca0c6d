"""What test files do that does not do what it looks like, because student code runs elsewhere."""

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import gradus_checks
from gradus_checks.module_names import NOT_MODULES

CHECKS = tuple(name for name in dir(gradus_checks) if name.startswith("check_"))

_CATCH_ALL = ("Exception", "BaseException", "AssertionError", "")
_BUILT_IN = {name for name, value in vars(builtins).items() if isinstance(value, type)}
_SEES = (
    "what a student's code raises arrives as a StudentException, which is no {kind}. Write "
    "check_raises({kind}, {call}, …)."
)


class _Finding(NamedTuple):
    line: int
    told: str


def misused(source: str, path: Path) -> Iterator[str]:
    """What is misused in the test file at `path`: the place, and the cure."""
    tree = ast.parse(source)
    found = [*_in_file(tree)]
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            found += _in_function(function)
    for line, told in sorted(set(found)):
        yield f"{path}, line {line}: {told}"


def no_such_name(message: str) -> str:
    """What to say where `from gradus_checks import …` has failed with `message`; "" if it has not.

    A name like the one that is missing is suggested, and the checks that there are, listed.
    """
    missing = re.match(r"cannot import name '(\w+)' from 'gradus_checks'", message)
    return _unknown(missing[1]) if missing else ""


def otters_case(tree: ast.Module) -> int | None:
    """The line where Otter's own `test_case` is imported, if it is."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "otter":
            return node.lineno
    return None


OTTERS = (
    "this is Otter's own test_case, which would hand a test whatever the notebook calls by the "
    "name of a module. Write: from gradus_checks import test_case. Otter takes such a case as one "
    "of its own."
)


def _unknown(name: str) -> str:
    # What all checks begin with makes none of them like another.
    known = {each.removeprefix("check_"): each for each in dir(gradus_checks)}
    close = get_close_matches(name.removeprefix("check_"), known, 1, cutoff=0.6)
    meant = f" Did you mean {known[close[0]]}?" if close else ""
    return f"gradus_checks has no {name}.{meant} The checks are {', '.join(CHECKS)}."


def _in_file(tree: ast.Module) -> Iterator[_Finding]:
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_bound(node)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound |= {alias.asname or alias.name for alias in names}
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name.startswith("check_") and name not in bound:
                told = f"{name} is not imported. Write: from gradus_checks import {name}."
                yield _Finding(node.lineno, told if name in CHECKS else _unknown(name))
            case ast.Attribute(value=ast.Name(id="gradus_checks"), attr=name):
                if name.startswith("check_") and name not in CHECKS:
                    yield _Finding(node.lineno, _unknown(name))
            case ast.Assert(test=ast.Tuple(elts=[_, *_])):
                told = "this assert always holds, as a tuple is true: leave the parentheses out."
                yield _Finding(node.lineno, told)
            case ast.Call(func=ast.Attribute() as function):
                yield from _of_chance(function, bound)


def _is_bound(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _of_chance(function: ast.Attribute, bound: Iterable[str]) -> Iterator[_Finding]:
    """Numbers that are drawn from the one generator of the whole process, and its seed."""
    called = ast.unparse(function)
    module, _, name = called.rpartition(".")
    is_global = module in ("np.random", "numpy.random") or (module == "random" in bound)
    if not is_global or name == "default_rng" or name[:1].isupper():
        return
    told = f"{called}(…) draws other numbers each time, and so another mark."
    if name == "seed":
        told = f"{called}(…) does not reach the student's code, which runs in another process."
    cure = "Ask for the parameter rng, draw from it, and pass it to what takes a generator."
    yield _Finding(function.lineno, f"{told} {cure}")


def _in_function(function: ast.FunctionDef) -> Iterator[_Finding]:
    theirs = _theirs(function)
    for node in _own_nodes(function):
        match node:
            case ast.Try(body=body, handlers=handlers):
                for called in _calls(body, theirs)[:1]:
                    yield from _caught(handlers, called)
            case ast.With(items=items, body=body):
                raised = (_raises(item.context_expr) for item in items)
                for kind in filter(None, raised):
                    called = next(iter(_calls(body, theirs)), "…")
                    told = _SEES.format(kind=kind, call=called)
                    yield _Finding(node.lineno, f"pytest.raises({kind}) does not see it: {told}")
            case ast.Delete(targets=targets):
                for target in targets:
                    if isinstance(target, ast.Attribute) and _root(target) in theirs:
                        told = f"del {ast.unparse(target)} cannot be done: a test may give it "
                        told += f"another value ({ast.unparse(target)} = …), not take it away."
                        yield _Finding(node.lineno, told)


def _own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """All nodes in the order of the text, but none of a function within, which is on its own."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _theirs(function: ast.FunctionDef) -> set[str]:
    """Names of the function that stand for what is the student's, or was made by it."""
    arguments = function.args
    names = {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    theirs = names - {*NOT_MODULES}
    for node in _own_nodes(function):
        if isinstance(node, ast.Assign) and _root(node.value) in theirs:
            theirs |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return theirs


def _calls(body: list[ast.stmt], theirs: set[str]) -> list[str]:
    """What of the student's is called in it."""
    nodes = (node for statement in body for node in ast.walk(statement))
    called = (node for node in nodes if isinstance(node, ast.Call) and _root(node) in theirs)
    return [ast.unparse(node.func) for node in called]


def _root(node: ast.expr) -> str:
    """The first name in `model.layers[0].forward(x)`."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _caught(handlers: list[ast.ExceptHandler], call: str) -> Iterator[_Finding]:
    for handler in handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        for kind in (ast.unparse(each) if each else "" for each in kinds):
            if kind in _CATCH_ALL:
                clause = f"except {kind}".strip()
                told = f"`{clause}` also takes checks that do not hold, and the case passes. Write "
                told += f"check_raises(ValueError, {call}, …) for what is to be raised."
                yield _Finding(handler.lineno, told)
            elif kind in _BUILT_IN:
                told = f"`except {kind}` does not see it: {_SEES.format(kind=kind, call=call)}"
                yield _Finding(handler.lineno, told)


def _raises(expression: ast.expr) -> str:
    """The exception of a `pytest.raises(…)`, or ""."""
    match expression:
        case ast.Call(func=ast.Attribute(value=ast.Name("pytest"), attr="raises"), args=[kind, *_]):
            return ast.unparse(kind)
        case ast.Call(func=ast.Name("raises"), args=[kind, *_]):
            return ast.unparse(kind)
    return ""
