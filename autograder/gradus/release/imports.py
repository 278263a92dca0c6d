"""What the files of an assignment import: nothing that students or the grader could be without."""

import ast
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from gradus.assignment import Assignment, name_of
from gradus.errors import AssignmentError
from gradus.sandbox import import_names, package_of

_IN_TESTS = ("gradus_checks",)
_IN_NOTEBOOK = ("gradus_checks", "otter", "IPython")
"""`requirements.txt` has them for any notebook."""


def foreign_imports(assignment: Assignment) -> Iterator[str]:
    """What imports a package that `packages` does not list: the reference, tests, the hand-out.

    A file that cannot be read is passed over: others tell of it.
    """
    own = (*assignment.modules, *assignment.provided)
    tops = {name.partition("/")[0] for name in own}
    beside = [Path(name).stem for name in assignment.files if name.endswith(".py")]
    modules = ((assignment.solutions / f"{name}.py", ()) for name in own)
    packaged = {assignment.solutions / f"{name}.py" for name in own if "/" in name}
    tests = ((assignment.test_path(task), _IN_TESTS) for task in assignment.tasks)
    notebook = (assignment.handout, (*_IN_NOTEBOOK, *beside))
    listed: frozenset[str] | None = None
    for path, more in (*modules, *tests, notebook):
        known = {*sys.stdlib_module_names, *tops, *more, "numpy"}
        try:
            found = list(_imports(path))
        except AssignmentError as error:
            yield from error.problems
            continue
        for line, name in found:
            if name in known or (name == "." and path in packaged):
                continue
            # Looked up where it is needed: most assignments use NumPy alone.
            listed = import_names(assignment.packages) if listed is None else listed
            if name not in listed:
                yield _foreign(assignment, path, line, name, beside)


def _foreign(
    assignment: Assignment, path: Path, line: int, name: str, beside: Collection[str]
) -> str:
    if name == ".":
        return f"{path}, line {line}: leave out the dot: these are single modules."
    where = f"{path}, line {line}: this imports {name}"
    if name in beside:
        return f"{where}, which is there for the notebook only. Leave it out."
    listed = ", ".join(map(name_of, assignment.packages))
    entry = package_of(name) or name
    return (
        f"{where}, which neither students nor the grader may have: the packages of this "
        f"assignment are {listed}. Leave it out, or add {entry!r} to `packages` in "
        f"{assignment.folder / 'assignment.toml'}."
    )


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line of each import, and the name without what is behind its first dot."""
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return
    except (SyntaxError, ValueError) as error:
        line, what = getattr(error, "lineno", None) or 1, getattr(error, "msg", None) or error
        raise AssignmentError(f"{path}, line {line}: this is not valid Python: {what}.") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, (node.module or ".").partition(".")[0] if not node.level else "."
