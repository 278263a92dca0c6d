"""Do the parts of an assignment agree: specification, tests, hand-out and reference?"""

import ast
import math
import re
from collections.abc import Iterable
from pathlib import Path

from gradus.assignment.cases import TestSource, load_cases
from gradus.assignment.spec import Assignment, Task
from gradus.errors import AssignmentError

MOST_BONUS = 0.1
"""Of the total: a bonus rewards what is beyond the course, and must not stand in for it."""


_ROUNDING = 1e-9
"""Points such as 0.1 do not add up exactly."""


def check_assignment(assignment: Assignment) -> tuple[TestSource, ...]:
    """Load every task's test file, in the order of the tasks, and check that all parts agree.

    Raises AssignmentError, which names the file, the place and the cure.
    """
    _check_files(assignment)
    sources = check_tests(assignment)
    for task, source in zip(assignment.tasks, sources, strict=True):
        _check_docstring(task, source)
    _check_totals(assignment, sources)
    _check_handout(assignment, sources)
    for module in assignment.modules:
        _check_reference(assignment, module)
    return sources


def check_tests(assignment: Assignment) -> tuple[TestSource, ...]:
    """Load every task's test file and check its points: what must hold before anybody is graded.

    Raises AssignmentError.
    """
    modules = (*assignment.modules, *assignment.provided)
    sources = tuple(load_cases(assignment.test_path(task), modules) for task in assignment.tasks)
    for task, source in zip(assignment.tasks, sources, strict=True):
        _check_points(task, source)
    return sources


def handout_markdown(assignment: Assignment) -> str:
    """The text of the hand-out's markdown cells, without the comment signs.

    Raises AssignmentError where there is no hand-out.
    """
    path = assignment.handout
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: the hand-out cannot be read: {error}") from error
    cells = re.split(r"^# %%(.*)$", text, flags=re.MULTILINE)
    pairs = zip(cells[1::2], cells[2::2], strict=True)
    markdown = "\n\n".join(cell for title, cell in pairs if re.search(r"\[(markdown|md)\]", title))
    return re.sub(r"^# ?", "", markdown, flags=re.MULTILINE)


def _check_files(assignment: Assignment) -> None:
    expected = {assignment.test_path(task).name for task in assignment.tasks}
    folder = assignment.folder / "tests"
    names = {path.name for path in folder.glob("*") if path.name != "__pycache__"}
    for name in sorted(names - expected):
        path = folder / name
        if path.stem in (*assignment.modules, *assignment.provided):
            raise AssignmentError(
                f"{path} is named like a module: under pytest it would hide the student's "
                f"{name}. Name test files after their task."
            )
        raise AssignmentError(
            f"{path} belongs to no task of {assignment.folder / 'assignment.toml'}. Remove it, or "
            "add the task."
        )


def _check_docstring(task: Task, source: TestSource) -> None:
    start = f"Task {task.number}:"
    if not source.docstring.startswith(start) or not source.docstring[len(start) :].strip():
        raise AssignmentError(
            f"{source.path}, line 1: the docstring must begin with {start!r} and the task's title."
        )


def _check_points(task: Task, source: TestSource) -> None:
    total = sum(case.points for case in source.cases)
    if not math.isclose(total, task.points):
        raise AssignmentError(
            f"{source.path}: the cases add up to {total:g} points, but assignment.toml gives task "
            f"{task.number} {task.points:g}."
        )


