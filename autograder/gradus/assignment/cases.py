"""A task's test file, executed and checked for everything that Otter would silently get wrong."""

import ast
import inspect
import math
import re
import traceback
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradus.assignment.collected import Collected
from gradus.assignment.misuse import OTTERS, no_such_name, otters_case
from gradus.errors import AssignmentError
from gradus_checks.module_names import NOT_MODULES

if TYPE_CHECKING:
    from gradus_checks import Case

_FORBIDDEN = {
    "points": "stripping the hidden cases would change what the public ones are worth",
    "all_or_nothing": "every case earns its own points",
}


@dataclass(frozen=True)
class TestSource:
    """One test file: public and hidden cases, in the order in which they are written."""

    __test__ = False  # not a test class, whatever pytest thinks of the name

    path: Path
    name: str
    docstring: str
    cases: tuple["Case", ...]
    source: str

    def line_of(self, case: "Case") -> int:
        """Where the function of `case` begins."""
        return case.test_func.__code__.co_firstlineno


def load_cases(path: Path, modules: Collection[str] | None = None) -> TestSource:
    """Execute the test file at `path` in a namespace of its own, and check it.

    `modules` are the names that cases may ask for besides `rng`, `data`, `reference` and `rating`;
    None allows any. A file need not say its `name` and OK_FORMAT: what follows from its own name is
    added where Otter reads it.
    Raises AssignmentError, which names the file, the line and the cure of all that is wrong.
    """
    # It imports NumPy, which takes a tenth of a second: commands on marks need no test file.
    from gradus_checks import Case

    source = _read(path)
    tree = _parse(source, path)
    otter = otters_case(tree)
    if otter is not None:
        raise AssignmentError(f"{path}, line {otter}: {OTTERS}")
    namespace = _execute(tree, path)
    found = Collected()
    found.add(_wrong_top_level(namespace, tree, path))
    functions = {node.name: node.lineno for node in _defined(tree)}
    found.add(_defined_twice(tree, path))
    cases = [(name, value) for name, value in namespace.items() if isinstance(value, Case)]
    found.add(_without_function(cases, functions, path))
    own = tuple(case for name, case in cases if _is_own(name, case, functions))
    found.add(_wrong_names(own, path))
    for case in own:
        where = f"{path}, line {functions[case.test_func.__name__]}: case {case.name!r}"
        found.add(_wrong_settings(case, where))
        found.add(_wrong_parameters(case, modules, where))
    found.refuse()
    return TestSource(path, path.stem, ast.get_docstring(tree) or "", own, source)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise AssignmentError(f"{path} is missing. Every task has a test file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path} cannot be read as UTF-8 text: {error}") from error


def _parse(source: str, path: Path) -> ast.Module:
    try:
        return ast.parse(source, str(path))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        what = getattr(error, "msg", None) or error
        raise AssignmentError(f"{path}, line {line}: this is not valid Python: {what}.") from error


def _execute(tree: ast.Module, path: Path) -> dict[str, Any]:
    namespace: dict[str, Any] = {
        "__name__": path.stem,
        "__file__": str(path),
        "name": path.stem,
        "OK_FORMAT": False,
    }
    try:
        exec(compile(tree, str(path), "exec"), namespace)
    except (Exception, SystemExit) as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno for f in reversed(frames) if f.filename == str(path)), 1)
        wrong_case = _wrong_case(str(error)) if isinstance(error, TypeError) else ""
        told = wrong_case or no_such_name(str(error))
        if told:
            raise AssignmentError(f"{path}, line {line}: {told}") from error
        raise AssignmentError(
            f"{path}, line {line}: the test file cannot be executed: "
            f"{type(error).__name__}: {error}. Otter would lose the whole run."
        ) from error
    return namespace


def _wrong_case(message: str) -> str:
    """What is wrong with a call of `test_case`, from what Python says of its arguments."""
    shape = "Write @test_case(name=…, points=…), and hidden=True for a hidden case."
    if not message.startswith("test_case() "):
        return ""
    if "missing" in message:
        names = " and ".join(re.findall(r"'(\w+)'", message))
        return f"this case has no {names}. {shape}"
    unknown = re.search(r"unexpected keyword argument '(\w+)'", message)
    if unknown:
        return f"a case has no setting called {unknown[1]}. {shape}"
    return f"the settings of a case are given by name. {shape}"


