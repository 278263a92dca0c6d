"""Do the parts of an assignment agree: specification, tests, hand-out and reference?"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gradus.assignment.adding_up import (
    too_costly_elsewhere,
    too_much_hidden,
    wrong_points,
    wrong_totals,
)
from gradus.assignment.cases import TestSource, load_cases
from gradus.assignment.collected import Collected
from gradus.assignment.markers import without_ignored
from gradus.assignment.misuse import misused
from gradus.assignment.spec import Assignment, Task
from gradus.errors import AssignmentError


def check_assignment(assignment: Assignment) -> tuple[TestSource, ...]:
    """Load every task's test file, in the order of the tasks, and check that all parts agree.

    Raises AssignmentError, which names the file, the place and the cure of all that is wrong.
    """
    found = Collected()
    found.add(_stray_files(assignment))
    loaded = _load_tests(assignment, found)
    for task, source in loaded.items():
        found.add(_wrong_docstring(task, source))
        found.add(misused(source.source, source.path))
    found.add(wrong_totals(assignment))
    if len(loaded) == len(assignment.tasks):
        found.add(too_much_hidden(assignment, loaded))
    found.add(_wrong_handout(assignment, loaded))
    for module in assignment.modules:
        found.add(_wrong_reference(assignment, module))
    found.add(too_costly_elsewhere(assignment))
    found.refuse()
    return tuple(loaded.values())


def check_tests(assignment: Assignment) -> tuple[TestSource, ...]:
    """Load every task's test file and check its points: what must hold before anybody is graded.

    Raises AssignmentError.
    """
    found = Collected()
    loaded = _load_tests(assignment, found)
    found.refuse()
    return tuple(loaded.values())


def handout_markdown(assignment: Assignment) -> str:
    """The text of the hand-out's markdown cells, without the comment signs.

    What is for the instructor alone is not in it. Raises AssignmentError where there is no
    hand-out.
    """
    path = assignment.handout
    text = without_ignored(_handout_text(assignment), path)
    cells = re.split(r"^# %%(.*)$", text, flags=re.MULTILINE)
    pairs = zip(cells[1::2], cells[2::2], strict=True)
    markdown = "\n\n".join(cell for title, cell in pairs if re.search(r"\[(markdown|md)\]", title))
    return re.sub(r"^# ?", "", markdown, flags=re.MULTILINE)


def _handout_text(assignment: Assignment) -> str:
    try:
        return assignment.handout.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(
            f"{assignment.handout}: the hand-out cannot be read: {error}"
        ) from error


def _load_tests(assignment: Assignment, found: Collected) -> dict[Task, TestSource]:
    """The test files that can be loaded; what is wrong with them and with others is collected."""
    modules = assignment.by_parameter
    loaded = {}
    for task in assignment.tasks:
        with found.catching():
            loaded[task] = load_cases(assignment.test_path(task), modules)
            found.add(wrong_points(task, loaded[task]))
    return loaded


def _stray_files(assignment: Assignment) -> Iterator[str]:
    expected = {assignment.test_path(task).name for task in assignment.tasks}
    folder = assignment.folder / "tests"
    names = {path.name for path in folder.glob("*") if path.name != "__pycache__"}
    for name in sorted(names - expected):
        path = folder / name
        if path.stem in (*assignment.modules, *assignment.provided):
            yield (
                f"{path} is named like a module: under pytest it would hide the student's "
                f"{name}. Name test files after their task."
            )
        else:
            yield (
                f"{path} belongs to no task of {assignment.folder / 'assignment.toml'}. Remove it, "
                "or add the task."
            )


def _wrong_docstring(task: Task, source: TestSource) -> Iterator[str]:
    """It need not speak of the task, as students get it with number and title; but of no other."""
    start = f"Task {task.number}:"
    text = source.docstring
    right = text.startswith(start) and text[len(start) :].strip()
    if re.match(r"Task\b", text) and not right:
        yield (
            f"{source.path}, line 1: the docstring must begin with {start!r} and the task's title, "
            "or say nothing of a task."
        )


def _wrong_handout(assignment: Assignment, loaded: Mapping[Task, TestSource]) -> Iterator[str]:
    markdown = handout_markdown(assignment)
    text = " ".join(markdown.split())
    for task in assignment.tasks:
        # A heading without a title gets it in the students' notebook.
        heading = rf"^## Task {re.escape(task.number)}(:|\s*$)"
        if not re.search(heading, markdown, flags=re.MULTILINE):
            yield f"{assignment.handout}: there is no heading '## Task {task.number}: …'."
    for source in loaded.values():
        for case in source.cases:
            sentence = " ".join((case.test_func.__doc__ or "").split())
            if case.hidden and sentence not in text:
                yield (
                    f"{source.path}, line {source.line_of(case)}: the hidden case {case.name!r} "
                    f"enforces what the hand-out does not say: {sentence!r}. Quote a sentence of "
                    f"{assignment.handout.name}, or add this one to it."
                )
    yield from _leftovers(assignment, markdown)


def _leftovers(assignment: Assignment, markdown: str) -> Iterator[str]:
    """A task that was dropped leaves no cell in the hand-out."""
    headed = re.findall(r"^## Task (\d+\.\d+)(?::|\s*$)", markdown, flags=re.MULTILINE)
    checked = re.findall(r"grader\.check\(\W(\w+)\W\)", _handout_text(assignment))
    left = {
        **{f"Task {number}": number for number in headed},
        **{f'grader.check("{name}")': name for name in checked},
    }
    known = {name for task in assignment.tasks for name in (task.number, task.name)}
    for text, name in left.items():
        if name not in known:
            yield (
                f"{assignment.handout}: {text} is there, but no such task is in assignment.toml. "
                "Take its cells out, or add the task."
            )


def _wrong_reference(assignment: Assignment, module: str) -> Iterator[str]:
    """All functions that tasks name are there, and no docstring says that another task asks."""
    path = assignment.solutions / f"{module}.py"
    docstrings = _docstrings(path)
    for task in assignment.tasks:
        # A rated task asks for nothing that another task does not ask for.
        asked = _names_in(module, task.functions if task.rating is None else ())
        for name in dict.fromkeys((*asked, *_names_in(module, task.upstream))):
            if name not in docstrings:
                yield (
                    f"{path} has no function or class {name}, which task {task.number} asks for."
                )
        for name in asked:
            # One that names no task gets the number in the stub.
            said = re.findall(r"Task (\d+\.\d+)", docstrings.get(name, ""))
            if said and task.number not in said:
                yield (
                    f"{path}: the docstring of {name} must mention 'Task {task.number}', or no "
                    "task at all."
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