def _check_totals(assignment: Assignment, sources: tuple[TestSource, ...]) -> None:
    path = assignment.folder / "assignment.toml"
    total = sum(task.points for task in assignment.tasks if not task.bonus)
    bonus = sum(task.points for task in assignment.tasks if task.bonus)
    hidden = sum(
        case.points
        for task, source in zip(assignment.tasks, sources, strict=True)
        for case in source.cases
        if case.hidden and not task.bonus
    )
    full = assignment.total
    if not math.isclose(total, full):
        raise AssignmentError(
            f"{path}: the tasks without bonus add up to {total:g} points, not {full:g}. Change "
            f"their points, or write total = {total:g}."
        )
    if bonus > MOST_BONUS * full + _ROUNDING:
        raise AssignmentError(
            f"{path}: the bonus tasks add up to {bonus:g} points; at most {MOST_BONUS * full:g} "
            "are allowed."
        )
    most_hidden = assignment.hidden_share * full
    if hidden > most_hidden + _ROUNDING:
        raise AssignmentError(
            f"{path}: hidden cases are worth {hidden:g} of {full:g} points; at most "
            f"{most_hidden:g} are allowed. Make some of them public, or raise hidden_share."
        )


def _check_handout(assignment: Assignment, sources: tuple[TestSource, ...]) -> None:
    markdown = handout_markdown(assignment)
    text = " ".join(markdown.split())
    for task, source in zip(assignment.tasks, sources, strict=True):
        heading = rf"^## Task {re.escape(task.number)}:"
        if not re.search(heading, markdown, flags=re.MULTILINE):
            raise AssignmentError(
                f"{assignment.handout}: there is no heading '## Task {task.number}: …'."
            )
        for case in source.cases:
            sentence = " ".join((case.test_func.__doc__ or "").split())
            if case.hidden and sentence not in text:
                raise AssignmentError(
                    f"{source.path}, line {source.line_of(case)}: the hidden case {case.name!r} "
                    f"enforces what the hand-out does not say: {sentence!r}. Quote a sentence of "
                    f"{assignment.handout.name}, or add this one to it."
                )
    _refuse_leftovers(assignment, markdown)


def _refuse_leftovers(assignment: Assignment, markdown: str) -> None:
    """A task that was dropped leaves no cell in the hand-out."""
    headed = re.findall(r"^## Task ([\d.]+):", markdown, flags=re.MULTILINE)
    checked = re.findall(r"grader\.check\(\W(\w+)\W\)", assignment.handout.read_text("utf-8"))
    left = {
        **{f"Task {number}": number for number in headed},
        **{f'grader.check("{name}")': name for name in checked},
    }
    known = {name for task in assignment.tasks for name in (task.number, task.name)}
    for text, name in left.items():
        if name not in known:
            raise AssignmentError(
                f"{assignment.handout}: {text} is there, but no such task is in assignment.toml. "
                "Take its cells out, or add the task."
            )


def _check_reference(assignment: Assignment, module: str) -> None:
    """All functions that tasks name are there, and their docstrings say which task asks."""
    path = assignment.solutions / f"{module}.py"
    docstrings = _docstrings(path)
    for task in assignment.tasks:
        # A rated task asks for nothing that another task does not ask for.
        asked = _names_in(module, task.functions if task.rating is None else ())
        for name in (*asked, *_names_in(module, task.upstream)):
            if name not in docstrings:
                raise AssignmentError(
                    f"{path} has no function or class {name}, which task {task.number} asks for."
                )
        for name in asked:
            if not re.search(rf"Task {re.escape(task.number)}(?!\d)", docstrings[name]):
                raise AssignmentError(
                    f"{path}: the docstring of {name} must mention 'Task {task.number}'."
                )


def _names_in(module: str, functions: Iterable[str]) -> tuple[str, ...]:
    parts = (function.partition(".") for function in functions)
    return tuple(name for owner, _, name in parts if owner == module)


def _docstrings(path: Path) -> dict[str, str]:
    """The docstring of every function, class and method, by its qualified name."""
    try:
        tree = ast.parse(path.read_text("utf-8"), str(path))
    except SyntaxError as error:
        raise AssignmentError(
            f"{path}, line {error.lineno}: this is not valid Python: {error.msg}."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: the reference cannot be read: {error}") from error
    found: dict[str, str] = {}

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[prefix + node.name] = ast.get_docstring(node) or ""
                if isinstance(node, ast.ClassDef):
                    visit(node.body, f"{prefix}{node.name}.")

    visit(tree.body, "")
    return found