def _wrong_top_level(namespace: dict[str, Any], tree: ast.Module, path: Path) -> Iterator[str]:
    """A wrong `name` or `OK_FORMAT`, and what Otter reads and Gradus does not want."""
    lines = {
        target.id: node.lineno
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    if namespace["name"] != path.stem:
        yield (
            f"{path}, line {lines.get('name', 1)}: write name = {path.stem!r}, or leave it out: a "
            "test file is named as the file is called."
        )
    if namespace["OK_FORMAT"] is not False:
        yield (
            f"{path}, line {lines.get('OK_FORMAT', 1)}: write OK_FORMAT = False, or leave it out: "
            "otherwise Otter takes the file for another format."
        )
    for name, why in _FORBIDDEN.items():
        if name in namespace:
            yield (
                f"{path}, line {lines.get(name, 1)}: a test file must not define {name}: {why}. "
                "Give each case its points."
            )


def _defined(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef))


def _defined_twice(tree: ast.Module, path: Path) -> Iterator[str]:
    """A name used twice would hide the first function."""
    lines: dict[str, int] = {}
    for node in _defined(tree):
        if node.name in lines:
            yield (
                f"{path}, line {node.lineno}: the function {node.name} was already defined in "
                f"line {lines[node.name]}, whose case is lost. Rename one of them."
            )
        lines[node.name] = node.lineno


def _is_own(name: str, case: "Case", functions: Collection[str]) -> bool:
    return name in functions and case.test_func.__name__ == name


def _without_function(
    cases: Iterable[tuple[str, "Case"]], functions: Collection[str], path: Path
) -> Iterator[str]:
    for name, case in cases:
        if not _is_own(name, case, functions):
            yield (
                f"{path}: the case {case.name!r} ({name}) is not a function of its own. Write "
                "every case as a top-level function under @test_case(…)."
            )


def _wrong_names(cases: tuple["Case", ...], path: Path) -> Iterator[str]:
    if not cases:
        yield f"{path} has no cases. Decorate functions with @test_case(…)."
    for name, count in Counter(case.name for case in cases).items():
        if count > 1:
            lines = [str(case.test_func.__code__.co_firstlineno) for case in cases]
            same = [line for line, case in zip(lines, cases, strict=True) if case.name == name]
            yield (
                f"{path}, lines {' and '.join(same)}: these cases are all called {name!r}. "
                "Otter would count only one: give each a name of its own."
            )


def _wrong_settings(case: "Case", where: str) -> Iterator[str]:
    if type(case.name) is not str or not case.name.strip():
        yield f"{where}: the name must be a text that is not empty."
    # Otter asserts the exact types: a NumPy float would lose the run.
    if type(case.points) not in (int, float) or not 0 < case.points < math.inf:
        yield f"{where}: points must be a plain int or float above 0, and are {case.points!r}."
    if case.hidden and not (case.test_func.__doc__ or "").strip():
        yield (
            f"{where} is hidden and has no docstring. Quote the sentence of the hand-out that "
            "it enforces."
        )


def _wrong_parameters(case: "Case", modules: Collection[str] | None, where: str) -> Iterator[str]:
    for name, parameter in inspect.signature(case.test_func).parameters.items():
        plain = parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        if not plain or parameter.default is not inspect.Parameter.empty:
            yield (
                f"{where}: the parameter {parameter} must be a plain name: no default, no *, no /."
            )
        if name == "reference" and not case.hidden:
            yield (
                f"{where} is public and asks for the reference, which students do not have. "
                "Make it hidden=True, or write the expected value down."
            )
        if name == "rating" and not case.hidden:
            yield (
                f"{where} is public and asks for the rating by hidden data, which students do not "
                "have. Make it hidden=True, or train on what they have."
            )
        if modules is not None and name not in (*modules, *NOT_MODULES):
            known = ", ".join((*modules, *NOT_MODULES))
            yield (
                f"{where} asks for {name!r}, which is not a module of this assignment. "
                f"Parameters can be: {known}."
            )
